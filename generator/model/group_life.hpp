// What happens in a group beside activities: positions, training sessions, questions, news; and the shared
// examples.
#pragma once

#include "base/date.hpp"
#include "base/hours.hpp"
#include "base/made_once.hpp"
#include "model/activity.hpp"
#include "model/ids.hpp"
#include "model/rich_text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace livret {

// A trainee's own levels at a date.
struct Positioning {
    LIVRET_DECLARED_ONCE(Positioning);
    SourcePath path;
    TraineeKey owner;
    Date date{};
    FrameworkId framework;
    struct Level {
        std::string code;
        int level = 0; // 0 none, 1 with help, 2 alone, 3 helps others
    };
    std::vector<Level> levels; // in the framework's order
    std::vector<std::string> needs;
    struct Remark {
        std::string code;
        std::string text;
    };
    std::vector<Remark> remarks;
    Shared<RichText> text;
};

enum class TrainingStatus { planned, held, cancelled };

struct Training {
    LIVRET_DECLARED_ONCE(Training);
    SourcePath path;
    GfpId gfp;
    std::string slug;
    std::string title;
    Date date{};
    std::optional<Hours> hours;
    std::string place; // "salle 108"; may be empty
    ContextId kind;
    std::vector<TrainerId> trainers;
    FrameworkId framework;
    std::vector<std::string> competences;
    bool for_all = false;                // participants: all
    std::vector<TraineeId> participants; // empty when for_all
    std::vector<std::string> answers_needs;
    TrainingStatus status = TrainingStatus::planned;
    Shared<RichText> text;
    SourceContent source; // as Activity::source
};

enum class QuestionCategory { technique, pedagogique, juridique, autre };

struct Answer {
    Moment date{};
    PersonKey by;
    Shared<RichText> text;
    SourceContent source; // the words of "text"
};

struct Question {
    LIVRET_DECLARED_ONCE(Question);
    SourcePath path;
    GfpId gfp;       // empty for a stream's
    StreamId stream; // empty for a group's
    std::string slug;
    Moment asked{};
    PersonKey by;
    TrainerId to; // empty: the forum
    std::string title;
    QuestionCategory category = QuestionCategory::autre;
    std::vector<Answer> answers; // in the order of their dates
    bool resolved = false;
    Shared<RichText> text;
    SourceContent source; // as Activity::source
};

struct Notice {
    LIVRET_DECLARED_ONCE(Notice);
    SourcePath path;
    GfpId gfp;
    std::string slug;
    std::string title;
    Date date{};
    PersonKey by;
    FrameworkId framework;
    std::vector<Positioning::Remark> remarks; // on the framework: it is under test too
    Shared<RichText> text;
};

// What of an example's Markdown stays for whoever starts from it: see load/starter.hpp.
struct ExampleFrame {
    std::string text;
    std::vector<std::size_t> from_root; // where in it an address begins that counts from the repository's root
};

struct Example {
    LIVRET_DECLARED_ONCE(Example);
    SourcePath path;
    std::string slug;
    std::string title;
    FrameworkId framework;
    std::vector<std::string> domains;
    std::vector<std::string> competences;
    std::vector<ContextId> contexts;
    std::string level; // the authors' word: modeste, courant, ambitieux ...
    Shared<RichText> text;
    ExampleFrame frame;
    std::vector<Attachment> attachments;
};

// A jury session, as its file describes it.
struct JurySession {
    LIVRET_DECLARED_ONCE(JurySession);
    SourcePath path;
    std::string id;
    std::string title;
    std::vector<GfpId> gfps;
    FrameworkId framework;
    std::string rule;       // may be empty
    std::string checkpoint; // may be empty
    std::optional<Date> date;
};

} // namespace livret

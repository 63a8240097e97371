// What a trainee did and describes, and the competences she declares it called on.
#pragma once

#include "base/date.hpp"
#include "base/made_once.hpp"
#include "model/ids.hpp"
#include "model/people.hpp"
#include "model/rich_text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace livret {

// Each includes the ones before it: what is `gfp` is shown to the jury too.
enum class Visibility { private_, jury, gfp, public_ };
enum class Status { draft, declared, withdrawn };
enum class Phase { conception, analyse, mise_en_oeuvre, evaluation };
enum class Situation { none, classroom, distance, mixed };
enum class Pictures { unsaid, none, no_persons, consent };

struct DateRange {
    Date from{};
    Date to{}; // equal to `from` for a single day
    auto operator<=>(const DateRange&) const = default;
};

struct Declaration {
    CompetenceKey competence;
    std::string words; // the trainee's own; may be empty
};

struct Reply {
    std::string to; // first 8 hexadecimal digits of the attestation that asked
    Date date{};
    Shared<RichText> text;
};

struct Activity {
    LIVRET_DECLARED_ONCE(Activity);
    SourcePath path;
    TraineeKey owner;
    std::string slug;
    std::string reference; // may be empty for a draft
    std::string title;
    DateRange dates;
    ContextId context;
    std::vector<Phase> phases;
    Situation situation = Situation::none;
    FrameworkId framework; // that its codes belong to
    std::vector<Declaration> declarations;
    Status status = Status::declared;
    std::optional<Date> declared;
    Visibility visibility = Visibility::gfp;
    std::vector<TraineeId> with;            // of the same GFP
    std::vector<std::string> with_initials; // "H. B.": colleagues in a dossier, where nobody else is
    std::string same_as;                    // a reference; may be empty
    Pictures pictures = Pictures::unsaid;
    std::vector<Reply> replies;
    Shared<RichText> body;
    SourceContent source;                // the text behind the header, as UTF-8 without byte-order mark, line ends LF
    std::vector<Attachment> attachments; // beside index.md, sorted by path
};

} // namespace livret

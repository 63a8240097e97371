#include "build/guard_state.hpp"

#include "load/places.hpp"
#include "resolve/trainer_groups.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

template <class T> const T* at_path(const std::vector<T>& all, const std::string& path) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.path.value == path; });
    return found == all.end() ? nullptr : &*found;
}

bool same_answer(const Answer& a, const Answer& b) {
    return a.date == b.date && a.date.offset_minutes == b.date.offset_minutes && a.by == b.by &&
           a.source.sha256 == b.source.sha256;
}

class FileRules {
  public:
    FileRules(const Sending& sending, const GuardState& before, const GuardState& after, Date today,
              std::vector<GuardRefusal>& refusals)
        : sending_(sending), before_(before), after_(after), refusals_(refusals) {
        if (sending.role != Sending::Role::trainer) return;
        groups_ = groups_taught_by(institute(), sending.trainer);
        groups_.merge(groups_signed_by(institute(), sending.trainer, today));
    }

    void check(const std::string& path, const TreeChange& change) {
        path_ = path;
        change_ = &change;
        place_ = place_of(SourcePath{path});
        const bool thread = place_.kind == PlaceKind::question || place_.kind == PlaceKind::stream_question;
        if (thread && in_reach())
            question();
        else if (sending_.role == Sending::Role::trainee)
            trainees();
        else
            trainers();
    }

  private:
    const Sending& sending_;
    const GuardState& before_;
    const GuardState& after_;
    std::vector<GuardRefusal>& refusals_;
    std::set<GfpId> groups_; // a trainer's: who chairs a jury is no trainer of its groups
    std::string path_;
    const TreeChange* change_ = nullptr;
    Place place_;

    void refuse(std::string fr, std::string en) { refusals_.push_back({path_, std::move(fr), std::move(en), true}); }

    const Institute& institute() const { return before_.institute(); }

    std::string owner_name() const {
        const Trainee* owner = institute().find_trainee({place_.gfp, place_.trainee});
        return owner == nullptr ? place_.gfp.value + "/" + place_.trainee.value : owner->name;
    }

    // A trainee's own group and its stream; a trainer's groups and every stream.
    bool in_reach() const {
        if (!place_.stream.empty()) {
            if (sending_.role == Sending::Role::trainer) return true;
            const Gfp* own = institute().find_gfp(sending_.trainee.gfp);
            return own != nullptr && own->stream == place_.stream;
        }
        return sending_.role == Sending::Role::trainer ? trains(place_.gfp) : place_.gfp == sending_.trainee.gfp;
    }

    bool trains(const GfpId& id) const { return groups_.contains(id); }

    void trainees() {
        if (path_.starts_with(sending_.own_folder())) return own();
        if (!place_.trainee.empty() || path_.starts_with("gfp/" + place_.gfp.value + "/trainees/"))
            return refuse(
                fmt::format("est dans le dossier de {} : vous ne pouvez modifier que le vôtre, {}", owner_name(),
                            sending_.own_folder()),
                fmt::format("is in the folder of {}: you may change your own only, {}", owner_name(), sending_.own_folder()));
        if (place_.kind == PlaceKind::question || place_.kind == PlaceKind::stream_question)
            return refuse("est une question d’un autre groupe que le vôtre", "is a question of another group than yours");
        refuse(
            fmt::format("n’est pas à vous : vous pouvez modifier votre dossier, {}, et écrire dans les questions de votre groupe",
                        sending_.own_folder()),
            fmt::format("is not yours: you may change your folder, {}, and write in the questions of your group",
                        sending_.own_folder()));
    }

    // Hers is hers, but what the institute's registry knows her by.
    void own() {
        if (place_.kind != PlaceKind::profile) return;
        if (!change_->after.is_there())
            return refuse("est votre profil : c’est l’institut qui efface quelqu’un, par « livret remove »",
                          "is your profile: the institute erases somebody, with “livret remove”");
        const Trainee* before = at_path(institute().trainees, path_);
        const Trainee* after = at_path(after_.institute().trainees, path_);
        if (before != nullptr && after != nullptr && before->id != after->id)
            refuse(fmt::format("change votre identifiant ({}), par lequel le registre vous connaît", before->id),
                   fmt::format("changes your identifier ({}), by which the registry knows you", before->id));
        if (before == nullptr && after != nullptr && somebody_elses(after->id))
            refuse("porte l’identifiant de quelqu’un d’autre au registre", "has the identifier of somebody else in the registry");
    }
    bool somebody_elses(const std::string& id) const {
        const RosterLine* line = before_.chain().roster.line(id);
        return line != nullptr && line->folder != sending_.trainee.gfp.value + "/" + sending_.trainee.trainee.value;
    }

    void trainers() {
        const bool of_group =
            place_.kind == PlaceKind::training || place_.kind == PlaceKind::notice || place_.kind == PlaceKind::question;
        if (of_group && !trains(place_.gfp))
            return refuse(fmt::format("est d’un groupe ({}) dont vous n’êtes pas formateur", place_.gfp.value),
                          fmt::format("is of a group ({}) whose trainer you are not", place_.gfp.value));
        if (place_.kind == PlaceKind::training || path_.starts_with("examples/")) return;
        if (place_.kind == PlaceKind::notice) return notice();
        if (!place_.trainee.empty())
            return refuse(
                fmt::format(
                    "est dans le dossier de {} : un formateur décide et signe, il ne modifie pas ce qu’un stagiaire a écrit",
                    owner_name()),
                fmt::format("is in the folder of {}: a trainer decides and signs, and does not change what a trainee wrote",
                            owner_name()));
        refuse("est de ce que l’administrateur seul modifie (réglages, référentiels, groupes)",
               "is of what the administrator alone changes (settings, frameworks, groups)");
    }

    void notice() {
        const Notice* before = at_path(institute().notices, path_);
        const Notice* after = at_path(after_.institute().notices, path_);
        const bool others =
            (before != nullptr && before->by != sending_.person()) || (before == nullptr && change_->before.is_there());
        const bool forged = after != nullptr && after->by != sending_.person();
        if (others || forged) refuse("est une nouvelle d’un autre que vous (« par »)", "is somebody else's notice (“by”)");
    }

    // What others wrote stays, word for word; what is new is signed with one's own name.
    void question() {
        const Question* before = at_path(institute().questions, path_);
        const Question* after = at_path(after_.institute().questions, path_);
        const PersonKey me = sending_.person();
        const auto mine = [&](const Answer& one) { return one.by == me; };
        if (!change_->after.is_there()) {
            const bool only_mine =
                before != nullptr && before->by == me && std::all_of(before->answers.begin(), before->answers.end(), mine);
            if (!only_mine)
                refuse("est une question où d’autres ont écrit : elle ne se retire pas",
                       "is a question in which others wrote: it is not taken away");
            return;
        }
        if (after == nullptr) {                                           // it has errors
            if (before != nullptr || !change_->before.is_there()) return; // which are this push's, and said
            return refuse("ne se lit pas, avant comme après : demandez à l’administrateur de le réparer",
                          "cannot be read, before and after: ask the administrator to mend it");
        }
        if (before == nullptr) {
            if (change_->before.is_there()) // it had errors: whose words it holds nobody can tell
                return refuse("ne se lisait pas : demandez à l’administrateur de le réparer, d’autres y ont peut-être écrit",
                              "could not be read: ask the administrator to mend it, others may have written in it");
            if (after->by != me || !std::all_of(after->answers.begin(), after->answers.end(), mine))
                refuse("fait parler quelqu’un d’autre : une question, une réponse se signent de son propre nom (« par »)",
                       "makes somebody else speak: questions and answers carry one's own name (“by”)");
            return;
        }
        if (before->by != after->by || before->asked != after->asked)
            return refuse("change qui a posé la question, ou quand", "changes who asked the question, or when");
        const bool asker = before->by == me;
        const bool words = before->title != after->title || before->to != after->to || before->category != after->category ||
                           before->source.sha256 != after->source.sha256;
        if (words && !asker)
            return refuse("change la question d’un autre : répondez plutôt, sous « réponses »",
                          "changes somebody else's question: answer instead, under “answers”");
        if (before->resolved != after->resolved && !asker && sending_.role != Sending::Role::trainer)
            return refuse("dit réglée, ou non réglée, la question d’un autre", "calls somebody else's question settled, or not");
        std::vector<Answer> left = after->answers;
        for (const Answer& one : before->answers) {
            const auto found = std::find_if(left.begin(), left.end(), [&](const Answer& each) { return same_answer(one, each); });
            if (found != left.end())
                left.erase(found);
            else if (!mine(one))
                return refuse("change ou retire la réponse d’un autre", "changes or removes somebody else's answer");
        }
        if (!std::all_of(left.begin(), left.end(), mine))
            refuse("ajoute une réponse au nom d’un autre", "adds an answer in somebody else's name");
    }
};

} // namespace

void check_files(const std::map<std::string, TreeChange>& changes, const Sending& sending, const GuardState& before,
                 const GuardState& after, Date today, std::vector<GuardRefusal>& refusals) {
    FileRules rules(sending, before, after, today, refusals);
    for (const auto& [path, change] : changes)
        if (!path.starts_with("trust/")) rules.check(path, change);
}

} // namespace livret

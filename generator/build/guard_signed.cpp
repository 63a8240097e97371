#include "build/guard_state.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::string_view folder = "trust/";
constexpr std::string_view whole = "trust"; // what is said of all of it together: no file to take back

class SignedRules {
  public:
    SignedRules(const Sending& sending, const GuardState* before, const GuardState& after, std::vector<GuardRefusal>& refusals)
        : sending_(sending), before_(before), after_(after), refusals_(refusals) {
        for (const JudgedAttestation& one : judged().attestations) {
            if (!one.is_read) continue;
            for (const Digest& digest : one.attestation.contents()) bound_.insert(digest);
        }
        for (const JudgedFreeze& freeze : judged().jury.freezes)
            if (freeze.is_signed) bind(freeze.freeze);
        for (const Trainee& one : after.institute().trainees) here_.insert(one.id);
    }

    void check(const std::string& path, const TreeChange& change) {
        path_ = path;
        const std::string name = path.substr(folder.size());
        if (!change.after.is_there())
            removed(name);
        else if (change.before.is_there())
            refuse("est signé, et ce qui est signé ne se modifie pas : se corriger, c’est signer de nouveau",
                   "is signed, and what is signed is not changed: to correct is to sign again");
        else
            added(name);
    }

    // All of it together.
    void check_chain() {
        const Chain& chain = after_.chain();
        if (after_.content.verdicts.files.documents.empty() || chain.holds()) return;
        if (before_ != nullptr && !before_->content.verdicts.files.documents.empty() && !before_->chain().holds()) return;
        path_ = whole;
        refuse(fmt::format("ne serait plus une chaîne signée depuis la racine de l’institut ({})", chain.broken),
               fmt::format("would no longer be a chain signed from the institute's root ({})", chain.broken));
    }

  private:
    const Sending& sending_;
    const GuardState* before_;
    const GuardState& after_;
    std::vector<GuardRefusal>& refusals_;
    std::set<Digest, std::less<>> bound_;
    std::set<std::string, std::less<>> here_;
    std::string path_;

    // What was frozen of those who are not erased: it goes with nobody else's removal.
    void bind(const Freeze& freeze) {
        const auto& states = after_.content.verdicts.files.states;
        for (const Freeze::Candidate& one : freeze.candidates) {
            if (judged().chain->roster.is_erased(one.trainee)) continue;
            bound_.insert(one.state);
            const auto bytes = states.find(one.state);
            if (bytes == states.end()) continue;
            if (const auto read = read_frozen_state(bytes->second); const auto* state = std::get_if<FrozenState>(&read))
                for (const Digest& digest : state->contents()) bound_.insert(digest);
        }
    }

    const Judged& judged() const { return after_.content.verdicts.judged; }
    bool administers() const { return sending_.role == Sending::Role::administrator; }
    void refuse(std::string fr, std::string en) { refusals_.push_back({path_, std::move(fr), std::move(en), path_ != whole}); }
    void refuse_others() {
        refuse("est au registre et aux clés de l’institut : seul l’administrateur l’ajoute",
               "belongs to the institute's registry and keys: only the administrator adds it");
    }

    // "attestations/7b3e91c4/...": the trainee whom the document is about.
    static std::string trainee_in(const std::string& name) {
        const std::size_t first = name.find('/'), second = name.find('/', first + 1);
        return second == std::string::npos ? "" : name.substr(first + 1, second - first - 1);
    }

    // After `livret remove`: what was about somebody who is not here any more, and texts that nothing signed names.
    void removed(const std::string& name) {
        const bool about_her = name.starts_with("attestations/") || name.starts_with("certificates/");
        if (administers() && about_her && !here_.contains(trainee_in(name))) return;
        if (administers() && name.starts_with("snapshots/") && !bound_.contains(name.substr(10))) return;
        if (administers() && name.ends_with(".roster") && after_.chain().holds() &&
            name != fmt::format("registry-{}.roster", after_.chain().registry.number))
            return;
        refuse("est signé : cela ne se retire pas. Une attestation se reprend par « livret attest --retract »",
               "is signed: it is not taken away. An attestation is taken back with “livret attest --retract”");
    }

    void added(const std::string& name) {
        const bool trainer = administers() || sending_.role == Sending::Role::trainer;
        if (name.starts_with("snapshots/")) {
            if (!trainer) return refuse_others();
            const std::string digest = name.substr(10);
            if (!after_.content.verdicts.files.snapshots.contains(digest))
                refuse("n’a pas le contenu que son nom annonce", "does not hold what its name says");
            else if (!bound_.contains(digest) && !administers())
                refuse("n’est le texte d’aucune attestation", "is the text of no attestation");
        } else if (name.starts_with("attestations/")) {
            trainer ? attestation(name) : refuse_others();
        } else if (name.ends_with(".roster") || name.ends_with(".leaves")) {
            const std::string document = name.substr(0, name.rfind('.')) + ".json";
            if (!administers()) return refuse_others();
            if (!after_.content.verdicts.files.documents.contains(document))
                refuse("n’accompagne aucun fichier signé", "goes with no signed file");
        } else if (name.ends_with(".json")) {
            const bool jury = name.starts_with("freeze-") || name.starts_with("decisions/");
            if (!administers() && !(jury && sending_.chairs)) return refuse_others();
            document(name);
        } else {
            refuse("n’est aucun des fichiers signés d’un dépôt", "is none of the signed files of a repository");
        }
    }

    void attestation(const std::string& name) {
        const auto& all = judged().attestations;
        const auto found = std::find_if(all.begin(), all.end(), [&](const JudgedAttestation& one) { return one.path == name; });
        if (found == all.end() || !found->is_read) return badly_signed(Word::malformed, "");
        const Word word = found->judgement.word;
        if (word != Word::valid && word != Word::unsealed && word != Word::superseded && word != Word::conflict)
            badly_signed(word, found->judgement.reason);
    }

    void document(const std::string& name) {
        const auto found = judged().documents.find(name);
        if (found == judged().documents.end()) return badly_signed(Word::malformed, "");
        const Word word = found->second.word;
        if (word != Word::valid && word != Word::unsealed && word != Word::superseded) badly_signed(word, found->second.reason);
    }

    void badly_signed(Word word, const std::string& reason) {
        const std::string why = reason.empty() ? std::string(text_of(word)) : fmt::format("{}, {}", text_of(word), reason);
        refuse(fmt::format("n’est pas signé comme il doit l’être ({}) ; « livret verify {} » dit pourquoi", why, path_),
               fmt::format("is not signed as it must be ({}); “livret verify {}” says why", why, path_));
    }
};

} // namespace

void check_signed(const std::map<std::string, TreeChange>& changes, const Sending& sending, const GuardState* before,
                  const GuardState& after, std::vector<GuardRefusal>& refusals) {
    SignedRules rules(sending, before, after, refusals);
    bool any = false;
    for (const auto& [path, change] : changes) {
        if (!path.starts_with(folder)) continue;
        any = true;
        rules.check(path, change);
    }
    if (any) rules.check_chain();
}

} // namespace livret

// livret attest: decide and sign.
//
// One attestation at a time is put together, judged as everybody will judge it, and written whole: the bytes it binds first,
// the signed file last. Stopped at any moment, what was finished is there and nothing else is.
#include "cli/attest_decisions.hpp"
#include "cli/attest_dialogue.hpp"
#include "cli/attest_import.hpp"
#include "cli/attest_words.hpp"
#include "cli/keys.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "disk/left_parts.hpp"
#include "trust/store.hpp"

#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

[[noreturn]] void refuse(std::string fr, std::string en) {
    throw CommandError{Exit::content, std::move(fr), std::move(en)};
}

struct Planned {
    AttestSubject subject;
    PreparedAttestation prepared;
};

class Signing {
  public:
    Signing(const Command& command, Disk& repository, WholeRepository& whole, const ClosedKey& closed)
        : command_(command), repository_(repository), whole_(whole),
          closed_(closed), context_{command, repository, whole, closed.file.facts.key, nullptr, now_of(command).local_date()} {
        context_.signer = whole.verdicts.judged.chain->registry.holder(context_.key).trainer;
        context_.standings = standings_of(whole.institute);
    }

    const SigningContext& context() const { return context_; }
    std::size_t done() const { return done_; }

    Planned plan(AttestSubject subject, std::span<const WantedDecision> wanted) const {
        std::vector<Decision> decisions = decisions_for(subject, wanted);
        PreparedAttestation prepared =
            prepare_attestation(whole_.verdicts.judged, context_.signer->id, subject.matter, std::move(decisions));
        return {std::move(subject), std::move(prepared)};
    }

    // Shows what will be signed, asks once, and signs all of it.
    bool confirm_and_sign(const std::vector<Planned>& planned) {
        std::string text =
            fmt::format(fmt::runtime(command_.say("{} va signer :\n\n", "{} is about to sign:\n\n")), context_.signer->name);
        for (const Planned& one : planned) text += signing_text(context_, one.subject, one.prepared) + "\n";
        if (!show_and_ask(command_, text, "Signer ?", "Sign?")) return false;
        if (!unlocked_) unlocked_.emplace(unlock(command_, closed_));
        remove_left_parts(repository_, "trust");
        for (const Planned& one : planned) sign(one);
        return true;
    }

  private:
    const Command& command_;
    Disk& repository_;
    WholeRepository& whole_;
    const ClosedKey& closed_;
    SigningContext context_;
    std::optional<UnlockedKey> unlocked_;
    std::size_t done_ = 0;

    // Judged as everybody will judge it: what would not count is not written.
    static void require_unsealed(const AttestSubject& subject, const JudgedAttestation& judged) {
        if (judged.judgement.word == Word::unsealed) return;
        const std::string why = judged.judgement.reason.empty()
                                    ? std::string(text_of(judged.judgement.word))
                                    : fmt::format("{}, {}", text_of(judged.judgement.word), judged.judgement.reason);
        refuse(fmt::format("{} : l’attestation ne compterait pas ({}) ; elle n’a pas été écrite", subject.name(), why),
               fmt::format("{}: the attestation would not count ({}); it was not written", subject.name(), why));
    }

    void sign(const Planned& planned) {
        const Attestation& it = planned.prepared.attestation;
        const std::vector<std::string> bytes = bound_bytes(context_, planned.subject);
        TrustFiles& files = whole_.verdicts.files;
        for (const std::string& one : bytes) files.snapshots.insert(sha256_hex(one));
        const std::string file = signed_file(it, unlocked_->key, signing_instant(command_));
        const std::string digest = sha256_hex(file);
        const std::string path = fmt::format("attestations/{}/{}.json", it.trainee, digest);
        JudgedAttestation judged = judge_new(files, people_of(whole_.institute), *whole_.verdicts.judged.chain, path, file);
        require_unsealed(planned.subject, judged);
        for (const std::string& one : bytes) keep_snapshot(repository_, "trust", one);
        add_signed_file(repository_, "trust/" + path, file);
        whole_.verdicts.judged.attestations.push_back(std::move(judged));
        ++done_;
        print_data(fmt::format("{}\ttrust/{}\n", planned.subject.name(), path));
    }
};

void require_trust(const WholeRepository& whole) {
    const TrustState& trust = whole.institute.trust;
    if (!trust.present)
        refuse("ce dépôt n’a pas encore de registre : le responsable l’établit par « livret trust init »",
               "this repository has no registry yet: the registrar makes it with “livret trust init”");
    if (!trust.broken.empty())
        refuse("la chaîne de l’institut ne tient pas : « livret trust status » dit pourquoi ; rien ne peut être signé",
               "the institute’s chain does not hold: “livret trust status” says why; nothing can be signed");
    if (!trust.not_in_force.empty())
        refuse(fmt::format("« {} » n’est pas ce que le registre tient pour en vigueur : « livret explain not-in-force » ; rien "
                           "ne peut être signé",
                           trust.not_in_force[0]),
               fmt::format(
                   "“{}” is not what the registry holds to be in force: “livret explain not-in-force”; nothing can be signed",
                   trust.not_in_force[0]));
}

void require_key(const WholeRepository& whole, const ClosedKey& key, Date now) {
    switch (obstacle_of_key(*whole.verdicts.judged.chain, key.file.facts.key, now)) {
    case Obstacle::not_registered:
        refuse(fmt::format("la clé de « {} » n’est pas au registre : donnez au responsable le fichier de « livret key request »",
                           key.file.facts.name),
               fmt::format("the key of “{}” is not in the registry: give the registrar the file of “livret key request”",
                           key.file.facts.name));
    case Obstacle::not_yet:
        refuse(fmt::format("la clé de « {} » vaut à partir du prochain point de contrôle : demandez au responsable du registre « "
                           "livret trust checkpoint »",
                           key.file.facts.name),
               fmt::format("the key of “{}” is good from the next checkpoint on: ask the registrar for “livret trust checkpoint”",
                           key.file.facts.name));
    case Obstacle::key_ended:
        refuse(fmt::format("la clé de « {} » n’est plus active au registre : il en faut une autre", key.file.facts.name),
               fmt::format("the key of “{}” is no longer active in the registry: another one is needed", key.file.facts.name));
    default:
        break;
    }
}

void add_subjects(const SigningContext& context, const DecisionEntry& entry, std::vector<AttestSubject>& out) {
    if (entry.about == DecisionEntry::About::activity)
        out.push_back(activity_subject(context, entry.name));
    else if (entry.about == DecisionEntry::About::contributions)
        out.push_back(contributions_subject(context, entry.name, entry.items));
    else
        for (AttestSubject& one : training_subjects(context, entry.name, entry.participants)) out.push_back(std::move(one));
}

// What the command line names, as the entries that a decisions file would hold.
std::vector<DecisionEntry> entries_of(const Command& command, const std::vector<WantedDecision>& wanted) {
    const Arguments& given = command.arguments;
    std::vector<DecisionEntry> out;
    for (const std::string& reference : given.rest) out.push_back({DecisionEntry::About::activity, reference, {}, {}, wanted});
    if (given.has("--training")) {
        DecisionEntry one{DecisionEntry::About::training, given.value("--training"), {}, {}, wanted};
        for (const std::string& list : given.all("--participants"))
            for (const auto name : split(list, ',')) one.participants.emplace_back(trim(name));
        if (one.wanted.empty()) one.wanted = {{"all", Outcome::attested, std::string(trim(given.value("--comment")))}};
        out.push_back(std::move(one));
    }
    if (given.has("--contributions"))
        out.push_back({DecisionEntry::About::contributions, given.value("--contributions"), {}, given.all("--item"), wanted});
    return out;
}

// « all » means what waits: a batch that was stopped can be given again as it is.
std::string nothing_waits(const Command& command, const AttestSubject& subject) {
    return fmt::format(fmt::runtime(command.say(
                           "{} : rien n’y attend un formateur ; une compétence déjà décidée se nomme (--attest B.2.1)",
                           "{}: nothing waits for a trainer there; a competence that was decided is named (--attest B.2.1)")),
                       subject.name());
}

void sign_entries(Signing& signing, const std::vector<DecisionEntry>& entries) {
    std::vector<Planned> planned;
    std::set<std::string> names;
    for (const DecisionEntry& entry : entries) {
        std::vector<AttestSubject> subjects;
        add_subjects(signing.context(), entry, subjects);
        for (AttestSubject& one : subjects) {
            if (!names.insert(one.name()).second)
                refuse(fmt::format("{} est nommée deux fois : réunissez ses décisions", one.name()),
                       fmt::format("{} is named twice: put its decisions together", one.name()));
            Planned plan = signing.plan(std::move(one), entry.wanted);
            if (plan.prepared.attestation.decisions.empty())
                print_line(nothing_waits(signing.context().command, plan.subject));
            else
                planned.push_back(std::move(plan));
        }
    }
    if (!planned.empty()) signing.confirm_and_sign(planned);
}

void decide_in_dialogue(Signing& signing, const std::vector<DecisionEntry>& entries) {
    const auto terminal = open_terminal();
    if (!terminal)
        throw CommandError{
            Exit::usage,
            "personne n’est devant un terminal : dites les décisions (--attest, --not-attested, --more-information, --decisions "
            "FICHIER)",
            "nobody is at a terminal: say the decisions (--attest, --not-attested, --more-information, --decisions FILE)"};
    for (const DecisionEntry& entry : entries) {
        std::vector<AttestSubject> subjects;
        add_subjects(signing.context(), entry, subjects);
        for (AttestSubject& one : subjects) {
            if (one.open.empty())
                throw CommandError{
                    Exit::usage, "--contributions demande --attest : aucune déclaration ne dit de quelles compétences il s’agit",
                    "--contributions takes --attest: no declaration says which competences it is about"};
            if (one.decided.size() == one.open.size()) {
                print_line(nothing_waits(signing.context().command, one));
                continue;
            }
            const DialogueResult said = ask_decisions(signing.context(), one, *terminal);
            if (!said.wanted.empty()) signing.confirm_and_sign({signing.plan(std::move(one), said.wanted)});
            if (said.next == NextStep::stop) return;
        }
    }
}

} // namespace

Exit run_attest(const Command& command) {
    const Arguments& given = command.arguments;
    const std::vector<WantedDecision> wanted = decisions_of_options(command);
    if (given.has("--import")) {
        if (!given.rest.empty() || !wanted.empty() || given.has("--training") || given.has("--contributions") ||
            given.has("--decisions"))
            throw CommandError{Exit::usage, "--import met en place ce qui est déjà signé : ne nommez rien d’autre",
                               "--import puts in place what is signed already: name nothing else"};
        return run_attest_import(command);
    }
    std::vector<DecisionEntry> entries =
        given.has("--decisions") ? read_decisions_file(command, given.value("--decisions")) : entries_of(command, wanted);
    if (given.has("--decisions") &&
        (!given.rest.empty() || !wanted.empty() || given.has("--training") || given.has("--contributions")))
        throw CommandError{Exit::usage, "--decisions dit tout : ne nommez rien d’autre",
                           "--decisions says everything: name nothing else"};
    if (entries.empty())
        throw CommandError{Exit::usage,
                           "livret attest RÉFÉRENCE…, --training FORMATION, --contributions GROUPE/STAGIAIRE ou --decisions "
                           "FICHIER ; « livret inbox » dit ce qui attend",
                           "livret attest REFERENCE…, --training SESSION, --contributions GROUP/TRAINEE or --decisions FILE; "
                           "“livret inbox” says what waits"};
    const BuildOptions options = build_options(command);
    WholeRepository whole = read_whole(options);
    require_trust(whole);
    const ClosedKey key = choose_key(command);
    refuse_example_key(key.file.facts, whole.institute.trust.example);
    require_key(whole, key, options.now.local_date());
    const auto repository = open_real_disk(options.root);
    Signing signing(command, *repository, whole, key);
    const bool said = given.has("--decisions") || !wanted.empty() || given.has("--training");
    if (said)
        sign_entries(signing, entries);
    else
        decide_in_dialogue(signing, entries);
    if (!command.quiet() && signing.done() > 0)
        print_line(command.french() ? fmt::format("attestations signées : {} ; elles partent avec le prochain envoi du dépôt "
                                                  "(git), et comptent pour un jury dès le prochain point de contrôle",
                                                  signing.done())
                                    : fmt::format("attestations signed: {}; they leave with the repository’s next push (git), "
                                                  "and count for a jury from the next checkpoint on",
                                                  signing.done()));
    return Exit::fine;
}

} // namespace livret

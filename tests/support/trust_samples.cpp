#include "support/trust_samples.hpp"

#include "base/hash.hpp"

#include <cstring>

namespace livret::tests {

namespace {

Date day(std::string_view text) {
    return *parse_date(text);
}
Digest digest_of(std::string_view text) {
    return sha256_hex(text);
}
PublicKey key(std::string_view name) {
    return test_key(name).public_key();
}

Root first_root() {
    Root root;
    root.institution = "ifm";
    root.name = "Institut de formation des maîtres";
    root.root = key("root");
    root.registry = key("registry");
    root.checkpoint = key("checkpoint");
    root.certificate = key("certificate");
    root.example = true;
    return root;
}

Registry registry() {
    Registry one;
    one.institution = "ifm";
    one.number = 2;
    one.previous = digest_of("registry 1");
    RegisteredTrainer martin{"martin", "Claire Martin", {}, {}};
    martin.keys.push_back({key("martin old"), {day("2004-09-01"), std::nullopt}, KeyStatus::compromised, day("2004-11-02")});
    martin.keys.push_back({key("martin"), {day("2004-11-03"), std::nullopt}, KeyStatus::active, {}});
    martin.scopes.push_back({Role::trainer, {"hg2", "math1"}, {day("2004-09-01"), day("2005-07-31")}});
    martin.scopes.push_back({Role::jury_chair, {"*"}, {day("2004-09-01"), std::nullopt}});
    RegisteredTrainer secretary{"scolarite", "Scolarité", {}, {}};
    secretary.keys.push_back({key("registrar"), {day("2004-09-01"), day("2005-08-31")}, KeyStatus::retired, {}});
    secretary.scopes.push_back({Role::registrar, {"*"}, {day("2004-09-01"), std::nullopt}});
    one.trainers = {martin, secretary};
    one.roster = write_roster(sample_roster()).head();
    one.in_force.configuration = digest_of("livret.yaml");
    one.in_force.frameworks = {{"c2i2e", digest_of("c2i2e")}};
    one.in_force.theme = digest_of("theme");
    one.in_force.sessions = {{"juin-2005", digest_of("session")}};
    one.revocations = {{digest_of("an attestation"), day("2005-01-10"), "Signée sous le nom d’une autre.\nVoir le courrier."}};
    return one;
}

ActivityManifest activity() {
    ActivityManifest one;
    one.trainee = "7b3e91c4";
    one.reference = "MATH1-DURAND-03";
    one.title = "Le théorème de Thalès au « tableau » \U0001F4D0";
    one.from = day("2004-09-27");
    one.to = day("2004-10-01");
    one.context = "stage";
    one.situation = "classroom";
    one.phases = {"analyse", "conception"};
    one.body = {1234, digest_of("body")};
    one.files = {{"fiche.pdf", {4321, digest_of("fiche")}}, {"images/tableau.png", {99, digest_of("tableau")}}};
    return one;
}

Attestation attestation() {
    Attestation one;
    one.institution = "ifm";
    one.trainee = "7b3e91c4";
    one.gfp = "math1";
    one.framework = {"c2i2e", digest_of("c2i2e")};
    one.about = activity();
    one.decisions = {{"A.1.1", "J’ai \"choisi\" l’outil \\ et\tla séance.", Outcome::attested, ""},
                     {"B.2.1", "", Outcome::more_information, "Quels élèves ?\nCombien ?"}};
    one.after = {3, digest_of("checkpoint 3")};
    return one;
}

Attestation training_attestation() {
    Attestation one = attestation();
    TrainingManifest training;
    training.gfp = "math1";
    training.slug = "ent";
    training.title = "L’ENT en classe";
    training.date = day("2004-10-02");
    training.context = "formation";
    training.trainers = {"martin", "roux"};
    training.competences = {"A.1.1", "B.2.1"};
    training.body = {77, digest_of("training")};
    one.about = training;
    one.decisions = {{"A.1.1", "", Outcome::retracted, "Absente ce jour-là."}};
    one.supersedes = {std::string(64, '0'), std::string(64, 'f')};
    return one;
}

Attestation contributions_attestation() {
    Attestation one = attestation();
    one.about = Contributions{{"gfp/math1/questions/tableur.md", 0, digest_of("question")},
                              {"gfp/math1/questions/tableur.md", 2, digest_of("answer")},
                              {"gfp/math1/ressources/grille.ods", std::nullopt, digest_of("file")}};
    one.decisions = {{"B.3.1", "", Outcome::not_attested, ""}};
    return one;
}

Checkpoint checkpoint() {
    Checkpoint one;
    one.institution = "ifm";
    one.number = 4;
    one.date = day("2004-10-04");
    one.previous = digest_of("checkpoint 3");
    one.root = {1, digest_of("root 1")};
    one.registry = {2, digest_of("registry 2")};
    one.tree.size = 9007199254740991; // the largest number that a document may hold
    one.tree.root = digest_of("");
    return one;
}

JuryDecision jury_decision() {
    return {"ifm",
            "juin-2005",
            "7b3e91c4",
            JuryOutcome::adjourned,
            "Dossier à compléter.",
            digest_of("freeze"),
            {digest_of("before")}};
}

Certificate certificate() {
    Certificate one;
    one.institution = "ifm";
    one.institution_name = "Institut de formation des maîtres";
    one.trainee = "7b3e91c4";
    one.trainee_name = "Émilie Durand";
    one.salt = "f00d";
    one.checkpoint = {4, digest_of("checkpoint 4")};
    one.checkpoint_date = day("2004-10-04");
    one.framework = {"c2i2e", digest_of("c2i2e")};
    one.framework_title = "C2i niveau 2 « enseignant »";
    one.rule = Certificate::Rule{"c2i2e-2005", true, "Toutes les compétences de A, et 10 de B."};
    one.competences = {{"A.1.1",
                        "Identifier les personnes ressources",
                        {{digest_of("a"), "Claire Martin", day("2004-09-20"), day("2004-10-04")}}},
                       {"B.2.1", "Préparer", {}}};
    one.partial_counted = {"A.1.1"};
    one.session = "juin-2005";
    one.decision = digest_of("decision");
    return one;
}

} // namespace

SigningKey test_key(std::string_view name) {
    const std::string bytes = sha256("livret public test seed: " + std::string(name));
    SecretBytes seed(SigningKey::seed_size);
    std::memcpy(seed.data(), bytes.data(), bytes.size());
    return SigningKey::from_seed(seed);
}

Root second_root() {
    Root root = first_root();
    root.number = 2;
    root.previous = digest_of("root 1");
    root.root = key("root 2");
    return root;
}

Roster sample_roster() {
    RosterLine durand{"7b3e91c4", "math1/durand", name_commitment("Émilie Durand", "f00d"), {}, {"edurand"}, {}, ""};
    durand.gfps.push_back({"math1", {day("2004-09-01"), day("2005-07-31")}});
    RosterLine petit{"9c01aa37", "math1/petit", name_commitment("Hugo Petit", "beef"), {}, {}, {"SHA256:abc"}, ""};
    petit.gfps.push_back({"math1", {day("2004-09-01"), std::nullopt}});
    Roster one{{durand, petit}, {{"00e4f2aa", day("2005-02-01"), ""}}};
    blind_what_changed(one, {}, true);
    return one;
}

Leaves sample_leaves() {
    Leaves out;
    out["7b3e91c4"] = {{std::string(64, 'a'), 3}, {std::string(64, 'b'), 1}};
    out["9c01aa37"] = {{digest_of("an attestation"), 3}};
    return out;
}

std::vector<SignedSubject> sample_subjects() {
    Freeze freeze; // member by member: made at once, GCC 12 takes a part of it for uninitialised when it optimises
    freeze.institution = "ifm";
    freeze.session = "juin-2005";
    freeze.checkpoint = {4, digest_of("checkpoint 4")};
    freeze.candidates = {{"7b3e91c4", digest_of("state")}, {"9c01aa37", digest_of("state 2")}};
    return {first_root(),
            KeyRequest{"Claire Martin", key("martin")},
            registry(),
            attestation(),
            training_attestation(),
            contributions_attestation(),
            checkpoint(),
            freeze,
            jury_decision(),
            certificate()};
}

std::vector<SampleFile> sample_files() {
    constexpr std::string_view names[] = {
        "root-1",     "key-request", "registry",      "attestation-activity", "attestation-training", "attestation-contributions",
        "checkpoint", "freeze",      "jury-decision", "certificate"};
    constexpr std::string_view signers[] = {"root",   "martin",     "registry",   "martin", "martin",
                                            "martin", "checkpoint", "checkpoint", "martin", "certificate"};
    std::vector<SampleFile> files;
    const auto subjects = sample_subjects();
    for (std::size_t i = 0; i < subjects.size(); ++i)
        files.push_back({std::string(names[i]), signed_file(subjects[i], test_key(signers[i]), sample_instant)});
    files.push_back({"root-2", signed_root(second_root(), test_key("root"), test_key("root 2"), sample_instant)});
    return files;
}

} // namespace livret::tests

// The institute's attestation of competences: what counts, as of which checkpoint, and why there is none.
#include "base/hash.hpp"
#include "build/certification.hpp"
#include "export/certificate_page.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

using namespace livret;

namespace {

SigningKey key_of(std::string_view name) {
    const std::string bytes = sha256("livret public test seed: " + std::string(name));
    SecretBytes seed(SigningKey::seed_size);
    std::memcpy(seed.data(), bytes.data(), bytes.size());
    return SigningKey::from_seed(seed);
}

Date day(const char* text) {
    return *parse_date(text);
}

Framework framework_of(const char* id, const std::vector<std::string>& codes) {
    Framework out;
    out.id = FrameworkId{id};
    out.titles = {{Language::fr, std::string("Référentiel ") + id, true}};
    out.domains.emplace_back().code = "A";
    for (const std::string& code : codes) {
        out.domains[0].competences.push_back(out.competences.size());
        Competence& one = out.competences.emplace_back();
        one.code = code;
        one.statements = {{Language::fr, "Énoncé de " + code, true}};
    }
    return out;
}

// An institute that grows, checkpoint by checkpoint. Two frameworks: "vieux" without a rule; "neuf", whose A.1 is the old
// one's exactly and whose A.2 only in part.
struct Fixture {
    SigningKey root = key_of("root"), registry_key = key_of("registry"), checkpoint_key = key_of("checkpoint"),
               leroy = key_of("leroy"), martin = key_of("martin");
    TrustFiles files;
    Institute institute;
    Root first;
    Registry registry;
    Roster roster;
    Digest root_digest, registry_digest;
    Leaves leaves;
    std::vector<Named> checkpoints;

    Fixture() {
        first.institution = "ifm", first.name = "Institut d’essai";
        first.root = root.public_key(), first.registry = registry_key.public_key();
        first.checkpoint = checkpoint_key.public_key(), first.certificate = key_of("certificate").public_key();
        root_digest = keep("root-1.json", signed_file(first, root, "2004-09-01T08:00:00Z"));
        registry.institution = "ifm";
        for (const auto& [id, name, key] :
             {std::tuple("leroy", "Claire Leroy", leroy.public_key()), {"martin", "Paul Martin", martin.public_key()}}) {
            RegisteredTrainer one;
            one.id = id, one.name = name;
            one.keys = {{key, {day("2004-09-01"), {}}, KeyStatus::active, {}}};
            one.scopes = {{Role::trainer, {"*"}, {day("2004-09-01"), {}}}};
            registry.trainers.push_back(one);
        }
        roster.lines = {{"t1",
                         "math1/durand",
                         name_commitment("Anne Durand", "5a17"),
                         {{"math1", {day("2004-09-01"), {}}}},
                         {},
                         {},
                         std::string(32, 'b')}};
        registry.in_force.frameworks = {{"neuf", std::string(64, '2')}, {"vieux", std::string(64, '1')}};
        registry.in_force.configuration = std::string(64, 'c');
        add_registry();
        add_checkpoint("2004-09-20");

        institute.configuration.language = Language::fr;
        Framework old = framework_of("vieux", {"A.1", "A.2"}), recent = framework_of("neuf", {"A.1", "A.2", "A.3"});
        old.crosswalks = {{FrameworkId{"neuf"}, "", {{"A.1", "A.1", true}, {"A.2", "A.2", false}}}};
        recent.rules = {{"certificat", {{Language::fr, "Obtention", true}}, {AtLeast{2, {}}, InSituation{"classroom", 1}}}};
        institute.frameworks = {recent, old};
        Trainee& trainee = institute.trainees.emplace_back();
        trainee.key = {GfpId{"math1"}, TraineeId{"durand"}};
        trainee.id = "t1", trainee.name = "Anne Durand", trainee.salt = "5a17";
    }

    Digest keep(const std::string& path, const std::string& bytes) {
        files.documents[path] = bytes;
        return sha256_hex(bytes);
    }
    void add_registry() {
        if (!registry_digest.empty()) {
            registry.previous = registry_digest;
            ++registry.number;
        }
        const LineFile lines = write_roster(roster);
        registry.roster = lines.head();
        keep(fmt::format("registry-{}.roster", registry.number), lines.text);
        registry_digest =
            keep(fmt::format("registry-{}.json", registry.number), signed_file(registry, registry_key, "2004-09-01T08:00:00Z"));
    }
    void add_checkpoint(const char* date) {
        Checkpoint one;
        one.institution = "ifm";
        one.number = static_cast<std::int64_t>(checkpoints.size());
        one.date = day(date);
        if (!checkpoints.empty()) one.previous = checkpoints.back().digest;
        one.root = {1, root_digest};
        one.registry = {registry.number, registry_digest};
        const LineFile lines = write_leaves(leaves);
        one.tree = lines.head();
        keep(fmt::format("checkpoint-{}.leaves", one.number), lines.text);
        checkpoints.push_back({one.number, keep(fmt::format("checkpoint-{}.json", one.number),
                                                signed_file(one, checkpoint_key, "2004-09-20T08:00:00Z"))});
    }
    // Listed by the next checkpoint.
    Digest attest(const SigningKey& trainer, const char* reference, const std::vector<std::string>& codes,
                  const char* framework = "vieux", const std::vector<Digest>& supersedes = {},
                  Outcome outcome = Outcome::attested) {
        Attestation one;
        one.institution = "ifm", one.trainee = "t1", one.gfp = "math1";
        one.framework = {framework, std::string(64, '1')};
        ActivityManifest manifest;
        manifest.trainee = "t1", manifest.reference = reference, manifest.title = "Suites";
        manifest.from = manifest.to = day("2004-11-18");
        manifest.context = "stage", manifest.situation = "classroom";
        manifest.body = {5, sha256_hex("texte")};
        files.snapshots.insert(manifest.body.sha256);
        one.about = manifest;
        for (const std::string& code : codes) one.decisions.push_back({code, "", outcome, ""});
        one.after = checkpoints.back();
        one.supersedes = supersedes;
        const std::string bytes = signed_file(one, trainer, "2004-12-01T10:00:00Z");
        const Digest digest = sha256_hex(bytes);
        keep(fmt::format("attestations/t1/{}.json", digest), bytes);
        leaves["t1"].push_back({digest, static_cast<std::int64_t>(checkpoints.size())});
        std::sort(leaves["t1"].begin(), leaves["t1"].end(), [](const Listed& a, const Listed& b) { return a.digest < b.digest; });
        return digest;
    }
    Verdicts verdicts() {
        Verdicts out;
        out.files = files;
        out.judged = judge(files, root_digest, people_of(institute), 1);
        institute.trust.present = true;
        institute.trust.fingerprint = root_digest;
        institute.trust.broken = out.judged.chain->broken;
        institute.trust.checkpoint = out.judged.chain->holds() ? out.judged.chain->newest().checkpoint.number : 0;
        institute.trust.checkpoint_date = out.judged.chain->holds() ? out.judged.chain->newest().checkpoint.date : Date{};
        return out;
    }
    std::variant<Certification, Refusal> ask(std::int64_t checkpoint, const char* framework = "vieux",
                                             const std::set<std::string>& accepted = {}, const char* rule = "") {
        return certify(institute, verdicts(), {institute.trainees[0].key, checkpoint, FrameworkId{framework}, rule, accepted}, 1);
    }
};

Certification given(std::variant<Certification, Refusal> answer) {
    if (const auto* refusal = std::get_if<Refusal>(&answer)) FAIL(refusal->en);
    return std::get<Certification>(std::move(answer));
}
std::string why(const std::variant<Certification, Refusal>& answer) {
    const auto* refusal = std::get_if<Refusal>(&answer);
    return refusal ? refusal->en : "a certificate";
}

std::string codes_of(const Certification& one) {
    std::string out;
    for (const auto& competence : one.certificate.competences)
        out += fmt::format("{}:{} ", competence.code, competence.attested.size());
    return out;
}

} // namespace

TEST_CASE("a certificate lists what was attested by the checkpoint, by whom and between which checkpoints") {
    Fixture it;
    const Digest early = it.attest(it.leroy, "R-1", {"A.1"});
    it.add_checkpoint("2005-01-10");
    it.attest(it.martin, "R-1", {"A.1"});
    it.attest(it.leroy, "R-2", {"A.2"});
    it.add_checkpoint("2005-04-11");
    it.attest(it.martin, "R-2", {"A.2"}); // in no checkpoint

    const Certificate first = given(it.ask(1)).certificate;
    CHECK(codes_of({first, {}, {}, {}}) == "A.1:1 ");
    CHECK(first.checkpoint == it.checkpoints[1]);
    CHECK(first.checkpoint_date == day("2005-01-10"));
    CHECK(first.trainee_name == "Anne Durand");
    CHECK(first.framework.digest == std::string(64, '1'));
    CHECK_FALSE(first.rule);
    REQUIRE(first.competences[0].attested.size() == 1);
    const Certificate::Line& line = first.competences[0].attested[0];
    CHECK(line.digest == early);
    CHECK(line.trainer == "Claire Leroy");
    CHECK(line.after == day("2004-09-20"));
    CHECK(line.by == day("2005-01-10"));
    CHECK(first.competences[0].statement == "Énoncé de A.1");
    CHECK(codes_of(given(it.ask(2))) == "A.1:2 A.2:1 ");
}

TEST_CASE("a refusal is nothing to certify, and what is decided later changes no earlier checkpoint") {
    Fixture it;
    const Digest wrong = it.attest(it.leroy, "R-1", {"A.1"}, "vieux", {}, Outcome::not_attested);
    it.add_checkpoint("2005-01-10");
    CHECK(why(it.ask(1)) == "at checkpoint 1, no competence of vieux is attested for Anne Durand: there is nothing to certify");
    it.attest(it.leroy, "R-1", {"A.1"}, "vieux", {wrong});
    it.add_checkpoint("2005-04-11");
    CHECK(why(it.ask(1)) != "a certificate");
    CHECK(codes_of(given(it.ask(2))) == "A.1:1 ");
}

TEST_CASE("a correction belongs to the checkpoints after it; what the institute takes back counts for none") {
    Fixture it;
    const Digest good = it.attest(it.leroy, "R-1", {"A.1"});
    const Digest taken_back = it.attest(it.leroy, "R-2", {"A.2"});
    it.add_checkpoint("2005-01-10");
    it.attest(it.leroy, "R-1", {"A.1"}, "vieux", {good}, Outcome::retracted);
    it.registry.revocations = {{taken_back, day("2005-02-01"), "signed by mistake"}};
    it.add_registry();
    it.add_checkpoint("2005-04-11");
    const Certification first = given(it.ask(1));
    CHECK(codes_of(first) == "A.1:1 ");
    REQUIRE(first.taken_back.size() == 1);
    CHECK(first.taken_back[0].path == "attestations/t1/" + taken_back + ".json");
    CHECK(first.taken_back[0].word == Word::revoked);
    CHECK(why(it.ask(2)).starts_with("at checkpoint 2, no competence"));
}

TEST_CASE("two years later, another framework's rule: exact lines count, partial ones where the institute says so") {
    Fixture it;
    it.attest(it.leroy, "R-1", {"A.1", "A.2"});
    it.add_checkpoint("2005-01-10");
    const Certification strict = given(it.ask(1, "neuf"));
    CHECK(codes_of(strict) == "A.1:1 ");
    CHECK(strict.by_partial_lines == std::vector<std::string>{"A.2"});
    REQUIRE(strict.certificate.rule);
    CHECK_FALSE(strict.certificate.rule->met);
    CHECK(strict.certificate.rule->text.starts_with("Obtention\u00A0: 1 sur 3\u202F; il en faut 2\n"));
    CHECK(strict.certificate.partial_counted.empty());

    const Certification generous = given(it.ask(1, "neuf", {"A.2", "A.3"}));
    CHECK(codes_of(generous) == "A.1:1 A.2:1 ");
    CHECK(generous.certificate.rule->met);
    CHECK(generous.certificate.partial_counted == std::vector<std::string>{"A.2"}); // what was counted, not what might have been
    CHECK(generous.by_partial_lines.empty());
    CHECK(why(it.ask(1, "neuf", {}, "diplome")) == "--rule: neuf has no rule “diplome” (rules: certificat)");
    CHECK(why(it.ask(1, "vieux", {}, "certificat")) == "--rule: vieux has no rule “certificat” (rules: –)");
}

TEST_CASE("why there is no certificate") {
    Fixture it;
    const Digest attestation = it.attest(it.leroy, "R-1", {"A.1"});
    it.add_checkpoint("2005-01-10");
    REQUIRE(why(it.ask(1)) == "a certificate");
    SUBCASE("a checkpoint that does not exist") {
        CHECK(why(it.ask(2)).starts_with("no checkpoint 2: the newest is number 1"));
        CHECK(why(it.ask(-1)).starts_with("no checkpoint -1"));
    }
    SUBCASE("an attestation that the checkpoint lists is gone") {
        it.files.documents.erase(fmt::format("attestations/t1/{}.json", attestation));
        CHECK(why(it.ask(1)).starts_with("attestations incomplete: checkpoint 1 lists 1, 0 are there"));
    }
    SUBCASE("one that a later checkpoint lists is gone: it might be a refusal") {
        const Digest later = it.attest(it.leroy, "R-1", {"A.1"}, "vieux", {attestation}, Outcome::not_attested);
        it.add_checkpoint("2005-04-11");
        it.files.documents.erase(fmt::format("attestations/t1/{}.json", later));
        CHECK(why(it.ask(1)).starts_with("attestations incomplete: checkpoint 2 lists 2, 1 are there"));
    }
    SUBCASE("another root") {
        it.root_digest = std::string(64, '0');
        CHECK(why(it.ask(1)).starts_with("the root in “trust” is not the one"));
    }
    SUBCASE("a broken chain") {
        it.files.documents.erase("registry-1.json");
        CHECK(why(it.ask(1)).starts_with("the chain in “trust” is broken"));
    }
    SUBCASE("no trust at all") {
        const Verdicts verdicts = it.verdicts();
        it.institute.trust.present = false;
        CHECK(why(certify(it.institute, verdicts, {it.institute.trainees[0].key, 1, FrameworkId{"vieux"}, "", {}}, 1))
                  .starts_with("this repository has no folder “trust”"));
    }
    SUBCASE("a framework or livret.yaml that is not in force; sessions do not matter") {
        it.institute.trust.not_in_force = {"sessions/juin.yaml"};
        CHECK(why(it.ask(1)) == "a certificate");
        it.institute.trust.not_in_force = {"frameworks/vieux.xml", "livret.yaml"};
        CHECK(why(it.ask(1)).starts_with("frameworks/vieux.xml, livret.yaml: not the version that the registry puts in force"));
    }
    SUBCASE("a profile with another name") {
        it.institute.trainees[0].name = "Anne Martin";
        CHECK(why(it.ask(1)).starts_with("the profile of math1/durand (folder, name or salt) is not the one"));
    }
    SUBCASE("an id that the roster did not know at that checkpoint") {
        CHECK(why(it.ask(0)).starts_with("at checkpoint 0, no competence"));
        it.institute.trainees[0].id = "t9";
        CHECK(why(it.ask(1)) == "math1/durand is not in the institute’s roster at checkpoint 1");
    }
    SUBCASE("erased since") {
        it.roster = {{}, {{"t1", day("2005-03-01"), std::string(32, 'c')}}};
        it.add_registry();
        CHECK(why(it.ask(1)).starts_with("math1/durand was erased"));
    }
}

TEST_CASE("asking twice for the same certificate signs once, and a revoked one is not handed out again") {
    Fixture it;
    it.attest(it.leroy, "R-1", {"A.1"});
    it.add_checkpoint("2005-01-10");
    const Certificate certificate = given(it.ask(1)).certificate;
    CHECK_FALSE(find_certificate(it.verdicts(), certificate));
    const std::string bytes = signed_file(certificate, key_of("certificate"), "2005-02-01T10:00:00Z");
    const std::string path = fmt::format("certificates/t1/{}.json", sha256_hex(bytes));
    it.keep(path, bytes);
    REQUIRE(it.verdicts().judged.documents.at(path).word == Word::valid);
    CHECK(find_certificate(it.verdicts(), certificate) == path);
    Certificate other = certificate;
    other.partial_counted = {"A.2"};
    CHECK_FALSE(find_certificate(it.verdicts(), other));
    it.registry.revocations = {{sha256_hex(bytes), day("2005-03-01"), "a mistake"}};
    it.add_registry();
    CHECK(it.verdicts().judged.documents.at(path).word == Word::revoked);
    CHECK_FALSE(find_certificate(it.verdicts(), certificate));
    // Signed by another of the institute's keys: no certificate at all.
    const std::string wrong = signed_file(certificate, key_of("registry"), "2005-02-01T10:00:00Z");
    const std::string wrong_path = fmt::format("certificates/t1/{}.json", sha256_hex(wrong));
    it.keep(wrong_path, wrong);
    CHECK(it.verdicts().judged.documents.at(wrong_path).word == Word::unknown_key);
}

TEST_CASE("a certificate's page shows names as text, says when keys are everybody's, and asks for nothing") {
    Fixture it;
    it.attest(it.leroy, "R-1", {"A.1", "A.2"});
    it.add_checkpoint("2005-01-10");
    CertificatePage page;
    page.certificate = given(it.ask(1, "neuf", {"A.2"})).certificate;
    page.certificate.trainee_name = "<script>alert(1)</script> \u202EDurand";
    page.digest = std::string(64, 'd');
    page.fingerprint = std::string(64, 'f');
    page.file_name = "durand.json";
    page.signed_at = "2005-02-01T10:00:00Z";
    const std::string html = certificate_page(page, {"AA==", "AA==", "AA==", "AA=="});
    CHECK(html.find("&lt;script&gt;alert(1)&lt;/script&gt; Durand") != std::string::npos);
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("Exemple.") == std::string::npos);
    CHECK(html.find("http") == html.find("http-equiv")); // no address of anything
    CHECK(html.find("Attestation de compétences") != std::string::npos);
    CHECK(html.find("Règle remplie") != std::string::npos);
    CHECK(html.find("à comparer avec celle qui vous a été remise") != std::string::npos);
    CHECK(html.find("ffff ffff ffff") != std::string::npos);
    CHECK(html.find("entre le 20 septembre 2004 et le 10 janvier 2005") != std::string::npos);
    CHECK(html.find("n’y correspond qu’en partie") != std::string::npos);
    page.example = true;
    page.language = Language::en;
    const std::string example = certificate_page(page, {});
    CHECK(example.find("Signed with test keys that everybody knows") != std::string::npos);
    CHECK(example.find("between 20 September 2004 and 10 January 2005") != std::string::npos);
}

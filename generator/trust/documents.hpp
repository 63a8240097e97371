// The signed documents of schema/trust.md §1, as values. What is read here has the right shape; whether to believe it is
// for proof.hpp (the signature), chain.hpp (who vouched for whom) and verdict.hpp.
#pragma once

#include "base/date.hpp"
#include "base/json.hpp"
#include "base/made_once.hpp"
#include "model/attestation.hpp"
#include "trust/ed25519.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

// 64 lower-case hexadecimal digits: SHA-256 of a whole file, or of what the member's description says.
using Digest = std::string;

struct Period {
    Date from{};
    std::optional<Date> until; // the last day; none: open
    bool holds_on(Date day) const { return from <= day && (!until || day <= *until); }
    bool operator==(const Period&) const = default;
};

struct GfpPeriod {
    std::string gfp;
    Period span;
    bool operator==(const GfpPeriod&) const = default;
};

// A document of a chain, as another one names it.
struct Named {
    std::int64_t number = 0;
    Digest digest;
    auto operator<=>(const Named&) const = default;
};

// A Merkle tree (trust/merkle.hpp) whose lines lie beside the document.
struct TreeHead {
    std::int64_t size = 0;
    Digest root;
    bool operator==(const TreeHead&) const = default;
};

struct Root {
    LIVRET_DECLARED_ONCE(Root);
    std::string institution, name;
    std::int64_t number = 1;
    Digest previous; // empty for number 1
    PublicKey root{}, registry{}, checkpoint{}, certificate{};
    bool example = false; // made with keys that everybody knows
};

struct KeyRequest {
    std::string name;
    PublicKey key{};
};

enum class KeyStatus { active, retired, compromised };
struct RegisteredKey {
    PublicKey key{};
    Period span;
    KeyStatus status = KeyStatus::active;
    Date since{}; // of a compromise
};
enum class Role { trainer, jury_chair, registrar };
struct SignerScope {
    Role role = Role::trainer;
    std::vector<std::string> gfps; // sorted; or only "*"
    Period span;
    bool covers(std::string_view gfp) const;
};
struct RegisteredTrainer {
    std::string id, name;
    std::vector<RegisteredKey> keys;
    std::vector<SignerScope> scopes;
};
struct NamedDigest {
    std::string id;
    Digest digest;
};
struct InForce {
    Digest configuration;
    std::vector<NamedDigest> frameworks;
    Digest theme; // empty: none
    std::vector<NamedDigest> sessions;
};
struct Revocation {
    Digest digest;
    Date date{};
    std::string reason;
};
struct Registry {
    LIVRET_DECLARED_ONCE(Registry);
    std::string institution;
    std::int64_t number = 1;
    Digest previous; // empty for number 1
    std::int64_t grace_days = 90;
    std::vector<RegisteredTrainer> trainers; // sorted by id
    TreeHead roster;                         // of trust/roster.hpp
    InForce in_force;
    std::vector<Revocation> revocations; // sorted by digest

    struct Holder {
        const RegisteredTrainer* trainer = nullptr;
        const RegisteredKey* key = nullptr;
    };
    Holder holder(const PublicKey& key) const; // nullptrs: nobody's
    const Revocation* revocation(std::string_view digest) const;
};

struct Content { // bytes kept as trust/snapshots/<sha256>
    std::int64_t size = 0;
    Digest sha256;
    auto operator<=>(const Content&) const = default;
};
struct ManifestFile {
    std::string path; // relative to the activity's folder, NFC
    Content content;
    auto operator<=>(const ManifestFile&) const = default;
};
// What a signature about an activity binds.
struct ActivityManifest {
    std::string trainee, reference, title;
    Date from{}, to{};
    std::string context, situation;
    std::vector<std::string> phases; // sorted
    Content body;
    std::vector<ManifestFile> files; // sorted by path
    auto operator<=>(const ActivityManifest&) const = default;
};
struct TrainingManifest {
    std::string gfp, slug, title;
    Date date{};
    std::string context;
    std::vector<std::string> trainers, competences; // sorted
    Content body;
    auto operator<=>(const TrainingManifest&) const = default;
};
struct Contribution {
    std::string file;
    std::optional<std::int64_t> answer; // 0: the file's own text; 1: the first answer; none: the whole file
    Digest sha256;
    auto operator<=>(const Contribution&) const = default;
};
using Contributions = std::vector<Contribution>;

struct Decision {
    std::string competence;
    std::string claim; // the trainee's own words; may be empty
    Outcome outcome = Outcome::attested;
    std::string comment; // may be empty
};
struct Attestation {
    LIVRET_DECLARED_ONCE(Attestation);
    std::string institution, trainee, gfp;
    NamedDigest framework;
    std::variant<ActivityManifest, TrainingManifest, Contributions> about;
    std::vector<Decision> decisions; // sorted by competence
    Named after;                     // the newest checkpoint that the signer knew
    std::vector<Digest> supersedes;  // sorted

    // What it is about, for comparing: "activity MATH1-DURAND-03", "training math1/ent", "contributions".
    std::string subject() const;
    // The snapshots that it binds, in their order.
    std::vector<Digest> contents() const;
};

struct Checkpoint {
    std::string institution;
    std::int64_t number = 0;
    Date date{};
    Digest previous; // empty for number 0
    Named root, registry;
    TreeHead tree; // of trust/leaves.hpp
};

struct Freeze {
    struct Candidate {
        std::string trainee;
        Digest state; // the snapshot that says what she had declared: trust/frozen_state.hpp
    };
    std::string institution, session;
    Named checkpoint;
    std::vector<Candidate> candidates; // sorted by trainee
};

enum class JuryOutcome { received, adjourned, waiting };
struct JuryDecision {
    std::string institution, session, trainee;
    JuryOutcome outcome = JuryOutcome::waiting;
    std::string note;
    Digest freeze;
    std::vector<Digest> supersedes;
};

struct Certificate {
    LIVRET_DECLARED_ONCE(Certificate);
    struct Line {
        Digest digest;
        std::string trainer;
        Date after{}, by{};
    };
    struct Competence {
        std::string code, statement;
        std::vector<Line> attested;
    };
    struct Rule {
        std::string id;
        bool met = false;
        std::string text;
    };
    std::string institution, institution_name;
    std::string trainee, trainee_name, salt;
    Named checkpoint;
    Date checkpoint_date{};
    NamedDigest framework;
    std::string framework_title;
    std::optional<Rule> rule;
    std::vector<Competence> competences;
    std::vector<std::string> partial_counted;
    std::string session;
    Digest decision;
};

using SignedSubject = std::variant<Root, KeyRequest, Registry, Attestation, Checkpoint, Freeze, JuryDecision, Certificate>;
// "LivretRoot" ...
std::string_view type_name(const SignedSubject& subject);

// SHA-256 of JCS({"name", "salt"}): lets the roster vouch for a name without saying it.
Digest name_commitment(std::string_view name, std::string_view salt);

// credentialSubject as it is signed.
Json subject_json(const SignedSubject& subject);
// A manifest as it stands in attestations and in frozen states.
Json manifest_json(const ActivityManifest& manifest);

// What breaks rules 1 to 5 of schema/trust.md, and where: "credentialSubject.decisions[2].claim".
struct Malformed {
    int rule = 0;
    std::string where;
    std::string what;       // in English, for those who write programs
    bool line_ends = false; // rule 1, and git or an editor made the line ends CRLF

    std::string reason() const; // "rule-1", "line-ends"
    std::string detail() const; // where and what
};

// Where a document belongs below trust/; empty for a key request, which is never there.
std::string place_of(const SignedSubject& subject, std::string_view digest);

// A subject of the closed schema of `type`.
std::variant<SignedSubject, Malformed> read_subject(std::string_view type, const Json& json);

} // namespace livret

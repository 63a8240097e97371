// What trainers signed, and what became of it, as values that pages can show.
//
// Filled from trust/ by the pipeline (build/verdicts.hpp); the words and reasons are those of schema/trust.md §3. Like
// everything in the model it holds no signature and no key that could be used: to decide anything, see trust/.
#pragma once

#include "base/date.hpp"
#include "base/made_once.hpp"
#include "base/rare.hpp"
#include "model/activity.hpp"
#include "model/ids.hpp"
#include "model/rich_text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// What is wrong with a signed document, or that nothing is. schema/trust.md §3 says when.
enum class Word {
    valid,
    unsealed,
    superseded,
    content_missing,
    out_of_scope,
    revoked,
    key_not_valid_then,
    time_unproven,
    unknown_key,
    bad_signature,
    malformed,
    conflict,
    erased,
};
std::string_view text_of(Word word); // "key-not-valid-then"
std::optional<Word> parse_word(std::string_view text);

// A trainer's decision on one competence.
enum class Outcome { attested, not_attested, more_information, retracted };
std::string_view text_of(Outcome outcome); // "not-attested"

struct SignedDecision {
    std::string competence; // a code of AttestationRecord::framework
    std::string claim;      // the trainee's words when it was signed; may be empty
    Outcome outcome = Outcome::attested;
    std::string comment; // may be empty
};

// Whether today's file still has the bytes that were signed. `gone`: it is not in the repository any more, or withdrawn.
enum class Freshness { current, edited_since, gone };

enum class AboutKind { activity, training, contributions };

// The text and the facts that were signed. What is no part of a manifest stays empty.
struct SignedState {
    LIVRET_DECLARED_ONCE(SignedState);
    std::string title;
    DateRange dates;
    ContextId context;
    Situation situation = Situation::none;
    std::vector<Phase> phases;
    struct File {
        std::string path, sha256;
        std::uint64_t size = 0;
    };
    std::string body_sha256; // trust/snapshots/<it>
    std::vector<File> files;
    // Where today's text is another (Freshness::edited_since) and the record counts: both texts as Markdown, LF. A snapshot
    // that no good signature names is anybody's text and is never shown as signed.
    std::optional<std::string> signed_body, todays_body; // filled by build/signed_texts.hpp
    Shared<RichText> signed_text;                        // signed_body, read
};

// One attestation of trust/attestations that could be read.
struct AttestationRecord {
    LIVRET_DECLARED_ONCE(AttestationRecord);
    std::string digest;     // its identity: 64 hexadecimal digits
    std::string path;       // below trust/
    std::string trainee_id; // opaque, of the roster
    TraineeKey trainee;     // whose folder the roster names; empty if she is not in the repository
    GfpId gfp;
    std::string key;          // did:key of the signer
    TrainerId trainer;        // by the registry; empty: nobody's key
    std::string trainer_name; // as the registry names her; empty: nobody's key
    std::string signed_at;    // what the signer says (an instant); proves nothing

    AboutKind about = AboutKind::activity;
    std::string reference; // of an activity
    std::string training;  // slug of a training session, in `gfp`
    struct Contribution {
        SourcePath file;
        std::optional<std::int64_t> answer; // 0: the file's own text; none: the whole file
        std::string sha256 = {};            // trust/snapshots/<it>
    };
    std::vector<Contribution> contributions;
    Rare<SignedState> state;

    FrameworkId framework;
    std::vector<SignedDecision> decisions; // sorted by competence
    std::vector<std::string> supersedes;

    Word word = Word::valid;
    std::string reason; // a word of schema/trust.md: "not-registered"; may be empty
    Freshness freshness = Freshness::current;
    std::string superseded_by;                 // digest
    std::int64_t after_checkpoint = 0;         // that the signer names
    std::optional<std::int64_t> listed_in;     // the first checkpoint that lists it
    std::optional<Date> not_before, not_after; // between which checkpoints' dates it was made, as far as is proven

    bool counts() const { return word == Word::valid || word == Word::unsealed; }
    bool asked_by(std::string_view reply_to) const { return !reply_to.empty() && digest.starts_with(reply_to); } // 8 digits
};

// Somebody's place in the institute's registry.
struct RegisteredSigner {
    TrainerId id;
    std::string name;
    struct Key {
        std::string did; // did:key:z6Mk...
        Date from{};
        std::optional<Date> until;
        enum class State { active, retired, compromised } state = State::active;
        std::optional<Date> compromised_since;
    };
    struct Scope {
        enum class Role { trainer, jury_chair, registrar } role = Role::trainer;
        std::vector<GfpId> gfps; // empty: all groups
        Date from{};
        std::optional<Date> until;
    };
    std::vector<Key> keys;
    std::vector<Scope> scopes;
};

// What trust/ as a whole is worth. Nothing of it is there if there is no trust/root-1.json.
struct TrustState {
    LIVRET_DECLARED_ONCE(TrustState);
    bool present = false;
    bool example = false;         // made with test keys that everybody knows
    std::string broken;           // empty, or a reason of schema/trust.md ("old-registry", "no-roster"): then nothing is believed
    std::string fingerprint;      // of the root that was believed in, 64 digits
    bool own_claim = true;        // the fingerprint is the repository's own; else whoever builds gave it
    std::string institution_name; // as the newest root says
    std::int64_t checkpoint = 0;  // the newest
    Date checkpoint_date{};
    std::vector<RegisteredSigner> signers; // by id
    struct Incomplete {
        TraineeKey trainee; // may be empty: not in the repository
        std::string trainee_id;
        std::size_t listed = 0, present = 0;
    };
    std::vector<Incomplete> incomplete;
    std::string theme;                     // digest of the repository's theme that is in force; empty: none is
    std::vector<std::string> not_in_force; // paths of livret.yaml, frameworks, sessions that are not the registry's
    // An attestation that something is wrong with, whoever it is about.
    struct Flawed {
        std::string path, reason, what;
        GfpId gfp = {}; // of the trainee in whose folder of trust/ it lies, by the roster; empty: of nobody here
    };
    std::vector<Flawed> foreign_supersedes;      // name another trainer's or trainee's
    std::vector<AttestationRecord> attestations; // that could be read, by trainee, reference, then digest
    std::vector<Flawed> unreadable;              // malformed ones
};

} // namespace livret

// What became of each attestation: schema/trust.md §3, every line of its table.
//
// Pure: files, the fingerprint that is believed in, and who the trainees of the repository are. No clock decides anything.
#pragma once

#include "base/made_once.hpp"
#include "trust/jury.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace livret {

// A trainee as the repository shows her, for comparing with the roster; nothing is compared for one who is not here.
struct Person {
    std::string folder, name, salt;
    bool operator==(const Person&) const = default;
};
using People = std::multimap<std::string, Person, std::less<>>; // by the opaque id

struct JudgedAttestation {
    LIVRET_DECLARED_ONCE(JudgedAttestation);
    std::string path; // below trust/
    Digest digest;
    Judgement judgement;
    bool is_read = false;    // false: malformed; the members below are empty
    Attestation attestation; // of which the judgement says what it is worth
    PublicKey issuer{};
    std::string signed_at;                     // what the signer says: an instant; it proves nothing
    std::string trainer, trainer_name;         // empty: nobody's key
    std::optional<std::int64_t> listed;        // the first checkpoint that lists it
    std::optional<Date> not_before, not_after; // between which checkpoints' dates it was made, as far as is proven
    Digest superseded_by;

    bool counts() const { return judgement.word == Word::valid || judgement.word == Word::unsealed; }
};

struct Incomplete {
    std::size_t listed = 0, present = 0;
    std::vector<Digest> missing;
};

struct Judged {
    LIVRET_DECLARED_ONCE(Judged);
    std::shared_ptr<const Chain> chain = std::make_shared<const Chain>(); // never null; shared by what is judged in parts
    std::vector<JudgedAttestation> attestations;                          // sorted by path
    std::map<std::string, Judgement> documents;                           // every other signed file, by path
    JudgedJury jury;                                                      // of those, what juries have
    std::map<std::string, Incomplete> incomplete;                         // by trainee
    std::vector<std::string> foreign_supersedes;                          // paths of attestations that name another's
    // Those that name one which is not among them: it may be in another part, and then it is another's.
    struct Absent {
        std::string path;
        Digest superseded;
    };
    std::vector<Absent> supersedes_absent;
};

// One attestation that is not in trust/ yet, by itself: lines 1 to 14, then `unsealed` if nothing is wrong. `path` is where it
// will lie, below trust/; `files.snapshots` must hold what it binds. For whoever signs, before anything is written.
JudgedAttestation judge_new(const TrustFiles& files, const People& people, const Chain& chain, std::string path,
                            std::string_view bytes);

Judged judge(const TrustFiles& files, std::string_view fingerprint, const People& people, unsigned jobs);

// The same in parts, for repositories that are too large to be held whole. First everything but attestations...
Judged judge_documents(const TrustFiles& files, std::string_view fingerprint);
// ... then those of some trainees: the attestations in `files`, which need to hold nothing else but the snapshots that they bind,
// and what is missing of what is listed about `trainees`. `people`: who claims the trainees' ids.
Judged judge_attestations(const TrustFiles& files, std::shared_ptr<const Chain> chain, const People& people,
                          const std::set<std::string, std::less<>>& trainees, unsigned jobs);

} // namespace livret

// Whether a push may come in: who sends, what she may touch, and what it would break.
//
// Rules are read from the branch as it was before the push: nobody gives herself rights with it. What cannot be told is
// refused. A push is judged by what differs between both states, not commit by commit: who joined others' work answers for
// her own only.
//
// A trainee changes her own folder, asks questions and answers them; what others wrote in a thread stays. A trainer does the
// same in threads, and writes sessions, notices of his own, examples, and signed files that are signed as they must be. The
// rest is the administrator's. For everybody, signed files are added and never changed, registry and checkpoints continue
// the chain, and no push adds errors of `livret check`; those that are there already stop nobody.
#pragma once

#include "build/pipeline.hpp"
#include "diag/diagnostic.hpp"
#include "history/deposit.hpp"
#include "history/git.hpp"
#include "load/access.hpp"

#include <optional>
#include <string>
#include <vector>

namespace livret {

// How the sender is known: by the word of whoever runs the server, by a login of the forge, or by an ssh key.
struct SenderClaim {
    enum class Kind { person, login, ssh_key } kind = Kind::person;
    std::string value; // "math1/durand"; "adurand"; "SHA256:..."
};

struct GuardRequest {
    std::string before, after; // commits; before is empty for the first push of all
    SenderClaim sender;
    Believe believe; // which root of trust/ to believe in, told by the state before
    Moment now;
    unsigned jobs = 1;
};

struct GuardRefusal {
    std::string path; // of the repository; empty: the whole push
    std::string fr, en;
    bool can_take_back = false; // `livret deposit --take-back PATH` is a way out
};

struct GuardReport {
    std::vector<GuardRefusal> refusals;
    std::vector<Diagnostic> added_errors;
    Language language = Language::fr; // that livret.yaml asked for before the push
    bool accepts() const { return refusals.empty() && added_errors.empty(); }
};

// Files of the push that are larger, or all of it together, are refused.
inline constexpr std::uint64_t largest_pushed_file = largest_deposited_file;
inline constexpr std::uint64_t largest_push = std::uint64_t{512} << 20;

// The language that livret.yaml asks for in a commit ("HEAD"); French where nobody can tell.
Language language_at(const Git& git, const std::string& commit);

// Throws DiskError if git or the machine fails: then nothing is known, and the push must not come in.
GuardReport guard(const Git& git, const GuardRequest& request);

} // namespace livret

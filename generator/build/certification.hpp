// The institute's attestation of competences for one trainee, as of a checkpoint: what it says, before it is signed.
//
// What counts is what the institute can still stand by: attestations that are `valid` as of the checkpoint and that it has
// not taken back since (a revocation, a stolen key, ...). What trainers themselves did later (a correction, a
// second decision) belongs to a later certificate.
//
// Pure: the repository and its verdicts, as read_whole gives them.
#pragma once

#include "build/verdicts.hpp"
#include "resolve/rules.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace livret {

struct CertificationRequest {
    TraineeKey trainee;
    std::int64_t checkpoint = 0;
    FrameworkId framework;
    std::string rule;               // its id; empty: the framework's only one, or none
    std::set<std::string> accepted; // codes that may count by partial lines; each must be the framework's
};

struct Certification {
    Certificate certificate; // in the language of livret.yaml
    std::optional<RuleState> state;
    struct TakenBack { // valid as of the checkpoint, and no more
        std::string path, trainer;
        Word word = Word::revoked;
    };
    std::vector<TakenBack> taken_back;
    std::vector<std::string>
        by_partial_lines; // codes that partial lines lead to, that nothing else attests, and that were not accepted
};

// Why there is no certificate. `request`: asked for what does not exist; `content`: what is there does not allow it.
struct Refusal {
    enum class Kind { request, content } kind = Kind::content;
    std::string fr, en;
};

std::variant<Certification, Refusal> certify(const Institute& institute, const Verdicts& verdicts,
                                             const CertificationRequest& request, unsigned jobs);
// Likewise, for many at one checkpoint: `then` is what judge_as_of says of it.
std::variant<Certification, Refusal> certify(const Institute& institute, const Verdicts& verdicts,
                                             const CertificationRequest& request, const Judged& then);

// A signed file of trust/ that says exactly this, and is valid today: its path below trust/. Asking twice signs once.
std::optional<std::string> find_certificate(const Verdicts& verdicts, const Certificate& certificate);

} // namespace livret

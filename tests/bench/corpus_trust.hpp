// trust/ of a made repository: trainers who are registered, attestations that checkpoints list. The keys are the tests' own.
#pragma once

#include "trust/documents.hpp"
#include "trust/roster.hpp"

#include <string>
#include <vector>

namespace livret::bench {

struct MadeTrainer {
    std::string id, name, subject;
    std::vector<std::string> gfps; // sorted
};

// An attestation that is to be signed, and where its text lies.
struct MadeAttestation {
    Attestation attestation; // but for the institution, the framework and `after`
    std::string trainer;
    Date signed_on{};
    std::string body;
};

struct MadeTrust {
    std::string institution, name, framework;
    std::vector<MadeTrainer> trainers;
    std::vector<RosterLine> roster;
    std::vector<MadeAttestation> attestations;
};

// The root's file: livret.yaml names its digest, so it is made before everything else.
std::string made_root(const std::string& institution, const std::string& name);

// The day of the first checkpoint; attestations are signed from then on, and before `last_day`.
Date first_day();
Date last_day();

// Writes trust/ into the repository in `folder`; livret.yaml and the framework are there.
void write_made_trust(const std::string& folder, MadeTrust trust, unsigned jobs);

void write_file(const std::string& path, std::string_view bytes);
std::string read_file(const std::string& path);

} // namespace livret::bench

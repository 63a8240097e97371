// A signed file of each type and kind, made with keys that everybody can make: for tests of signatures and seeds of fuzzers.
#pragma once

#include "trust/leaves.hpp"
#include "trust/proof.hpp"
#include "trust/roster.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace livret::tests {

// The key of a name: its seed is SHA-256 of "livret public test seed: NAME".
SigningKey test_key(std::string_view name);

constexpr std::string_view sample_instant = "2004-10-04T16:30:00Z";

// One of each type; attestations of the three kinds; every optional member is used by one of them.
std::vector<SignedSubject> sample_subjects();
// What lies beside a registry and a checkpoint.
Roster sample_roster();
Leaves sample_leaves();
// root number 2, to be signed by the keys "root" and "root 2".
Root second_root();

struct SampleFile {
    std::string name; // "root-1", "attestation-training"
    std::string bytes;
};
// The files of all of these, signed by whom schema/trust.md §1 says.
std::vector<SampleFile> sample_files();

} // namespace livret::tests

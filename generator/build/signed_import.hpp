// Puts what was signed elsewhere (on the trainer's desk, in a browser) into a repository: livret attest --import.
//
// Each attestation is judged as everybody will judge it, and beyond that held against what `livret attest` would have refused to
// sign: what would not count, would contradict its own signer or is about nothing here is not put in place, and why is said.
// What it binds is written first and the signed file last, never over anything that is there. One that is there already is
// no fault: what was handed over twice changes nothing the second time.
//
// Says nothing itself: sentences for the codes are those of share/livret/program/words/{fr,en}.json.
#pragma once

#include "build/pipeline.hpp"
#include "build/signed_bundle.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace livret {

enum class Import { placed, already_there, refused };

struct ImportedAttestation {
    Import outcome = Import::refused;
    std::string path;  // in the repository: "trust/attestations/<id>/<digest>.json"
    std::string about; // "MATH1-DURAND-03", "math1/utiliser-un-ent (durand)", "math1/durand"; empty if nobody's word says so
    std::string trainee_name;              // of the repository; may be empty
    std::string trainer_name;              // of the registry; may be empty
    std::vector<SignedDecision> decisions; // empty if nobody's word says so
    // The text that was signed is another than today's: the trainee edited it meanwhile. It counts for what was read.
    bool edited_since = false;
    // Refused: "means.unknown-key" and "reason.not-registered" (either may be empty), or "import.conflict" alone.
    std::string code, reason;
    std::string what; // a name or code that the sentence has as {what}; may be empty
};

struct SignedImport {
    std::optional<BundleFault> fault; // nothing was read, nothing written; its code is a key of the words too
    std::string stopped; // "import.no-trust", "import.broken", "import.not-in-force": nothing can be put in place here
    std::vector<ImportedAttestation> attestations; // in the order of their paths
    std::vector<std::string> left_aside;           // names in the bundle that are none of ours, safe to be shown
    std::size_t count(Import outcome) const;
};

// `whole`: read from `repository` just now; what is placed is added to its verdicts. Throws DiskError.
SignedImport import_signed(Disk& repository, WholeRepository& whole, const SignedBundle& bundle);
// From the bytes of a zip.
SignedImport import_signed_zip(Disk& repository, WholeRepository& whole, std::string_view zip);

} // namespace livret

// libFuzzer (clang): whatever the bytes of a signed file, reading them ends, and what is accepted is exactly its own
// canonical bytes, is written again as the same subject, and its digest is the file's.
//
// The preset `fuzz` (CMakePresets.json) makes it; `proof_program samples FOLDER` writes its seeds.
#include "base/hash.hpp"
#include "trust/canonical_json.hpp"
#include "trust/proof.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace livret;

namespace {

void must(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view file(reinterpret_cast<const char*>(data), size);
    const auto read = read_signed(file);
    const auto report = check_proof_only(file);
    const auto* document = std::get_if<SignedDocument>(&read);
    if (!document) return 0;
    const Json json = std::get<Json>(parse_json(file));
    must(canonical_json(json) + "\n" == file);
    must(document->digest == sha256_hex(file));
    must(canonical_json(subject_json(document->subject)) == canonical_json(*json.find("credentialSubject")));
    // The looser reading of --proof-only agrees about what it is for.
    must(report.state == (signatures_hold(*document) ? ProofState::holds : ProofState::does_not_hold));
    return 0;
}

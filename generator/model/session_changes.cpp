#include "model/session_changes.hpp"

#include <array>

namespace livret {

std::string_view text_of(ChangeKind kind) {
    static constexpr std::array<std::string_view, 14> words{
        "candidate-erased",   "state-lost",        "candidate-left",      "activity-added",      "activity-edited",
        "activity-withdrawn", "activity-hidden",   "activity-removed",    "competence-declared", "competence-dropped",
        "claim-edited",       "attestation-added", "attestation-changed", "attestations-missing"};
    return words[static_cast<std::size_t>(kind)];
}

std::string_view text_of(ChangeDetail::Field field) {
    static constexpr std::array<std::string_view, 9> words{"title", "date", "context",    "situation", "phases",
                                                           "body",  "file", "visibility", "decision"};
    return words[static_cast<std::size_t>(field)];
}

} // namespace livret

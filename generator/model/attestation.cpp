#include "model/attestation.hpp"

#include <array>
#include <utility>

namespace livret {

LIVRET_MADE_ONCE(SignedState)
LIVRET_MADE_ONCE(AttestationRecord)
LIVRET_MADE_ONCE(TrustState)

namespace {

constexpr std::array<std::pair<Word, std::string_view>, 13> words{{
    {Word::valid, "valid"},
    {Word::unsealed, "unsealed"},
    {Word::superseded, "superseded"},
    {Word::content_missing, "content-missing"},
    {Word::out_of_scope, "out-of-scope"},
    {Word::revoked, "revoked"},
    {Word::key_not_valid_then, "key-not-valid-then"},
    {Word::time_unproven, "time-unproven"},
    {Word::unknown_key, "unknown-key"},
    {Word::bad_signature, "bad-signature"},
    {Word::malformed, "malformed"},
    {Word::conflict, "conflict"},
    {Word::erased, "erased"},
}};

} // namespace

std::string_view text_of(Word word) {
    for (const auto& [one, text] : words)
        if (one == word) return text;
    return "";
}

std::optional<Word> parse_word(std::string_view text) {
    for (const auto& [one, known] : words)
        if (known == text) return one;
    return std::nullopt;
}

std::string_view text_of(Outcome outcome) {
    switch (outcome) {
    case Outcome::attested:
        return "attested";
    case Outcome::not_attested:
        return "not-attested";
    case Outcome::more_information:
        return "more-information";
    case Outcome::retracted:
        return "retracted";
    }
    return "";
}

} // namespace livret

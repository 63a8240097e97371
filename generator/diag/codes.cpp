#include "diag/codes.hpp"

#include <array>
#include <cstddef>

namespace livret {

namespace {

struct Explanation {
    Code code;
    std::string_view fr, en;
};

constexpr std::array explanations{
#define LIVRET_EXPLANATION(name, french, english) Explanation{Code::name, french, english},
#include "diag/explanations.def"
#undef LIVRET_EXPLANATION
};

constexpr std::string_view explanation(Code code, Language lang) {
    for (const auto& entry : explanations)
        if (entry.code == code) return lang == Language::fr ? entry.fr : entry.en;
    return {};
}

constexpr std::array codes{
#define LIVRET_CODE(name, id, severity, french, english, hint_french, hint_english)                                              \
    CodeText{Code::name,                                                                                                         \
             id,                                                                                                                 \
             Severity::severity,                                                                                                 \
             french,                                                                                                             \
             english,                                                                                                            \
             hint_french,                                                                                                        \
             hint_english,                                                                                                       \
             explanation(Code::name, Language::fr),                                                                              \
             explanation(Code::name, Language::en)},
#include "diag/codes.def"
#undef LIVRET_CODE
};

} // namespace

std::span<const CodeText> all_codes() {
    return codes;
}

const CodeText& describe(Code code) {
    return codes[static_cast<std::size_t>(code)];
}

std::optional<Code> find_code(std::string_view id) {
    for (const auto& entry : codes)
        if (entry.id == id) return entry.code;
    return std::nullopt;
}

} // namespace livret

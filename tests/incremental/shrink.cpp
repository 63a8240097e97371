#include "incremental/shrink.hpp"

#include "incremental/run.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace livret::tests {

namespace {

// What differs after these edits, and after how many of them.
struct Failure {
    std::string found;
    std::size_t after = 0;
};

Failure play(const std::vector<Edit>& edits, const std::string& base, const std::string& share) {
    Run run(base, share, Run::Way::thorough);
    for (std::size_t i = 0; i < edits.size(); ++i)
        if (std::string found = run.step(edits[i]); !found.empty()) return {found, i + 1};
    return {};
}

} // namespace

std::string shrunk(std::vector<Edit> edits, const std::string& base, const std::string& share, double seconds) {
    const auto start = std::chrono::steady_clock::now();
    const auto is_late = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() > seconds;
    };
    std::size_t number = 0;
    Failure best;
    const auto fails = [&](const std::vector<Edit>& some) {
        Failure failure = play(some, fmt::format("{}-{}", base, ++number), share);
        if (failure.found.empty()) return false;
        best = std::move(failure);
        return true;
    };
    // The last few are often enough: then there is little left to leave out.
    for (std::size_t last = 1; last < edits.size() && !is_late(); last *= 4) {
        std::vector<Edit> some(edits.end() - static_cast<std::ptrdiff_t>(last), edits.end());
        if (!fails(some)) continue;
        some.resize(best.after);
        edits = some;
        break;
    }
    for (std::size_t piece = std::max<std::size_t>(1, edits.size() / 2); !is_late();
         piece = std::max<std::size_t>(1, piece / 2)) {
        bool shorter = false;
        for (std::size_t from = 0; from < edits.size() && edits.size() > 1 && !is_late();) {
            std::vector<Edit> some = edits;
            some.erase(some.begin() + static_cast<std::ptrdiff_t>(from),
                       some.begin() + static_cast<std::ptrdiff_t>(std::min(edits.size(), from + piece)));
            if (!some.empty() && fails(some)) {
                some.resize(best.after);
                edits = some;
                shorter = true;
            } else {
                from += piece;
            }
        }
        if (piece == 1 && !shorter) break;
    }
    if (best.found.empty()) return "  not seen again: it depends on more than the edits\n";
    std::string out = fmt::format("  the shortest found ({} edits):\n", edits.size());
    for (const Edit& one : edits)
        out += fmt::format("    {} [{}]{}\n", all_kinds()[one.kind].name, one.seed, one.build_after ? "; built" : "");
    return out + "  --play " + word_of(edits) + "\n" + best.found;
}

} // namespace livret::tests

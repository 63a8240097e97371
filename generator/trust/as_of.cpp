#include "trust/as_of.hpp"

#include "base/text.hpp"

#include <charconv>

namespace livret {

namespace {

// N of "root-N.json"; nothing for another name.
std::optional<std::int64_t> number_in(std::string_view path, std::string_view prefix) {
    if (!path.starts_with(prefix)) return std::nullopt;
    path.remove_prefix(prefix.size());
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(path.data(), path.data() + path.size(), out);
    if (error != std::errc{} || end == path.data() + path.size() || *end != '.') return std::nullopt;
    return out;
}

// The trainee and the digest of "attestations/<trainee>/<digest>.json".
bool is_listed(const Leaves& leaves, std::string_view path) {
    const auto parts = split(path, '/');
    if (parts.size() != 3 || !parts[2].ends_with(".json")) return false;
    return listed_since(leaves, parts[1], parts[2].substr(0, parts[2].size() - 5)).has_value();
}

} // namespace

TrustFiles as_of(const TrustFiles& files, const Chain& chain, std::int64_t checkpoint) {
    const auto& [at, digest, leaves] = chain.checkpoints[static_cast<std::size_t>(checkpoint)];
    TrustFiles out;
    out.snapshots = files.snapshots;
    out.states = files.states;
    for (const auto& [path, bytes] : files.documents) {
        if (const auto number = number_in(path, "checkpoint-"); number && *number > checkpoint) continue;
        if (const auto number = number_in(path, "root-"); number && *number > at.root.number) continue;
        if (const auto number = number_in(path, "registry-"); number && *number > at.registry.number) continue;
        if (path.starts_with("attestations/") && !is_listed(leaves, path)) continue;
        out.documents.emplace(path, bytes);
    }
    return out;
}

Judged judge_as_of(const TrustFiles& files, const Chain& chain, std::int64_t checkpoint, std::string_view fingerprint,
                   const People& people, unsigned jobs) {
    Judged out = judge(as_of(files, chain, checkpoint), fingerprint, people, jobs);
    if (out.chain->broken != "no-roster" || chain.roster.erased.empty()) return out;
    TrustFiles listed = files;
    const Leaves& leaves = chain.checkpoints[static_cast<std::size_t>(checkpoint)].leaves;
    std::erase_if(listed.documents,
                  [&](const auto& one) { return one.first.starts_with("attestations/") && !is_listed(leaves, one.first); });
    out = judge(listed, fingerprint, people, jobs);
    out.incomplete.clear(); // it is of the newest list; what is missing of that is said elsewhere
    return out;
}

} // namespace livret

#include "build/ingredients.hpp"

#include "base/archive.hpp"
#include "base/hash.hpp"
#include "base/sha256_stream.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace livret {

IngredientList::IngredientList(const Common& common, BuildMemo& memo) : common_(common), memo_(memo) {
    const TrustState& trust = common_.trust.state;
    const Moment& now = common_.options.now;
    Ingredients& out = common_list_;
    out["program"] = program_digest();
    out["options"] = options();
    out["date"] = fmt::format("{} {}", iso(now.local_date()), now.offset_minutes);
    if (common_.options.audience == Audience::trainers && trust.present) // the signing page tells when it was made
        out["date"] += " " + iso(now);
    out["settings"] = settings();
    out["shared"] = sources("shared", {"examples/", "streams/", "sessions/"});
    out["theme"] = look();
    const TrustNames::Files& documents = common_.trust.names.documents;
    std::vector<BuildMemo::File> files;
    for (const auto& one : documents) files.push_back({one.path, one.size, one.stamp});
    out["trust"] =
        memo_.contents("trust", files, [&](std::size_t i) { return common_.repository->read("trust/" + documents[i].path); });
    for (const std::string& path : trust.not_in_force) out["trust"] += " " + path;
}

std::string IngredientList::options() const {
    const BuildOptions& it = common_.options;
    const TrustState& trust = common_.trust.state;
    return fmt::format("{}\n{} {} {} {} {}\n{}\n{}\n{} {}", output_name(it), static_cast<int>(it.audience),
                       static_cast<int>(it.drafts), static_cast<int>(it.git), it.dossiers, it.gfps.size(),
                       it.base_url.value_or(""), it.overlay, trust.fingerprint, trust.own_claim);
}

// What all documents are read against: livret.yaml, frameworks, who is in which group, what the groups are called; and who
// speaks in spaces that several groups read.
std::string IngredientList::settings() const {
    Sha256Stream out;
    const auto add = [&](const std::string& path) {
        out.update(path + "\n" + sha256_hex(common_.repository->read_if_exists(path)) + "\n");
    };
    add("livret.yaml");
    for (const SourceFile& file : common_.snapshot.below(SourcePath{"frameworks"})) add(file.path.value);
    for (const auto& [gfp, trainees] : common_.frame.scope.trainees) {
        out.update("\n" + gfp.value + "\n");
        for (const TraineeId& one : trainees) out.update(one.value + "\n");
        const SourcePath path = SourcePath{"gfp"} / gfp.value / "gfp.md";
        if (common_.snapshot.find(path) != nullptr) add(path.value);
    }
    for (const Trainee& one : common_.speakers) out.update(to_archive(one));
    return out.hex();
}

std::string IngredientList::look() const {
    Sha256Stream out;
    const auto add = [&](const ThemeFiles& files) {
        for (const auto& [path, bytes] : files.files) out.update(path + "\n" + sha256_hex(bytes) + "\n");
        out.update("\n");
    };
    add(common_.look.base);
    if (common_.look.overlay) add(*common_.look.overlay);
    add(common_.look.program);
    return out.hex();
}

std::string IngredientList::sources(const std::string& name, const std::vector<std::string>& folders) const {
    std::vector<BuildMemo::File> files;
    const auto& all = common_.snapshot.files;
    for (const std::string& folder : folders)
        for (auto at = std::lower_bound(all.begin(), all.end(), folder,
                                        [](const SourceFile&file, const std::string&wanted) { return file.path.value < wanted; });
             at != all.end() && at->path.value.starts_with(folder); ++at)
            files.push_back({at->path.value, at->size, at->stamp});
    return memo_.contents(name, files, [&](std::size_t i) { return common_.repository->read(std::string(files[i].path)); });
}

// The attestations about a group's trainees, and the snapshots that these name.
std::string IngredientList::signed_about(const GfpId& gfp) const {
    const TrustNames& names = common_.trust.names;
    const auto trainees = common_.trust.trainees.find(gfp);
    if (trainees == common_.trust.trainees.end()) return {};
    std::vector<BuildMemo::File> files;
    std::string ids;
    for (const std::string& id : trainees->second) {
        ids += id + "\n";
        if (const auto own = names.attestations.find(id); own != names.attestations.end())
            for (const auto& one : own->second) files.push_back({one.path, one.size, one.stamp});
    }
    const auto read = [&](std::size_t i) { return common_.repository->read("trust/" + std::string(files[i].path)); };
    const std::string attestations = memo_.contents("attestations " + gfp.value, files, read);

    // Which snapshots are named follows from the attestations.
    const std::string key = "named " + gfp.value;
    using Strings = std::vector<std::string>;
    Strings named; // the attestations' digest first
    if (const auto kept = memo_.bytes(key)) named = from_archive<Strings>(*kept).value_or(Strings{});
    if (named.empty() || named.front() != attestations) {
        std::set<Digest, std::less<>> all;
        for (std::size_t i = 0; i < files.size(); ++i)
            if (files[i].path.ends_with(".json")) add_digests(read(i), all);
        named.assign(1, attestations);
        named.insert(named.end(), all.begin(), all.end());
        memo_.keep_bytes(key, to_archive(named));
    }
    std::vector<std::string> paths;
    std::vector<BuildMemo::File> snapshots;
    paths.reserve(named.size());
    for (const Digest& one : named)
        if (const auto there = names.snapshots.find(one); there != names.snapshots.end())
            snapshots.push_back({paths.emplace_back("trust/snapshots/" + one), 0, there->second});
    const std::string bound = memo_.contents(
        "bound " + gfp.value, snapshots, [&](std::size_t i) { return common_.repository->read(std::string(snapshots[i].path)); });
    return sha256_hex(ids + attestations + bound);
}

Ingredients IngredientList::of(const GfpId& gfp, const OfOthers& others, const std::string& surfaces) const {
    Ingredients out = common_list_;
    out["sources"] = sources("sources " + gfp.value, {"gfp/" + gfp.value + "/"});
    out["signed"] = signed_about(gfp);
    if (common_.history) out["history"] = common_.history->digest(gfp);
    if (others.all) out["others"] = surfaces;
    if (!others.claimed.empty()) {
        std::string claims;
        for (const auto& [id, person] : others.claimed) claims += id + "\n" + to_archive(person);
        out["claims"] = sha256_hex(claims);
    }
    return out;
}

} // namespace livret

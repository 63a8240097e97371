#include "build/ingredients.hpp"

#include "base/archive.hpp"
#include "base/hash.hpp"
#include "base/sha256_stream.hpp"
#include "build/archive_members.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace livret {

IngredientList::IngredientList(const Common& common, BuildMemo& memo) : common_(common), memo_(memo) {
    const TrustState& trust = common_.trust->state;
    const Moment& now = common_.options.now;
    Ingredients& out = common_list_;
    out["program"] = program_digest();
    out["options"] = options();
    out["date"] = fmt::format("{} {}", iso(now.local_date()), now.offset_minutes);
    out["settings"] = settings();
    out["shared"] = sources("shared", {"examples/", "streams/", "sessions/"}, *common_.repository);
    // One that names something in a group may be left out because of what became of that.
    out["shared"] += " " + sha256_hex(to_archive(common_.shared.institute.left_out));
    out["theme"] = common_.look_digest;
    std::vector<BuildMemo::File> files;
    for (const TrustNames::File& one : common_.trust->names.documents) files.push_back({"trust/" + one.path, one.stamp});
    out["trust"] = memo_.contents("trust", std::move(files));
    std::vector<BuildMemo::File> nobodys; // every page counts what is wrong with them
    for (const std::string& id : common_.trust->nobodys)
        if (const auto own = common_.trust->names.attestations.find(id); own != common_.trust->names.attestations.end())
            for (const TrustNames::File& one : own->second) nobodys.push_back({"trust/" + one.path, one.stamp});
    out["trust"] += " " + memo_.contents("nobodys", std::move(nobodys));
    memo_.read_by_all({"settings", "shared", "trust", "nobodys"});
    for (const std::string& path : trust.not_in_force) out["trust"] += " " + path;
}

std::string IngredientList::options() const {
    const BuildOptions& it = common_.options;
    const TrustState& trust = common_.trust->state;
    const std::string viewer = it.seen_by ? it.seen_by->gfp.value + "/" + it.seen_by->trainee.value : "";
    return fmt::format("{}\n{} {} {} {} {}\n{}\n{}\n{} {}\n{}", output_name(it), static_cast<int>(it.audience),
                       static_cast<int>(it.drafts), static_cast<int>(it.git), it.dossiers, it.gfps.size(),
                       it.base_url.value_or(""), it.overlay, trust.fingerprint, trust.own_claim, viewer);
}

// What all documents are read against: livret.yaml, frameworks, who is in which group, what the groups are called; and who
// speaks in spaces that several groups read.
std::string IngredientList::settings() const {
    Sha256Stream out;
    std::vector<BuildMemo::File> files;
    const auto add = [&](const SourcePath& path) {
        if (const SourceFile* file = common_.snapshot.find(path)) files.push_back({path.value, file->stamp});
    };
    add(SourcePath{"livret.yaml"});
    for (const SourceFile& file : common_.snapshot.below(SourcePath{"frameworks"})) add(file.path);
    for (const auto& [gfp, trainees] : common_.frame.scope.trainees) {
        out.update("\n" + gfp.value + "\n");
        for (const TraineeId& one : trainees) out.update(one.value + "\n");
        add(SourcePath{"gfp"} / gfp.value / "gfp.md");
    }
    for (const Trainee& one : common_.speakers) add(one.path);
    out.update(memo_.contents("settings", std::move(files)));
    return out.hex();
}

std::string IngredientList::sources(const std::string& name, const std::vector<std::string>& folders, const Disk& from) const {
    std::vector<BuildMemo::File> files;
    const auto& all = common_.snapshot.files;
    for (const std::string& folder : folders)
        for (auto at = std::lower_bound(all.begin(), all.end(), folder,
                                        [](const SourceFile&file, const std::string&wanted) { return file.path.value < wanted; });
             at != all.end() && at->path.value.starts_with(folder); ++at)
            files.push_back({at->path.value, at->stamp});
    return memo_.contents(name, std::move(files), from);
}

// The attestations about a group's trainees, and the snapshots that these name.
std::string IngredientList::signed_about(const GfpId& gfp, const Disk& from) const {
    const TrustNames& names = common_.trust->names;
    static const std::set<std::string, std::less<>> none;
    const auto found = common_.trust->trainees.find(gfp);
    const auto& trainees = found == common_.trust->trainees.end() ? none : found->second;
    std::vector<BuildMemo::File> files;
    std::string ids;
    for (const std::string& id : trainees) {
        ids += id + "\n";
        if (const auto own = names.attestations.find(id); own != names.attestations.end())
            for (const TrustNames::File& one : own->second) files.push_back({"trust/" + one.path, one.stamp});
    }
    const std::string attestations = memo_.contents("attestations " + gfp.value, files, from);

    // Which snapshots are named follows from the attestations.
    const std::string key = "named " + gfp.value;
    using Strings = std::vector<std::string>;
    Strings named; // the attestations' digest first
    if (const auto kept = memo_.bytes(key)) named = from_archive<Strings>(*kept).value_or(Strings{});
    if (named.empty() || named.front() != attestations) {
        std::set<Digest, std::less<>> all;
        for (const BuildMemo::File& one : files)
            if (one.path.ends_with(".json")) add_digests(from.try_read(one.path).value_or(""), all);
        named.assign(1, attestations);
        named.insert(named.end(), all.begin(), all.end());
        memo_.keep_bytes(key, to_archive(named));
    }
    std::vector<BuildMemo::File> snapshots;
    for (const Digest& one : named)
        if (const auto there = names.snapshots.find(one); there != names.snapshots.end())
            snapshots.push_back({"trust/snapshots/" + one, there->second});
    const std::string bound = memo_.contents("bound " + gfp.value, std::move(snapshots), from);
    return sha256_hex(ids + attestations + bound);
}

std::string IngredientList::sources_of(const GfpId& gfp, const Disk& from) const {
    const std::string name = sources_name(gfp);
    if (auto told = memo_.told_contents(name)) return std::move(*told); // asked for twice: by names, and by all that goes in
    return sources(name, {"gfp/" + gfp.value + "/"}, from);
}

std::vector<std::string> IngredientList::contents_of(const GfpId& gfp) {
    if (gfp.empty()) return {};
    std::vector<std::string> out = signed_contents_of(gfp);
    out.push_back(sources_name(gfp));
    return out;
}

std::string IngredientList::sources_name(const GfpId& gfp) {
    return "sources " + gfp.value;
}

std::vector<std::string> IngredientList::signed_contents_of(const GfpId& gfp) {
    return {"attestations " + gfp.value, "bound " + gfp.value};
}

Ingredients IngredientList::of(const GfpId& gfp, const OfOthers& others, const std::string& surfaces, const Disk& from) const {
    Ingredients out = common_list_;
    out["sources"] = sources_of(gfp, from);
    out["signed"] = signed_about(gfp, from);
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

#include "build/frozen_disk.hpp"

#include "base/date.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "disk/read_only_disk.hpp"
#include "markup/yaml_writer.hpp"
#include "trust/store.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

// A file that was frozen: its bytes, or the snapshot that holds them.
struct FrozenFile {
    std::string bytes;
    Digest snapshot = {}; // empty: the bytes above
    std::uint64_t size = 0;
};

std::string activities_of(std::string_view folder) {
    return fmt::format("gfp/{}/activities", folder);
}
// "math1/durand" -> "math1/trainees/durand", below gfp/
std::string folder_of(const TraineeKey& key) {
    return fmt::format("{}/trainees/{}", key.gfp.value, key.trainee.value);
}
TraineeKey key_of(std::string_view roster_folder) {
    const std::size_t slash = roster_folder.find('/');
    if (slash == std::string_view::npos) return {};
    return {GfpId{std::string(roster_folder.substr(0, slash))}, TraineeId{std::string(roster_folder.substr(slash + 1))}};
}

class FrozenDisk : public ReadOnlyDisk {
  public:
    FrozenDisk(std::unique_ptr<Disk> below, std::map<std::string, FrozenFile, std::less<>> files,
               std::set<std::string, std::less<>> groups)
        : below_(std::move(below)), files_(std::move(files)), groups_(std::move(groups)) {}

    std::vector<DiskEntry> list(std::string_view folder) const override {
        if (is_frozen(folder)) return own(folder);
        std::vector<DiskEntry> out = below_->list(folder);
        // A candidate whose activities are all gone has the folder again; one who had none has none.
        const std::string activities = std::string(folder) + "/activities";
        if (!is_frozen(activities)) return out;
        std::erase_if(out, [](const DiskEntry& one) { return one.name == "activities"; });
        if (exists(activities)) {
            const DiskEntry added{"activities", EntryKind::folder, 0};
            out.insert(std::upper_bound(out.begin(), out.end(), added,
                                        [](const DiskEntry& a, const DiskEntry& b) { return a.name < b.name; }),
                       added);
        }
        return out;
    }
    std::string read(std::string_view path) const override {
        if (!is_frozen(path)) return below_->read(path);
        const auto found = files_.find(path);
        if (found == files_.end()) missing("read", path);
        if (found->second.snapshot.empty()) return found->second.bytes;
        auto kept = read_snapshot(*below_, "trust", found->second.snapshot);
        if (!kept) missing("read", path);
        return std::move(*kept);
    }
    bool exists(std::string_view path) const override {
        if (!is_frozen(path)) return below_->exists(path);
        if (files_.contains(path)) return true;
        const std::string prefix = std::string(path) + "/";
        const auto next = files_.lower_bound(prefix);
        return next != files_.end() && next->first.starts_with(prefix);
    }
    EntryKind kind(std::string_view path) const override {
        if (!is_frozen(path)) return below_->kind(path);
        if (!exists(path)) missing("read", path);
        return files_.contains(path) ? EntryKind::file : EntryKind::folder;
    }

  private:
    std::unique_ptr<Disk> below_;
    std::map<std::string, FrozenFile, std::less<>> files_;
    std::set<std::string, std::less<>> groups_;

    // gfp/GROUP/trainees/NAME/activities and everything in it.
    bool is_frozen(std::string_view path) const {
        const std::vector<std::string_view> parts = split(path, '/');
        return parts.size() >= 5 && parts[0] == "gfp" && parts[2] == "trainees" && parts[4] == "activities" &&
               groups_.contains(parts[1]);
    }
    std::vector<DiskEntry> own(std::string_view folder) const {
        const std::string prefix = std::string(folder) + "/";
        std::map<std::string, DiskEntry> found;
        for (auto one = files_.lower_bound(prefix); one != files_.end() && one->first.starts_with(prefix); ++one) {
            const std::string rest = one->first.substr(prefix.size());
            const std::size_t slash = rest.find('/');
            if (slash == std::string::npos)
                found[rest] = {rest, EntryKind::file, one->second.size};
            else
                found.try_emplace(rest.substr(0, slash), DiskEntry{rest.substr(0, slash), EntryKind::folder, 0});
        }
        if (found.empty()) missing("list", folder);
        std::vector<DiskEntry> out;
        for (auto& [name, entry] : found) out.push_back(std::move(entry));
        return out;
    }
    [[noreturn]] static void missing(const char* operation, std::string_view path) {
        throw DiskError(operation, std::string(path), std::make_error_code(std::errc::no_such_file_or_directory));
    }
};

// Where it lies today, if it is still there and hers; as a folder if something lies beside it.
SourcePath place_of(const FrozenActivity& frozen, const TraineeKey& owner, const Institute& today) {
    const Activity* found = today.find_activity(frozen.manifest.reference);
    const std::string folder = activities_of(folder_of(owner));
    std::string path = found != nullptr && found->owner == owner && found->path.value.starts_with(folder + "/")
                           ? found->path.value
                           : folder + "/" + slugify(frozen.manifest.reference) + "/index.md";
    const bool alone = !path.ends_with("/index.md");
    if (alone && !frozen.manifest.files.empty()) path = path.substr(0, path.size() - 3) + "/index.md";
    return SourcePath{path};
}

std::string date_of(const ActivityManifest& manifest) {
    return manifest.from == manifest.to ? iso(manifest.from)
                                        : fmt::format("{{from: {}, to: {}}}", iso(manifest.from), iso(manifest.to));
}

} // namespace

std::string frozen_file(const FrozenActivity& activity, Pictures pictures, std::string_view text) {
    const ActivityManifest& it = activity.manifest;
    std::string out = fmt::format("---\nreference: {}\ntitle: {}\ndate: {}\ncontext: {}\n", yaml_scalar(it.reference),
                                  yaml_scalar(it.title), date_of(it), it.context);
    if (!it.phases.empty()) out += fmt::format("phases: [{}]\n", fmt::join(it.phases, ", "));
    out += fmt::format("situation: {}\nstatus: declared\nvisibility: {}\n", it.situation, activity.visibility);
    for (const FrozenDeclarations& one : activity.declared) {
        out += fmt::format("framework: {}\ncompetences:\n", one.framework);
        for (const FrozenDeclaration& declared : one.competences)
            out += declared.claim.empty()
                       ? fmt::format("  - {}\n", yaml_scalar(declared.competence))
                       : fmt::format("  - {}: {}\n", yaml_scalar(declared.competence), yaml_scalar(declared.claim));
    }
    static constexpr std::string_view said[] = {"", "none", "no-persons", "consent"};
    if (pictures != Pictures::unsaid) out += fmt::format("pictures: {}\n", said[static_cast<std::size_t>(pictures)]);
    return out + "---\n" + std::string(text);
}

FrozenRepository open_frozen(std::unique_ptr<Disk> repository, const SessionFreeze& freeze, const Institute& today,
                             const Roster& roster, const std::vector<GfpId>& groups) {
    FrozenRepository out;
    std::map<std::string, FrozenFile, std::less<>> files;
    std::set<std::string, std::less<>> names;
    for (const GfpId& one : groups) names.insert(one.value);
    for (const FrozenCandidate& candidate : freeze.candidates) {
        const RosterLine* line = roster.line(candidate.trainee);
        if (line == nullptr || candidate.kind == FrozenCandidate::Kind::erased) continue;
        const TraineeKey owner = key_of(line->folder);
        if (today.find_trainee(owner) == nullptr) continue;
        out.candidates.push_back(owner);
        for (const FrozenActivity& one : candidate.activities) {
            const SourcePath path = place_of(one, owner, today);
            const auto text = read_snapshot(*repository, "trust", one.manifest.body.sha256);
            out.places.push_back({candidate.trainee, one.manifest.reference, path, !text});
            const Activity* now = today.find_activity(one.manifest.reference);
            std::string file = frozen_file(one, now == nullptr ? Pictures::unsaid : now->pictures, text.value_or(""));
            const std::uint64_t size = file.size();
            files[path.value] = {std::move(file), "", size};
            for (const ManifestFile& attachment : one.manifest.files)
                if (read_snapshot(*repository, "trust", attachment.content.sha256))
                    files[path.parent().value + "/" + attachment.path] = {"", attachment.content.sha256,
                                                                          static_cast<std::uint64_t>(attachment.content.size)};
        }
    }
    std::sort(out.candidates.begin(), out.candidates.end());
    out.disk = std::make_unique<FrozenDisk>(std::move(repository), std::move(files), std::move(names));
    return out;
}

} // namespace livret

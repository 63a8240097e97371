#include "build/signed_bundle.hpp"

#include "archive/entry_names.hpp"
#include "archive/zip_structure.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "trust/field_reader.hpp"
#include "trust/proof.hpp"

#include <algorithm>
#include <cstring>
#include <set>
#include <span>

namespace livret {

namespace {

// What a file is by its name, below trust/ ("attestations/..." or "snapshots/..."); empty: none of ours.
std::string place_of_name(std::string_view name) {
    std::vector<std::string_view> parts = split(name, '/');
    const auto kind = std::find_if(parts.begin(), parts.end(),
                                   [](std::string_view part) { return part == "attestations" || part == "snapshots"; });
    const auto before = kind - parts.begin(); // a folder of the packer's and trust/, at most
    if (kind == parts.end() || before > 2 || (before == 2 && parts[1] != "trust")) return {};
    const std::span<const std::string_view> rest(kind, parts.end());
    if (rest[0] == "snapshots" && rest.size() == 2 && is_digest(rest[1])) return "snapshots/" + std::string(rest[1]);
    if (rest[0] != "attestations" || rest.size() != 3 || rest[1].size() > 64 || !is_slug(rest[1]) || !rest[2].ends_with(".json"))
        return {};
    if (!is_digest(rest[2].substr(0, rest[2].size() - 5))) return {};
    return "attestations/" + std::string(rest[1]) + "/" + std::string(rest[2]);
}

std::uint64_t most_of(std::string_view place) {
    return place.starts_with("snapshots/") ? bundle_limits::snapshot : largest_document;
}

// Takes one file after another, in the order of their names.
class Collector {
  public:
    // Whether its bytes are wanted; nothing further if `fault()`.
    bool wants(std::string_view name, std::uint64_t size) {
        place_ = place_of_name(name);
        if (place_.empty()) {
            if (out_.left_aside.size() < 100) out_.left_aside.push_back(shown_name(name)); // more than anybody reads
            return false;
        }
        total_ += size;
        if (size > most_of(place_) || total_ > bundle_limits::zip) return fail({"bundle.too-large", shown_name(name), {}});
        const auto [other, fresh] = names_.emplace(place_, name);
        if (!fresh) return fail({"bundle.twice", shown_name(name), shown_name(other->second)});
        return true;
    }

    void take(std::string bytes) {
        if (place_.starts_with("snapshots/"))
            out_.snapshots.emplace(place_.substr(10), std::move(bytes));
        else
            out_.attestations.emplace(place_, std::move(bytes));
        if (out_.attestations.size() > bundle_limits::attestations) fail({"bundle.too-large", {}, {}});
    }

    bool fail(BundleFault fault) {
        if (!fault_) fault_ = std::move(fault);
        return false;
    }
    bool failed() const { return fault_.has_value(); }

    std::variant<SignedBundle, BundleFault> done() {
        if (!fault_ && out_.attestations.empty()) fail({"bundle.nothing", {}, {}});
        if (fault_) return *fault_;
        return std::move(out_);
    }

  private:
    SignedBundle out_;
    std::optional<BundleFault> fault_;
    std::map<std::string, std::string> names_; // place -> the name that it came by
    std::string place_;
    std::uint64_t total_ = 0;
};

void walk(const Disk& disk, const std::string& folder, std::size_t& seen, Collector& out) {
    constexpr int deepest = 4; // packer/trust/attestations/<id>
    if (std::count(folder.begin(), folder.end(), '/') >= deepest) return;
    for (const DiskEntry& entry : disk.list(folder)) {
        const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
        if (out.failed()) return;
        if (++seen > bundle_limits::files) {
            out.fail({"bundle.too-large", shown_name(path), {}});
            return;
        }
        if (entry.kind == EntryKind::folder)
            walk(disk, path, seen, out);
        else if (entry.kind != EntryKind::file)
            out.fail({"bundle.link", shown_name(path), {}});
        else if (!is_added_by_macos(path) && out.wants(path, entry.size))
            out.take(disk.read(path));
    }
}

} // namespace

std::variant<SignedBundle, BundleFault> read_signed_zip(std::string_view bytes) {
    if (bytes.size() > bundle_limits::zip) return BundleFault{"bundle.too-large", {}, {}};
    const RandomBytes zip{bytes.size(), [bytes](std::uint64_t offset, std::span<char> out) {
                              if (offset >= bytes.size()) return std::size_t{0};
                              const std::string_view piece = bytes.substr(static_cast<std::size_t>(offset), out.size());
                              std::memcpy(out.data(), piece.data(), piece.size());
                              return piece.size();
                          }};
    const auto read = read_zip_structure(zip, TopFolder::any);
    if (const auto* fault = std::get_if<DossierFault>(&read)) return BundleFault{fault->code, fault->name, fault->other};
    Collector out;
    for (const PlacedEntry& entry : std::get<ZipStructure>(read).files) {
        if (out.failed()) break;
        if (!out.wants(entry.name, entry.size)) continue;
        std::string content;
        if (const auto fault = bytes_of_entry(zip, entry, [&](std::string_view piece) { content += piece; })) {
            out.fail({fault->code, fault->name, fault->other});
            break;
        }
        out.take(std::move(content));
    }
    return out.done();
}

std::variant<SignedBundle, BundleFault> read_signed_folder(const Disk& folder) {
    Collector out;
    std::size_t seen = 0;
    walk(folder, "", seen, out);
    return out.done();
}

} // namespace livret

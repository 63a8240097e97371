#include "trust/store.hpp"

#include "base/hash.hpp"
#include "base/threads.hpp"
#include "trust/field_reader.hpp"
#include "trust/frozen_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace livret {

namespace {

// Leaves and rosters have a line per trainee and about 100 bytes per attestation or some hundred per person: this is enough for
// some hundred thousand.
constexpr std::uint64_t largest_lines = 64u << 20;

// What may be read of a file, by its name; nothing: not at all.
std::optional<std::uint64_t> most_of(std::string_view path) {
    if (path.ends_with(".json")) return largest_document;
    if (path.ends_with(".leaves") || path.ends_with(".roster")) return largest_lines;
    return path.ends_with(".leaf") ? std::optional<std::uint64_t>(largest_leaf) : std::nullopt;
}

std::string below(std::string_view folder, std::string_view path) {
    if (folder.empty()) return std::string(path);
    return path.empty() ? std::string(folder) : fmt::format("{}/{}", folder, path);
}

// Files of trust/ at any depth, as paths below it.
void walk(const Disk& disk, std::string_view folder, const std::string& path, int depth, TrustNames::Files& out) {
    for (const DiskEntry& entry : disk.list(below(folder, path))) {
        const std::string name = path.empty() ? entry.name : path + "/" + entry.name;
        if (entry.kind == EntryKind::folder && depth < 4) walk(disk, folder, name, depth + 1, out);
        if (entry.kind == EntryKind::file) out.push_back({name, entry.size, entry.stamp});
    }
}

std::string snapshot_path(std::string_view folder, const Digest& digest) {
    return below(folder, "snapshots/" + digest);
}

} // namespace

void add_digests(std::string_view bytes, std::set<Digest, std::less<>>& out) {
    std::size_t run = 0;
    for (std::size_t i = 0; i <= bytes.size(); ++i) {
        const char c = i < bytes.size() ? bytes[i] : ' ';
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) {
            ++run;
            continue;
        }
        if (run == 64) out.emplace(bytes.substr(i - 64, 64));
        run = 0;
    }
}

TrustFiles read_trust(const Disk& disk, std::string_view folder, unsigned jobs) {
    TrustFiles out;
    if (!folder.empty() && (!disk.exists(folder) || disk.kind(folder) != EntryKind::folder)) return out;
    TrustNames::Files files;
    walk(disk, folder, "", 0, files);
    std::vector<std::string> bytes(files.size());
    std::vector<char> whole(files.size(), 0);
    parallel_for(files.size(), jobs, [&](std::size_t i) {
        const auto& [path, size, stamp] = files[i];
        if (path.starts_with("snapshots/")) {
            const std::string_view name = std::string_view(path).substr(10);
            if (!is_digest(name)) return;
            auto snapshot = read_snapshot(disk, folder, std::string(name));
            whole[i] = snapshot.has_value();
            if (snapshot && looks_like_frozen_state(*snapshot)) bytes[i] = std::move(*snapshot);
        } else if (size <= most_of(path).value_or(0)) {
            bytes[i] = disk.read(below(folder, path));
        }
    });
    for (std::size_t i = 0; i < files.size(); ++i) {
        const std::string& path = files[i].path;
        if (whole[i]) {
            out.snapshots.insert(path.substr(10));
            if (!bytes[i].empty()) out.states.emplace(path.substr(10), std::move(bytes[i]));
        } else if (most_of(path))
            out.documents.emplace(path, std::move(bytes[i]));
    }
    return out;
}

TrustNames list_trust(const Disk& disk, std::string_view folder, unsigned jobs) {
    TrustNames out;
    if (!folder.empty() && (!disk.exists(folder) || disk.kind(folder) != EntryKind::folder)) return out;
    out.present = true;
    const std::vector<DiskEntry> entries = disk.list(folder);
    std::vector<TrustNames::Files> found(entries.size()); // attestations and snapshots are by far the largest
    parallel_for(entries.size(), jobs, [&](std::size_t i) {
        const DiskEntry& one = entries[i];
        if (one.kind == EntryKind::folder) walk(disk, folder, one.name, 1, found[i]);
        if (one.kind == EntryKind::file) found[i].push_back({one.name, one.size, one.stamp});
    });
    TrustNames::Files files;
    for (auto& some : found) std::move(some.begin(), some.end(), std::back_inserter(files));
    auto folder_of = out.attestations.end(); // the last one: they come one after the other
    for (auto& [path, size, stamp] : files) {
        if (path.starts_with("snapshots/")) {
            if (is_digest(std::string_view(path).substr(10))) out.snapshots.emplace(path.substr(10), stamp);
        } else if (!most_of(path)) {
            continue;
        } else if (path.starts_with("attestations/")) {
            const std::size_t slash = path.find('/', 13);
            const std::string_view name =
                slash == std::string::npos ? std::string_view() : std::string_view(path).substr(13, slash - 13);
            if (folder_of == out.attestations.end() || folder_of->first != name)
                folder_of = out.attestations.try_emplace(std::string(name)).first;
            folder_of->second.push_back({std::move(path), size, stamp});
        } else {
            out.documents.push_back({std::move(path), size, stamp});
        }
    }
    return out;
}

TrustFiles read_trust_files(const Disk& disk, std::string_view folder, const TrustNames& names, const TrustNames::Files& files,
                            unsigned jobs) {
    TrustFiles out;
    std::vector<std::string> bytes(files.size());
    parallel_for(files.size(), jobs, [&](std::size_t i) {
        const auto& [path, size, stamp] = files[i];
        if (size <= most_of(path).value_or(0)) bytes[i] = disk.read(below(folder, path));
    });
    std::set<Digest, std::less<>> named;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (!most_of(files[i].path)) continue;
        if (files[i].path.ends_with(".json")) add_digests(bytes[i], named);
        out.documents.emplace(files[i].path, std::move(bytes[i]));
    }
    std::vector<Digest> wanted;
    std::copy_if(named.begin(), named.end(), std::back_inserter(wanted),
                 [&](const Digest& one) { return names.snapshots.contains(one); });
    std::vector<std::optional<std::string>> snapshots(wanted.size());
    parallel_for(wanted.size(), jobs, [&](std::size_t i) {
        snapshots[i] = read_snapshot(disk, folder, wanted[i]);
        if (snapshots[i] && !looks_like_frozen_state(*snapshots[i])) snapshots[i] = std::string(); // cleared, it keeps its memory
    });
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!snapshots[i]) continue;
        out.snapshots.insert(wanted[i]);
        if (!snapshots[i]->empty()) out.states.emplace(wanted[i], std::move(*snapshots[i]));
    }
    return out;
}

std::optional<std::string> read_snapshot(const Disk& disk, std::string_view folder, const Digest& digest) {
    const std::string path = snapshot_path(folder, digest);
    auto bytes = is_digest(digest) ? disk.read_if_file(path) : std::nullopt;
    if (bytes && sha256_hex(*bytes) != digest) bytes.reset();
    return bytes;
}

Digest keep_snapshot(Disk& disk, std::string_view folder, std::string_view bytes) {
    Digest digest = sha256_hex(bytes);
    if (!read_snapshot(disk, folder, digest)) disk.write(snapshot_path(folder, digest), bytes);
    return digest;
}

void add_signed_file(Disk& disk, std::string_view path, std::string_view bytes) {
    if (disk.exists(path)) {
        if (disk.kind(path) == EntryKind::file && disk.read(path) == bytes) return;
        throw DiskError("write", std::string(path), std::make_error_code(std::errc::file_exists));
    }
    disk.write_new(path, bytes);
}

} // namespace livret

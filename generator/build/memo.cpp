#include "build/memo.hpp"

#include "base/archive.hpp"
#include "base/hash.hpp"
#include "base/sha256_stream.hpp"
#include "base/split_path.hpp"
#include "base/threads.hpp"
#include "build/archive_members.hpp"
#include "publish/manifest_disk.hpp"
#include "resolve/clock.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <link.h>

namespace livret {

LIVRET_MEMBERS(Lasting, from, until)
LIVRET_MEMBERS(Kept, ingredients, lasting, output, messages, pages, files, names, surface, rest)

namespace {

constexpr const char* memo_name = "memo.sqlite";

// Notes of what was read, and how it lay there.
struct Contents {
    std::string stamps, digest;
};
LIVRET_MEMBERS(Contents, stamps, digest)

void add_entry(Sha256Stream& hash, std::string_view path, std::uint64_t size, const Stamp& stamp) {
    const std::array<std::uint64_t, 4> facts{size, static_cast<std::uint64_t>(stamp.written),
                                             static_cast<std::uint64_t>(stamp.changed), stamp.file};
    hash.update(path);
    hash.update(std::string_view("\n", 1)); // no path has one; what follows is always as long
    hash.update(std::string_view(reinterpret_cast<const char*>(facts.data()), sizeof facts));
}

std::int64_t latest(const Stamp& stamp) {
    return std::max(stamp.written, stamp.changed);
}

// The notes that the linker left in the program and in each library: they tell one build from every other.
int add_build_id(dl_phdr_info* info, std::size_t, void* data) {
    auto& out = *static_cast<std::string*>(data);
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const auto& segment = info->dlpi_phdr[i];
        if (segment.p_type != PT_NOTE) continue;
        // The kernel's own page and the like have none that matters; a file's is mapped where the header says.
        const auto* at = reinterpret_cast<const char*>(info->dlpi_addr + segment.p_vaddr);
        const auto* end = at + segment.p_memsz;
        while (static_cast<std::size_t>(end - at) >= sizeof(ElfW(Nhdr))) {
            ElfW(Nhdr) note;
            std::memcpy(&note, at, sizeof note);
            const auto padded = [](std::size_t size) { return (size + 3) / 4 * 4; };
            const char* name = at + sizeof note;
            const char* bytes = name + padded(note.n_namesz);
            if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && std::memcmp(name, "GNU", 4) == 0)
                out.append(bytes, note.n_descsz);
            at = bytes + padded(note.n_descsz);
        }
    }
    return 0;
}

void put_folder(const Disk& site, const std::string& folder, bool deep, Sha256Stream& hash, std::int64_t& newest) {
    if (!folder.empty() && (!site.exists(folder) || site.kind(folder) != EntryKind::folder)) return;
    for (const DiskEntry& entry : site.list(folder)) {
        const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
        if (entry.kind == EntryKind::folder) {
            if (deep) put_folder(site, path, true, hash, newest);
            continue;
        }
        add_entry(hash, path, entry.size, entry.stamp);
        newest = std::max(newest, latest(entry.stamp));
    }
}

// A secret of whoever builds: nobody who shares a repository can have written a memo in it that is believed.
std::string own_secret() {
    const std::unique_ptr<Disk> own = open_state_disk();
    if (own == nullptr) return {};
    static constexpr const char* name = "memo.key";
    try {
        if (!own->exists(name)) own->write_new(name, random_hex(32));
    } catch (const DiskError&) { // somebody else was quicker
    }
    std::string out = own->read_if_exists(name);
    return out.size() == 64 ? out : std::string();
}

} // namespace

std::string program_digest() {
    static const std::string digest = [] {
        std::string ids;
        dl_iterate_phdr(add_build_id, &ids);
        return ids.empty() ? std::string() : sha256_hex(ids);
    }();
    return digest;
}

Lasting lasting_of(const std::vector<Question>& questions, const Moment& now) {
    Lasting out;
    out.from = now.utc.time_since_epoch().count();
    for (const Question& one : questions) {
        if (!waits_for_answer(one)) continue;
        // All that is said of a promise changes a whole number of hours after the question was asked.
        const std::int64_t asked = one.asked.utc.time_since_epoch().count();
        const std::int64_t since = ((out.from - asked) % 3600 + 3600) % 3600;
        out.until = std::min(out.until, out.from - since + 3600);
        if (since == 0) out.until = out.from + 1; // that very second is neither before nor after
    }
    return out;
}

BuildMemo::BuildMemo(const BuildOptions& options, const Disk& repository, std::int64_t began)
    : options_(options), repository_(repository), began_(began) {
    if (options.memo == Memo::ignored || program_digest().empty()) return;
    const std::string folder = manifest_folder(options.root, options.output_in_root.has_value());
    const std::string secret = folder.empty() ? std::string() : own_secret();
    if (secret.empty()) return;
    scope_ = sha256_hex(fmt::format("{}\n{}\n{}\n{}", output_name(options), static_cast<int>(options.audience),
                                    static_cast<int>(options.drafts), options.gfps.empty()))
                 .substr(0, 16);
    store_ = std::make_unique<MemoStore>(folder + "/" + memo_name, secret + program_digest());
}

BuildMemo::BuildMemo(const BuildOptions& options, const Disk& repository, std::int64_t began, std::shared_ptr<Hints> hints)
    : options_(options), repository_(repository), began_(began), hints_(std::move(hints)) {}

bool BuildMemo::is_there(const BuildOptions& options) {
    const std::string folder = manifest_folder(options.root, options.output_in_root.has_value());
    return options.memo != Memo::ignored && !folder.empty() && is_folder(folder) && open_real_disk(folder)->exists(memo_name);
}

std::string BuildMemo::contents(const std::string& name, std::vector<File> files, const Disk& from) {
    Sha256Stream stamps;
    std::int64_t newest = 0;
    for (const File& one : files) {
        add_entry(stamps, one.path, 0, one.stamp);
        newest = std::max(newest, latest(one.stamp));
    }
    Contents now{stamps.hex(), {}};
    const std::string key = "contents " + name;
    const auto kept = bytes(key);
    const auto before = kept ? from_archive<Contents>(*kept) : std::nullopt;
    if (before && before->stamps == now.stamps) {
        now.digest = before->digest;
    } else {
        Sha256Stream all;
        for (const File& one : files) {
            all.update(one.path + "\n");
            all.update(content_of(one, from));
        }
        now.digest = all.hex();
        if (newest < began_) keep_bytes(key, to_archive(now));
    }
    const std::lock_guard lock(mutex_);
    told_.insert_or_assign(name, Told{std::move(files), now.digest});
    return now.digest;
}

std::optional<std::string> BuildMemo::told_contents(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    const auto found = told_.find(name);
    return found == told_.end() ? std::nullopt : std::optional(found->second.digest);
}

// Whether nothing was changed since this run began, nor so shortly before that it could be changed once more without showing it.
bool BuildMemo::is_settled(const std::vector<std::string>& contents) const {
    return std::all_of(contents.begin(), contents.end(), [&](const std::string& name) {
        const auto told = told_.find(name);
        return told != told_.end() && is_settled(told->second.files);
    });
}

bool BuildMemo::is_settled(const std::vector<File>& files) const {
    for (std::size_t at = 0; at < files.size();) { // those that follow one another in a folder at once
        const std::string_view folder = split_path(files[at].path).first;
        std::vector<std::string> names;
        std::size_t end = at;
        for (; end < files.size(); ++end) {
            const auto [where, name] = split_path(files[end].path);
            if (where != folder) break;
            if (latest(files[end].stamp) >= began_) return false;
            names.emplace_back(name);
        }
        const std::vector<Stamp> now = repository_.stamps(folder, names);
        for (const Stamp& one : now)
            if (one != files[at++].stamp) return false;
    }
    return true;
}

std::string BuildMemo::content_of(const File& file, const Disk& from) {
    if (hints_) {
        const std::lock_guard lock(mutex_);
        const auto known = hints_->contents.find(file.path);
        if (known != hints_->contents.end() && known->second.stamp == file.stamp) return known->second.digest;
    }
    const auto read = from.try_read(file.path);
    std::string digest = read ? sha256_hex(*read) : "cannot be read";
    if (hints_ && read && latest(file.stamp) < began_) {
        const std::lock_guard lock(mutex_);
        hints_->contents.insert_or_assign(file.path, Hints::Content{file.stamp, digest});
    }
    return digest;
}

std::optional<std::string> BuildMemo::bytes(const std::string& name) {
    const std::lock_guard lock(mutex_);
    if (hints_) {
        const auto found = hints_->bytes.find(name);
        return found == hints_->bytes.end() ? std::nullopt : std::optional(found->second);
    }
    return store_ ? store_->get(scope_ + " " + name) : std::nullopt;
}

void BuildMemo::keep_bytes(const std::string& name, std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    if (hints_)
        hints_->bytes.insert_or_assign(name, std::string(bytes));
    else if (store_)
        store_->put(scope_ + " " + name, bytes);
}

std::optional<Kept> BuildMemo::kept(const std::string& part) {
    const auto found = bytes("part " + part);
    return found ? from_archive<Kept>(*found) : std::nullopt;
}

std::string BuildMemo::output_of(const Disk& site, const Disk& manifests, const std::string& part, std::int64_t* newest) const {
    Sha256Stream hash;
    std::int64_t last = 0;
    put_folder(site, part, !part.empty(), hash, last);
    if (part.empty()) put_folder(site, "assets", true, hash, last);
    const std::string manifest = manifest_part_path(output_name(options_), part);
    const Stamp stamp = manifests.stamp(manifest);
    add_entry(hash, manifest, 0, stamp);
    last = std::max(last, latest(stamp));
    if (newest != nullptr) *newest = std::max(*newest, last);
    return hash.hex();
}

std::vector<std::string> BuildMemo::differences(const Kept& kept, const Ingredients& now, const Disk& site, const Disk& manifests,
                                                const std::string& part) const {
    std::vector<std::string> out;
    for (const auto& [name, digest] : now)
        if (const auto before = kept.ingredients.find(name); before == kept.ingredients.end() || before->second != digest)
            out.push_back(name);
    for (const auto& [name, digest] : kept.ingredients)
        if (!now.contains(name)) out.push_back(name);
    if (!kept.lasting.holds(options_.now)) out.emplace_back("hour");
    if (out.empty() && kept.output != output_of(site, manifests, part, nullptr)) out.emplace_back("output");
    return out;
}

void BuildMemo::keep(const std::string& part, Kept kept, std::vector<std::string> read) {
    std::vector<Told> told;
    {
        const std::lock_guard lock(mutex_);
        for (const std::string& name : read)
            if (auto one = told_.extract(name)) told.push_back(std::move(one.mapped()));
    }
    const bool settled = told.size() == read.size() &&
                         std::all_of(told.begin(), told.end(), [&](const Told& one) { return is_settled(one.files); });
    const std::lock_guard lock(mutex_);
    to_keep_.insert_or_assign(part, ToKeep{std::move(kept), settled});
}

void BuildMemo::read_by_all(std::vector<std::string> names) {
    read_by_all_ = std::move(names);
}

void BuildMemo::forget(const std::string& part) {
    const std::lock_guard lock(mutex_);
    to_keep_.erase(part);
    if (store_) store_->drop(scope_ + " part " + part);
}

void BuildMemo::save(const Disk& site, const Disk& manifests) {
    if (!store_) return;
    const bool good = to_keep_.empty() || is_settled_for_all();
    struct Saved {
        const std::string* part;
        ToKeep* it;
        bool settled = false;
        std::int64_t newest = 0; // of what was written so lately that it may change once more without showing it; else 0
    };
    std::vector<Saved> all;
    for (auto& [part, one] : to_keep_) all.push_back({&part, &one});
    const auto look = [&](Saved& one) {
        const std::int64_t now = stamping_clock();
        std::int64_t newest = 0;
        one.it->kept.output = output_of(site, manifests, *one.part, &newest);
        one.newest = newest >= now ? newest : 0;
    };
    parallel_for(all.size(), options_.jobs, [&](std::size_t i) {
        all[i].settled = good && all[i].it->is_settled;
        if (all[i].settled) look(all[i]);
    });
    for (Saved& one : all) {
        if (one.newest > 0) { // until the clock that stamps files has gone on: what is changed from then on shows it
            while (stamping_clock() <= one.newest && one.newest - stamping_clock() < 100'000'000)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            look(one);
            one.settled = one.newest == 0;
        }
        if (one.settled)
            keep_bytes("part " + *one.part, to_archive(one.it->kept));
        else
            store_->drop(scope_ + " part " + *one.part);
    }
    to_keep_.clear();
    store_->save();
}

const std::string& BuildMemo::trouble() const {
    return store_ ? store_->trouble() : none_;
}

} // namespace livret

#include "publish/publication.hpp"

#include "base/hash.hpp"

#include <algorithm>

namespace livret {

namespace {

void report_foreign(Sink& sink, const std::string& output, const SitePath& path) {
    Diagnostic diagnostic;
    diagnostic.code = Code::foreign_file;
    diagnostic.path = SourcePath{output + "/" + path.value};
    diagnostic.arguments = {path.value};
    sink.add(std::move(diagnostic));
}

// Removes the folders on the way up that are empty now.
void remove_empty_folders(Disk& site, SitePath folder) {
    while (!folder.value.empty() && site.exists(folder.value) && site.remove_empty_folder(folder.value)) folder = folder.parent();
}

enum class Removal { removed, gone, changed };

// Removes a file if it still is what a build wrote.
Removal remove_own(Disk& site, const SitePath& path, const std::string& digest) {
    if (!site.exists(path.value)) return Removal::gone;
    if (site.kind(path.value) != EntryKind::file) return Removal::changed;
    if (!digest.empty() && site.sha256(path.value) != digest) return Removal::changed;
    site.remove(path.value);
    remove_empty_folders(site, path.parent());
    return Removal::removed;
}

} // namespace

Publication::Publication(Disk& site, Disk& repository, std::string output, std::function<bool(const SitePath&)> mine)
    : site_(site), repository_(repository), output_(std::move(output)), mine_(std::move(mine)), folders_(site),
      before_(read_manifest(repository, output_)) {}

Publication::Publication(Disk& site, Disk& repository, std::string output, std::string part, Manifest before)
    : site_(site), repository_(repository), output_(std::move(output)), part_(std::move(part)),
      mine_([](const SitePath&) { return true; }), folders_(site), before_(std::move(before)) {}

void Publication::begin(const std::vector<SitePath>& planned) {
    if (!before_.complete) remove_parts();
    planned_ = planned;
}

// Before the first byte is written; a build that changes nothing writes nothing here either.
void Publication::note_plan() {
    const std::lock_guard lock(noting_);
    if (is_noted_) return;
    Manifest journal = before_;
    journal.complete = false;
    for (const SitePath& path : planned_)
        // What is there and was never ours stays foreign: it is not noted.
        if (folders_.find(path) == nullptr || before_.files.contains(path)) journal.files[path] = "";
    write(journal); // where that fails, it has not been noted: not std::call_once, after which a sanitizer waits for ever
    is_noted_ = true;
}

void Publication::write(const Manifest& manifest) {
    if (part_)
        write_manifest_part(repository_, output_, *part_, manifest);
    else
        write_manifest(repository_, output_, manifest);
}

void Publication::put(const SitePath& path, std::string_view bytes) {
    bool written = false, foreign = false;
    if (folders_.is_blocked(path)) {
        foreign = true;
    } else if (const DiskEntry* there = folders_.find(path)) {
        if (there->kind != EntryKind::file) {
            foreign = true;
        } else if (there->size != bytes.size() || site_.read(path.value) != bytes) {
            foreign = !before_.files.contains(path);
            written = !foreign;
        }
    } else {
        written = true;
    }
    if (written) {
        note_plan();
        site_.write(path.value, bytes);
    }
    std::string digest = sha256_hex(bytes);
    const std::lock_guard lock(mutex_);
    if (foreign) {
        foreign_.push_back(path);
        return;
    }
    ++(written ? counts_.written : counts_.unchanged);
    after_.files.emplace(path, std::move(digest));
}

std::optional<Taken> Publication::may_place(const SitePath& path) {
    const DiskEntry* there = folders_.find(path);
    if (folders_.is_blocked(path) || (there != nullptr && there->kind != EntryKind::file)) {
        const std::lock_guard lock(mutex_);
        foreign_.push_back(path);
        return std::nullopt;
    }
    note_plan();
    return before_.files.contains(path) ? Taken::replace : Taken::keep;
}

void Publication::note_placed(const SitePath& path, Placed placed) {
    const std::string digest = placed == Placed::kept ? std::string() : site_.sha256(path.value);
    const std::lock_guard lock(mutex_);
    if (placed == Placed::kept) {
        foreign_.push_back(path);
        return;
    }
    ++(placed == Placed::same ? counts_.unchanged : counts_.written);
    after_.files[path] = digest;
}

void Publication::remove_parts() {
    std::set<SitePath> folders;
    for (const auto& [path, digest] : before_.files) folders.insert(path.parent());
    for (const SitePath& folder : folders) {
        if (!site_.exists(folder.value) || site_.kind(folder.value) != EntryKind::folder) continue;
        for (const DiskEntry& entry : site_.list(folder.value))
            if (entry.kind == EntryKind::file && entry.name.starts_with('.') && entry.name.ends_with(".part"))
                site_.remove(folder.value.empty() ? entry.name : (folder / entry.name).value);
    }
}

void Publication::prune() {
    for (const auto& [path, digest] : before_.files) {
        if (after_.files.contains(path)) continue;
        if (!mine_(path)) {
            after_.files.emplace(path, digest);
            continue;
        }
        switch (remove_own(site_, path, digest)) {
        case Removal::removed:
            ++counts_.removed;
            break;
        case Removal::gone:
            break;
        case Removal::changed:
            foreign_.push_back(path);
            break;
        }
    }
}

PublicationCounts Publication::finish(Sink& sink) {
    prune();
    after_.complete = true;
    if (part_ && !part_->empty() && after_.files.empty())
        remove_manifest_part(repository_, output_, *part_);
    else if (is_noted_ || after_ != before_)
        write(after_);
    std::sort(foreign_.begin(), foreign_.end());
    foreign_.erase(std::unique(foreign_.begin(), foreign_.end()), foreign_.end());
    for (const SitePath& path : foreign_) report_foreign(sink, output_, path);
    return counts_;
}

PublicationCounts clean(Disk& site, Disk& repository, const std::string& output, Sink& sink) {
    PublicationCounts counts;
    const Manifest manifest = read_manifest(repository, output);
    for (const auto& [path, digest] : manifest.files) {
        switch (remove_own(site, path, digest)) {
        case Removal::removed:
            ++counts.removed;
            break;
        case Removal::gone:
            break;
        case Removal::changed:
            report_foreign(sink, output, path);
            break;
        }
    }
    remove_manifest(repository, output);
    return counts;
}

} // namespace livret

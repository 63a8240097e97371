#include "history/exchange.hpp"

#include <chrono>
#include <filesystem>
#include <thread>

namespace livret {

namespace {

// "working", or "<from> <to>": the commits between which files are exchanged.
constexpr const char* note = "livret-deposit";

std::optional<std::string> head_of(const Git& git) {
    return git.line({"rev-parse", "--verify", "-q", "HEAD^{commit}"});
}

// The file as git would keep it; nothing if there is no file.
std::optional<std::string> id_in_folder(const Git& git, const Disk& top, const std::string& path) {
    if (!top.exists(path)) return std::nullopt;
    if (top.kind(path) != EntryKind::file) return "";
    return git.line({"hash-object", "--", path}).value_or("");
}

// Whether the file is what git leaves when it is stopped while writing `entry`: the beginning of it.
bool is_part_of(const Git& git, const Disk& top, const std::string& path, const TreeEntry& entry) {
    if (!entry.is_file() || !top.exists(path) || top.kind(path) != EntryKind::file) return false;
    const auto whole = read_blob(git, entry.id);
    return whole && whole->starts_with(top.read(path));
}

void put_back(const Git& git, Disk& top, const std::string& path, const TreeChange& change) {
    const auto now = id_in_folder(git, top, path);
    if (now && *now == change.before.id) return;
    const bool gits =
        !now || *now == change.after.id || is_part_of(git, top, path, change.after) || is_part_of(git, top, path, change.before);
    if (!gits) return; // somebody's words
    if (!change.before.is_there()) {
        if (now) top.remove(path);
    } else if (change.before.is_file()) {
        if (const auto bytes = read_blob(git, change.before.id)) top.write(path, *bytes);
    }
}

// What a killed git leaves locked. Another git may be at work: it gets a moment to finish.
void unlock(const Git& git, const Disk& folder, Disk& writable) {
    std::vector<std::string> locks{"index.lock",  "HEAD.lock",   "livret-deposit.index", "livret-deposit.index.lock",
                                   "livret-mine", "livret-base", "livret-theirs"};
    if (const auto branch = git.line({"symbolic-ref", "-q", "HEAD"})) locks.push_back(*branch + ".lock");
    for (int tries = 0; tries < 20 && folder.exists("index.lock"); ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    for (const std::string& one : locks)
        if (folder.exists(one)) writable.remove(one);
}

} // namespace

bool begin_work(const WorkTree& place) {
    const auto disk = open_real_disk(place.git_folder);
    if (disk->exists(note)) return false;
    disk->write(note, "working\n");
    return true;
}

void end_work(const WorkTree& place) {
    const auto disk = open_real_disk(place.git_folder);
    if (disk->exists(note)) disk->remove(note);
}

void mend(const Git& git, const WorkTree& place) {
    const auto folder = open_real_disk(place.git_folder);
    unlock(git, *folder, *folder);
    const std::string said = folder->read_if_exists(note);
    const std::size_t space = said.find(' ');
    if (space != std::string::npos && said.ends_with('\n')) {
        const std::string from = said.substr(0, space), to = said.substr(space + 1, said.size() - space - 2);
        const auto top = open_real_disk(place.top);
        // If the branch is there already, so are all its files.
        if (head_of(git) == from) {
            if (const auto changes = tree_changes(git, from, to))
                for (const auto& [path, change] : *changes) put_back(git, *top, path, change);
            git.run({"reset", "-q"}); // the index alone, which may be the later commit's already
        }
    }
    folder->write(note, "working\n");
}

Exchange exchange(const Git& git, const WorkTree& place, const std::string& to, const std::string& aside) {
    Exchange out;
    const auto from = head_of(git);
    const auto changes = from ? tree_changes(git, *from, to) : std::nullopt;
    if (!changes) return out;
    const auto top = open_real_disk(place.top);
    for (const auto& [path, change] : *changes) {
        if (change.before.is_there() || !top->exists(path) || top->kind(path) != EntryKind::file) continue;
        if (id_in_folder(git, *top, path) == change.after.id) {
            top->remove(path); // the very same file comes
            continue;
        }
        const std::string below = path.starts_with(place.prefix) ? path.substr(place.prefix.size()) : path;
        const std::string kept = place.prefix + aside + below;
        if (top->exists(kept)) {
            out.errors = below;
            return out;
        }
        top->write_new(kept, top->read(path));
        top->remove(path);
        out.moved_aside.push_back(aside + below);
    }
    const auto folder = open_real_disk(place.git_folder);
    folder->write(note, *from + " " + to + "\n");
    const ProcessResult merge = git.run({"merge", "-q", "--ff-only", "--no-overwrite-ignore", "--no-stat", to});
    out.errors = merge.errors;
    if (!is_fine(merge)) {
        out.end = merge.errors.find("would be overwritten") != std::string::npos ? Exchanged::edited : Exchanged::failed;
        // Refused before anything was touched; stopped in the middle (disk full), the note is needed.
        if (out.end == Exchanged::failed) mend(git, place);
    } else {
        out.end = Exchanged::done;
    }
    folder->write(note, "working\n");
    return out;
}

} // namespace livret

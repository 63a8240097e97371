#include "history/exchange.hpp"

#include "history/git_locks.hpp"

#include <array>

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

// Files that a deposit writes beside git's for a moment.
constexpr std::array scratch{"livret-deposit.index", "livret-deposit.index.lock", "livret-mine", "livret-base", "livret-theirs"};

constexpr const char* working = "working\n";

} // namespace

bool begin_work(const WorkTree& place) {
    const auto disk = open_real_disk(place.git_folder);
    if (disk->exists(note)) return false;
    disk->write(note, working);
    return true;
}

void end_work(const WorkTree& place) {
    const auto disk = open_real_disk(place.git_folder);
    if (disk->read_if_exists(note) == working) disk->remove(note);
}

std::string mend(const Git& git, const WorkTree& place) {
    if (std::string lock = remove_left_locks(git, place); !lock.empty()) return lock;
    const auto folder = open_real_disk(place.git_folder);
    for (const char* one : scratch)
        if (folder->exists(one)) folder->remove(one);
    const std::string said = folder->read_if_exists(note);
    const std::size_t space = said.find(' ');
    if (space != std::string::npos && said.ends_with('\n')) {
        const std::string from = said.substr(0, space), to = said.substr(space + 1, said.size() - space - 2);
        const auto top = open_real_disk(place.top);
        // If the branch is there already, so are all its files.
        if (head_of(git) == from) {
            if (const auto changes = tree_changes(git, from, to))
                for (const auto& [path, change] : *changes) put_back(git, *top, path, change);
            Git noted = git;
            noted.note_work_in(place.git_folder + "/" + git_at_work);
            noted.run({"reset", "-q"}); // the index alone, which may be the later commit's already
        }
    }
    folder->write(note, working);
    return {};
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
        const std::string own = below(place.prefix, path);
        const std::string kept = place.prefix + aside + own;
        if (top->exists(kept)) {
            out.errors = own;
            return out;
        }
        top->write_new(kept, top->read(path));
        top->remove(path);
        out.moved_aside.push_back(aside + own);
    }
    const auto folder = open_real_disk(place.git_folder);
    folder->write(note, *from + " " + to + "\n");
    const ProcessResult merge = git.run({"merge", "-q", "--ff-only", "--no-overwrite-ignore", "--no-stat", to});
    out.errors = merge.errors;
    if (!is_fine(merge)) {
        out.end = merge.errors.find("would be overwritten") != std::string::npos ? Exchanged::edited : Exchanged::failed;
        // Refused before anything was touched; stopped in the middle (disk full), the note is needed.
        if (out.end == Exchanged::failed) {
            out.lock = mend(git, place);
            if (!out.lock.empty()) return out;
        }
    } else {
        out.end = Exchanged::done;
    }
    folder->write(note, working);
    return out;
}

} // namespace livret

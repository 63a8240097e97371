#include "disk/snapshot.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "base/words.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace livret {

namespace {

// Of Windows: a repository that holds such a name cannot be checked out there.
bool is_reserved_on_windows(std::string_view name) {
    const std::string stem = ascii_lower(name.substr(0, name.find('.')));
    static constexpr std::array<std::string_view, 4> words{"con", "prn", "aux", "nul"};
    if (std::find(words.begin(), words.end(), stem) != words.end()) return true;
    return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '1' && stem[3] <= '9';
}

struct NameProblem {
    NameProblem(std::string_view french, std::string_view english) : fr(french), en(english) {}
    std::string fr, en;
};

std::optional<NameProblem> file_name_problem(std::string_view name) {
    if (first_invalid_utf8(name)) return NameProblem{"il n’est pas en UTF-8", "it is not UTF-8"};
    for (const char c : name) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            return NameProblem{"il contient un caractère invisible", "it holds an invisible character"};
        if (std::string_view("<>:\"|?*\\").find(c) != std::string_view::npos)
            return NameProblem{fmt::format("le signe {} n’est pas admis sur tous les ordinateurs", c),
                               fmt::format("the sign {} is not accepted on every computer", c)};
    }
    if (name.ends_with('.') || name.ends_with(' ') || name.starts_with(' '))
        return NameProblem{"il commence ou finit par une espace, ou finit par un point",
                           "it starts or ends with a space, or ends with a full stop"};
    if (is_reserved_on_windows(name)) return NameProblem{"ce nom est réservé par Windows", "this name is reserved by Windows"};
    if (name.size() > 120) return NameProblem{"il dépasse 120 octets", "it is longer than 120 bytes"};
    return std::nullopt;
}

std::string proposed_name(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return slugify(name);
    return slugify(name.substr(0, dot)) + "." + slugify(name.substr(dot + 1));
}

// A printable form of a name that may hold anything.
std::string shown(std::string_view name) {
    std::string out;
    const bool utf8 = !first_invalid_utf8(name);
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte < 0x20 || byte == 0x7f || (byte >= 0x80 && !utf8) ? '?' : c;
    }
    return out;
}

// As their paths and those below them are sorted: "a.md", "a/x.md", "a0".
bool comes_before(const DiskEntry& a, const DiskEntry& b) {
    const auto [left, right] = std::mismatch(a.name.begin(), a.name.end(), b.name.begin(), b.name.end());
    const auto byte = [](const DiskEntry& entry, auto at) {
        const char end = entry.kind == EntryKind::folder ? '/' : '\0';
        return static_cast<unsigned char>(at != entry.name.end() ? *at : end);
    };
    return byte(a, left) < byte(b, right);
}

class Walker {
  public:
    Walker(const Disk& disk, const std::optional<SourcePath>& output, Sink& sink) : disk_(disk), output_(output), sink_(sink) {}

    void walk(const SourcePath& folder, int depth) {
        std::vector<DiskEntry> entries;
        try {
            entries = disk_.list(folder.value);
        } catch (const DiskError& error) {
            report(Code::unreadable_file, folder,
                   {system_words(error.code(), Language::fr), system_words(error.code(), Language::en)});
            return;
        }
        if (!std::is_sorted(entries.begin(), entries.end(), comes_before))
            std::sort(entries.begin(), entries.end(), comes_before);
        std::map<std::string, std::string> seen; // comparable form -> name
        for (const DiskEntry& entry : entries) {
            if (entry.name.starts_with('.')) continue;
            const SourcePath path = folder.value.empty() ? SourcePath{entry.name} : folder / entry.name;
            if (output_ && path == *output_) continue;
            if (folder.value.empty() && entry.kind == EntryKind::folder && !is_part_of_the_format(entry.name)) continue;
            if (!accept(path, entry)) continue;
            const auto [known, fresh] = seen.try_emplace(file_name_key(entry.name), entry.name);
            if (!fresh) {
                report(Code::same_name, path, {entry.name, known->second});
                continue;
            }
            if (entry.kind == EntryKind::folder) {
                if (depth < max_depth)
                    walk(path, depth + 1);
                else
                    report(Code::unexpected_file, path, {});
            } else {
                files.push_back({path, entry.size, entry.stamp});
            }
        }
    }

    std::vector<SourceFile> files; // sorted by path

  private:
    static constexpr int max_depth = 12; // the format needs 7

    static bool is_part_of_the_format(std::string_view name) {
        static constexpr std::array<std::string_view, 5> folders{"frameworks", "examples", "streams", "gfp", "sessions"};
        return std::find(folders.begin(), folders.end(), name) != folders.end();
    }

    bool accept(const SourcePath& path, const DiskEntry& entry) {
        const auto printed = [&] { return SourcePath{shown(path.value)}; };
        if (entry.kind == EntryKind::link) return refuse(Code::symbolic_link, printed(), {});
        if (entry.kind == EntryKind::other) return refuse(Code::unexpected_file, printed(), {});
        if (const auto problem = file_name_problem(entry.name))
            return refuse(Code::bad_file_name, printed(),
                          {shown(entry.name), problem->fr, proposed_name(entry.name), problem->en});
        const bool at_top = path.value.find('/') == std::string::npos; // README.md and the like
        const bool markdown = entry.kind == EntryKind::file && path.extension() == ".md" && !at_top;
        const std::string_view stem = markdown ? path.stem() : std::string_view(entry.name);
        if (path.value == "gfp/assets") return refuse(Code::reserved_name, path, {entry.name, entry.name + "-gfp"});
        if ((markdown || entry.kind == EntryKind::folder) && !is_slug(stem))
            return refuse(Code::bad_name, path, {entry.name, slugify(stem) + (markdown ? ".md" : "")});
        return true;
    }

    bool refuse(Code code, const SourcePath& path, std::vector<std::string> arguments) {
        report(code, path, std::move(arguments));
        return false;
    }

    void report(Code code, const SourcePath& path, std::vector<std::string> arguments) {
        Diagnostic diagnostic;
        diagnostic.code = code;
        diagnostic.path = path;
        diagnostic.arguments = std::move(arguments);
        sink_.add(std::move(diagnostic));
    }

    const Disk& disk_;
    const std::optional<SourcePath>& output_;
    Sink& sink_;
};

} // namespace

const SourceFile* Snapshot::find(const SourcePath& path) const {
    const auto found = std::lower_bound(files.begin(), files.end(), path,
                                        [](const SourceFile& file, const SourcePath& wanted) { return file.path < wanted; });
    return found != files.end() && found->path == path ? &*found : nullptr;
}

std::vector<SourceFile> Snapshot::below(const SourcePath& folder) const {
    std::vector<SourceFile> found;
    const std::string prefix = folder.value + "/";
    for (auto it = std::lower_bound(files.begin(), files.end(), prefix,
                                    [](const SourceFile&file, const std::string&wanted) { return file.path.value < wanted; });
         it != files.end() && it->path.value.starts_with(prefix); ++it)
        found.push_back(*it);
    return found;
}

Snapshot take_snapshot(const Disk& disk, const std::optional<SourcePath>& output, Sink& sink) {
    Walker walker(disk, output, sink);
    walker.walk({}, 0);
    return {std::move(walker.files)};
}

} // namespace livret

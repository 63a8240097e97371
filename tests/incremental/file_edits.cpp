// The kinds about files as files: times, links, letters, faults, going back.
#include "incremental/edit_kinds.hpp"

#include <cctype>

#include <fmt/format.h>

namespace livret::tests {

namespace {

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Where a text may be changed without breaking it: letters of words, digits of numbers.
std::vector<std::size_t> places_in(const std::string& path, const std::string& bytes) {
    std::vector<std::size_t> out;
    const auto add = [&](std::size_t from, std::size_t to, bool (*fits)(char)) {
        for (std::size_t i = from; i < to && i < bytes.size(); ++i)
            if (fits(bytes[i])) out.push_back(i);
    };
    if (path.ends_with(".md")) {
        if (const auto at = bytes.find("\nNote "); at != std::string::npos) add(at + 6, bytes.size(), is_digit);
        if (const auto at = bytes.find("\ntitle: "); at != std::string::npos) add(at + 8, bytes.find('\n', at + 1), is_lower);
    } else if (path.ends_with(".xml")) {
        const auto at = bytes.find("<statement");
        if (at != std::string::npos) add(bytes.find('>', at), bytes.find('<', at + 1), is_lower);
    } else if (path.ends_with("livret.yaml")) {
        if (const auto at = bytes.find("\ncontact: "); at != std::string::npos) add(at + 10, bytes.find('\n', at + 1), is_digit);
    } else if (path.ends_with(".svg")) {
        if (const auto at = bytes.find("<rect"); at != std::string::npos) add(at, bytes.size(), is_digit);
    } else if (path.ends_with(".csv")) {
        add(0, bytes.size(), is_digit);
    } else if (path.ends_with("mark.mustache") || path.ends_with(".css")) {
        add(bytes.find_last_of("0123456789:>") == std::string::npos ? bytes.size() : 3, bytes.size(), is_digit);
    } else if (path.find("/trust/") != std::string::npos) {
        if (const auto at = bytes.find("\"proofValue\":\"z"); at != std::string::npos) add(at + 20, at + 60, is_lower);
    }
    return out;
}

std::string other_letter(char now, Random& random) {
    const char first = is_digit(now) ? '1' : 'a';
    const std::size_t most = is_digit(now) ? 9 : 26;
    char out = now;
    while (out == now) out = static_cast<char>(first + static_cast<char>(random.below(most)));
    return std::string(1, out);
}

void note_unbroken(World& world, const std::string& path) {
    const auto there = world.files.find(path);
    world.unbroken.emplace(path, there == world.files.end() ? std::nullopt : std::optional(there->second));
}

bool ends_well(const std::string& path, const std::string& ending) {
    return path.ends_with(ending);
}

} // namespace

std::optional<std::string> same_size_edit(const std::string& path, const std::string& bytes, Random& random) {
    const auto places = places_in(path, bytes);
    if (places.empty()) return std::nullopt;
    std::string out = bytes;
    const std::size_t at = random.one_of(places);
    out.replace(at, 1, other_letter(bytes[at], random));
    return out;
}

std::optional<std::string> path_for_same_size(const Files& files, Random& random) {
    static const std::vector<std::string> endings{".md",         ".md",  ".md",  ".md",           ".xml",
                                                  "livret.yaml", ".svg", ".csv", "mark.mustache", ".json"};
    const std::string ending = random.one_of(endings);
    const auto all = paths_where(files, [&](const std::string& path) {
        return ends_well(path, ending) && files.at(path).link.empty() && !places_in(path, files.at(path).bytes).empty();
    });
    if (all.empty()) return std::nullopt;
    return random.one_of(all);
}

bool revert(World& world, Random& random) {
    const Files before = world.files;
    if (random.once_in(2))
        world.files = world.first;
    else if (random.once_in(2))
        world.files = random.one_of(world.past);
    else { // some files only, as git restores them
        const Files& old = random.one_of(world.past);
        for (const auto& [path, entry] : old)
            if (random.once_in(4)) world.files[path] = entry;
    }
    world.unbroken.clear();
    return world.files != before;
}

bool touch(World& world, Random& random) {
    std::vector<std::string> all;
    for (const auto& [path, entry] : world.files)
        if (entry.link.empty()) all.push_back(path);
    for (std::size_t i = 0; i < 5; ++i) world.deeds.touched.insert(random.one_of(all));
    return true;
}

bool edit_same_size_and_time(World& world, Random& random) {
    const auto path = path_for_same_size(world.files, random);
    if (!path) return false;
    Entry& entry = world.files[*path];
    if (path->find("/trust/") != std::string::npos) note_unbroken(world, *path);
    entry.bytes = *same_size_edit(*path, entry.bytes, random);
    world.deeds.same_time.insert(*path);
    return true;
}

bool break_something(World& world, Random& random) {
    const auto activities = activities_of(world.files);
    const auto signed_files =
        paths_where(world.files, [](const std::string& path) { return path.find("/trust/") != std::string::npos; });
    if (activities.empty() || signed_files.empty()) return false;
    const std::string activity = random.one_of(activities);
    const auto change = [&](const std::string& path, const std::function<void(std::string&)>& how) {
        if (!world.files.contains(path)) return false;
        note_unbroken(world, path);
        how(world.files[path].bytes);
        return true;
    };
    switch (random.below(12)) {
    case 0:
        return change(activity, [](std::string& bytes) { bytes.erase(end_of_header(bytes) - 4, 4); });
    case 1:
        return change(activity, [](std::string& bytes) { bytes = with_field(bytes, "competences", "[Z.9]"); });
    case 2:
        return change(activity, [](std::string& bytes) { bytes = with_field(bytes, "title", "'un titre"); });
    case 3:
        return change(activity, [](std::string& bytes) { bytes += "\n[perdu](nulle-part.md)\n"; });
    case 4:
        return change(activity, [](std::string& bytes) { bytes += "\nUn octet \xE9 de trop.\n"; });
    case 5:
        return change(activity, [](std::string& bytes) { bytes = with_field(bytes, "titel", "une faute"); });
    case 6:
        return change("repository/livret.yaml", [](std::string& bytes) { bytes += "promise: [\n"; });
    case 7:
        return change("repository/frameworks/essai.xml", [](std::string& bytes) { bytes.resize(bytes.size() / 2); });
    case 8:
        return change(random.one_of(trainee_folders(world.files)) + "/profile.md",
                      [](std::string& bytes) { bytes = with_field(bytes, "id", ""); });
    case 9:
        return change("theme/notice.mustache", [](std::string& bytes) { bytes += "{{#title}}\n"; });
    case 10:
        return change(random.one_of(signed_files), [&](std::string& bytes) { bytes.resize(random.below(bytes.size() + 1)); });
    default:
        note_unbroken(world, activity);
        world.files[activity.substr(0, activity.rfind('/')) + "/inattendu.exe"] = {"MZ"};
        world.unbroken.emplace(activity.substr(0, activity.rfind('/')) + "/inattendu.exe", std::nullopt);
        return true;
    }
}

bool mend(World& world, Random& random) {
    if (world.unbroken.empty()) return revert(world, random);
    for (auto& [path, entry] : world.unbroken) {
        if (entry)
            world.files[path] = *entry;
        else
            world.files.erase(path);
    }
    world.unbroken.clear();
    return true;
}

// A file replaced by a symbolic link: to the same bytes elsewhere, to another file here, to nothing.
bool put_link(World& world, Random& random) {
    const auto all = paths_where(world.files, [&](const std::string& path) {
        return path.starts_with("repository/") && path.find("/trust/") == std::string::npos &&
               path.find('/', 11) != std::string::npos && world.files.at(path).link.empty();
    });
    if (all.empty()) return false;
    const std::string path = random.one_of(all), name = path.substr(path.rfind('/') + 1);
    note_unbroken(world, path);
    switch (random.below(3)) {
    case 0: {
        const std::string kept = path.substr(0, path.rfind('/')) + "/." + name + ".kept";
        world.unbroken.emplace(kept, std::nullopt);
        world.files[kept] = world.files[path];
        world.files[path] = {"", "." + name + ".kept"};
        break;
    }
    case 1:
        world.files[path] = {"", "../" + name};
        break;
    default:
        world.files[path] = {"", "/nonexistent"};
    }
    return true;
}

bool change_letter_case(World& world, Random& random) {
    const auto all = paths_where(world.files, [&](const std::string& path) {
        return path.starts_with("repository/gfp/") && is_lower(path[path.rfind('/') + 1]) && world.files.at(path).link.empty();
    });
    if (all.empty()) return false;
    const std::string path = random.one_of(all);
    std::string other = path;
    other[other.rfind('/') + 1] = static_cast<char>(std::toupper(static_cast<unsigned char>(other[other.rfind('/') + 1])));
    if (world.files.contains(other)) return false;
    note_unbroken(world, path);
    world.unbroken.emplace(other, std::nullopt);
    if (random.once_in(2))
        world.files[other] = world.files[path];
    else
        move_part(world, path, other, true);
    return true;
}

} // namespace livret::tests

// The kinds about texts: what people write, rename, move, withdraw.
#include "incremental/edit_kinds.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret::tests {

namespace {

constexpr std::size_t most_activities = 22, fewest_activities = 8;

bool is_markdown(const std::string& path) {
    return path.starts_with("repository/") && path.ends_with(".md");
}

std::vector<std::string> texts(const Files& files) {
    return paths_where(files, [&](const std::string& path) {
        return is_markdown(path) && files.at(path).link.empty() && end_of_header(files.at(path).bytes) != std::string::npos;
    });
}

// The folder or file that is the activity: its attachments go where it goes.
std::string whole(const std::string& path) {
    return path.ends_with("/index.md") ? path.substr(0, path.size() - 9) : path;
}

std::string slug_of(const std::string& path) {
    std::string out = whole(path);
    out = out.substr(out.rfind('/') + 1);
    return out.ends_with(".md") ? out.substr(0, out.size() - 3) : out;
}

} // namespace

void move_part(World& world, const std::string& from, const std::string& to, bool on_disk_too) {
    Files moved;
    for (auto& [path, entry] : world.files)
        if (path == from || path.starts_with(from + "/")) moved[to + path.substr(from.size())] = entry;
    std::erase_if(world.files, [&](const auto& one) { return one.first == from || one.first.starts_with(from + "/"); });
    for (auto& [path, entry] : moved) world.files[path] = entry;
    if (on_disk_too) world.deeds.moved.emplace_back(from, to);
}

bool edit_body(World& world, Random& random) {
    const auto all = texts(world.files);
    if (all.empty()) return false;
    std::string& bytes = world.files[random.one_of(all)].bytes;
    if (const auto note = bytes.find("\nNote "); note != std::string::npos) bytes.resize(note);
    if (!random.once_in(5)) bytes += fmt::format("\nNote {}, *relue*.\n", random.below(100000));
    return true;
}

bool edit_title(World& world, Random& random) {
    auto all = texts(world.files);
    std::erase_if(all, [&](const std::string& path) { return field(world.files[path].bytes, "title").empty(); });
    if (all.empty()) return false;
    std::string& bytes = world.files[random.one_of(all)].bytes;
    bytes = with_field(bytes, "title", fmt::format("Titre {}", random.below(100000)));
    return true;
}

bool add_activity(World& world, Random& random) {
    const auto folders = trainee_folders(world.files);
    if (folders.empty() || activities_of(world.files).size() >= most_activities) return false;
    const std::size_t number = 100 + random.below(90000);
    const bool has_folder = random.once_in(3);
    const std::string stem = fmt::format("{}/activities/essai-{}", random.one_of(folders), number);
    world.files[has_folder ? stem + "/index.md" : stem + ".md"] = {fmt::format(
        "---\nreference: ESSAI-{0}\ntitle: Un essai {0}\ndate: 2004-12-1{1}\ncontext: memoire\ncompetences: [{2}]\nstatus: "
        "{3}\nvisibility: {4}\n{5}---\nUn essai.{6}\n",
        number, random.below(10), random.once_in(2) ? "A.1" : "B.2", random.once_in(4) ? "draft" : "declared",
        random.once_in(2) ? "gfp" : "public", has_folder ? "pictures: no-persons\n" : "",
        has_folder ? " ![une photo](photo.png)" : "")};
    if (has_folder) world.files[stem + "/photo.png"] = {small_png(static_cast<unsigned>(number))};
    return true;
}

bool remove_activity(World& world, Random& random) {
    const auto all = activities_of(world.files);
    if (all.size() <= fewest_activities) return false;
    const std::string gone = whole(random.one_of(all));
    std::erase_if(world.files, [&](const auto& one) { return one.first == gone || one.first.starts_with(gone + "/"); });
    return true;
}

bool rename_activity(World& world, Random& random) {
    const auto all = activities_of(world.files);
    if (all.empty()) return false;
    const std::string from = whole(random.one_of(all));
    const std::string ending = from.ends_with(".md") ? ".md" : "";
    move_part(world, from, fmt::format("{}/nom-{}{}", from.substr(0, from.rfind('/')), random.below(100000), ending),
              !random.once_in(3));
    return true;
}

// And everywhere the links to it.
bool rename_linked(World& world, Random& random) {
    auto all = activities_of(world.files);
    const auto links = [&](const std::string& path) { return "](../" + slug_of(path) + ".md)"; };
    const auto folder = [](const std::string& path) { return path.substr(0, path.find("/activities/") + 12); };
    std::erase_if(all, [&](const std::string& path) {
        if (path.ends_with("/index.md")) return true;
        return std::none_of(world.files.begin(), world.files.end(), [&](const auto& one) {
            return one.first.starts_with(folder(path)) && one.second.bytes.find(links(path)) != std::string::npos;
        });
    });
    if (all.empty()) return false;
    const std::string from = random.one_of(all);
    const std::string to = fmt::format("{}lien-{}.md", folder(from), random.below(100000));
    for (auto& [path, entry] : world.files)
        if (path.starts_with(folder(from)))
            if (const auto at = entry.bytes.find(links(from)); at != std::string::npos)
                entry.bytes.replace(at, links(from).size(), links(to));
    move_part(world, from, to, !random.once_in(3));
    return true;
}

// An activity to another trainee, or a trainee to another group.
bool move_elsewhere(World& world, Random& random) {
    const auto folders = trainee_folders(world.files);
    if (folders.size() < 2) return false;
    if (random.once_in(3)) {
        const std::string from = random.one_of(folders);
        const bool in_maths = from.find("/math1/") != std::string::npos;
        const std::string name = from.substr(from.rfind('/') + 1);
        const std::string to = fmt::format("repository/gfp/{}/trainees/{}", in_maths ? "hg1" : "math1", name);
        if (!below(world.files, to + "/", "").empty()) return false;
        move_part(world, from, to, !random.once_in(3));
        return true;
    }
    const auto all = activities_of(world.files);
    if (all.empty()) return false;
    const std::string from = whole(random.one_of(all));
    const std::string ending = from.ends_with(".md") ? ".md" : "";
    move_part(world, from, fmt::format("{}/activities/venu-{}{}", random.one_of(folders), random.below(100000), ending),
              !random.once_in(3));
    return true;
}

// Two of the same kind take each other's names: their times and sizes go with them.
bool exchange(World& world, Random& random) {
    std::vector<std::string> all;
    if (random.once_in(2))
        for (const std::string& path : activities_of(world.files)) {
            if (path.ends_with("/index.md")) all.push_back(whole(path));
        }
    else
        all = below(world.files, "/activities/", random.once_in(2) ? ".svg" : ".png");
    if (all.size() < 2) return false;
    random.shuffle(all);
    const std::string one = all[0], other = all[1];
    if (one.starts_with(other + "/") || other.starts_with(one + "/")) return false;
    exchange_parts(world, one, other);
    return true;
}

void exchange_parts(World& world, const std::string& one, const std::string& other) {
    const std::string between = "repository/exchange";
    move_part(world, one, between, false);
    move_part(world, other, one, false);
    move_part(world, between, other, false);
    world.deeds.exchanged.emplace_back(one, other);
}

bool change_visibility(World& world, Random& random) {
    const auto all = activities_of(world.files);
    if (all.empty()) return false;
    std::string& bytes = world.files[random.one_of(all)].bytes;
    static const std::vector<std::string> visible{"private", "jury", "gfp", "public"}, states{"withdrawn", "draft", "declared"};
    if (random.once_in(2))
        bytes = with_field(bytes, "visibility", random.one_of(visible));
    else
        bytes = with_field(bytes, "status", field(bytes, "status") == "declared" ? random.one_of(states) : "declared");
    return true;
}

bool change_picture(World& world, Random& random) {
    const auto shade = static_cast<unsigned>(random.below(1000));
    if (random.once_in(5)) { // what its pictures show
        const auto all = activities_of(world.files);
        if (all.empty()) return false;
        static const std::vector<std::string> words{"none", "no-persons", "consent", ""};
        std::string& bytes = world.files[random.one_of(all)].bytes;
        bytes = with_field(bytes, "pictures", random.one_of(words));
        return true;
    }
    static const std::vector<std::string> endings{".png", ".png", ".svg", ".csv"};
    const std::string ending = random.one_of(endings);
    const auto all = below(world.files, random.once_in(4) ? "portrait" : "/activities/", ending);
    if (all.empty()) return false;
    const std::string path = random.one_of(all);
    if (random.once_in(4))
        world.files.erase(path);
    else
        world.files[path].bytes = ending == ".png"   ? small_png(shade)
                                  : ending == ".svg" ? small_svg(shade)
                                                     : fmt::format("x;y\n1;{}\n", shade);
    return true;
}

bool answer_question(World& world, Random& random) {
    auto all = below(world.files, "/questions/", ".md");
    if (all.empty()) return false;
    std::string& bytes = world.files[random.one_of(all)].bytes;
    const auto end = end_of_header(bytes);
    if (end == std::string::npos) return false;
    if (random.once_in(5)) {
        bytes = with_field(bytes, "resolved", field(bytes, "resolved") == "true" ? "" : "true");
        return true;
    }
    static const std::vector<std::string> people{"c-leroy", "h-vasseur", "p-anselme"};
    const std::string answer =
        fmt::format("  - date: 2005-01-{:02}T{:02}:12+01:00\n    by: {}\n    text: |\n      Réponse {}.\n", 6 + random.below(20),
                    8 + random.below(12), random.one_of(people), random.below(100000));
    const auto list = bytes.find("\nanswers:\n");
    if (list == std::string::npos)
        bytes.insert(end - 4, "answers:\n" + answer);
    else if (bytes.size() < 1500)
        bytes.insert(list + 10, answer);
    else
        bytes.erase(list + 1, end - 4 - (list + 1)); // all of them taken back
    return true;
}

bool change_person(World& world, Random& random) {
    const auto folders = trainee_folders(world.files);
    if (folders.empty()) return false;
    const std::string folder = random.one_of(folders);
    std::string& bytes = world.files[folder + "/profile.md"].bytes;
    switch (random.below(5)) {
    case 0:
        bytes = with_field(bytes, "name", fmt::format("Anne Nom{}", random.below(1000)));
        break;
    case 1:
        bytes = with_field(bytes, "school", fmt::format("lycée {}", random.below(1000)));
        break;
    case 2:
        bytes = with_field(bytes, "portrait", field(bytes, "portrait").empty() ? "portrait.png" : "");
        break;
    case 3: // comes back with `revert`
        if (folders.size() <= 3) return false;
        std::erase_if(world.files, [&](const auto& one) { return one.first.starts_with(folder + "/"); });
        break;
    default:
        move_part(world, folder, fmt::format("{}-{}", folder.substr(0, folder.find('-', folder.rfind('/'))), random.below(1000)),
                  true);
    }
    return true;
}

// Groups, sessions of training, levels, news, examples.
bool change_group_life(World& world, Random& random) {
    static const std::vector<std::string> kinds{"/gfp.md", "/trainings/", "/positions/", "/notices/", "/examples/", "/sessions/"};
    const std::string kind = random.one_of(kinds);
    const auto all = paths_where(world.files, [&](const std::string& path) {
        return path.find(kind) != std::string::npos && (path.ends_with(".md") || path.ends_with(".yaml"));
    });
    if (all.empty()) return false;
    const std::string path = random.one_of(all);
    std::string& bytes = world.files[path].bytes;
    static const std::vector<std::string> states{"planned", "held", "cancelled"},
        people{"all", "[durand]", "[martin, petit]", ""};
    const std::size_t number = random.below(1000);
    if (kind == "/gfp.md")
        bytes = random.once_in(2) ? with_field(bytes, "subject", fmt::format("Discipline {}", number))
                                  : with_field(bytes, "trainers", random.once_in(2) ? "[c-leroy]" : "[p-anselme, h-vasseur]");
    else if (kind == "/trainings/")
        bytes = random.once_in(2) ? with_field(bytes, "status", random.one_of(states))
                                  : with_field(bytes, "participants", random.one_of(people));
    else if (kind == "/positions/")
        bytes = with_field(bytes, "levels", fmt::format("{{A.1: {}, B.2: {}}}", number % 4, number / 4 % 4));
    else if (kind == "/notices/" && random.once_in(2))
        world.files[fmt::format("{}2005-01-1{}-n{}.md", path.substr(0, path.rfind('/') + 1), number % 10, number)] = {
            fmt::format("---\ntitle: Nouvelle {}\ndate: 2005-01-1{}\nby: p-anselme\n---\nUne nouvelle.\n", number, number % 10)};
    else if (kind == "/notices/")
        world.files.erase(path);
    else if (kind == "/examples/")
        bytes = with_field(bytes, "level", fmt::format("niveau {}", number));
    else
        bytes = bytes.substr(0, bytes.find("title: ")) + fmt::format("title: Session {}\n", number) +
                bytes.substr(bytes.find('\n', bytes.find("title: ")) + 1);
    return true;
}

} // namespace livret::tests

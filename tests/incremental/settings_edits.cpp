// The kinds about what stands above texts: themes, frameworks, settings, signatures, and how somebody builds.
#include "incremental/edit_kinds.hpp"
#include "incremental/signing.hpp"

#include <fmt/format.h>

namespace livret::tests {

namespace {

constexpr const char* configuration = "repository/livret.yaml";

// A top-level line of livret.yaml; an empty value takes it out.
void set_line(std::string& text, const std::string& key, const std::string& value) {
    std::string with = "\n" + text;
    if (const auto at = with.find("\n" + key + ": "); at != std::string::npos) with.erase(at, with.find('\n', at + 1) - at);
    text = with.substr(1);
    if (!value.empty()) text += key + ": " + value + "\n";
}

// Mostly the registrar follows; where she does not, trainers and juries get no site.
void register_mostly(World& world, Random& random) {
    if (!random.once_in(3)) renew_registry(world.files);
}

} // namespace

bool toggle_overlay(World& world, Random& random) {
    if (!world.settings.overlay || !random.once_in(3)) {
        world.settings.overlay = !world.settings.overlay;
        return true;
    }
    std::string& bytes = world.files[configuration].bytes;
    set_line(bytes, "theme", bytes.find("\ntheme: ") == std::string::npos ? "ocre" : "");
    world.settings.overlay = false;
    register_mostly(world, random);
    return true;
}

bool edit_partial(World& world, Random& random) {
    const std::string folder = world.settings.overlay ? "theme/" : "repository/themes/ocre/";
    const std::size_t number = random.below(100000);
    const auto set = [&](const std::string& path, std::string bytes) { world.files[folder + path] = {std::move(bytes)}; };
    switch (random.below(6)) {
    case 0:
        set(fmt::format("assets/a{}.css", number % 3), fmt::format("p {{ --number: {}; }}\n", number));
        break;
    case 1:
        if (world.files.contains(folder + "about.mustache"))
            world.files.erase(folder + "about.mustache");
        else
            set("about.mustache", fmt::format("{{{{> head}}}}{{{{> open}}}}<p>{}</p>{{{{> close}}}}\n", number));
        break;
    default:
        set("partials/mark.mustache", fmt::format("<p>Marque {}</p>\n", number));
    }
    if (!world.settings.overlay) register_mostly(world, random);
    return true;
}

bool edit_framework(World& world, Random& random) {
    static const std::vector<std::string> names{"essai", "essai", "voisin"};
    std::string& bytes = world.files["repository/frameworks/" + random.one_of(names) + ".xml"].bytes;
    std::vector<std::size_t> places;
    for (const char* element : {"<statement", "<title", "<source"})
        for (auto at = bytes.find(element); at != std::string::npos; at = bytes.find(element, at + 1))
            places.push_back(bytes.find('>', at) + 1);
    if (places.empty()) return false;
    const std::size_t at = random.one_of(places);
    bytes.replace(at, bytes.find('<', at) - at, fmt::format("Énoncé {}", random.below(100000)));
    register_mostly(world, random);
    return true;
}

bool edit_configuration(World& world, Random& random) {
    std::string& bytes = world.files[configuration].bytes;
    const std::size_t number = random.below(1000);
    switch (random.below(9)) {
    case 0:
        set_line(bytes, "language", bytes.find("\nlanguage: fr") == std::string::npos ? "fr" : "en");
        break;
    case 1:
        set_line(bytes, "contact", fmt::format("bureau {}", number));
        break;
    case 2:
        set_line(bytes, "promise", fmt::format("{}", 1 + number % 9));
        break;
    case 3:
        set_line(bytes, "decisions", bytes.find("\ndecisions: open") == std::string::npos ? "open" : "restricted");
        break;
    case 4:
        set_line(bytes, "levels", fmt::format("[zéro, un, deux, trois {}]", number));
        break;
    case 5:
        set_line(bytes, "legal", fmt::format("Institut **inventé** {}.", number));
        break;
    case 6:
        set_line(bytes, "robots", bytes.find("\nrobots: index") == std::string::npos ? "index" : "noindex");
        break;
    case 7:
        set_line(bytes, "also", bytes.find("\nalso: ") == std::string::npos ? "[voisin]" : "");
        break;
    default:
        if (const auto at = bytes.find("name: Catherine"); at != std::string::npos)
            bytes.replace(at, bytes.find('}', at) - at, fmt::format("name: Catherine Leroy{}", number));
    }
    register_mostly(world, random);
    return true;
}

bool add_attestation(World& world, Random& random) {
    if (attest(world.files, random)) return true;
    sign_from_scratch(world.files); // nobody believes in what is there
    return attest(world.files, random);
}

bool revoke_attestation(World& world, Random& random) {
    return revoke(world.files, random) || add_attestation(world, random);
}

bool add_checkpoint(World& world, Random& random) {
    if (random.once_in(2)) renew_registry(world.files);
    if (!write_checkpoint(world.files, random)) sign_from_scratch(world.files);
    return true;
}

// The jury's site of a session about which something can be decided.
void show_session(World& world, Random& random) {
    world.settings.session = true;
    world.settings.audience = Audience::jury;
    Files tried = world.files;
    if (decide(tried, random)) return;
    sign_from_scratch(world.files);
    freeze(world.files);
}

bool hold_session(World& world, Random& random) {
    constexpr const char* frozen = "repository/trust/freeze-juin-2005.json";
    if (!random.once_in(4) && decide(world.files, random)) return true;
    world.settings.session = world.settings.session || random.once_in(3); // its own site shows it best
    if (world.settings.session) world.settings.audience = Audience::jury;
    world.files.erase(frozen); // taken back
    freeze(world.files);
    return true;
}

bool move_now(World& world, Random& random) {
    const int before = world.settings.day;
    world.settings.day = static_cast<int>(random.below(60));
    return world.settings.day != before;
}

bool switch_audience(World& world, Random& random) {
    static const std::vector<Audience> all{Audience::gfp, Audience::trainers, Audience::jury, Audience::public_};
    Settings& it = world.settings;
    const Audience before = it.audience;
    if (it.session) {
        it.session = false;
        it.audience = random.one_of(all);
    } else if (random.once_in(3)) {
        it.session = true;
        it.audience = Audience::jury;
    } else {
        while (it.audience == before) it.audience = random.one_of(all);
    }
    return true;
}

bool change_options(World& world, Random& random) {
    Settings& it = world.settings;
    it.drafts = random.once_in(2) ? Drafts::shown : Drafts::left_out;
    it.group = random.once_in(3) ? (random.once_in(2) ? "math1" : "hg1") : "";
    it.strict = random.once_in(10);
    it.dossiers = random.once_in(2);
    it.base_url = random.once_in(3);
    it.outside = random.once_in(4);
    return true;
}

bool read_history(World& world, Random& random) {
    world.settings.git = random.once_in(4); // git takes longer than a build
    return true;
}

// Another version of the program: its theme, its words, its pages.
bool edit_share(World& world, Random& random) {
    const auto all = below(world.files, "share/", "");
    if (all.empty()) return false;
    const std::string path = random.one_of(all);
    std::string& bytes = world.files[path].bytes;
    const std::string number = fmt::format("{:05}", random.below(100000));
    if (path.ends_with(".json")) { // the first text that has no placeholders
        auto at = bytes.find("\": \"");
        while (at != std::string::npos && bytes.substr(at, bytes.find('\n', at) - at).find_first_of("{&<") != std::string::npos)
            at = bytes.find("\": \"", at + 1);
        for (std::size_t skip = random.below(20); skip > 0 && at != std::string::npos;) {
            at = bytes.find("\": \"", at + 1);
            if (at != std::string::npos && bytes.substr(at, bytes.find('\n', at) - at).find_first_of("{&<") == std::string::npos)
                --skip;
        }
        if (at == std::string::npos) return false;
        bytes.replace(at + 4, bytes.find('"', at + 4) - at - 4, "Mot " + number);
        return true;
    }
    const std::string mark = path.ends_with(".css") ? "/* version " : "<!-- version ",
                      ending = path.ends_with(".css") ? " */" : " -->";
    if (const auto at = bytes.rfind(mark); at != std::string::npos) {
        if (random.once_in(2)) world.deeds.same_time.insert(path);
        bytes.replace(at + mark.size(), 5, number);
    } else {
        bytes += mark + number + ending + "\n";
    }
    return true;
}

bool change_jobs(World& world, Random&) {
    world.settings.jobs = 3 - world.settings.jobs;
    return true;
}

} // namespace livret::tests

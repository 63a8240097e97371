#include "cli/command.hpp"

#include "cli/believe.hpp"

#include "base/text.hpp"
#include "base/threads.hpp"
#include "base/typography.hpp"
#include "base/unicode.hpp"
#include "diag/printer.hpp"
#include "load/readers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <unistd.h>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

// The output folder relative to the root, if it lies inside.
std::optional<SourcePath> inside(const fs::path& root, const fs::path& output) {
    const fs::path relative = output.lexically_relative(root);
    if (relative.empty() || relative == "." || *relative.begin() == "..") return std::nullopt;
    return SourcePath{relative.generic_string()};
}

fs::path absolute_path(const std::string& path) {
    return fs::weakly_canonical(fs::absolute(path));
}

void write_all(std::FILE* file, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), file);
    std::fflush(file);
}

} // namespace

std::string find_root(const Command& command) {
    std::error_code ignored;
    if (command.arguments.has("--root")) {
        const fs::path root = absolute_path(command.arguments.value("--root"));
        if (fs::is_directory(root, ignored)) return root.string();
        throw CommandError{Exit::environment, fmt::format("« {} » n’est pas un dossier", root.string()),
                           fmt::format("“{}” is not a folder", root.string())};
    }
    for (fs::path folder = fs::current_path();; folder = folder.parent_path()) {
        if (fs::exists(folder / "livret.yaml", ignored)) return folder.string();
        if (folder == folder.parent_path()) break;
    }
    throw CommandError{Exit::environment,
                       "aucun livret.yaml ici ni au-dessus : « livret init » crée un dépôt, --root en désigne un",
                       "no livret.yaml here or above: “livret init” creates a repository, --root names one"};
}

std::optional<Language> repository_language(const Arguments& arguments) {
    try {
        const auto disk = open_real_disk(find_root(Command{arguments, Language::fr}));
        if (!disk->exists("livret.yaml")) return std::nullopt;
        const std::string bytes = disk->read("livret.yaml");
        if (bytes.size() > max_source_bytes || first_invalid_utf8(bytes)) return std::nullopt;
        Sink ignored;
        const Configuration read = read_configuration(bytes, ignored);
        return read.written.contains("language") ? std::optional(read.language) : std::nullopt;
    } catch (const CommandError&) {
    } catch (const DiskError&) {
    }
    return std::nullopt;
}

std::string find_share() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    for (const fs::path& share : {program.parent_path() / "share/livret", program.parent_path() / "../share/livret"})
        if (!error && fs::is_directory(share / "themes/default")) return fs::weakly_canonical(share).string();
    throw CommandError{Exit::environment, "le dossier share/livret (thème, référentiels) manque à côté du programme",
                       "the folder share/livret (theme, frameworks) is missing beside the program"};
}

Moment now_of(const Command& command) {
    if (command.arguments.has("--now")) {
        const std::string text = command.arguments.value("--now");
        if (const auto day = parse_date(text)) return midday(*day);
        if (const auto moment = parse_moment(text)) return *moment;
        throw CommandError{Exit::usage, fmt::format("--now : « {} » n’est pas une date (2004-11-18)", text),
                           fmt::format("--now: “{}” is not a date (2004-11-18)", text)};
    }
    if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch != nullptr && *epoch != '\0') {
        const std::string_view text = epoch;
        std::int64_t seconds = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
        if (error != std::errc{} || end != text.data() + text.size() || seconds < 0 || seconds > 253402300799)
            throw CommandError{Exit::usage, "SOURCE_DATE_EPOCH n’est pas un nombre de secondes",
                               "SOURCE_DATE_EPOCH is not a number of seconds"};
        return Moment{std::chrono::sys_seconds(std::chrono::seconds(seconds)), 0};
    }
    return Moment{std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()), 0};
}

// A host, perhaps a path; neither a query nor a fragment, which pages' addresses could not be added to.
static bool is_web_address(std::string_view url) {
    if (!url.starts_with("https://") && !url.starts_with("http://")) return false;
    const std::string_view rest = url.substr(url.find("//") + 2);
    const std::string_view host = rest.substr(0, rest.find('/'));
    return !host.empty() && host != "." && rest.find_first_of("?#<>\"'` \t\n\\") == std::string_view::npos;
}

bool is_possible_output(std::string_view output) {
    const SourcePath path{std::string(output)};
    const auto parts = path.parts();
    if (output.empty() || output.starts_with('/')) return false;
    for (const auto part : parts)
        if (part.empty() || part.starts_with('.')) return false; // hidden, or ..
    static constexpr std::array<std::string_view, 6> taken{"gfp", "frameworks", "examples", "streams", "sessions", "trust"};
    return std::find(taken.begin(), taken.end(), parts.front()) == taken.end();
}

BuildOptions build_options(const Command& command) {
    const Arguments& given = command.arguments;
    BuildOptions out;
    out.root = find_root(command);
    const fs::path output = given.has("--output") ? absolute_path(given.value("--output")) : fs::path(out.root) / "site";
    out.output = output.string();
    out.output_in_root = inside(out.root, output);
    // The repository's own folders, and hidden ones: a site among the sources would be read as a source.
    if (out.output_in_root) {
        const std::string first(out.output_in_root->parts().front());
        if (!is_possible_output(out.output_in_root->value))
            throw CommandError{Exit::usage, fmt::format("--output : le dossier « {} » est celui de fichiers du dépôt", first),
                               fmt::format("--output: the folder “{}” holds files of the repository", first)};
    }
    if (output == output.root_path())
        throw CommandError{Exit::usage, "--output : le site ne peut pas être écrit à la racine de la machine",
                           "--output: the site cannot be written to the root of the machine"};
    if (output == fs::path(out.root) || fs::path(out.root).string().starts_with(output.string() + "/"))
        throw CommandError{Exit::usage, "--output : le site ne peut pas être écrit par-dessus le dépôt",
                           "--output: the site cannot be written over the repository"};
    out.share = find_share();
    if (given.has("--theme")) {
        const fs::path theme = absolute_path(given.value("--theme"));
        if (!fs::is_directory(theme))
            throw CommandError{Exit::usage, fmt::format("--theme : « {} » n’est pas un dossier", theme.string()),
                               fmt::format("--theme: “{}” is not a folder", theme.string())};
        out.overlay = theme.string();
    }
    for (const std::string& id : given.all("--gfp")) {
        if (!is_slug(id) || !fs::is_directory(fs::path(out.root) / "gfp" / id))
            throw CommandError{Exit::usage, fmt::format("--gfp : aucun groupe « {} »", id),
                               fmt::format("--gfp: no group “{}”", id)};
        out.gfps.push_back(GfpId{id});
    }
    const std::string audience = given.value("--audience", "gfp");
    out.audience = audience == "public"     ? Audience::public_
                   : audience == "jury"     ? Audience::jury
                   : audience == "trainers" ? Audience::trainers
                                            : Audience::gfp;
    out.drafts = given.has("--drafts") ? Drafts::shown : Drafts::left_out;
    out.strictness = given.has("--strict") ? Strictness::strict : Strictness::usual;
    out.git = given.has("--no-git") ? GitFacts::ignored : GitFacts::read;
    if (given.has("--base-url")) {
        std::string url = given.value("--base-url");
        const std::string lower = ascii_lower(url);
        if (!is_web_address(lower))
            throw CommandError{Exit::usage, "--base-url : une adresse http ou https complète est attendue",
                               "--base-url: a complete http or https address is expected"};
        if (!url.ends_with('/')) url += '/';
        out.base_url = url;
    }
    out.now = now_of(command);
    out.believe = believe_pinned(command);
    out.jobs = available_jobs();
    if (given.has("--jobs")) {
        const std::string text = given.value("--jobs");
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.jobs);
        if (error != std::errc{} || end != text.data() + text.size() || out.jobs == 0 || out.jobs > 256)
            throw CommandError{Exit::usage, "--jobs : un nombre de 1 à 256 est attendu",
                               "--jobs: a number from 1 to 256 is expected"};
    }
    return out;
}

void print_line(const std::string& text) {
    write_all(stderr, no_break_spaces(text) + "\n"); // in English nothing stands where they would
}

void print_data(const std::string& text) {
    write_all(stdout, text);
}

namespace {

bool colours(int out) {
    const char* no = std::getenv("NO_COLOR");
    return (no == nullptr || *no == '\0') && isatty(out) == 1;
}

std::string counted(std::size_t n, const char* one, const char* other) {
    return fmt::format("{} {}", n, n <= 1 ? one : other);
}

} // namespace

std::string annotation_prefix(const Command& command) {
    try {
        const char* workspace = std::getenv("GITHUB_WORKSPACE");
        const fs::path checkout = workspace != nullptr && *workspace != 0 ? absolute_path(workspace) : fs::current_path();
        const auto below = inside(checkout, find_root(command));
        return below ? below->value + "/" : "";
    } catch (const CommandError&) {
        return ""; // messages of `init`, before there is a repository
    }
}

void print_messages(const Command& command, const Sink& sink, int out) {
    const std::string format = command.arguments.value("--format", "text");
    const std::vector<Diagnostic> sorted = sink.sorted();
    if (format == "json") {
        print_data(print_json(sorted, command.language));
        return;
    }
    const std::string prefix = format == "github" ? annotation_prefix(command) : "";
    for (const Diagnostic& one : sorted) {
        if (command.quiet() && one.severity() != Severity::error) continue;
        if (format == "github") {
            print_data(print_github(one, command.language, prefix));
            continue;
        }
        const std::string text = print_text(one, command.language, colours(out) ? Colour::yes : Colour::no);
        write_all(out == 1 ? stdout : stderr, text);
    }
    if (format != "text" || sorted.empty()) return;
    std::size_t errors = 0;
    for (const Diagnostic& one : sorted)
        if (one.severity() == Severity::error) ++errors;
    const std::size_t warnings = sorted.size() - errors;
    print_line(command.french()
                   ? counted(errors, "erreur", "erreurs") + ", " + counted(warnings, "avertissement", "avertissements")
                   : fmt::format("{} error{}, {} warning{}", errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s"));
}

} // namespace livret

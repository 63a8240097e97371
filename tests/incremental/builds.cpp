#include "incremental/builds.hpp"

#include "diag/printer.hpp"
#include "trust/chain.hpp"

#include <algorithm>

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

namespace livret::tests {

namespace {

constexpr std::string_view first_day = "2005-01-08T10:00:00Z";
constexpr std::size_t most_listed = 12;

std::string with_base_hidden(std::string text, const std::string& base) {
    for (std::size_t at; (at = text.find(base)) != std::string::npos;) text.replace(at, base.size(), "@");
    return text;
}

std::string told(const Sink& sink, Language language) {
    const std::vector<Diagnostic> sorted = sink.sorted();
    std::string out = print_json(sorted, language) + "\n";
    for (const Diagnostic& one : sorted) {
        out += print_text(one, language, Colour::no) + "\n";
        for (const Fix& fix : one.fixes) out += fmt::format("mend {} {} {}\n", fix.offset, fix.size, fix.text);
    }
    return out;
}

std::string first_difference(const std::string& expected, const std::string& found) {
    const auto at = static_cast<std::size_t>(std::mismatch(expected.begin(), expected.end(), found.begin(), found.end()).first -
                                             expected.begin());
    const std::size_t from = at < 60 ? 0 : at - 60;
    const auto excerpt = [&](const std::string& text) {
        std::string out = from < text.size() ? text.substr(from, 140) : std::string();
        for (char& c : out)
            if (static_cast<unsigned char>(c) < 32) c = ' ';
        return out;
    };
    return fmt::format("      at byte {}\n      clean:    {}\n      in place: {}\n", at, excerpt(expected), excerpt(found));
}

bool is_of_group(const std::string& path, const Settings& settings) {
    return settings.group.empty() || path.starts_with(settings.group + "/");
}

} // namespace

namespace {

std::string output_name(const Settings& settings) {
    if (settings.session) return "site-session";
    switch (settings.audience) {
    case Audience::trainers:
        return "site-trainers";
    case Audience::jury:
        return "site-jury";
    case Audience::public_:
        return "site-public";
    default:
        return "site";
    }
}

BuildOptions options_for(const Tree& tree, const Settings& settings) {
    BuildOptions out;
    out.root = tree.repository();
    out.output = output_folder(tree, settings);
    if (!settings.outside) out.output_in_root = SourcePath{output_name(settings)};
    out.share = tree.share();
    if (settings.overlay) out.overlay = tree.theme();
    if (!settings.group.empty()) out.gfps.push_back(GfpId{settings.group});
    out.audience = settings.audience;
    if (settings.session) out.session = "juin-2005";
    out.drafts = settings.session ? Drafts::left_out : settings.drafts;
    out.strictness = settings.strict ? Strictness::strict : Strictness::usual;
    out.git = settings.git && !settings.session ? GitFacts::read : GitFacts::ignored;
    out.dossiers = settings.dossiers && settings.audience == Audience::jury;
    if (settings.base_url) out.base_url = "https://livret.example.org/";
    out.now = *parse_moment(first_day);
    out.now.utc += std::chrono::days(settings.day);
    out.jobs = settings.jobs;
    out.memo = std::getenv("LIVRET_NO_MEMO") == nullptr ? Memo::used : Memo::ignored; // main.cpp: --cache no
    return out;
}

} // namespace

std::string output_folder(const Tree& tree, const Settings& settings) {
    return (settings.outside ? tree.base() + "/beside/" : tree.repository() + "/") + output_name(settings);
}

namespace {

// What a watcher watches: where files lie that a site is made of.
std::map<std::string, std::string> watched_files(const Tree& tree) {
    std::map<std::string, std::string> out;
    const std::string& root = tree.repository();
    const auto add = [&](const std::string& path, std::string bytes) {
        const Stamp stamp = stamp_of(root + "/" + path);
        out[path] = fmt::format("{} {} {}\n{}", stamp.modified, stamp.changed, stamp.inode, std::move(bytes));
    };
    for (const char* folder : {"frameworks", "examples", "streams", "gfp", "sessions", "trust", "themes"})
        for (auto& [path, bytes] : read_tree(root + "/" + folder)) add(fmt::format("{}/{}", folder, path), std::move(bytes));
    for (const auto& entry : std::filesystem::directory_iterator(root))
        if (entry.is_regular_file()) add(entry.path().filename().string(), read_file(entry.path().string()));
    return out;
}

std::vector<SourcePath> changes(const std::map<std::string, std::string>& before, const std::map<std::string, std::string>& now) {
    std::vector<SourcePath> out;
    for (const auto& [path, bytes] : now)
        if (const auto then = before.find(path); then == before.end() || then->second != bytes) out.push_back({path});
    for (const auto& [path, bytes] : before)
        if (!now.contains(path)) out.push_back({path});
    return out;
}

} // namespace

std::string served_differences(const Tree& tree, const Settings& settings, const Built& expected, bool tells, Served& served) {
    if (expected.status == 3) return {};
    const BuildOptions options = options_for(tree, settings);
    if (options.dossiers) return {}; // a site that is served has none, so no page says where one lies
    auto files = watched_files(tree);
    LiveSite::Told told;
    if (tells && served.site != nullptr) told = changes(served.files, files);
    served.site = std::make_unique<LiveSite>(options, served.site.get(), told);
    served.files = std::move(files);
    LiveSite& live = *served.site;
    live.settle();
    const auto& phases = live.report().phases;
    served.told += told ? 1 : 0;
    const bool looked = std::any_of(phases.begin(), phases.end(), [](const auto& phase) { return phase.name == "snapshot"; });
    served.believed += told && !looked ? 1 : 0;
    if (live.report().stopped != expected.stopped) return "    served: stopped or not\n";
    for (const auto& [path, bytes] : expected.site) {
        if (path.ends_with(".zip") || !is_of_group(path, settings)) continue; // dossiers are made when they are asked for
        const auto answer = live.bytes(SitePath{path});
        if (!answer) return fmt::format("    served: {} is missing\n", path);
        if (*answer != bytes) return fmt::format("    served: {} differs\n{}", path, first_difference(bytes, *answer));
    }
    return {};
}

Built build_at(const Tree& tree, const Settings& settings, const std::function<void()>& hook) {
    Built out;
    BuildOptions options = options_for(tree, settings);
    if (hook)
        options.believe = [&](const Configuration&, const TrustFiles& files) {
            hook();
            return BelievedRoot{claimed_fingerprint(files), BelievedRoot::Claim::repository};
        };
    try {
        const BuildReport report = build(options);
        out.messages = told(report.sink, report.language);
        for (const BuildReport::Refusal& one : report.refusals)
            out.messages += fmt::format("{}: {} {}\n", one.path, one.fr, one.en);
        out.messages += fmt::format("{} errors, language {}\n", report.errors, report.language == Language::fr ? "fr" : "en");
        out.status = report.errors > 0 || report.stopped ? 1 : 0;
        out.stopped = report.stopped;
        out.pages = report.pages;
        out.files = report.files;
    } catch (const std::exception& error) {
        out.messages += fmt::format("thrown: {}\n", error.what());
        out.status = 3;
        out.stopped = true;
    }
    out.messages = with_base_hidden(std::move(out.messages), tree.base());
    out.site = read_tree(options.output);
    return out;
}

std::string check_at(const Tree& tree, const Settings& settings) {
    try {
        const BuildReport report = check(options_for(tree, settings));
        return with_base_hidden(fmt::format("{}{} errors\n", told(report.sink, report.language), report.errors), tree.base());
    } catch (const std::exception& error) {
        return with_base_hidden(fmt::format("thrown: {}\n", error.what()), tree.base());
    }
}

std::string site_differences(const Site& expected, const Site& found) {
    std::string out;
    std::size_t number = 0;
    const auto add = [&](const std::string& what) {
        if (++number <= most_listed) out += what;
    };
    for (const auto& [path, bytes] : expected) {
        const auto there = found.find(path);
        if (there == found.end())
            add(fmt::format("    {} is missing\n", path));
        else if (there->second != bytes)
            add(fmt::format("    {} differs\n{}", path, number == 0 ? first_difference(bytes, there->second) : ""));
    }
    for (const auto& [path, bytes] : found)
        if (!expected.contains(path)) add(fmt::format("    {} should not be there\n", path));
    if (number > most_listed) out += fmt::format("    … {} files in all\n", number);
    return out;
}

std::string differences(const Settings& settings, const Site& before, const Built& in_place, const Built& clean) {
    std::string out;
    const auto compare = [&](const char* what, auto one, auto other) {
        if (one != other) out += fmt::format("    {}: clean {}, in place {}\n", what, one, other);
    };
    compare("exit status", clean.status, in_place.status);
    compare("stopped", clean.stopped, in_place.stopped);
    compare("pages", clean.pages, in_place.pages);
    if (clean.messages != in_place.messages) out += "    messages differ\n" + first_difference(clean.messages, in_place.messages);
    // Where nothing is published, what is there stays; of one group only its folder is written. The half files of a killed build
    // may be taken away wherever they lie.
    Site expected = clean.site;
    const auto may_go = [&](const std::string& path) { return path.ends_with(".part") && !in_place.site.contains(path); };
    if (clean.stopped) {
        expected = before;
        std::erase_if(expected, [&](const auto& one) { return may_go(one.first); });
    } else {
        compare("files", clean.files.written + clean.files.unchanged, in_place.files.written + in_place.files.unchanged);
        for (const auto& [path, bytes] : before)
            if (!is_of_group(path, settings) && !may_go(path)) expected[path] = bytes;
    }
    return out + site_differences(expected, in_place.site);
}

} // namespace livret::tests

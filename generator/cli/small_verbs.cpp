// livret explain, config, clean, media, completions
#include "cli/command.hpp"
#include "cli/suggestion.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"
#include "build/attachments.hpp"
#include "load/repository.hpp"
#include "media/media.hpp"
#include "publish/manifest_disk.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace livret {

// A message's pattern for a list: its {0}, {1} ... are what it will name.
static std::string without_places(std::string_view pattern) {
    std::string out(pattern);
    for (char digit = '0'; digit <= '9'; ++digit) out = replace_all(std::move(out), fmt::format("{{{}}}", digit), "…");
    return out;
}

Exit run_explain(const Command& command) {
    if (command.arguments.rest.empty()) {
        for (const CodeText& one : all_codes())
            print_data(fmt::format("{:<24} {}\n", one.id, no_break_spaces(without_places(one.text(command.language)))));
        return Exit::fine;
    }
    const std::string& wanted = command.arguments.rest[0];
    const auto code = find_code(wanted);
    if (!code) {
        std::vector<std::string> known;
        for (const CodeText& one : all_codes()) known.emplace_back(one.id);
        const Suggestion near = suggestion_for(wanted, known);
        throw CommandError{Exit::usage, fmt::format("aucun message « {} »{}", wanted, near.fr),
                           fmt::format("no message “{}”{}", wanted, near.en)};
    }
    const CodeText& text = describe(*code);
    print_data(fmt::format("{}\n\n{}\n", text.id, text.explanation(command.language)));
    return Exit::fine;
}

namespace {

std::string join_ids(const std::vector<FrameworkId>& ids) {
    std::vector<std::string> out;
    for (const FrameworkId& one : ids) out.push_back(one.value);
    return join(out, ", ");
}

} // namespace

Exit run_config(const Command& command) {
    const std::string root = find_root(command);
    const auto disk = open_real_disk(root);
    Sink sink;
    const Snapshot snapshot = take_snapshot(*disk, std::nullopt, sink);
    const Institute institute = load_repository(*disk, snapshot, {}, sink);
    const Configuration& c = institute.configuration;
    const auto line = [&](const char* key, const std::string& value) {
        const std::string top(std::string_view(key).substr(0, std::string_view(key).find('.')));
        const auto written = c.written.find(top);
        const std::string from = written == c.written.end() || value.empty() ? command.say("par défaut", "default")
                                                                             : fmt::format("livret.yaml:{}", written->second);
        print_data(fmt::format("{:<22} {:<44} {}\n", key, value.empty() ? "–" : value, from));
    };
    const auto list = [](const auto& items, auto text) {
        std::vector<std::string> out;
        for (const auto& one : items) out.push_back(text(one));
        return join(out, ", ");
    };
    line("institution.id", c.institution_id);
    line("institution.name", c.institution_name);
    line("institution.address", c.institution_address);
    line("institution.root", c.root_fingerprint);
    line("language", c.language == Language::fr ? "fr" : "en");
    line("framework", c.framework.value);
    line("also", join_ids(c.also));
    line("contexts", list(c.contexts, [](const Context& one) { return one.id.value; }));
    line("streams", list(c.streams, [](const Stream& one) { return one.id.value; }));
    line("trainers", list(c.trainers, [](const Trainer& one) { return one.id.value; }));
    line("levels", list(c.levels, [&](const Label& one) { return one.in(c.language); }));
    line("promise", std::to_string(c.promise_days));
    line("attest-within", c.attest_within_days == 0 ? "" : std::to_string(c.attest_within_days));
    line("base-url", c.base_url);
    line("decisions", c.decisions == Decisions::open ? "open" : "restricted");
    line("robots", c.robots == Robots::index ? "index" : "noindex");
    line("contact", c.contact);
    line("retention", c.retention);
    line("theme", c.theme);
    Sink own;
    for (const Diagnostic& one : sink.items())
        if (one.path.value == "livret.yaml") own.add(one);
    print_messages(command, own, 2);
    return own.errors() > 0 ? Exit::content : Exit::fine;
}

Exit run_clean(const Command& command) {
    BuildOptions options;
    options.root = find_root(command);
    // Without --output: every site that this user built from here. A manifest in the repository may come from a colleague:
    // it speaks of folders inside the repository only, and never of those that hold its files.
    const auto inside = open_manifest_disk(options.root, true);
    const auto outside = open_manifest_disk(options.root, false);
    std::vector<std::string> outputs;
    for (std::string& output : known_outputs(*inside))
        if (is_possible_output(output)) outputs.push_back(std::move(output));
    for (std::string& output : known_outputs(*outside))
        if (output.starts_with('/')) outputs.push_back(std::move(output));
    if (command.arguments.has("--output")) {
        const BuildOptions given = build_options(command);
        outputs = {given.output_in_root ? given.output_in_root->value : given.output};
    }
    PublicationCounts counts;
    Sink sink;
    for (const std::string& output : outputs) {
        const bool in_root = !output.starts_with('/');
        if (in_root) refuse_links_to(options.root, *inside, SourcePath{output});
        const std::string folder = in_root ? options.root + "/" + output : output;
        // Gone already: then only the manifest is left to remove.
        const auto site = is_folder(folder) ? open_real_disk(folder) : make_memory_disk();
        const PublicationCounts one = clean(*site, in_root ? *inside : *outside, output, sink);
        counts.removed += one.removed;
    }
    print_messages(command, sink, 2);
    if (!command.quiet())
        print_line(command.french() ? fmt::format("fichiers retirés : {}", counts.removed)
                                    : fmt::format("files removed: {}", counts.removed));
    return sink.errors() > 0 ? Exit::content : Exit::fine;
}

Exit run_media(const Command& command) {
    const std::string root = find_root(command);
    const auto disk = open_real_disk(root);
    Sink sink;
    const Snapshot snapshot = take_snapshot(*disk, std::nullopt, sink);
    Sink found;
    std::size_t looked_at = 0, stripped = 0;
    for (const SourceFile& file : snapshot.files) {
        if (place_of(file.path).kind != PlaceKind::attachment) continue;
        ++looked_at;
        std::string bytes = disk->read(file.path.value);
        if (command.arguments.has("--strip"))
            if (auto clean = strip_picture(file.path, bytes)) {
                disk->write(file.path.value, *clean);
                bytes = std::move(*clean);
                ++stripped;
            }
        prepare_attachment(file.path, bytes, found);
    }
    print_messages(command, found, 1);
    if (!command.quiet())
        print_line(command.french() ? fmt::format("fichiers regardés : {}, images nettoyées : {}", looked_at, stripped)
                                    : fmt::format("files looked at: {}, pictures cleaned: {}", looked_at, stripped));
    return found.errors() > 0 ? Exit::content : Exit::fine;
}

} // namespace livret

// livret session open ID: writes sessions/ID.yaml if it is not there, and has the registry vouch for it.
#include "cli/session_desk.hpp"
#include "cli/source_words.hpp"
#include "cli/suggestion.hpp"
#include "cli/terminal.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "load/scaffolds.hpp"
#include "markup/yaml_writer.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

[[noreturn]] void refuse(std::string fr, std::string en) {
    throw CommandError{Exit::content, std::move(fr), std::move(en)};
}

[[noreturn]] void refuse_word(const char* option, const char* what_fr, const char* what_en, const std::string& word,
                              const std::vector<std::string>& known) {
    const Suggestion near = suggestion_for(word, known);
    const std::string list = known.empty() ? "–" : join(known, ", ");
    throw usage(fmt::format("{} : aucun {} « {} » ({}){}", option, what_fr, word, list, near.fr),
                fmt::format("{}: no {} “{}” ({}){}", option, what_en, word, list, near.en));
}

// What the command line asks for, held against the repository: a new file is good before it is written.
JurySession asked_session(const Command& command, const Institute& institute, const std::string& id) {
    JurySession out;
    out.id = id;
    out.path = SourcePath{fmt::format("sessions/{}.yaml", id)};
    out.title = std::string(trim(command.arguments.value("--title")));
    if (out.title.empty()) out.title = fmt::format(fmt::runtime(command.say("Session de jury {}", "Jury session {}")), id);
    out.date = date_option(command, "--date");
    std::vector<std::string> groups, frameworks, rules;
    for (const Gfp& one : institute.gfps) groups.push_back(one.id.value);
    for (const Framework& one : institute.frameworks) frameworks.push_back(one.id.value);
    for (const std::string& list : command.arguments.all("--gfp"))
        for (const std::string_view word : split(list, ',')) {
            const GfpId gfp{std::string(trim(word))};
            if (!institute.find_gfp(gfp)) refuse_word("--gfp", "groupe", "group", gfp.value, groups);
            if (std::find(out.gfps.begin(), out.gfps.end(), gfp) == out.gfps.end()) out.gfps.push_back(gfp);
        }
    if (out.gfps.empty())
        throw usage(fmt::format("« {} » n’existe pas encore : dites les groupes que le jury examine, --gfp {}", out.path.value,
                                groups.empty() ? "GROUPE" : groups.front()),
                    fmt::format("“{}” does not exist yet: say which groups the jury examines, --gfp {}", out.path.value,
                                groups.empty() ? "GROUP" : groups.front()));
    out.framework = FrameworkId{command.arguments.value("--framework", institute.configuration.framework.value)};
    const Framework* framework = institute.find_framework(out.framework);
    if (!framework) refuse_word("--framework", "référentiel", "framework", out.framework.value, frameworks);
    for (const Rule& one : framework->rules) rules.push_back(one.id);
    out.rule = command.arguments.value("--rule", rules.size() == 1 ? rules.front() : "");
    if (!out.rule.empty() && std::find(rules.begin(), rules.end(), out.rule) == rules.end())
        refuse_word("--rule", "règle", "rule", out.rule, rules);
    if (out.rule.empty() && rules.size() > 1)
        throw usage(
            fmt::format("{} a plusieurs règles : dites laquelle avec --rule ({})", out.framework.value, join(rules, ", ")),
            fmt::format("{} has several rules: say which with --rule ({})", out.framework.value, join(rules, ", ")));
    return out;
}

std::string file_of(const JurySession& session, const Institute& institute, const Moment& now) {
    std::vector<std::string> gfps;
    for (const GfpId& one : session.gfps) gfps.push_back(one.value);
    std::vector<FieldValue> values{{"title", yaml_scalar(session.title)},
                                   {"gfps", fmt::format("[{}]", join(gfps, ", "))},
                                   {"framework", session.framework.value}};
    if (session.date) values.push_back({"date", iso(*session.date)});
    if (!session.rule.empty()) values.push_back({"rule", session.rule});
    ScaffoldFacts facts;
    facts.language = institute.configuration.language;
    facts.now = now;
    facts.framework = institute.find_framework(session.framework);
    return scaffold_fields(session_kind, values, facts);
}

void refuse_options_for_a_file(const Command& command, const std::string& path) {
    for (const char* option : {"--gfp", "--title", "--date", "--framework", "--rule"})
        if (command.arguments.has(option))
            throw usage(
                fmt::format("« {} » existe déjà et dit tout : modifiez-le, puis donnez la commande sans {}", path, option),
                fmt::format("“{}” exists already and says everything: edit it, then give the command without {}", path, option));
}

const JurySession& session_of_file(const Institute& institute, const std::string& id, const std::string& path) {
    for (const JurySession& one : institute.sessions)
        if (one.id == id) return one;
    refuse(fmt::format("« {} » a des erreurs : « livret check » dit lesquelles", path),
           fmt::format("“{}” has errors: “livret check” says which", path));
}

std::string summary(const Command& command, const JurySession& session, const std::string* text) {
    std::vector<std::string> gfps;
    for (const GfpId& one : session.gfps) gfps.push_back(one.value);
    std::string out =
        fmt::format(fmt::runtime(command.say("\n  la session « {} » ({}) : groupes {} ; référentiel {} ; règle {} ; date {}",
                                             "\n  the session “{}” ({}): groups {}; framework {}; rule {}; date {}")),
                    terminal_text(session.title), session.path.value, join(gfps, ", "), session.framework.value,
                    session.rule.empty() ? "–" : session.rule, session.date ? iso(*session.date) : "–");
    if (text) {
        out += fmt::format(fmt::runtime(command.say("\n  {} est nouveau :\n", "\n  {} is new:\n")), session.path.value);
        for (const std::string_view line : split_lines(*text)) out += fmt::format("    {}\n", line);
        if (out.ends_with('\n')) out.pop_back();
    }
    return out;
}

void vouch(InForce& in_force, const std::string& id, const Digest& digest) {
    auto& list = in_force.sessions;
    std::erase_if(list, [&](const NamedDigest& one) { return one.id == id; });
    list.push_back({id, digest});
    std::sort(list.begin(), list.end(), [](const NamedDigest& a, const NamedDigest& b) { return a.id < b.id; });
}

} // namespace

Exit session_open(const Command& command) {
    const std::string id = session_id(command);
    TrustDesk desk = open_trust_desk(command);
    require_chain(desk);
    const std::string path = fmt::format("sessions/{}.yaml", id);
    const bool is_new = !desk.disk->exists(path);
    std::string bytes;
    JurySession session;
    if (is_new) {
        session = asked_session(command, desk.institute, id);
        bytes = file_of(session, desk.institute, now_of(command));
    } else {
        refuse_options_for_a_file(command, path);
        session = session_of_file(desk.institute, id, path);
        bytes = desk.disk->read(path);
    }
    const Registry& registry = desk.chain().registry;
    if (!is_new && !session_not_in_force(*desk.disk, registry, session)) {
        print_line(fmt::format(fmt::runtime(command.say("le registre répond déjà de la session « {} », telle qu’elle est",
                                                        "the registry vouches for the session “{}” already, as it is")),
                               id));
        return Exit::fine;
    }
    if (desk.files.documents.contains(fmt::format("freeze-{}.json", id)))
        refuse(
            fmt::format("la session « {} » est gelée : elle ne change plus ; remettez « {} » comme il était (git), ou ouvrez une "
                        "autre session",
                        id, path),
            fmt::format("the session “{}” is frozen: it does not change any more; put “{}” back as it was (git), or open another "
                        "session",
                        id, path));
    Registry next = registry;
    vouch(next.in_force, id, sha256_hex(lf_text(bytes)));
    const std::string what = summary(command, session, is_new ? &bytes : nullptr);
    registry_key(command, desk); // whoever does not hold it is told before anything is written
    // The file first: a registry that vouches for nothing would be signed for good.
    if (is_new) desk.disk->write_new(path, bytes);
    const auto take_back = [&] {
        if (is_new && desk.disk->read_if_exists(path) == bytes) desk.disk->remove(path);
        if (is_new) desk.disk->remove_empty_folder("sessions");
    };
    try {
        const Exit exit = sign_next_registry(command, desk, std::move(next), desk.chain().roster, what);
        if (exit != Exit::fine) take_back();
        return exit;
    } catch (...) {
        take_back();
        throw;
    }
}

} // namespace livret

// livret inbox: what waits for trainers, oldest first.
#include "cli/command.hpp"
#include "cli/source_words.hpp"
#include "cli/suggestion.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "build/pipeline.hpp"
#include "resolve/trainer_groups.hpp"
#include "resolve/waiting.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

// The groups that are asked about: --gfp, and those of --trainer by the registry's scopes or, without a registry, gfp.md.
std::set<GfpId> wanted_groups(const Command& command, const Institute& institute, const std::vector<GfpId>& given, Date today) {
    std::set<GfpId> out;
    for (const Gfp& one : institute.gfps) out.insert(one.id);
    if (!given.empty())
        std::erase_if(out, [&](const GfpId& id) { return std::find(given.begin(), given.end(), id) == given.end(); });
    if (!command.arguments.has("--trainer")) return out;
    const TrainerId trainer{command.arguments.value("--trainer")};
    std::vector<std::string> known;
    for (const RegisteredSigner& one : institute.trust.signers) known.push_back(one.id.value);
    for (const Trainer& one : institute.configuration.trainers) known.push_back(one.id.value);
    if (std::find(known.begin(), known.end(), trainer.value) == known.end()) {
        const Suggestion near = suggestion_for(trainer.value, known);
        throw CommandError{Exit::usage, fmt::format("--trainer : aucun formateur « {} »{}", trainer.value, near.fr),
                           fmt::format("--trainer: no trainer “{}”{}", trainer.value, near.en)};
    }
    const std::set<GfpId> hers = groups_signed_by(institute, trainer, today);
    std::erase_if(out, [&](const GfpId& id) { return !hers.contains(id); });
    return out;
}

struct Undecided {
    std::vector<UndecidedSession> sessions;
    std::vector<UndecidedContributions> contributions;
};

std::string codes_of(const Waiting& one) {
    std::vector<std::string> codes;
    for (const WaitingCompetence& each : one.competences)
        codes.push_back(each.key.code + (each.what == WaitingFor::reading ? "*" : each.what == WaitingFor::settling ? "!" : ""));
    return join(codes, ", ");
}

std::string padded(std::string_view text, std::size_t width) {
    std::string out(text);
    if (count_characters(text) > width) out = std::string(first_characters(text, width - 1)) + "…";
    return out + std::string(width - std::min(width, count_characters(out)), ' ');
}

void print_rows(const std::vector<Waiting>& list) {
    for (const Waiting& one : list)
        print_data(terminal_text(fmt::format("{}  {:>4}{} {}  {}  {}  {}\n", iso(one.since), one.days, one.late ? "!" : " ",
                                             padded(one.activity->reference, 20), padded(one.trainee->name, 22),
                                             padded(one.activity->title, 40), codes_of(one))));
}

std::string summed(const std::map<std::string, std::size_t>& counts) {
    std::vector<std::pair<std::string, std::size_t>> list(counts.begin(), counts.end());
    std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<std::string> out;
    for (const auto& [name, count] : list) out.push_back(fmt::format("{} {}", name, count));
    return join(out, ", ");
}

void print_text(const Command& command, const Waits& waits, int target) {
    if (waits.waiting.empty())
        print_data(command.say("rien n’attend\n", "nothing waits\n"));
    else
        print_data(fmt::format("{}  {:>5} {}  {}  {}  {}\n", command.say("depuis    ", "since     "),
                               command.say("jours", "days"), padded(command.say("référence", "reference"), 20),
                               padded(command.say("stagiaire", "trainee"), 22), padded(command.say("titre", "title"), 40),
                               command.say("compétences", "competences")));
    print_rows(waits.waiting);
    std::map<std::string, std::size_t> by_gfp, by_competence;
    std::size_t competences = 0, late = 0;
    for (const Waiting& one : waits.waiting) {
        ++by_gfp[one.activity->owner.gfp.value];
        for (const WaitingCompetence& each : one.competences) ++by_competence[each.key.code];
        competences += one.competences.size();
        late += one.late ? 1 : 0;
    }
    if (command.quiet() || waits.waiting.empty()) return;
    print_line(command.french() ? fmt::format("\nactivités : {}, compétences : {}{}", waits.waiting.size(), competences,
                                              target > 0 ? fmt::format(" ; au-delà de {} jours (!) : {}", target, late) : "")
                                : fmt::format("\nactivities: {}, competences: {}{}", waits.waiting.size(), competences,
                                              target > 0 ? fmt::format("; beyond {} days (!): {}", target, late) : ""));
    print_line(fmt::format(fmt::runtime(command.say("par groupe : {}\npar compétence : {}", "by group: {}\nby competence: {}")),
                           summed(by_gfp), summed(by_competence)));
    print_line(command.say("* précisions reçues, à relire ; ! derrière un code : décisions contradictoires, à trancher",
                           "* more information came, to be read; ! behind a code: contradictory decisions, to be settled"));
    if (!waits.asked.empty())
        print_line(fmt::format(
            fmt::runtime(command.say("précisions demandées, sans réponse : {}", "more information wanted, without a reply: {}")),
            waits.asked.size()));
}

// What nobody asked for, and may be attested: on standard error, below what waits.
void print_undecided(const Command& command, const Undecided& undecided) {
    if (command.quiet()) return;
    if (!undecided.sessions.empty())
        print_line(command.say("\nformations tenues, pas encore attestées (livret attest --training) :",
                               "\nsessions held, not attested yet (livret attest --training):"));
    for (const UndecidedSession& one : undecided.sessions) {
        std::vector<std::string> names;
        for (const Trainee* each : one.trainees) names.push_back(each->key.trainee.value);
        print_line(terminal_text(fmt::format("  {}  {}/{}  {}  ({})", iso(one.training->date), one.training->gfp.value,
                                             one.training->slug, join(one.training->competences, ", "), join(names, ", "))));
    }
    if (!undecided.contributions.empty())
        print_line(command.say("\nréponses données aux autres, pas encore attestées (livret attest --contributions) :",
                               "\nanswers given to others, not attested yet (livret attest --contributions):"));
    for (const UndecidedContributions& one : undecided.contributions)
        print_line(terminal_text(
            fmt::format("  {}  {}/{}  {}", iso(one.since), one.trainee->key.gfp.value, one.trainee->key.trainee.value,
                        command.french() ? fmt::format("{} {}", one.answers, one.answers < 2 ? "réponse" : "réponses")
                                         : fmt::format("{} {}", one.answers, one.answers == 1 ? "answer" : "answers"))));
}

Json json_of(const Undecided& undecided) {
    Json sessions = Json::array(), contributions = Json::array();
    for (const UndecidedSession& one : undecided.sessions) {
        Json each = Json::object();
        each.set("training", one.training->gfp.value + "/" + one.training->slug);
        each.set("title", one.training->title);
        each.set("date", iso(one.training->date));
        each.set("days", one.days);
        Json trainees = Json::array();
        for (const Trainee* trainee : one.trainees) trainees.push(trainee->key.trainee.value);
        each.set("trainees", std::move(trainees));
        sessions.push(std::move(each));
    }
    for (const UndecidedContributions& one : undecided.contributions) {
        Json each = Json::object();
        each.set("trainee", one.trainee->key.gfp.value + "/" + one.trainee->key.trainee.value);
        each.set("name", one.trainee->name);
        each.set("since", iso(one.since));
        each.set("days", one.days);
        each.set("answers", one.answers);
        contributions.push(std::move(each));
    }
    Json out = Json::object();
    out.set("sessions", std::move(sessions));
    out.set("contributions", std::move(contributions));
    return out;
}

Json json_of(const std::vector<Waiting>& list) {
    Json out = Json::array();
    for (const Waiting& one : list) {
        Json each = Json::object();
        each.set("reference", one.activity->reference);
        each.set("title", one.activity->title);
        each.set("gfp", one.activity->owner.gfp.value);
        each.set("trainee", one.activity->owner.trainee.value);
        each.set("name", one.trainee->name);
        each.set("since", iso(one.since));
        each.set("days", one.days);
        each.set("late", one.late);
        Json competences = Json::array();
        for (const WaitingCompetence& competence : one.competences) {
            Json code = Json::object();
            code.set("framework", competence.key.framework.value);
            code.set("code", competence.key.code);
            code.set("waitsFor", competence.what == WaitingFor::reading    ? "reading"
                                 : competence.what == WaitingFor::settling ? "settling"
                                                                           : "decision");
            competences.push(std::move(code));
        }
        each.set("competences", std::move(competences));
        out.push(std::move(each));
    }
    return out;
}

} // namespace

Exit run_inbox(const Command& command) {
    const BuildOptions options = build_options(command);
    const WholeRepository whole = read_whole(options);
    const Date today = options.now.local_date();
    const auto groups = wanted_groups(command, whole.institute, options.gfps, today);
    const auto standings = standings_of(whole.institute);
    Waits waits = waits_of(whole.institute, standings, today);
    for (auto* list : {&waits.waiting, &waits.asked})
        std::erase_if(*list, [&](const Waiting& one) { return !groups.contains(one.activity->owner.gfp); });
    Undecided undecided;
    if (can_be_signed(whole.institute)) {
        undecided = {undecided_sessions(whole.institute, standings, today), undecided_contributions(whole.institute, today)};
        std::erase_if(undecided.sessions, [&](const auto& one) { return !groups.contains(one.training->gfp); });
        std::erase_if(undecided.contributions, [&](const auto& one) { return !groups.contains(one.trainee->key.gfp); });
    }
    if (command.arguments.value("--format", "text") == "json") {
        Json out = Json::object();
        out.set("today", iso(today));
        if (whole.institute.configuration.attest_within_days > 0)
            out.set("attestWithin", whole.institute.configuration.attest_within_days);
        out.set("waiting", json_of(waits.waiting));
        out.set("asked", json_of(waits.asked));
        out.set("undecided", json_of(undecided));
        print_data(out.dump(Json::Style::indented) + "\n");
        return Exit::fine;
    }
    print_text(command, waits, whole.institute.configuration.attest_within_days);
    print_undecided(command, undecided);
    return Exit::fine;
}

} // namespace livret

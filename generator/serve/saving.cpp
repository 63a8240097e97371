#include "serve/saving.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "load/cross_checks.hpp"
#include "load/file_slug.hpp"
#include "load/places.hpp"
#include "load/starter.hpp"
#include "markup/front_matter.hpp"
#include "markup/yaml_traps.hpp"
#include "markup/yaml_writer.hpp"
#include "resolve/audience.hpp"
#include "serve/document_form.hpp"
#include "serve/moving.hpp"
#include "serve/own_words.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace livret {

namespace {

bool is_in_her_folder(const FormFacts& facts, const Place& place) {
    return !facts.person.is_trainer() && place.gfp == facts.person.gfp && place.trainee == facts.person.trainee;
}

// The group's own questions, and those of its stream.
bool is_hers_to_read(const FormFacts& facts, const Place& place) {
    if (facts.person.is_trainer()) return true;
    if (place.kind == PlaceKind::question) return place.gfp == facts.person.gfp;
    const Gfp* gfp = facts.institute.find_gfp(facts.person.gfp);
    return place.kind == PlaceKind::stream_question && gfp != nullptr && gfp->stream == place.stream;
}

const Question* question_at(const Institute& institute, const std::string& path) {
    for (const Question& one : institute.questions)
        if (one.path.value == path) return &one;
    return nullptr;
}

std::string today(const FormFacts& facts) {
    return iso(facts.now.local_date());
}
std::string moment(const FormFacts& facts) {
    return iso(facts.now).erase(16, 3); // the seconds: nobody writes them
}

// As files of a group name her: by her folder; elsewhere with her group.
std::string written_name(const PersonKey& person, const GfpId& gfp) {
    if (person.is_trainer()) return person.trainer.value;
    return person.gfp == gfp ? person.trainee.value : name_of(person);
}

std::string her_folder(const FormFacts& facts) {
    return fmt::format("gfp/{}/trainees/{}", facts.person.gfp.value, facts.person.trainee.value);
}

// "folder/name" or "folder/name-2": a place that nothing has, neither as a file nor as a folder of its own.
std::string free_place(const FormFacts& facts, const std::string& folder, const std::string& name) {
    for (int n = 1;; ++n) {
        const std::string place = folder + "/" + name + (n == 1 ? "" : fmt::format("-{}", n));
        if (!facts.disk.exists(place + ".md") && !facts.disk.exists(place)) return place;
    }
}

void want(Plan& plan, const FormFacts& facts, const FormValues& values, const char* field) {
    if (values.one(field).empty()) plan.problems.push_back({field, true, facts.words.say(fmt::format("missing.{}", field)), ""});
}

// Edits that a file cannot take: its header is for an editor of texts, not for us.
Plan refused(const FormFacts& facts) {
    Plan out;
    out.problems.push_back({"", true, facts.words.say("header-not-editable"), facts.words.say("header-not-editable.way-out")});
    return out;
}

Plan held(const FormFacts& facts, const std::optional<OwnWords>& own) {
    Plan out;
    out.problems.push_back({"text", true, facts.words.say(own ? own->held_by : "held.gone"), ""});
    return out;
}

const Framework* framework_of(const FormFacts& facts, const FormValues& values) {
    const std::string named = values.one("framework");
    return facts.institute.find_framework(named.empty() ? facts.institute.configuration.framework : FrameworkId{named});
}

Plan written(const FormFacts& facts, Plan plan, const std::string& current, const Kind& kind, const Framework* framework,
             const FormValues& values, const std::vector<HeaderEdit>& more = {}) {
    const auto text = with_values(current, kind, framework, values, more, facts.institute.configuration.language);
    if (!text) return refused(facts);
    plan.text = *text;
    return plan;
}

// Its text is written from its new place; and so are the replies in its header.
bool move_into_folder(const FormFacts& facts, const std::vector<std::string>& joining, Plan& plan, std::string& current,
                      FormValues& values) {
    const Move move{SourcePath{plan.path}, place_in_folder(facts.disk, SourcePath{plan.path}), {joining.begin(), joining.end()}};
    const auto file = moved_document(current, move);
    const auto body = moved_text(values.one("body"), move);
    if (!file || !body) {
        plan = {};
        plan.problems.push_back(
            {"files", true, facts.words.say("files.cannot-move"), facts.words.say("files.cannot-move.way-out")});
        return false;
    }
    current = *file;
    values.set("body", *body);
    plan.moved_from = std::exchange(plan.path, move.to.value);
    return true;
}

Plan plan_of_activity(const FormFacts& facts, const JournalEntry& entry, std::string current,
                      const std::vector<std::string>& joining) {
    Plan plan;
    FormValues values = normal(entry.values, activity_kind);
    want(plan, facts, values, "title");
    if (!plan.problems.empty()) return plan;
    plan.path = entry.path;
    const bool in_folder = SourcePath{plan.path}.name() == "index.md";
    if (!plan.path.empty() && !in_folder && !joining.empty() && !move_into_folder(facts, joining, plan, current, values))
        return plan;
    if (plan.path.empty()) {
        plan.path = free_place(facts, her_folder(facts) + "/activities", file_slug(values.one("title"))) + "/index.md";
        if (values.one("reference").empty())
            values.set("reference",
                       next_reference({facts.person.gfp, facts.person.trainee}, taken_references(facts.institute, facts.disk)));
    }
    if (values.one("status") == "declared") {
        if (values.one("declared").empty()) values.set("declared", today(facts));
        if (values.one("reference").empty())
            values.set("reference",
                       next_reference({facts.person.gfp, facts.person.trainee}, taken_references(facts.institute, facts.disk)));
    }
    return written(facts, std::move(plan), current, activity_kind, framework_of_form(facts, entry), values);
}

Plan plan_of_position(const FormFacts& facts, const JournalEntry& entry, const std::string& current) {
    Plan plan;
    const FormValues values = normal(entry.values, position_kind);
    const auto date = parse_date(values.one("date"));
    if (!date) plan.problems.push_back({"date", true, facts.words.say("missing.date"), ""});
    if (std::none_of(values.names().begin(), values.names().end(),
                     [](const auto& one) { return one.first.starts_with("levels."); }))
        plan.problems.push_back({"levels", true, facts.words.say("missing.levels"), ""});
    if (!plan.problems.empty()) return plan;
    plan.path = entry.path.empty() ? fmt::format("{}/positions/{}.md", her_folder(facts), iso(*date)) : entry.path;
    if (entry.path.empty() && facts.disk.exists(plan.path)) {
        plan.path.clear();
        plan.problems.push_back({"date", true, facts.words.say("position-exists"), facts.words.say("position-exists.way-out")});
        return plan;
    }
    return written(facts, std::move(plan), current, position_kind, framework_of_form(facts, entry), values);
}

Plan plan_of_question(const FormFacts& facts, const JournalEntry& entry, const std::string& current) {
    Plan plan;
    FormValues values = normal(entry.values, question_kind);
    want(plan, facts, values, "title");
    want(plan, facts, values, "body");
    if (!plan.problems.empty()) return plan;
    plan.path = entry.path;
    if (plan.path.empty()) {
        // A known stream, else her group: what the browser says is no path.
        const std::string wanted = entry.values.one("where");
        const bool stream = wanted.starts_with("streams/") && facts.institute.find_stream(StreamId{wanted.substr(8)}) != nullptr;
        const std::string where = stream ? wanted : "gfp/" + facts.person.gfp.value;
        plan.path = free_place(facts, where + "/questions", file_slug(values.one("title"))) + ".md";
        values.set("asked", moment(facts));
        values.set("by", written_name(facts.person, stream ? GfpId{} : facts.person.gfp));
        if (values.one("to").empty()) values.set("to", "forum");
    }
    return written(facts, std::move(plan), current, question_kind, nullptr, values);
}

// One item more below a key: its fields on lines of their own.
HeaderEdit one_more(std::string_view key, const std::vector<std::pair<std::string, std::string>>& fields) {
    HeaderEdit out{key, HeaderEdit::What::append, {}, {{"", ""}}};
    std::string& yaml = out.items.front().yaml;
    for (const auto& [name, value] : fields)
        yaml += fmt::format("{}{}:{}{}", yaml.empty() ? "" : "\n  ", name, value.starts_with(' ') ? "" : " ", value);
    return out;
}

// Words of hers that are in the file already, written anew.
HeaderEdit corrected(std::string_view key, const ThreadItem& item, const std::string& text) {
    return {key, HeaderEdit::What::within, {}, {{item.number, yaml_text(text, 2)}}, item.text_key};
}

Plan plan_of_answer(const FormFacts& facts, const JournalEntry& entry, const std::string& current) {
    Plan plan;
    const std::string text = typed_text(entry.values.one("text"));
    auto values = values_of(current, question_kind, nullptr);
    if (!values) return refused(facts);
    // Only who asked says that it is settled; anybody else leaves that as it is.
    const Question* question = question_at(facts.institute, entry.path);
    const bool settled = !values->one("resolved").empty();
    const bool resolves = question != nullptr && question->by == facts.person ? !entry.values.one("resolved").empty() : settled;
    if (text.empty() && (resolves == settled || !entry.item.empty())) {
        plan.problems.push_back({"text", true, facts.words.say("missing.text"), ""});
        return plan;
    }
    const auto own = entry.item.empty() ? std::nullopt : words_of_form(facts, entry, current);
    if (!entry.item.empty() && (!own || !own->held_by.empty())) return held(facts, own);
    plan.path = entry.path;
    const bool fr = language_of_keys(current, question_kind, facts.institute.configuration.language) == Language::fr;
    const Place place = place_of(SourcePath{entry.path});
    if (resolves != settled) values->set("resolved", resolves ? "true" : "");
    std::vector<HeaderEdit> more;
    if (own && typed_text(own->item.text) != text) more.push_back(corrected("answers", own->item, text));
    if (!own && !text.empty())
        more.push_back(one_more("answers", {{"date", moment(facts)},
                                            {fr ? "par" : "by", written_name(facts.person, place.gfp)},
                                            {fr ? "texte" : "text", yaml_text(text, 4)}}));
    return written(facts, std::move(plan), current, question_kind, nullptr, *values, more);
}

Plan plan_of_reply(const FormFacts& facts, const JournalEntry& entry, const std::string& current) {
    Plan plan;
    const std::string text = typed_text(entry.values.one("text"));
    if (text.empty()) {
        plan.problems.push_back({"text", true, facts.words.say("missing.text"), ""});
        return plan;
    }
    const auto values = file_values(facts, activity_kind, current);
    if (!values) return refused(facts);
    const auto own = entry.item.empty() ? std::nullopt : words_of_form(facts, entry, current);
    if (!entry.item.empty() && (!own || !own->held_by.empty())) return held(facts, own);
    plan.path = entry.path;
    const bool fr = language_of_keys(current, activity_kind, facts.institute.configuration.language) == Language::fr;
    std::vector<HeaderEdit> more;
    if (own && typed_text(own->item.text) != text) more.push_back(corrected("replies", own->item, text));
    if (!own)
        more.push_back(one_more(
            "replies",
            {{fr ? "à" : "to", yaml_quoted(entry.about)}, {"date", today(facts)}, {fr ? "texte" : "text", yaml_text(text, 4)}}));
    return written(facts, std::move(plan), current, activity_kind, framework_of(facts, *values), *values, more);
}

FormValues new_activity(const FormFacts& facts, const JournalEntry& entry) {
    FormValues out;
    out.set("date", today(facts));
    out.set("status", "draft");
    out.set("visibility", "gfp");
    for (const Example& one : facts.institute.examples) {
        if (entry.about.empty() || one.slug != entry.about) continue;
        out.set("title", one.title);
        if (!one.contexts.empty()) out.set("context", one.contexts.front().value);
        if (one.framework != facts.institute.configuration.framework) out.set("framework", one.framework.value);
        for (const std::string& code : one.competences) out.add("competences", code);
        ScaffoldFacts scaffold;
        scaffold.language = facts.institute.configuration.language;
        out.set("body", starter_body(one, StarterPlace::folder, scaffold));
    }
    return out;
}

// The levels of last time, to be changed: most stay.
FormValues new_position(const FormFacts& facts, const FrameworkId& framework) {
    FormValues out;
    for (const Positioning& one : facts.institute.positionings) { // by owner, then date
        if (one.owner != TraineeKey{facts.person.gfp, facts.person.trainee}) continue;
        if (one.framework != framework) continue;
        out = {};
        for (const Positioning::Level& level : one.levels) out.set("levels." + level.code, std::to_string(level.level));
        for (const std::string& code : one.needs) out.add("needs", code);
    }
    out.set("date", today(facts));
    return out;
}

} // namespace

std::string name_of(const PersonKey& person) {
    return person.is_trainer() ? person.trainer.value : person.gfp.value + "/" + person.trainee.value;
}

std::optional<PersonKey> person_named(const Institute& institute, std::string_view name) {
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos) {
        if (institute.find_trainer(TrainerId{std::string(name)}) != nullptr)
            return PersonKey{{}, {}, TrainerId{std::string(name)}};
        std::optional<PersonKey> out;
        for (const Trainee& one : institute.trainees)
            if (one.key.trainee.value == name) {
                if (out) return std::nullopt; // of two groups
                out = PersonKey{one.key.gfp, one.key.trainee, {}};
            }
        return out;
    }
    const TraineeKey key{GfpId{std::string(name.substr(0, slash))}, TraineeId{std::string(name.substr(slash + 1))}};
    if (institute.find_trainee(key) == nullptr) return std::nullopt;
    return PersonKey{key.gfp, key.trainee, {}};
}

std::string shown_name(const Institute& institute, const PersonKey& person) {
    if (const Trainer* trainer = institute.find_trainer(person.trainer); person.is_trainer() && trainer != nullptr)
        return trainer->name;
    const Trainee* trainee = institute.find_trainee({person.gfp, person.trainee});
    return trainee == nullptr ? name_of(person) : trainee->name;
}

const Kind& kind_of_form(std::string_view form) {
    if (form == "position") return position_kind;
    return form == "question" || form == "answer" ? question_kind : activity_kind;
}

const Framework* framework_of_form(const FormFacts& facts, const JournalEntry& entry) {
    return framework_of(facts, entry.values);
}

std::optional<FormValues> file_values(const FormFacts& facts, const Kind& kind, const std::string& text) {
    if (&kind == &question_kind) return values_of(text, kind, nullptr);
    const auto first = values_of(text, kind, nullptr);
    return first ? values_of(text, kind, framework_of(facts, *first)) : std::nullopt;
}

bool can_choose_framework(const JournalEntry& entry) {
    return entry.kind == "activity" || (entry.kind == "position" && entry.path.empty());
}

std::vector<const Framework*> frameworks_to_choose(const Institute& institute) {
    std::vector<const Framework*> out;
    if (const Framework* one = institute.find_framework(institute.configuration.framework)) out.push_back(one);
    for (const FrameworkId& id : institute.configuration.also)
        if (const Framework* one = institute.find_framework(id)) out.push_back(one);
    return out;
}

void choose_framework(const FormFacts& facts, JournalEntry& entry, const FrameworkId& id) {
    const FrameworkId usual = facts.institute.configuration.framework;
    const std::string named = entry.values.one("framework");
    const std::string before = named.empty() ? usual.value : named;
    if (before == id.value || !can_choose_framework(entry)) return;
    const std::string away = fmt::format("laid-by.{}.", before), back = fmt::format("laid-by.{}.", id.value);
    FormValues out;
    bool came_back = false;
    for (const auto& [name, list] : entry.values.names()) {
        const bool of_framework = name == "competences" || name.starts_with("competences.words.") || name == "needs" ||
                                  name.starts_with("levels.") || name.starts_with("remarks.");
        std::string now = of_framework ? away + name : name;
        if (name.starts_with(back)) {
            now = name.substr(back.size());
            came_back = true;
        }
        for (const std::string& one : list) out.add(now, one);
    }
    out.set("framework", id == usual ? "" : id.value);
    if (entry.kind == "position" && !came_back) {
        const std::string date = out.one("date");
        const FormValues last_time = new_position(facts, id);
        for (const auto& [name, list] : last_time.names())
            for (const std::string& one : list) out.add(name, one);
        out.set("date", date);
    }
    entry.values = std::move(out);
}

bool may_write(const FormFacts& facts, const JournalEntry& entry) {
    if (entry.person != name_of(facts.person)) return false;
    const SourcePath path{entry.path};
    const Place place = place_of(path);
    const bool there = !entry.path.empty() && facts.disk.exists(entry.path);
    if (entry.kind == "activity" || entry.kind == "position") {
        if (facts.person.is_trainer()) return false;
        const PlaceKind kind = entry.kind == "activity" ? PlaceKind::activity : PlaceKind::position;
        return entry.path.empty() || (place.kind == kind && is_in_her_folder(facts, place));
    }
    if (entry.kind == "question") {
        const std::string where = entry.values.one("where");
        if (!there) {
            if (!where.starts_with("streams/"))
                return !facts.person.is_trainer() && (where.empty() || where == "gfp/" + facts.person.gfp.value);
            return facts.institute.find_stream(StreamId{where.substr(8)}) != nullptr;
        }
        const Question* question = question_at(facts.institute, entry.path);
        return question != nullptr && question->by == facts.person;
    }
    if (!entry.item.empty() && (!there || !words_of_form(facts, entry, facts.disk.read(entry.path)))) return false;
    if (entry.kind == "answer") {
        const Question* question = question_at(facts.institute, entry.path);
        return there && question != nullptr && is_hers_to_read(facts, place) && may_read(*question, facts.person);
    }
    if (entry.kind == "reply")
        return there && place.kind == PlaceKind::activity && is_in_her_folder(facts, place) && entry.about.size() == 8 &&
               entry.about.find_first_not_of("0123456789abcdef") == std::string::npos;
    return false;
}

std::optional<FormValues> first_values(const FormFacts& facts, const JournalEntry& entry) {
    FormValues none;
    if (entry.kind == "answer") {
        const auto file = values_of(facts.disk.read_if_exists(entry.path), question_kind, nullptr);
        if (file) none.set("resolved", file->one("resolved"));
    }
    if (!entry.item.empty())
        if (const auto own = words_of_form(facts, entry, facts.disk.read_if_exists(entry.path)))
            none.set("text", typed_text(own->item.text));
    if (entry.kind == "answer" || entry.kind == "reply") return none;
    if (!entry.path.empty() && facts.disk.exists(entry.path))
        return file_values(facts, kind_of_form(entry.kind), facts.disk.read(entry.path));
    if (entry.kind == "activity") return new_activity(facts, entry);
    if (entry.kind == "position") return new_position(facts, facts.institute.configuration.framework);
    none.set("where", entry.about);
    none.set("to", "forum");
    return none;
}

Plan plan_of(const FormFacts& facts, const JournalEntry& entry, const std::string& current,
             const std::vector<std::string>& joining) {
    if (entry.kind == "position") return plan_of_position(facts, entry, current);
    if (entry.kind == "question") return plan_of_question(facts, entry, current);
    if (entry.kind == "answer") return plan_of_answer(facts, entry, current);
    if (entry.kind == "reply") return plan_of_reply(facts, entry, current);
    return plan_of_activity(facts, entry, current, joining);
}

} // namespace livret

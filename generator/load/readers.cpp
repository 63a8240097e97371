#include "load/readers.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "load/kinds.hpp"
#include "load/naming.hpp"
#include "load/starter.hpp"
#include "load/texts_in_fields.hpp"
#include "markup/front_matter.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

// What every reader below has at hand.
struct Reading {
    Document& document;
    const Scope& scope;
    const Reporter& reporter;
    const Record& record;
    RichText body;
    SourceContent source;       // of the body
    const Framework* framework; // of the document; null if it could not be read
    std::size_t body_offset;    // of the body in the document's bytes

    MarkdownOptions options(std::string prefix) const {
        MarkdownOptions out;
        out.language = scope.configuration.language;
        out.id_prefix = std::move(prefix);
        return out;
    }

    FrameworkId framework_id() const { return framework == nullptr ? FrameworkId{} : framework->id; }

    std::optional<Date> date(std::string_view key) const {
        const auto day = record.date(key);
        if (day) check_year(*day, record.at(key));
        return day;
    }

    void check_year(Date day, Span at) const {
        const auto year = scope.years.find(document.place.gfp);
        if (year != scope.years.end() && year->second.first != 0 && !year->second.contains(day))
            reporter.report(Code::outside_school_year, at, {iso(day), year->second.text()});
    }

    // Files that are named by their date: positions/2004-10-01.md, notices/2004-11-05-salle-fermee.md.
    void check_name(Date day, std::string_view separator) const {
        const std::string& name = document.place.slug;
        if (day == Date{}) return; // the date has a message of its own
        const bool good = separator.empty() ? name == iso(day) : name.starts_with(iso(day) + std::string(separator));
        if (good) return;
        // What stands behind another date, or the whole name.
        std::string rest = name;
        if (rest.size() >= 10 && parse_date(rest.substr(0, 10))) rest.erase(0, 10);
        while (rest.starts_with('-')) rest.erase(0, 1);
        const std::string wanted = iso(day) + (separator.empty() ? "" : "-" + (rest.empty() ? std::string("nouvelle") : rest));
        reporter.report(Code::name_date, record.at("date"), {name + ".md", iso(day), wanted + ".md"});
    }

    std::optional<ContextId> context(std::string_view key) const {
        if (!record.has(key)) return std::nullopt;
        return context_named({record.line(key), record.at(key)}, scope, reporter);
    }

    std::vector<Positioning::Remark> remarks() const {
        std::vector<Positioning::Remark> out;
        if (framework == nullptr) return out;
        for (const auto& [code, text] : record.pairs("remarks"))
            if (auto known = competence_named(code, *framework, reporter)) out.push_back({*known, std::string(trim(text.value))});
        return out;
    }
};

SourceContent source_content(std::string_view text) {
    return {text.size(), sha256_hex(text)};
}

std::vector<Attachment> attachments_beside(const Document& document, const Scope& scope) {
    std::vector<Attachment> out;
    if (document.path.name() != "index.md") return out;
    for (const SourceFile& file : scope.snapshot->below(document.path.parent()))
        if (file.path != document.path) out.push_back({file.path, std::string(file.path.name()), file.size, 0, 0, {}});
    return out;
}

void read_gfp(Reading& in) {
    Gfp out;
    out.id = in.document.place.gfp;
    out.path = in.document.path;
    out.title = in.record.line("title");
    out.subject = in.record.line("subject");
    if (in.record.has("stream")) {
        out.stream = StreamId{in.record.line("stream")};
        const auto& streams = in.scope.configuration.streams;
        std::vector<std::string> known;
        for (const Stream& stream : streams) known.push_back(stream.id.value);
        if (in.scope.configuration_good && std::find(known.begin(), known.end(), out.stream.value) == known.end())
            in.reporter.report(Code::unknown_stream, in.record.at("stream"), {out.stream.value},
                               {.did_you_mean = closest(out.stream.value, known), .fixes = {}});
    }
    out.year = parse_school_year(in.record.line("year")).value_or(SchoolYear{});
    out.trainers = trainers_named(in.record.lines("trainers"), in.scope, in.reporter);
    out.text = std::move(in.body);
    in.document.value = std::move(out);
}

void read_profile(Reading& in) {
    Trainee out;
    out.key = {in.document.place.gfp, in.document.place.trainee};
    out.path = in.document.path;
    out.id = in.record.line("id");
    in.document.identifier_at = in.record.at("id");
    out.name = in.record.line("name");
    out.salt = in.record.line("salt");
    out.subject = in.record.line("subject");
    out.school = in.record.line("school");
    out.participates = in.record.date("participates");
    if (in.record.has("portrait")) {
        const SourcePath path = in.document.path.parent() / in.record.line("portrait");
        if (const SourceFile* file = in.scope.snapshot->find(path))
            out.portrait = Attachment{file->path, std::string(file->path.name()), file->size, 0, 0, {}};
        else
            in.reporter.report(Code::missing_attachment, in.record.at("portrait"), {in.record.line("portrait")});
    }
    out.text = std::move(in.body);
    in.document.value = std::move(out);
}

void check_pictures(const Reading& in, const Activity& activity) {
    const auto image = std::find_if(activity.body->slots.begin(), activity.body->slots.end(),
                                    [](const Slot& slot) { return slot.kind == Slot::Kind::image; });
    if (image == activity.body->slots.end()) return;
    if (activity.pictures == Pictures::unsaid) in.reporter.report(Code::pictures_unsaid, image->at);
    if (activity.pictures == Pictures::none) in.reporter.report(Code::pictures_none, in.record.at("pictures"), {image->target});
}

void read_activity(Reading& in) {
    const Record& record = in.record;
    Activity out;
    out.path = in.document.path;
    out.owner = {in.document.place.gfp, in.document.place.trainee};
    out.slug = in.document.place.slug;
    out.reference = record.line("reference");
    in.document.reference_at = record.at("reference");
    out.title = record.line("title");
    if (const auto dates = record.dates("date")) {
        out.dates = *dates;
        in.check_year(dates->from, record.at("date"));
        if (dates->to != dates->from) in.check_year(dates->to, record.at("date"));
    }
    out.context = in.context("context").value_or(ContextId{});
    out.phases = record.choices<Phase>("phases");
    out.situation = record.choice("situation", Situation::none);
    out.framework = in.framework_id();
    for (const auto& [name, words] : record.declarations("competences")) {
        if (in.framework == nullptr) continue;
        const auto code = competence_named(name, *in.framework, in.reporter);
        if (!code) continue;
        const CompetenceKey key{in.framework->id, *code};
        const bool twice = std::any_of(out.declarations.begin(), out.declarations.end(),
                                       [&](const Declaration& one) { return one.competence == key; });
        if (twice)
            in.reporter.report(Code::duplicate_competence, name.at, {*code});
        else
            out.declarations.push_back({key, words});
    }
    out.status = record.choice("status", Status::declared);
    out.visibility = record.choice("visibility", Visibility::gfp);
    in.document.status = out.status;
    in.document.visibility = out.visibility;
    out.declared = in.date("declared");
    const std::vector<Name> with = record.lines("with");
    out.with = trainees_named(with, out.owner.gfp, in.scope, in.reporter);
    for (const Name& name : with)
        if (name.value == out.owner.trainee.value) in.reporter.report(Code::named_twice, name.at, {name.value});
    out.same_as = record.line("same-as");
    in.document.same_as_at = record.at("same-as");
    out.pictures = record.choice("pictures", Pictures::unsaid);
    for (const Record& item : record.objects("replies")) {
        const std::string prefix = fmt::format("reply-{}-", out.replies.size() + 1);
        out.replies.push_back(
            {item.line("to"), item.date("date").value_or(Date{}), text_of(item, "text", in.reporter, in.options(prefix))});
    }
    out.body = std::move(in.body);
    out.source = in.source;
    out.attachments = attachments_beside(in.document, in.scope);
    if (out.status == Status::declared && record.declarations("competences").empty() &&
        in.reporter.errors() == 0) // a list that could not be read is not an empty one
        in.reporter.report(Code::no_competence, record.at("competences"));
    check_pictures(in, out);
    in.document.value = std::move(out);
}

void read_position(Reading& in) {
    Positioning out;
    out.path = in.document.path;
    out.owner = {in.document.place.gfp, in.document.place.trainee};
    out.date = in.date("date").value_or(Date{});
    in.check_name(out.date, "");
    out.framework = in.framework_id();
    if (in.framework != nullptr) {
        for (const auto& [name, level] : in.record.pairs("levels")) {
            const auto code = competence_named(name, *in.framework, in.reporter);
            if (!code) continue;
            const bool twice =
                std::any_of(out.levels.begin(), out.levels.end(), [&](const auto& one) { return one.code == *code; });
            if (twice)
                in.reporter.report(Code::duplicate_competence, name.at, {*code});
            else
                out.levels.push_back({*code, level.value[0] - '0'});
        }
        const auto rank = [&](const std::string& code) { return in.framework->find(code); };
        std::sort(out.levels.begin(), out.levels.end(),
                  [&](const auto& a, const auto& b) { return rank(a.code) < rank(b.code); });
    }
    out.needs = competences_named(in.record.lines("needs"), in.framework, in.reporter);
    out.remarks = in.remarks();
    out.text = std::move(in.body);
    in.document.value = std::move(out);
}

void read_training(Reading& in) {
    const Record& record = in.record;
    Training out;
    out.path = in.document.path;
    out.gfp = in.document.place.gfp;
    out.slug = in.document.place.slug;
    out.title = record.line("title");
    out.date = in.date("date").value_or(Date{});
    out.hours = parse_hours(record.line("hours"));
    out.place = record.line("place");
    out.kind = in.context("kind").value_or(ContextId{});
    out.trainers = trainers_named(record.lines("trainers"), in.scope, in.reporter);
    out.framework = in.framework_id();
    out.competences = competences_named(record.lines("competences"), in.framework, in.reporter);
    const YamlNode* participants = record.node("participants");
    out.for_all = participants != nullptr && participants->kind == YamlNode::Kind::scalar;
    out.participants = trainees_named(record.lines("participants"), out.gfp, in.scope, in.reporter);
    out.answers_needs = competences_named(record.lines("answers-needs"), in.framework, in.reporter);
    out.status = record.choice("status", TrainingStatus::planned);
    out.text = std::move(in.body);
    out.source = in.source;
    in.document.value = std::move(out);
}

void read_question(Reading& in) {
    const Record& record = in.record;
    Question out;
    out.path = in.document.path;
    out.gfp = in.document.place.gfp;
    out.stream = in.document.place.stream;
    out.slug = in.document.place.slug;
    out.title = record.line("title");
    const auto& streams = in.scope.configuration.streams;
    const bool known_stream =
        std::any_of(streams.begin(), streams.end(), [&](const Stream& one) { return one.id == out.stream; });
    if (!out.stream.empty() && in.scope.configuration_good && !known_stream)
        in.reporter.report(Code::unknown_stream, Span{{1, 1}, 3}, {out.stream.value});
    if (const auto asked = record.moment("asked")) {
        out.asked = *asked;
        in.check_year(asked->local_date(), record.at("asked"));
    }
    if (record.has("by")) {
        const auto by = person_named({record.line("by"), record.at("by")}, out.gfp, in.scope, in.reporter);
        out.by = by.value_or(PersonKey{});
    }
    if (record.has("to") && record.line("to") != "forum") {
        const auto to = trainer_named({record.line("to"), record.at("to")}, in.scope, in.reporter);
        out.to = to.value_or(TrainerId{});
    }
    out.category = record.choice("category", QuestionCategory::autre);
    for (const Record& item : record.objects("answers")) {
        Answer answer;
        if (const auto date = item.moment("date")) {
            answer.date = *date;
            if (*date < out.asked) in.reporter.report(Code::date_order, item.at("date"), {iso(*date), iso(out.asked)});
        }
        if (item.has("by")) {
            const auto by = person_named({item.line("by"), item.at("by")}, out.gfp, in.scope, in.reporter);
            answer.by = by.value_or(PersonKey{});
        }
        answer.text = text_of(item, "text", in.reporter, in.options(fmt::format("answer-{}-", out.answers.size() + 1)));
        if (const YamlNode* words = item.node("text")) answer.source = source_content(words->text);
        out.answers.push_back(std::move(answer));
    }
    std::stable_sort(out.answers.begin(), out.answers.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
    out.resolved = record.boolean("resolved", false);
    out.text = std::move(in.body);
    out.source = in.source;
    in.document.value = std::move(out);
}

void read_notice(Reading& in) {
    Notice out;
    out.path = in.document.path;
    out.gfp = in.document.place.gfp;
    out.slug = in.document.place.slug;
    out.title = in.record.line("title");
    out.date = in.date("date").value_or(Date{});
    in.check_name(out.date, "-");
    if (in.record.has("by")) {
        const auto by = person_named({in.record.line("by"), in.record.at("by")}, out.gfp, in.scope, in.reporter);
        out.by = by.value_or(PersonKey{});
    }
    out.framework = in.framework_id();
    out.remarks = in.remarks();
    out.text = std::move(in.body);
    in.document.value = std::move(out);
}

void read_example(Reading& in) {
    Example out;
    out.path = in.document.path;
    out.slug = in.document.place.slug;
    out.title = in.record.line("title");
    out.framework = in.framework_id();
    out.domains = domains_named(in.record.lines("domains"), in.framework, in.reporter);
    out.competences = competences_named(in.record.lines("competences"), in.framework, in.reporter);
    if (const auto context = in.context("context")) out.contexts.push_back(*context);
    out.level = in.record.line("level");
    const std::string_view bytes = in.document.bytes, before = bytes.substr(0, in.body_offset);
    const int first_line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    out.frame = frame_of(bytes.substr(in.body_offset), first_line, in.body, out.path);
    out.text = std::move(in.body);
    out.attachments = attachments_beside(in.document, in.scope);
    in.document.value = std::move(out);
}

struct Reader {
    const Kind* kind;
    void (*read)(Reading&);
};

Reader reader_of(PlaceKind kind) {
    switch (kind) {
    case PlaceKind::gfp:
        return {&gfp_kind, read_gfp};
    case PlaceKind::profile:
        return {&profile_kind, read_profile};
    case PlaceKind::activity:
        return {&activity_kind, read_activity};
    case PlaceKind::position:
        return {&position_kind, read_position};
    case PlaceKind::training:
        return {&training_kind, read_training};
    case PlaceKind::question:
    case PlaceKind::stream_question:
        return {&question_kind, read_question};
    case PlaceKind::notice:
        return {&notice_kind, read_notice};
    case PlaceKind::example:
        return {&example_kind, read_example};
    default:
        return {nullptr, nullptr};
    }
}

} // namespace

void read_document(Document& document, const Scope& scope) {
    const Reporter reporter = document.reporter();
    const auto [kind, read] = reader_of(document.place.kind);
    if (kind == nullptr) return;
    const FrontMatter front = split_front_matter(reporter);
    if (!front.found) return;
    const std::string_view body = std::string_view(document.bytes).substr(front.body_offset);
    MarkdownOptions options;
    options.language = scope.configuration.language;
    if (!front.data) { // a header that cannot be read lacks no field: only the text has more to say
        parse_markdown(reporter, body, front.body_offset, options);
        return;
    }
    static const YamlNode empty_map = [] {
        YamlNode node;
        node.kind = YamlNode::Kind::map;
        return node;
    }();
    const Span header{{1, 1}, 3};
    const YamlNode* data = &*front.data;
    if (data->kind != YamlNode::Kind::map) {
        if (data->kind != YamlNode::Kind::null)
            reporter.report(Code::wrong_type, data->at, {"en-tête", "des champs : « title: … »", "fields: “title: …”"});
        data = &empty_map;
    }
    const Record record(*data, kind->fields, *kind, reporter, header);
    Reading reading{document,
                    scope,
                    reporter,
                    record,
                    scope.bodies == Bodies::read ? parse_markdown(reporter, body, front.body_offset, options) : RichText(),
                    source_content(lf_text(body)),
                    framework_of(record, scope, reporter),
                    front.body_offset};
    read(reading);
}

void read_session(Document& document, const Scope& scope) {
    const Reporter reporter = document.reporter();
    const auto tree = parse_yaml(reporter, document.bytes, 0);
    if (!tree || tree->kind != YamlNode::Kind::map) return;
    const Record record(*tree, session_kind.fields, session_kind, reporter, {{1, 1}, 1});
    JurySession out;
    out.path = document.path;
    out.id = document.place.slug;
    out.title = record.line("title");
    for (const auto& name : record.lines("gfps")) {
        if (scope.trainees.contains(GfpId{name.value})) {
            out.gfps.push_back(GfpId{name.value});
            continue;
        }
        std::vector<std::string> known;
        for (const auto& [gfp, trainees] : scope.trainees) known.push_back(gfp.value);
        reporter.report(Code::unknown_gfp, name.at, {name.value}, {.did_you_mean = closest(name.value, known), .fixes = {}});
    }
    if (const Framework* framework = framework_of(record, scope, reporter)) {
        out.framework = framework->id;
        out.rule = record.line("rule");
        std::vector<std::string> rules;
        for (const Rule& rule : framework->rules) rules.push_back(rule.id);
        const std::string listed = rules.empty() ? "–" : join(rules, ", ");
        if (record.has("rule") && std::find(rules.begin(), rules.end(), out.rule) == rules.end())
            reporter.report(Code::unknown_value, record.at("rule"), {out.rule, "rule", listed, listed},
                            {.did_you_mean = closest(out.rule, rules), .fixes = {}});
    }
    out.checkpoint = record.line("checkpoint");
    out.date = record.date("date");
    document.value = std::move(out);
}

} // namespace livret

#include "load/kinds.hpp"
#include "load/readers.hpp"
#include "load/texts_in_fields.hpp"

#include "base/text.hpp"

#include <set>

namespace livret {

namespace {

std::vector<Label> labels_of(const YamlNode& node) {
    std::vector<Label> labels;
    for (const YamlNode& item : node.items) {
        Label label{item.text, item.text};
        for (const YamlEntry& entry : item.entries) (entry.key.text == "fr" ? label.fr : label.en) = entry.value.text;
        if (label.fr.empty()) label.fr = label.en;
        if (label.en.empty()) label.en = label.fr;
        labels.push_back(std::move(label));
    }
    return labels;
}

void refuse_twice(std::set<std::string>& seen, const Record& item, const Reporter& reporter) {
    if (item.has("id") && !seen.insert(item.line("id")).second)
        reporter.report(Code::duplicate_id, item.at("id"), {item.line("id"), "livret.yaml"});
}

} // namespace

Configuration read_configuration(const std::string& bytes, Sink& sink) {
    const Reporter reporter(SourcePath{"livret.yaml"}, bytes, sink);
    Configuration out;
    const auto tree = parse_yaml(reporter, bytes, 0);
    if (!tree || tree->kind != YamlNode::Kind::map) {
        if (reporter.errors() == 0) reporter.report(Code::missing_key, {{1, 1}, 1}, {"établissement", "institution"});
        return out;
    }
    const Record record(*tree, configuration_kind.fields, configuration_kind, reporter, {{1, 1}, 1});
    for (const Field& field : configuration_kind.fields)
        if (record.has(field.key)) out.written[std::string(field.key)] = record.key_at(field.key).begin.line;

    const Record institution = record.object("institution");
    out.institution_id = institution.line("id");
    out.institution_name = institution.line("name");
    out.institution_address = institution.line("address");
    out.root_fingerprint = institution.line("root");
    out.language = record.choice("language", Language::fr);
    out.framework = FrameworkId{record.line("framework")};
    for (const auto& id : record.lines("also")) {
        if (id.value == out.framework.value) continue;
        out.also.push_back(FrameworkId{id.value});
        out.written["also." + id.value] = id.at.begin.line;
    }

    std::set<std::string> seen;
    if (record.has("contexts")) out.contexts.clear();
    for (const Record& item : record.objects("contexts")) {
        refuse_twice(seen, item, reporter);
        const std::string fr = item.line("fr"), en = item.line("en");
        out.contexts.push_back({ContextId{item.line("id")}, {fr, en.empty() ? fr : en}});
    }
    seen.clear();
    for (const Record& item : record.objects("streams")) {
        refuse_twice(seen, item, reporter);
        out.streams.push_back({StreamId{item.line("id")}, item.line("title")});
    }
    seen.clear();
    for (const Record& item : record.objects("trainers")) {
        refuse_twice(seen, item, reporter);
        out.trainers.push_back({TrainerId{item.line("id")}, item.line("name"), item.line("subject")});
    }
    if (const YamlNode* levels = record.node("levels")) out.levels = labels_of(*levels);
    out.promise_days = record.integer("promise").value_or(out.promise_days);
    out.attest_within_days = record.integer("attest-within").value_or(0);
    out.base_url = record.line("base-url");
    if (!out.base_url.empty() && out.base_url.back() != '/') out.base_url += '/';
    out.decisions = record.choice("decisions", Decisions::restricted);
    out.robots = record.choice("robots", Robots::noindex);
    out.contact = record.line("contact");
    MarkdownOptions options;
    options.language = out.language;
    options.id_prefix = "legal-";
    out.legal = text_of(record, "legal", reporter, options);
    out.retention = record.line("retention");
    out.theme = record.line("theme");
    return out;
}

} // namespace livret

#include "load/framework_reader.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "base/xml_scanner.hpp"
#include "load/fields.hpp"
#include "load/framework_grammar.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include <fmt/format.h>
#include <pugixml.hpp>

namespace livret {

namespace {

bool holds(const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

class FrameworkReader {
  public:
    FrameworkReader(const SourcePath& path, const std::string& bytes, Sink& sink) : reporter_(path, bytes, sink), bytes_(bytes) {}

    std::optional<Framework> read() {
        // Faults of the grammar would mislead in what is not XML, so that is known first.
        if (const auto problem = scan_xml(bytes_, nullptr)) {
            reporter_.report(Code::xml_syntax, span(problem->offset), {problem->french, problem->english});
            return std::nullopt;
        }
        FrameworkGrammar grammar(reporter_);
        scan_xml(bytes_, [&](const XmlEvent& event) { grammar.see(event); });
        if (reporter_.errors() > 0) return std::nullopt; // the tree below could not be trusted
        pugi::xml_document tree;
        // Blank text too: between a comment and a CDATA section it separates words.
        if (!tree.load_buffer(bytes_.data(), bytes_.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8)) {
            reporter_.report(Code::xml_syntax, span(0), {"le document ne se lit pas", "the document cannot be read"});
            return std::nullopt;
        }
        read_framework_element(tree.document_element());
        check_whole();
        if (reporter_.errors() > 0) return std::nullopt;
        return std::move(out_);
    }

  private:
    // --- values

    void read_framework_element(pugi::xml_node node) {
        check_order(node, {"title", "short", "source", "domain", "rules", "crosswalks"}, {"title", "source", "domain"},
                    {"rules", "crosswalks"});
        out_.id = FrameworkId{attribute(node, "id")};
        if (!is_slug(out_.id.value))
            fault(node, fmt::format("« {} » n’est pas un identifiant", out_.id.value),
                  fmt::format("“{}” is not an identifier", out_.id.value));
        if (out_.id.value != reporter_.path().stem())
            reporter_.report(Code::framework_name, span(offset(node)), {out_.id.value, std::string(reporter_.path().name())});
        out_.version = attribute(node, "version");
        if (is_blank(out_.version)) fault(node, "la version est vide", "the version is empty");
        read_languages(node);
        for (const pugi::xml_node child : node.children()) {
            const std::string_view name = child.name();
            if (name == "source") read_source(child);
            if (name == "domain") read_domain(child, std::nullopt, 0);
            if (name == "rules") read_rules(child);
            if (name == "crosswalks") read_crosswalks(child);
        }
        out_.titles = wordings(node, "title");
        out_.short_titles = wordings(node, "short");
    }

    void read_languages(pugi::xml_node node) {
        std::string all = attribute(node, "xml:lang");
        if (all != "fr" && all != "en")
            fault(node, fmt::format("langue « {} » : fr ou en", all), fmt::format("language “{}”: fr or en", all));
        if (node.attribute("languages")) all = attribute(node, "languages");
        for (const std::string_view one : words(all)) {
            if (one != "fr" && one != "en") {
                fault(node, fmt::format("langue « {} » : fr ou en", one), fmt::format("language “{}”: fr or en", one));
                continue;
            }
            const Language language = one == "en" ? Language::en : Language::fr;
            if (std::find(out_.languages.begin(), out_.languages.end(), language) != out_.languages.end())
                fault(node, fmt::format("« {} » est cité deux fois", one), fmt::format("“{}” is named twice", one));
            out_.languages.push_back(language);
        }
        if (is_blank(all)) fault(node, "aucune langue n’est citée", "no language is named");
    }

    void read_source(pugi::xml_node node) {
        FrameworkSource source;
        source.text = text(node);
        source.date = parse_date(attribute(node, "date"));
        source.url = attribute(node, "url");
        if (node.attribute("date") && !source.date)
            fault(node, fmt::format("« {} » n’est pas une date", attribute(node, "date")),
                  fmt::format("“{}” is not a date", attribute(node, "date")));
        if (node.attribute("url") && !source.url.starts_with("https://") && !source.url.starts_with("http://"))
            fault(node, "l’adresse de la source commence par http:// ou https://",
                  "the source's address starts with http:// or https://");
        out_.sources.push_back(std::move(source));
    }

    void read_domain(pugi::xml_node node, std::optional<std::size_t> parent, std::size_t depth) {
        check_order(node, {"title", "domain|competence"}, {"title", "domain|competence"}, {});
        const std::size_t index = out_.domains.size();
        Domain domain;
        domain.code = code(node);
        domain.titles = wordings(node, "title");
        domain.parent = parent;
        domain.depth = depth;
        out_.domains.push_back(std::move(domain));
        for (const pugi::xml_node child : node.children()) {
            const std::string_view name = child.name();
            if (name == "domain") {
                out_.domains[index].subdomains.push_back(out_.domains.size());
                read_domain(child, index, depth + 1);
            } else if (name == "competence") {
                out_.domains[index].competences.push_back(out_.competences.size());
                read_competence(child, index);
            }
        }
    }

    void read_competence(pugi::xml_node node, std::size_t domain) {
        check_order(node, {"statement", "note"}, {"statement"}, {});
        Competence competence;
        competence.code = code(node);
        competence.statements = wordings(node, "statement");
        competence.notes = wordings(node, "note");
        competence.mandatory = yes(node, "mandatory");
        competence.domain = domain;
        out_.competences.push_back(std::move(competence));
    }

    void read_rules(pugi::xml_node node) {
        std::set<std::string> ids;
        for (const pugi::xml_node child : elements(node)) {
            check_order(child, {"title", "*"}, {"title", "*"}, {});
            Rule rule;
            rule.id = attribute(child, "id");
            if (!is_slug(rule.id))
                fault(child, fmt::format("« {} » n’est pas un identifiant", rule.id),
                      fmt::format("“{}” is not an identifier", rule.id));
            if (!ids.insert(rule.id).second)
                fault(child, fmt::format("la règle « {} » existe déjà", rule.id),
                      fmt::format("the rule “{}” exists already", rule.id));
            rule.titles = wordings(child, "title");
            for (const pugi::xml_node condition : elements(child))
                if (std::string_view(condition.name()) != "title") read_condition(condition, rule);
            out_.rules.push_back(std::move(rule));
        }
    }

    void read_condition(pugi::xml_node node, Rule& rule) {
        const std::string_view name = node.name();
        if (node.attribute("codes") && node.attribute("of"))
            fault(node, "« of » et « codes » disent la même chose : un seul des deux",
                  "“of” and “codes” say the same: only one of them");
        else if ((node.attribute("codes") || node.attribute("of")) && codes(node).empty())
            fault(node, fmt::format("« {} » ne cite aucun code", name), fmt::format("“{}” names no code", name));
        if (name == "all") rule.conditions.push_back(AllOf{});
        if (name == "all-of") rule.conditions.push_back(AllOf{codes(node)});
        if (name == "at-least") rule.conditions.push_back(AtLeast{count(node, 1000), codes(node)});
        if (name == "at-most-missing") rule.conditions.push_back(AtMostMissing{count(node, 1000, 0)});
        if (name == "percent") rule.conditions.push_back(PercentPerDomain{count(node, 100)});
        if (name == "attested-by") rule.conditions.push_back(AttestedBy{count(node, 1000)});
        if (name == "in-activities") rule.conditions.push_back(InActivities{count(node, 1000)});
        if ((name == "at-most-missing" || name == "percent") && attribute(node, "per") != "domain")
            fault(node, "l’attribut « per » vaut « domain »", "the attribute “per” is “domain”");
        if (name == "situation") {
            const std::string kind = attribute(node, "kind");
            if (kind != "classroom" && kind != "distance" && kind != "mixed")
                fault(node, fmt::format("situation « {} » : classroom, distance ou mixed", kind),
                      fmt::format("situation “{}”: classroom, distance or mixed", kind));
            rule.conditions.push_back(InSituation{kind, count(node, 1000)});
        }
        conditions_.push_back(node);
    }

    void read_crosswalks(pugi::xml_node node) {
        std::set<std::string> targets;
        for (const pugi::xml_node child : elements(node)) {
            Crosswalk crosswalk;
            crosswalk.to = FrameworkId{attribute(child, "to")};
            if (!is_slug(crosswalk.to.value) || crosswalk.to == out_.id || !targets.insert(crosswalk.to.value).second)
                fault(child, fmt::format("correspondance vers « {} » : un autre référentiel, une seule fois", crosswalk.to.value),
                      fmt::format("crosswalk to “{}”: another framework, once", crosswalk.to.value));
            crosswalk.source = attribute(child, "source");
            if (is_blank(crosswalk.source)) fault(child, "la source est vide", "the source is empty");
            std::set<std::pair<std::string, std::string>> pairs;
            for (const pugi::xml_node line : elements(child)) {
                check_code(line, attribute(line, "to"));
                if (!pairs.emplace(attribute(line, "from"), attribute(line, "to")).second)
                    fault(
                        line,
                        fmt::format("la ligne de « {} » à « {} » existe déjà", attribute(line, "from"), attribute(line, "to")),
                        fmt::format("the line from “{}” to “{}” exists already", attribute(line, "from"), attribute(line, "to")));
                const std::string kind = attribute(line, "kind");
                if (kind != "exact" && kind != "partial")
                    fault(line, fmt::format("« {} » : exact ou partial", kind), fmt::format("“{}”: exact or partial", kind));
                crosswalk.lines.push_back({attribute(line, "from"), attribute(line, "to"), kind == "exact"});
                lines_.push_back(line);
            }
            if (crosswalk.lines.empty()) fault(child, "la correspondance n’a aucune ligne", "the crosswalk has no line");
            out_.crosswalks.push_back(std::move(crosswalk));
        }
    }

    // --- what only the whole can tell

    void check_whole() {
        std::map<std::string, std::size_t> first;
        for (const auto& [name, at] : codes_) {
            // 1.11 and 1-11 would share a page, and people type one for the other.
            const auto [known, fresh] = first.try_emplace(slugify(name), at);
            if (!fresh)
                reporter_.report(Code::duplicate_code, span(at), {name, std::to_string(position_at(bytes_, known->second).line)});
        }
        const auto known_code = [&](const std::string& name, pugi::xml_node node) {
            if (out_.find(name) != nullptr) return;
            std::vector<std::string> all;
            for (const Competence& one : out_.competences) all.push_back(one.code);
            reporter_.report(Code::unknown_code, span(offset(node)), {name, out_.id.value},
                             {.did_you_mean = closest(name, all), .fixes = {}});
        };
        for (const pugi::xml_node node : conditions_) {
            const auto listed = codes(node);
            std::set<std::string> distinct;
            for (const std::string& one : listed) {
                known_code(one, node);
                if (!distinct.insert(one).second)
                    fault(node, fmt::format("« {} » est cité deux fois", one), fmt::format("“{}” is named twice", one));
            }
            if (std::string_view(node.name()) == "at-least") {
                const std::size_t available = listed.empty() ? out_.competences.size() : listed.size();
                if (static_cast<std::size_t>(std::max(0, number(node, 1000))) > available)
                    fault(node, fmt::format("au moins {} parmi {} : c’est impossible", attribute(node, "count"), available),
                          fmt::format("at least {} out of {}: that is impossible", attribute(node, "count"), available));
            }
        }
        for (const pugi::xml_node node : lines_) known_code(attribute(node, "from"), node);
    }

    // --- small readers

    std::vector<pugi::xml_node> elements(pugi::xml_node node) const {
        std::vector<pugi::xml_node> out;
        for (const pugi::xml_node child : node.children())
            if (child.type() == pugi::node_element) out.push_back(child);
        return out;
    }

    // Children come in the order of `groups` ("a|b": either, mixed; "*": any other); `needed` at least once,
    // `once` at most.
    void check_order(pugi::xml_node node, const std::vector<std::string_view>& groups,
                     const std::vector<std::string_view>& needed, const std::vector<std::string_view>& once) {
        std::size_t reached = 0;
        std::map<std::string_view, int> seen;
        for (const pugi::xml_node child : elements(node)) {
            std::size_t place = groups.size();
            for (std::size_t i = 0; i < groups.size() && place == groups.size(); ++i) {
                const auto parts = split(groups[i], '|');
                if (groups[i] == "*" || std::find(parts.begin(), parts.end(), std::string_view(child.name())) != parts.end())
                    place = i;
            }
            if (place == groups.size()) continue; // said in the first pass
            if (place < reached)
                fault(child, fmt::format("« {} » vient trop tard dans « {} »", child.name(), node.name()),
                      fmt::format("“{}” comes too late in “{}”", child.name(), node.name()));
            reached = std::max(reached, place);
            if (++seen[groups[place]] == 2 && holds(once, groups[place]))
                fault(child, fmt::format("« {} » est écrit deux fois", child.name()),
                      fmt::format("“{}” is written twice", child.name()));
        }
        for (const std::string_view one : needed)
            if (seen[one] == 0) {
                const std::string shown = one == "*" ? "condition" : replace_all(std::string(one), "|", " / ");
                fault(node, fmt::format("« {} » n’a pas de « {} »", node.name(), shown),
                      fmt::format("“{}” has no “{}”", node.name(), shown));
            }
    }

    std::string attribute(pugi::xml_node node, const char* name) const { return node.attribute(name).value(); }

    std::string text(pugi::xml_node node) {
        std::string whole; // a comment or a CDATA section cuts a text into several nodes
        for (const pugi::xml_node piece : node.children()) whole += piece.value();
        std::string out;
        for (const std::string_view word : words(whole)) {
            if (!out.empty()) out += ' ';
            out += word;
        }
        if (out.empty()) fault(node, fmt::format("« {} » est vide", node.name()), fmt::format("“{}” is empty", node.name()));
        return out;
    }

    static std::vector<std::string_view> words(std::string_view text) {
        std::vector<std::string_view> out;
        std::size_t start = 0;
        while (start < text.size()) {
            const std::size_t end = std::min(text.find_first_of(" \t\r\n", start), text.size());
            if (end > start) out.push_back(text.substr(start, end - start));
            start = end + 1;
        }
        return out;
    }

    std::vector<Wording> wordings(pugi::xml_node node, std::string_view name) {
        std::vector<Wording> out;
        for (const pugi::xml_node child : elements(node)) {
            if (child.name() != name) continue;
            const std::string lang = attribute(child, "xml:lang");
            if (lang != "fr" && lang != "en") {
                fault(child, fmt::format("langue « {} » : fr ou en", lang), fmt::format("language “{}”: fr or en", lang));
                continue;
            }
            const Language language = lang == "en" ? Language::en : Language::fr;
            const bool repeated =
                std::any_of(out.begin(), out.end(), [&](const Wording& one) { return one.language == language; });
            if (repeated && name != "note")
                fault(child, fmt::format("« {} » est écrit deux fois en {}", name, lang),
                      fmt::format("“{}” is written twice in {}", name, lang));
            out.push_back({language, text(child), !yes(child, "unofficial")});
        }
        return out;
    }

    bool yes(pugi::xml_node node, const char* name) {
        if (!node.attribute(name)) return false;
        const std::string value = attribute(node, name);
        if (value != "yes")
            fault(node, fmt::format("« {} » : la seule valeur est yes", name), fmt::format("“{}”: the only value is yes", name));
        return value == "yes";
    }

    std::string code(pugi::xml_node node) {
        const std::string value = attribute(node, "code");
        check_code(node, value);
        codes_.emplace_back(value, offset(node));
        return value;
    }

    void check_code(pugi::xml_node node, const std::string& value) {
        const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
        const bool good = !value.empty() && letter(value.front()) &&
                          std::all_of(value.begin(), value.end(), [&](char c) { return letter(c) || c == '.' || c == '-'; });
        if (!good)
            fault(node, fmt::format("« {} » n’est pas un code : lettres, chiffres, points et tirets", value),
                  fmt::format("“{}” is not a code: letters, digits, full stops and hyphens", value));
    }

    std::vector<std::string> codes(pugi::xml_node node) const {
        std::vector<std::string> out;
        const pugi::xml_attribute list = node.attribute("codes") ? node.attribute("codes") : node.attribute("of");
        for (const std::string_view one : words(list.value())) out.emplace_back(one);
        return out;
    }

    // -1 if it is not a whole number in these limits.
    int number(pugi::xml_node node, int max, int min = 1) const {
        const std::string value = attribute(node, "count");
        int out = -1;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out);
        const bool whole = error == std::errc{} && end == value.data() + value.size() && value.front() != '-';
        return whole && out >= min && out <= max ? out : -1;
    }

    int count(pugi::xml_node node, int max, int min = 1) {
        const int out = number(node, max, min);
        if (out < 0)
            fault(node, fmt::format("« {} » : un nombre entier de {} à {} est attendu", attribute(node, "count"), min, max),
                  fmt::format("“{}”: a whole number from {} to {} is expected", attribute(node, "count"), min, max));
        return out;
    }

    // pugixml's offset is that of the name; the fault is shown at the "<" before it.
    std::size_t offset(pugi::xml_node node) const {
        return static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, node.offset_debug())) - 1;
    }

    Span span(std::size_t at) const { return {position_at(bytes_, std::min(at, bytes_.size())), 1}; }

    void fault(pugi::xml_node node, std::string fr, std::string en) { fault(offset(node), std::move(fr), std::move(en)); }
    void fault(std::size_t at, std::string fr, std::string en) {
        reporter_.report(Code::xml_schema, span(at), {std::move(fr), std::move(en)});
    }

    Reporter reporter_;
    const std::string& bytes_;
    Framework out_;
    std::vector<std::pair<std::string, std::size_t>> codes_; // with their offsets
    std::vector<pugi::xml_node> conditions_, lines_;
};

} // namespace

std::optional<Framework> read_framework(const SourcePath& path, const std::string& bytes, Sink& sink) {
    return FrameworkReader(path, bytes, sink).read();
}

void check_crosswalks(const std::vector<Framework>& frameworks, Sink& sink) {
    for (const Framework& from : frameworks) {
        for (const Crosswalk& crosswalk : from.crosswalks) {
            const auto to =
                std::find_if(frameworks.begin(), frameworks.end(), [&](const Framework& one) { return one.id == crosswalk.to; });
            if (to == frameworks.end()) continue; // not used here
            for (const CrosswalkLine& line : crosswalk.lines) {
                if (to->find(line.to) != nullptr) continue;
                std::vector<std::string> all;
                for (const Competence& one : to->competences) all.push_back(one.code);
                Diagnostic diagnostic;
                diagnostic.code = Code::unknown_code;
                diagnostic.path = SourcePath{"frameworks/" + from.id.value + ".xml"};
                diagnostic.arguments = {line.to, to->id.value};
                diagnostic.did_you_mean = closest(line.to, all);
                sink.add(std::move(diagnostic));
            }
        }
    }
}

} // namespace livret

#include "load/access.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "load/fields.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

using T = FieldType;

constexpr std::array person_fields{
    Field{"person", "personne", T::line, true, "groupe/stagiaire, un formateur de livret.yaml, ou administrateur",
          "group/trainee, a trainer of livret.yaml, or administrator"},
    Field{"name", "nom", T::line, false, "le nom, pour qui lit ce fichier", "the name, for whoever reads this file"},
    Field{"login", "compte", T::line, false, "l’identifiant de connexion à la forge", "the login at the forge"},
    Field{"ssh-key", "clé-ssh", T::line, false, "l’empreinte de sa clé ssh : SHA256:…",
          "the fingerprint of her ssh key: SHA256:…"},
};
constexpr std::array access_fields{
    Field{"people", "personnes", T::objects, true, "qui envoie sous quel nom", "who sends under which name", {}, person_fields},
};
constexpr Kind access_kind{"guard", "guard.yaml", "guard.yaml", access_fields};

} // namespace

std::optional<Sender> parse_sender(std::string_view word) {
    if (word == "administrator" || word == "administrateur") return Administrator{};
    const std::size_t slash = word.find('/');
    if (slash == std::string_view::npos)
        return is_slug(word) ? std::optional<Sender>(TrainerId{std::string(word)}) : std::nullopt;
    const std::string_view gfp = word.substr(0, slash), trainee = word.substr(slash + 1);
    if (!is_slug(gfp) || !is_slug(trainee)) return std::nullopt;
    return TraineeKey{GfpId{std::string(gfp)}, TraineeId{std::string(trainee)}};
}

std::vector<AccessLine> read_access(const std::string& bytes, const std::function<bool(const Sender&)>& is_here, Sink& sink) {
    const Reporter reporter(SourcePath{std::string(access_file)}, bytes, sink);
    const auto tree = parse_yaml(reporter, bytes, 0);
    std::vector<AccessLine> out;
    if (!tree || tree->kind != YamlNode::Kind::map) {
        if (reporter.errors() == 0) reporter.report(Code::missing_key, {{1, 1}, 1}, {"personnes", "people"});
        return out;
    }
    const Record record(*tree, access_fields, access_kind, reporter, {{1, 1}, 1});
    for (const Record& item : record.objects("people")) {
        if (!item.has("person")) continue;
        const auto person = parse_sender(item.line("person"));
        if (!person || !is_here(*person)) {
            reporter.report(Code::unknown_person, item.at("person"), {item.line("person")});
            continue;
        }
        out.push_back({*person, item.line("name"), item.line("login"), item.line("ssh-key")});
    }
    return out;
}

std::optional<AccessWithout> access_without(const std::string& bytes, const TraineeKey& trainee) {
    Sink sink;
    const auto tree = parse_yaml(Reporter(SourcePath{std::string(access_file)}, bytes, sink), bytes, 0);
    if (!tree || tree->kind != YamlNode::Kind::map) return std::nullopt;
    AccessWithout out;
    std::size_t stay = 0;
    int list_line = 0;
    for (const YamlEntry& entry : tree->entries) {
        if (entry.key.text != "people" && entry.key.text != "personnes") continue;
        list_line = entry.key.at.begin.line;
        for (const YamlNode& item : entry.value.items) {
            int last = item.at.begin.line;
            bool hers = false;
            for (const YamlEntry& field : item.entries) {
                last = std::max(last, field.value.at.begin.line);
                if (field.key.text != "person" && field.key.text != "personne") continue;
                const auto person = parse_sender(field.value.text);
                hers = person && *person == Sender(trainee);
            }
            if (!hers) {
                ++stay;
                continue;
            }
            for (int line = item.at.begin.line; line <= last; ++line) out.lines.push_back(line);
        }
    }
    if (out.lines.empty()) return std::nullopt;
    int number = 0;
    for (const std::string_view line : split(bytes, '\n')) {
        ++number;
        if (std::find(out.lines.begin(), out.lines.end(), number) != out.lines.end()) continue;
        out.text += std::string(line) + (stay == 0 && number == list_line ? " []" : "") + "\n";
    }
    if (!out.text.empty()) out.text.pop_back();
    return out;
}

} // namespace livret

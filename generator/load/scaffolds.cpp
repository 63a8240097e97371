#include "load/scaffolds.hpp"

#include "base/text.hpp"
#include "markup/yaml_traps.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace livret {

namespace {

// Beside a code: enough of its statement to know it by.
constexpr std::size_t statement_characters = 72;

std::vector<std::string> words_of(const Field& field, Language language) {
    std::vector<std::string> out;
    for (const Choice& one : field.choices)
        if (!one.id.empty()) out.emplace_back(one.word(language));
    return out;
}

std::string bracketed(const std::vector<std::string>& items) {
    return "[" + join(items, ", ") + "]";
}

std::string indented(std::string_view text, std::string_view prefix) {
    std::string out;
    for (const std::string_view line : split_lines(text))
        out += std::string(line.empty() ? "" : prefix) + std::string(line) + "\n";
    if (!out.empty()) out.pop_back();
    return out;
}

class Writer {
  public:
    explicit Writer(const ScaffoldFacts& facts) : facts_(facts) {}

    std::string comment(const Field& field) const {
        std::string out = std::string(french() ? field.meaning_fr : field.meaning_en);
        const std::vector<std::string> among = possible(field);
        const bool asks = out.ends_with('?');
        if (!among.empty()) out += (asks ? " " : french() ? " : " : ": ") + join(among, ", ");
        return "# " + out + "\n";
    }

    std::string key(const Field& field) const { return std::string(french() ? field.french : field.key); }

    // A value that the field accepts, in words of this repository.
    std::string example(const Field& field) const {
        switch (field.type) {
        case FieldType::line:
            return line(field);
        case FieldType::text:
            return french() ? " |\n  un texte,\n  sur plusieurs lignes" : " |\n  a text,\n  on several lines";
        case FieldType::integer:
            return field.key == "promise" ? "4" : std::to_string(std::clamp(15, field.min, field.max));
        case FieldType::boolean:
            return french() ? "oui" : "true";
        case FieldType::date:
            return today();
        case FieldType::dates:
            return fmt::format("{{{1}: {0}, {2}: {0}}}", today(), french() ? "du" : "from", french() ? "au" : "to");
        case FieldType::moment:
            return written_moment(facts_.now);
        case FieldType::hours:
            return french() ? "9 h – 12 h" : "9:00-12:00";
        case FieldType::school_year:
            return school_year_of(facts_.now.local_date());
        case FieldType::slug:
            return slug(field);
        case FieldType::slugs:
            return bracketed({slug(field)});
        case FieldType::person:
            return first(facts_.trainers, "c-leroy");
        case FieldType::participants:
            return french() ? "tous" : "all";
        case FieldType::reference:
            return "MATH1-DURAND-03";
        case FieldType::hexadecimal:
            return "\"" + hexadecimal(field) + "\"";
        case FieldType::url:
            return "https://livret.example.org/";
        case FieldType::file_name:
            return "portrait.jpg";
        case FieldType::code_list:
            return bracketed({code()});
        case FieldType::domain_list:
            return bracketed({domain()});
        case FieldType::declarations:
            return declarations();
        case FieldType::levels:
            return fmt::format("{{{}: 2}}", code());
        case FieldType::remarks:
            return fmt::format("{{{}: {}}}", code(), french() ? "formulation ambiguë" : "ambiguous wording");
        case FieldType::choice:
            return first(words_of(field, facts_.language), "");
        case FieldType::choices:
            return bracketed(words_of(field, facts_.language));
        case FieldType::object:
            return "\n" + nested(field, "  ", "  ");
        case FieldType::objects:
            return "\n" + nested(field, "  - ", "    ");
        case FieldType::labels:
            return french() ? "[pas encore, avec de l’aide, en autonomie, j’aide les autres]"
                            : "[not yet, with help, alone, I help others]";
        }
        return "";
    }

  private:
    bool french() const { return facts_.language == Language::fr; }
    std::string today() const { return iso(facts_.now.local_date()); }

    static std::string first(const std::vector<std::string>& words, std::string otherwise) {
        return words.empty() ? otherwise : words.front();
    }

    // The closed set of a field: its own, or that of this repository.
    std::vector<std::string> possible(const Field& field) const {
        if (!field.choices.empty()) return words_of(field, facts_.language);
        if (field.key == "context" || field.key == "kind") return facts_.contexts;
        if (field.type == FieldType::slug && field.key == "stream") return facts_.streams;
        if (field.type == FieldType::slugs && field.key == "trainers") return facts_.trainers;
        if (field.type == FieldType::slugs && field.key == "with") return facts_.trainees;
        if (field.type == FieldType::participants) return facts_.trainees;
        if (field.key == "to" && field.type == FieldType::slug) return facts_.trainers;
        return {};
    }

    std::string line(const Field& field) const {
        struct Word {
            std::string_view key, fr, en;
        };
        static constexpr std::array words{
            Word{"subject", "Mathématiques", "Mathematics"},
            Word{"school", "lycée Jean-Moulin, Manosque", "Jean Moulin school, Manosque"},
            Word{"level", "modeste", "modest"},
            Word{"address", "1, place de la Mairie, 04000 Digne-les-Bains", "1, Town Hall Square, 04000 Digne-les-Bains"},
            Word{"contact", "le secrétariat de la formation", "the training office"},
            Word{"retention", "deux ans après la fin de l’année scolaire", "two years after the end of the school year"},
            Word{"name", "Anne Durand", "Anne Durand"},
        };
        for (const Word& one : words)
            if (one.key == field.key) return yaml_quoted(french() ? one.fr : one.en);
        return french() ? "\"une ligne\"" : "\"one line\"";
    }

    std::string slug(const Field& field) const {
        if (field.key == "context" || field.key == "kind") return first(facts_.contexts, "gfp");
        if (field.key == "also") return "crcn-edu";
        if (field.key == "framework") return facts_.framework == nullptr ? "c2i2e-2004" : facts_.framework->id.value;
        if (field.key == "stream") return first(facts_.streams, "second-degre");
        if (field.key == "trainers") return first(facts_.trainers, "c-leroy");
        if (field.key == "with") return first(facts_.trainees, "durand");
        if (field.key == "to") return "forum";
        return french() ? "un-mot" : "a-word";
    }

    static std::string hexadecimal(const Field& field) {
        std::string out;
        while (static_cast<int>(out.size()) < field.min) out += "3f9c1a20";
        out.resize(static_cast<std::size_t>(field.min));
        return out;
    }

    std::string code() const {
        return facts_.framework == nullptr || facts_.framework->competences.empty() ? "A.1.1"
                                                                                    : facts_.framework->competences[0].code;
    }

    std::string domain() const {
        return facts_.framework == nullptr || facts_.framework->domains.empty() ? "A" : facts_.framework->domains[0].code;
    }

    // All of them, to uncover those that the activity called on.
    std::string declarations() const {
        if (facts_.framework == nullptr) return "\n  - " + code();
        std::string out;
        for (const Competence& one : facts_.framework->competences)
            out += fmt::format("\n  - {}  # {}", one.code,
                               excerpt(wording(one.statements, facts_.language).text, statement_characters));
        return out;
    }

    std::string nested(const Field& field, std::string_view opening, std::string_view inner) const {
        std::string out;
        for (const Field& one : field.fields) {
            std::string value = example(one);
            const bool block = value.starts_with('\n') || value.starts_with(" |");
            value = key(one) + ":" + (block ? "" : " ") + value;
            std::string text = indented(value, inner);
            if (out.empty()) text.replace(0, inner.size(), opening);
            out += (out.empty() ? "" : "\n") + text;
        }
        return out;
    }

    const ScaffoldFacts& facts_;
};

std::string entry(const std::string& key, const std::string& value) {
    const bool block = value.starts_with('\n') || value.starts_with(" |");
    return key + ":" + (block ? "" : " ") + value;
}

} // namespace

std::string scaffold_fields(const Kind& kind, const std::vector<FieldValue>& values, const ScaffoldFacts& facts) {
    const Writer writer(facts);
    std::string out;
    for (const Field& field : kind.fields) {
        out += writer.comment(field);
        const auto given =
            std::find_if(values.begin(), values.end(), [&](const FieldValue& one) { return one.key == field.key; });
        if (field.type == FieldType::declarations)
            out += facts.language == Language::fr
                       ? "# (des mots à vous, au besoin, après le code : « - B.2.1: ce que j’ai fait »)\n"
                       : "# (words of your own, if you like, after the code: “- B.2.1: what I did”)\n";
        if (given != values.end())
            out += entry(writer.key(field), given->yaml) + "\n";
        else
            out += indented(entry(writer.key(field), writer.example(field)), "#") + "\n";
    }
    return out;
}

std::string scaffold_document(const Kind& kind, const std::vector<FieldValue>& values, std::string_view body,
                              const ScaffoldFacts& facts) {
    return fmt::format("---\n# {}\n{}---\n{}",
                       facts.language == Language::fr
                           ? "Une ligne « #champ: » est un exemple : ôtez son # pour vous en servir, ou effacez-la."
                           : "A line “#field:” is an example: take its # away to use it, or delete it.",
                       scaffold_fields(kind, values, facts), body);
}

std::string choice_word(const Kind& kind, std::string_view key, std::string_view id, Language language) {
    for (const Field& field : kind.fields)
        if (field.key == key)
            for (const Choice& choice : field.choices)
                if (choice.id == id) return std::string(choice.word(language));
    return std::string(id);
}

std::string levels_value(const Framework& framework, const std::vector<std::pair<std::string, int>>& levels, Language language) {
    std::string out;
    for (const Competence& one : framework.competences) {
        int level = 0;
        for (const auto& [code, known] : levels)
            if (code == one.code) level = known;
        out += fmt::format("\n  {}: {}  # {}", one.code, level,
                           excerpt(wording(one.statements, language).text, statement_characters));
    }
    return out;
}

std::string written_moment(const Moment& moment) {
    std::string out = iso(moment);
    return out.erase(16, 3); // the seconds: nobody writes them
}

std::string school_year_of(Date date) {
    const int year = static_cast<int>(date.year());
    const int first = static_cast<unsigned>(date.month()) >= 8 ? year : year - 1;
    return fmt::format("{}-{}", first, first + 1);
}

} // namespace livret

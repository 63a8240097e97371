#include "load/class_list.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

enum class ColumnKind { family, given, name, family_first, given_first, email, login, gfp, subject, school };

struct Heading {
    std::string_view words; // without accents, capitals and signs
    ColumnKind kind;
};
constexpr std::array headings{
    Heading{"nom de famille", ColumnKind::family},
    Heading{"nom usuel", ColumnKind::family},
    Heading{"nom d usage", ColumnKind::family},
    Heading{"family name", ColumnKind::family},
    Heading{"last name", ColumnKind::family},
    Heading{"lastname", ColumnKind::family},
    Heading{"surname", ColumnKind::family},
    Heading{"prenom", ColumnKind::given},
    Heading{"prenoms", ColumnKind::given},
    Heading{"prenom usuel", ColumnKind::given},
    Heading{"given name", ColumnKind::given},
    Heading{"first name", ColumnKind::given},
    Heading{"firstname", ColumnKind::given},
    Heading{"forename", ColumnKind::given},
    Heading{"nom", ColumnKind::name},
    Heading{"name", ColumnKind::name},
    Heading{"nom complet", ColumnKind::name},
    Heading{"full name", ColumnKind::name},
    Heading{"stagiaire", ColumnKind::name},
    Heading{"trainee", ColumnKind::name},
    Heading{"etudiant", ColumnKind::name},
    Heading{"student", ColumnKind::name},
    Heading{"nom prenom", ColumnKind::family_first},
    Heading{"nom et prenom", ColumnKind::family_first},
    Heading{"nom prenoms", ColumnKind::family_first},
    Heading{"nom et prenoms", ColumnKind::family_first},
    Heading{"prenom nom", ColumnKind::given_first},
    Heading{"prenom et nom", ColumnKind::given_first},
    Heading{"courriel", ColumnKind::email},
    Heading{"email", ColumnKind::email},
    Heading{"e mail", ColumnKind::email},
    Heading{"mail", ColumnKind::email},
    Heading{"mel", ColumnKind::email},
    Heading{"adresse electronique", ColumnKind::email},
    Heading{"adresse de courriel", ColumnKind::email},
    Heading{"adresse mail", ColumnKind::email},
    Heading{"adresse e mail", ColumnKind::email},
    Heading{"adresse email", ColumnKind::email},
    Heading{"email address", ColumnKind::email},
    Heading{"e mail address", ColumnKind::email},
    Heading{"identifiant", ColumnKind::login},
    Heading{"login", ColumnKind::login},
    Heading{"compte", ColumnKind::login},
    Heading{"nom d utilisateur", ColumnKind::login},
    Heading{"utilisateur", ColumnKind::login},
    Heading{"username", ColumnKind::login},
    Heading{"user name", ColumnKind::login},
    Heading{"user", ColumnKind::login},
    Heading{"account", ColumnKind::login},
    Heading{"gfp", ColumnKind::gfp},
    Heading{"groupe", ColumnKind::gfp},
    Heading{"group", ColumnKind::gfp},
    Heading{"groupe de formation", ColumnKind::gfp},
    Heading{"groupe de formation professionnelle", ColumnKind::gfp},
    Heading{"classe", ColumnKind::gfp},
    Heading{"class", ColumnKind::gfp},
    Heading{"discipline", ColumnKind::subject},
    Heading{"matiere", ColumnKind::subject},
    Heading{"subject", ColumnKind::subject},
    Heading{"etablissement", ColumnKind::school},
    Heading{"etablissement de stage", ColumnKind::school},
    Heading{"lieu de stage", ColumnKind::school},
    Heading{"ecole", ColumnKind::school},
    Heading{"school", ColumnKind::school},
};
constexpr std::size_t most_heading_rows = 10; // titles and remarks above the heading

// « N° d’élève » -> "n d eleve"
std::string heading_key(std::string_view text) {
    std::string out;
    for (const char c : search_key(plain_words(text))) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (word)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return std::string(trim(out));
}

std::optional<ColumnKind> column_kind(std::string_view key) {
    for (const Heading& one : headings)
        if (one.words == key) return one.kind;
    return std::nullopt;
}

bool is_name(ColumnKind kind) {
    return kind <= ColumnKind::given_first;
}

// Which column holds what.
struct Columns {
    std::map<ColumnKind, std::size_t> at;
    std::size_t count = 0;
    bool has(ColumnKind kind) const { return at.contains(kind); }
};

std::size_t heading_row(const std::vector<SheetRow>& rows) {
    for (std::size_t i = 0; i < std::min(rows.size(), most_heading_rows); ++i)
        for (const SheetCell& cell : rows[i])
            if (const auto kind = column_kind(heading_key(cell.text)); kind && is_name(*kind) && rows[i].size() > 1) return i;
    return 0;
}

Columns read_heading(const SheetRow& row, bool group_is_given, const Reporter& reporter) {
    Columns out;
    out.count = row.size();
    std::vector<std::string> known;
    for (const Heading& one : headings) known.emplace_back(one.words);
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string key = heading_key(row[i].text);
        if (key.empty()) continue;
        const auto kind = column_kind(key);
        if (!kind)
            reporter.report(Code::list_column_unused, row[i].at, {plain_words(row[i].text)},
                            {.did_you_mean = closest(key, known), .fixes = {}});
        else if (!out.at.emplace(*kind, i).second)
            reporter.report(Code::list_column, row[i].at,
                            {fmt::format("la colonne « {} » est là deux fois", plain_words(row[i].text)),
                             fmt::format("the column “{}” is there twice", plain_words(row[i].text))});
    }
    // « Nom » beside « Prénom » is the family name.
    if (out.has(ColumnKind::given) && !out.has(ColumnKind::family) && out.has(ColumnKind::name)) {
        out.at[ColumnKind::family] = out.at[ColumnKind::name];
        out.at.erase(ColumnKind::name);
    }
    const bool whole = out.has(ColumnKind::name) || out.has(ColumnKind::family_first) || out.has(ColumnKind::given_first);
    const auto missing = [&](const char* fr, const char* en) {
        reporter.report(Code::list_column, row.front().at,
                        {fmt::format("aucune colonne {}", fr), fmt::format("no column {}", en)});
    };
    if (!whole && !out.has(ColumnKind::family)) missing("« Nom »", "“Name”");
    if (!out.has(ColumnKind::gfp) && !group_is_given)
        missing("« GFP » ; pour une liste d’un seul groupe, --gfp ID le dit",
                "“GFP”; for a list of one group, --gfp ID says which");
    return out;
}

// --- names

struct Parts {
    std::string family, given;
    bool certain = true;
};

std::string joined(const std::vector<std::string_view>& words, std::size_t from, std::size_t to) {
    std::string out;
    for (std::size_t i = from; i < to; ++i) out += (out.empty() ? "" : " ") + std::string(words[i]);
    return out;
}

// A whole name in one cell.
Parts parts_of(std::string_view text, std::optional<ColumnKind> order) {
    if (const std::size_t comma = text.find(','); comma != std::string_view::npos)
        return {std::string(trim(text.substr(0, comma))), std::string(trim(text.substr(comma + 1)))};
    const auto words = split(text, ' ');
    if (words.size() < 2) return {std::string(text), ""};
    // DURAND Émilie, Émilie DURAND, LE GOFF Jean Marc: what stands in capitals is the family name.
    std::size_t leading = 0, trailing = 0;
    while (leading < words.size() && in_capitals(words[leading])) ++leading;
    while (trailing < words.size() && in_capitals(words[words.size() - 1 - trailing])) ++trailing;
    if (leading > 0 && leading < words.size()) return {joined(words, 0, leading), joined(words, leading, words.size())};
    if (trailing > 0 && trailing < words.size())
        return {joined(words, words.size() - trailing, words.size()), joined(words, 0, words.size() - trailing)};
    if (order == ColumnKind::family_first) return {joined(words, 0, 1), joined(words, 1, words.size()), words.size() == 2};
    return {joined(words, words.size() - 1, words.size()), joined(words, 0, words.size() - 1)};
}

// --- values

struct Reason {
    std::string fr, en;
};

constexpr std::size_t longest_value = 200; // characters; as `livret new` has it

std::optional<Reason> wrong_text(std::string_view raw, std::string_view text) {
    if (count_characters(text) > longest_value)
        return Reason{fmt::format("plus de {} caractères", longest_value), fmt::format("more than {} characters", longest_value)};
    if (is_garbled(raw))
        return Reason{"les accents ont été abîmés par une conversion : réenregistrez la liste en UTF-8",
                      "its accents were spoilt by a conversion: save the list again as UTF-8"};
    // Line ends and tabs between quotes were made spaces.
    if (first_control(text)) return Reason{"un caractère invisible s’y trouve", "it holds an invisible character"};
    return std::nullopt;
}

std::optional<Reason> wrong_name(std::string_view text) {
    static constexpr std::string_view signs = "=+@<>{}[]|\\/\"#;*";
    const std::size_t found = text.find_first_of(signs);
    if (found != std::string_view::npos)
        return Reason{fmt::format("un nom ne contient pas « {} »", text[found]),
                      fmt::format("a name does not hold “{}”", text[found])};
    if (text.starts_with('-') || text.starts_with("＝") || text.starts_with("＋") || text.starts_with("－") ||
        text.starts_with("＠"))
        return Reason{"un nom commence par une lettre", "a name begins with a letter"};
    return std::nullopt;
}

// Not RFC 5321: what a mistyped address fails.
std::optional<Reason> wrong_email(std::string_view text) {
    const std::size_t sign = text.find('@');
    const std::string_view host = sign == std::string_view::npos ? std::string_view() : text.substr(sign + 1);
    const bool odd =
        text.find_first_of(" ,;<>\"()[]\\") != std::string_view::npos || text.find('@', sign + 1) != std::string_view::npos;
    if (sign == 0 || odd || host.find('.') == std::string_view::npos || host.starts_with('.') || host.ends_with('.') ||
        host.find("..") != std::string_view::npos)
        return Reason{"une adresse comme emilie.durand@example.org est attendue",
                      "an address like emilie.durand@example.org is expected"};
    return std::nullopt;
}

std::optional<Reason> wrong_login(std::string_view text) {
    if (text.find_first_of(" =+,;\"'<>\\/") != std::string_view::npos || text.starts_with('-') || text.starts_with('@'))
        return Reason{"un identifiant de connexion n’a ni espace ni signe", "a login has no spaces and no signs"};
    return std::nullopt;
}

class ListReader {
  public:
    ListReader(const std::vector<SheetRow>& rows, const KnownGroups& known, const Reporter& reporter)
        : rows_(rows), known_(known), reporter_(reporter) {}

    std::vector<ClassEntry> read() {
        if (rows_.empty()) {
            reporter_.report(Code::list_unreadable, Span{{1, 1}, 1}, {"elle est vide", "it is empty"});
            return {};
        }
        const std::size_t heading = heading_row(rows_);
        columns_ = read_heading(rows_[heading], known_.only.size() == 1, reporter_);
        if (reporter_.errors() > 0) return {};
        for (std::size_t i = heading + 1; i < rows_.size(); ++i) read_row(rows_[i]);
        if (out_.empty() && reporter_.errors() == 0)
            reporter_.report(Code::list_unreadable, rows_[heading].front().at,
                             {"elle ne nomme personne à inscrire", "it names nobody to enter"});
        return std::move(out_);
    }

  private:
    const SheetCell* cell(const SheetRow& row, ColumnKind kind) const {
        const auto found = columns_.at.find(kind);
        return found == columns_.at.end() || found->second >= row.size() ? nullptr : &row[found->second];
    }
    void wrong(Span at, std::string_view value, Reason reason) const {
        reporter_.report(Code::list_value, at, {std::string(value), std::move(reason.fr), std::move(reason.en)});
    }
    // Words of a cell, checked; empty if there are none.
    template <class Check> std::string value(const SheetRow& row, ColumnKind kind, Check check) const {
        const SheetCell* found = cell(row, kind);
        if (found == nullptr) return "";
        std::string text = plain_words(found->text);
        if (text.empty()) return text;
        std::optional<Reason> reason = wrong_text(found->text, text);
        if (!reason) reason = check(text);
        if (reason) wrong(found->at, text, std::move(*reason));
        return text;
    }
    static std::optional<Reason> anything(std::string_view) { return std::nullopt; }

    void read_row(const SheetRow& row) {
        for (std::size_t i = columns_.count; i < row.size(); ++i) {
            const std::string text = plain_words(row[i].text);
            if (text.empty()) continue;
            wrong(row[i].at, text, {"il y a plus de cases que de colonnes nommées", "there are more cells than named columns"});
            return;
        }
        ClassEntry entry;
        entry.line = row.front().at.begin.line;
        const auto gfp = group_of(row);
        if (!gfp) return; // of another group, or reported
        entry.gfp = *gfp;
        read_name(row, entry);
        entry.email = value(row, ColumnKind::email, wrong_email);
        entry.login = value(row, ColumnKind::login, wrong_login);
        entry.subject = value(row, ColumnKind::subject, anything);
        entry.school = value(row, ColumnKind::school, anything);
        if (!entry.name.empty()) add(row, std::move(entry));
    }

    void read_name(const SheetRow& row, ClassEntry& out) {
        Parts parts;
        if (columns_.has(ColumnKind::family)) {
            parts = {value(row, ColumnKind::family, wrong_name), value(row, ColumnKind::given, wrong_name)};
            if (const SheetCell* found = cell(row, ColumnKind::family)) out.at = found->at;
        } else {
            for (const ColumnKind kind : {ColumnKind::name, ColumnKind::family_first, ColumnKind::given_first}) {
                if (!columns_.has(kind)) continue;
                const std::string whole = value(row, kind, wrong_name);
                parts = parts_of(whole, kind);
                if (const SheetCell* found = cell(row, kind)) out.at = found->at;
                break;
            }
        }
        if (parts.family.empty()) {
            Span at = out.at.begin.line > 0 ? out.at : row.front().at;
            wrong(at, plain_words(row.front().text), {"le nom manque", "the name is missing"});
            return;
        }
        out.family = name_case(parts.family);
        out.given = name_case(parts.given);
        out.name = out.given.empty() ? out.family : out.given + " " + out.family;
        if (!parts.certain) reporter_.report(Code::list_name_order, out.at, {out.given, out.family});
    }

    std::optional<GfpId> group_of(const SheetRow& row) const {
        const SheetCell* found = cell(row, ColumnKind::gfp);
        const std::string text = found == nullptr ? "" : plain_words(found->text);
        if (text.empty()) {
            if (known_.only.size() == 1) return GfpId{known_.only.front()};
            wrong(found != nullptr ? found->at : row.front().at, plain_words(row.front().text),
                  {"le groupe manque", "the group is missing"});
            return std::nullopt;
        }
        const std::string key = search_key(text);
        std::vector<std::string> candidates, by_title;
        for (const auto& [id, title] : known_.groups) {
            candidates.push_back(id);
            if (key == id) return taken(id);
            if (key == search_key(plain_words(title))) by_title.push_back(id);
        }
        if (by_title.size() == 1) return taken(by_title.front());
        reporter_.report(Code::list_gfp, found->at, {text, join(candidates, ", ")},
                         {.did_you_mean = closest(text, candidates), .fixes = {}});
        return std::nullopt;
    }
    std::optional<GfpId> taken(const std::string& id) const {
        const bool wanted = known_.only.empty() || std::find(known_.only.begin(), known_.only.end(), id) != known_.only.end();
        return wanted ? std::optional(GfpId{id}) : std::nullopt;
    }

    // Whoever stands twice is taken once; two people cannot have one address.
    void add(const SheetRow& row, ClassEntry entry) {
        const auto same = [](const std::string& a, const std::string& b) {
            return a.empty() || b.empty() || search_key(a) == search_key(b);
        };
        for (const ClassEntry& other : out_) {
            const bool name = other.gfp == entry.gfp && name_key(other.name) == name_key(entry.name);
            if (!name || !same(other.email, entry.email) || !same(other.login, entry.login)) continue;
            reporter_.report(Code::list_twice, entry.at, {entry.name, std::to_string(other.line)});
            return;
        }
        refuse_taken(row, ColumnKind::email, entry.email, entry.line, emails_);
        refuse_taken(row, ColumnKind::login, entry.login, entry.line, logins_);
        out_.push_back(std::move(entry));
    }
    void refuse_taken(const SheetRow& row, ColumnKind kind, const std::string& value, int line,
                      std::map<std::string, int>& seen) const {
        if (value.empty()) return;
        const auto [first, fresh] = seen.try_emplace(search_key(value), line);
        if (!fresh) reporter_.report(Code::list_conflict, cell(row, kind)->at, {value, std::to_string(first->second)});
    }

    const std::vector<SheetRow>& rows_;
    const KnownGroups& known_;
    const Reporter& reporter_;
    Columns columns_;
    std::vector<ClassEntry> out_;
    std::map<std::string, int> emails_, logins_;
};

} // namespace

std::vector<ClassEntry> read_class_list(const std::vector<SheetRow>& rows, const KnownGroups& known, const Reporter& reporter) {
    return ListReader(rows, known, reporter).read();
}

std::string name_key(std::string_view name) {
    const std::string key = heading_key(name);
    auto words = split(key, ' ');
    std::sort(words.begin(), words.end());
    std::string out;
    for (const auto word : words) out += std::string(word) + " ";
    // Letters that are none of a to z have no key of their own.
    return trim(out).empty() ? search_key(name) : out;
}

} // namespace livret

// Texts, paths, dates and JSON.
#include "base/date.hpp"
#include "base/flat_map.hpp"
#include "base/json.hpp"
#include "base/paths.hpp"
#include "base/text.hpp"
#include "base/typography.hpp"
#include "base/unicode.hpp"
#include "property.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace livret::tests {

namespace {

// --- typography

const std::vector<std::string> typed{"a",      "b",      "é",    "l'a",  "L'É",    "'",      "aujourd'hui", " ",      "  ", ".",
                                     "..",     "...",    "....", "«",    "»",      "« ",     " »",          " :",     " ;", " ?",
                                     " !",     " %",     " €",   ":",    "\u00A0", "\u202F", "\u2019",      "\u2026", "\n", "\t",
                                     "\u202E", "\u2067", "\x01", "\x7F", "\u0085", "😀",      "1",           "<",      "&"};

std::string as_typed(std::string text) {
    for (const char* space : {"\u00A0", "\u202F"}) text = replace_all(std::move(text), space, " ");
    return replace_all(replace_all(std::move(text), "\u2019", "'"), "\u2026", "...");
}

// Known and left: an apostrophe beside three dots, or after the space that follows «, is curled on the second time only.
bool beside_what_changes(const std::string& text) {
    const std::string seen = printable(text);
    return seen.find(".'") != std::string::npos || seen.find("'.") != std::string::npos || seen.find("« '") != std::string::npos;
}

bool typeset_is_idempotent(const char* name) {
    return rc::check(name, [] {
        const auto text = *text_of(typed);
        const Language language = *rc::gen::element(Language::fr, Language::en);
        RC_PRE(!beside_what_changes(text));
        const std::string once = typeset(text, language);
        RC_ASSERT(typeset(once, language) == once);
    });
}

bool typeset_changes_spaces_apostrophes_and_dots_only(const char* name) {
    return rc::check(name, [] {
        const auto text = *text_of(typed);
        for (const Language language : {Language::fr, Language::en})
            RC_ASSERT(as_typed(typeset(text, language)) == as_typed(printable(text)));
    });
}

bool english_keeps_its_spaces(const char* name) {
    return rc::check(name, [] {
        const auto text = *text_of(typed);
        const auto spaces = [](const std::string& one) { return std::count(one.begin(), one.end(), ' '); };
        RC_ASSERT(spaces(typeset(text, Language::en)) == spaces(text));
    });
}

// --- slugs

bool slugify_yields_a_slug(const char* name) {
    return rc::check(name, [] {
        const auto any = *rc::gen::arbitrary<std::string>();
        const auto words = *text_of(
            {"Séance", " ", "-", "--", "n°", "3", "Œ", "ß", "İ", "ﬁ", "½", "_", ".", "/", "中", "\u0301", "é", "Z", "\xFF"});
        RC_ASSERT(is_slug(slugify(any)));
        RC_ASSERT(is_slug(slugify(words)));
        RC_ASSERT(slugify(slugify(words)) == slugify(words));
    });
}

// --- paths

rc::Gen<std::string> path_of() {
    const auto part = rc::gen::suchThat(
        text_of({"a", "b", "é", " ", "%", "%41", "#", "?", ":", "&", "+", "..", ".", "-", "'", "\"", "~", "index.html"}),
        [](const std::string& one) { return !one.empty() && one != "." && one != ".."; });
    return rc::gen::map(rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(part)),
                        [](const std::vector<std::string>& parts) { return join(parts, "/"); });
}

bool relative_urls_lead_back(const char* name) {
    return rc::check(name, [] {
        const auto from = *path_of(), to = *path_of();
        const std::string url = relative_url(SitePath{from}, SitePath{to});
        RC_ASSERT(!url.empty());
        RC_ASSERT(url.find_first_of("#?: \"'&") == std::string::npos);
        const auto back = resolve_link(SourcePath{from}, percent_decode(url));
        RC_ASSERT(back.has_value());
        RC_ASSERT(back->value == to);
    });
}

bool links_stay_within_the_root(const char* name) {
    return rc::check(name, [] {
        const auto from = *path_of();
        const auto link = *text_of({"a", "/", "//", "..", "../", ".", "./", "b", "\\", "é", "%2e"});
        const auto found = resolve_link(SourcePath{from}, link);
        if (!found) return;
        for (const std::string_view part : found->parts()) RC_ASSERT(!part.empty() && part != "." && part != "..");
    });
}

// --- UTF-8, after table 3-7 of the Unicode standard

std::optional<std::size_t> first_invalid_by_table(const std::string& bytes) {
    const auto in = [&](std::size_t i, unsigned low, unsigned high) {
        return i < bytes.size() && static_cast<unsigned char>(bytes[i]) >= low && static_cast<unsigned char>(bytes[i]) <= high;
    };
    struct Row {
        unsigned first, last, low, high;
        std::size_t size;
    };
    static constexpr Row rows[]{{0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
                                {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
    for (std::size_t i = 0; i < bytes.size();) {
        const Row* row =
            std::find_if(std::begin(rows), std::end(rows), [&](const Row& one) { return in(i, one.first, one.last); });
        if (row == std::end(rows)) return i;
        if (row->size > 1 && !in(i + 1, row->low, row->high)) return i;
        for (std::size_t k = 2; k < row->size; ++k)
            if (!in(i + k, 0x80, 0xBF)) return i;
        i += row->size;
    }
    return std::nullopt;
}

bool invalid_utf8_is_found(const char* name) {
    return rc::check(name, [] {
        const auto bytes = *text_of({"a", "é", "€", "😀", "\xC3", "\xA9", "\xE2\x82", "\xF0\x9F", "\xC0\x80", "\xE0\x80\x80",
                                     "\xED\xA0\x80", "\xED\x9F\xBF", "\xF4\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\xFF",
                                     "\xF5\x80\x80\x80", "\xF0\x8F\xBF\xBF", std::string("\0", 1)});
        RC_ASSERT(first_invalid_utf8(bytes) == first_invalid_by_table(bytes));
        const auto any = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
        RC_ASSERT(first_invalid_utf8(any) == first_invalid_by_table(any));
    });
}

// --- JSON

rc::Gen<std::string> json_text() {
    return text_of(
        {"a", "é", "\"", "\\", "/", "\n", "\t", "\x01", "\x7F", "\u2028", "😀", "</script>", std::string("\0", 1), "\\u0041"});
}

rc::Gen<Json> json_of(int depth) {
    const auto leaf =
        rc::gen::oneOf(rc::gen::just(Json(nullptr)), rc::gen::map(rc::gen::arbitrary<bool>(), [](bool b) { return Json(b); }),
                       rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t n) { return Json(n); }),
                       rc::gen::map(json_text(), [](std::string s) { return Json(std::move(s)); }));
    if (depth == 0) return leaf;
    const auto array = rc::gen::map(rc::gen::container<std::vector<Json>>(json_of(depth - 1)),
                                    [](std::vector<Json> items) { return Json(std::move(items)); });
    const auto object = rc::gen::map(
        rc::gen::container<std::vector<std::pair<std::string, Json>>>(rc::gen::pair(json_text(), json_of(depth - 1))),
        [](std::vector<std::pair<std::string, Json>> members) {
            Json out = Json::object();
            for (auto& [key, value] : members)
                if (out.find(key) == nullptr) out.set(key, std::move(value));
            return out;
        });
    return rc::gen::oneOf(leaf, array, object);
}

bool same_json(const Json& a, const Json& b) {
    if (a.is_null()) return b.is_null();
    if (a.is_bool()) return b.is_bool() && a.as_bool() == b.as_bool();
    if (a.is_integer()) return b.is_integer() && a.as_integer() == b.as_integer();
    if (a.is_string()) return b.is_string() && a.as_string() == b.as_string();
    if (a.is_array())
        return b.is_array() &&
               std::equal(a.as_array().begin(), a.as_array().end(), b.as_array().begin(), b.as_array().end(), same_json);
    if (!a.is_object() || !b.is_object()) return false;
    return std::equal(a.as_object().begin(), a.as_object().end(), b.as_object().begin(), b.as_object().end(),
                      [](const auto& x, const auto& y) { return x.first == y.first && same_json(x.second, y.second); });
}

bool json_comes_back(const char* name) {
    return rc::check(name, [] {
        const Json value = *rc::gen::scale(0.3, json_of(3)).as("a JSON value");
        for (const Json::Style style : {Json::Style::compact, Json::Style::indented}) {
            const std::string written = value.dump(style);
            const auto read = parse_json(written);
            RC_ASSERT(std::holds_alternative<Json>(read));
            RC_ASSERT(same_json(value, std::get<Json>(read)));
            RC_ASSERT(std::get<Json>(read).dump(style) == written);
        }
    });
}

// --- did you mean

// Optimal string alignment: insertions, deletions, substitutions, neighbours swapped.
std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

bool closest_keeps_its_promise(const char* name) {
    return rc::check(name, [] {
        const auto word_of = rc::gen::nonEmpty(text_of({"a", "b", "c", "d"}));
        const auto word = *word_of;
        const auto candidates = *rc::gen::container<std::vector<std::string>>(word_of);
        const auto near_enough = [&](const std::string& one) {
            const std::size_t longer = std::max(word.size(), one.size());
            return distance(word, one) <= std::max<std::size_t>(1, longer / 3) && distance(word, one) < longer;
        };
        const auto found = closest(word, candidates);
        if (!found) {
            RC_ASSERT(std::none_of(candidates.begin(), candidates.end(), near_enough));
            return;
        }
        RC_ASSERT(std::find(candidates.begin(), candidates.end(), *found) != candidates.end());
        RC_ASSERT(near_enough(*found));
        for (const std::string& one : candidates) RC_ASSERT(!near_enough(one) || distance(word, one) >= distance(word, *found));
        RC_ASSERT(closest(ascii_upper(word), candidates) == found); // case does not matter
    });
}

// --- dates

bool dates_come_back(const char* name) {
    return rc::check(name, [] {
        const auto number = *rc::gen::inRange(0, 3652059); // days from 0001-01-01 to 9999-12-31
        const Date day{std::chrono::sys_days{std::chrono::year{1} / 1 / 1} + std::chrono::days{number}};
        RC_ASSERT(parse_date(iso(day)) == day);
        const Moment moment{std::chrono::sys_seconds{std::chrono::seconds{*rc::gen::inRange<std::int64_t>(0, 253402000000)}},
                            *rc::gen::inRange(-14 * 60, 14 * 60)};
        const auto back = parse_moment(iso(moment));
        RC_ASSERT(back.has_value());
        RC_ASSERT(back->utc == moment.utc && back->offset_minutes == moment.offset_minutes);
    });
}

bool only_days_that_exist_are_dates(const char* name) {
    return rc::check(name, [] {
        const auto text = *text_of({"2004", "0", "1", "2", "3", "9", "-", "-02-", "-13-", "29", "31", "/", " ", "é"});
        if (const auto day = parse_date(text)) {
            RC_ASSERT(day->ok());
            RC_ASSERT(iso(*day) == text);
        }
    });
}

// Whatever is put in, in whatever order, against the standard's map.
bool a_flat_map_is_a_map(const char* name) {
    return rc::check(name, [] {
        const auto puts = *rc::gen::container<std::vector<std::pair<int, int>>>(
            rc::gen::pair(rc::gen::inRange(-20, 20), rc::gen::arbitrary<int>()));
        FlatMap<int, int> made;
        std::map<int, int> map;
        for (const auto& [key, value] : puts) made[key] = map[key] = value;
        made.shrink();
        const auto& flat = made;
        const auto& wanted = map;
        RC_ASSERT(flat.size() == map.size() && flat.empty() == map.empty());
        RC_ASSERT(std::equal(flat.begin(), flat.end(), map.begin(), map.end(),
                             [](const auto& a, const auto& b) { return a.first == b.first && a.second == b.second; }));
        for (int key = -21; key <= 21; ++key) {
            RC_ASSERT(flat.contains(key) == map.contains(key));
            RC_ASSERT(std::distance(flat.begin(), flat.lower_bound(key)) ==
                      std::distance(wanted.begin(), wanted.lower_bound(key)));
            if (map.contains(key)) RC_ASSERT(flat.at(key) == map.at(key) && flat.find(key)->second == map.at(key));
        }
    });
}

} // namespace

std::vector<Property> base_properties() {
    return {{"typeset, done twice, changes nothing more", typeset_is_idempotent},
            {"typeset changes spaces, apostrophes and dots only", typeset_changes_spaces_apostrophes_and_dots_only},
            {"typeset leaves English its spaces", english_keeps_its_spaces},
            {"slugify yields a slug", slugify_yields_a_slug},
            {"a relative URL leads to where it was made for", relative_urls_lead_back},
            {"a link never leaves the root", links_stay_within_the_root},
            {"the first invalid byte of UTF-8 is that of the standard's table", invalid_utf8_is_found},
            {"JSON that is written is read back", json_comes_back},
            {"the word proposed is near, and none is nearer", closest_keeps_its_promise},
            {"dates and moments are read as they are written", dates_come_back},
            {"only days that exist are dates", only_days_that_exist_are_dates},
            {"a flat map holds what a map holds", a_flat_map_is_a_map}};
}

} // namespace livret::tests

#include "trust/roster.hpp"

#include "base/hash.hpp"
#include "trust/canonical_json.hpp"
#include "trust/field_reader.hpp"

#include <algorithm>

namespace livret {

namespace {

constexpr std::size_t blind_bytes = 16;

Json strings(const std::vector<std::string>& values) {
    Json out = Json::array();
    for (const std::string& one : values) out.push(one);
    return out;
}

Json line_of(const RosterLine& line) {
    Json gfps = Json::array();
    for (const GfpPeriod& one : line.gfps) {
        Json gfp = Json::object();
        gfp.set("id", one.gfp);
        gfp.set("from", iso(one.span.from));
        if (one.span.until) gfp.set("until", iso(*one.span.until));
        gfps.push(std::move(gfp));
    }
    Json out = Json::object();
    out.set("blind", line.blind);
    out.set("id", line.id);
    out.set("folder", line.folder);
    out.set("commitment", line.commitment);
    out.set("gfp", std::move(gfps));
    if (!line.logins.empty()) out.set("logins", strings(line.logins));
    if (!line.ssh_keys.empty()) out.set("sshKeys", strings(line.ssh_keys));
    return out;
}

Json line_of(const Erasure& one) {
    Json out = Json::object();
    out.set("blind", one.blind);
    out.set("erased", iso(one.date));
    out.set("id", one.trainee);
    return out;
}

bool is_blind(std::string_view text) {
    return text.size() == 2 * blind_bytes && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Adds what a line says; false if it is none.
bool take_line(const Json& line, Roster& out) {
    ReadFault fault;
    FieldReader fields(&line, "line", fault);
    const std::string blind = fields.line("blind");
    if (!is_blind(blind)) return false;
    if (fields.has("erased")) {
        out.erased.push_back({fields.id("id"), fields.date("erased"), blind});
    } else {
        RosterLine one;
        one.blind = blind;
        one.id = fields.id("id");
        one.folder = fields.path("folder");
        if (std::count(one.folder.begin(), one.folder.end(), '/') != 1) return false;
        one.commitment = fields.digest("commitment");
        fields.list("gfp", [&](const Json& item, const std::string& where) {
            FieldReader gfp(&item, where, fault);
            one.gfps.push_back({gfp.id("id"), gfp.span()});
            gfp.end();
        });
        one.logins = fields.set("logins", is_line, false);
        one.ssh_keys = fields.set("sshKeys", is_line, false);
        out.lines.push_back(std::move(one));
    }
    fields.end();
    return !fault.found();
}

// Sorts the lines; false if somebody stands there twice.
bool settle(Roster& roster) {
    std::sort(roster.lines.begin(), roster.lines.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    std::sort(roster.erased.begin(), roster.erased.end(), [](const auto& a, const auto& b) { return a.trainee < b.trainee; });
    const auto twice = [](const auto& list, auto member) {
        return std::adjacent_find(list.begin(), list.end(),
                                  [&](const auto& a, const auto& b) { return a.*member == b.*member; }) != list.end();
    };
    if (twice(roster.lines, &RosterLine::id) || twice(roster.erased, &Erasure::trainee)) return false;
    return std::none_of(roster.erased.begin(), roster.erased.end(),
                        [&](const Erasure& one) { return roster.line(one.trainee) != nullptr; });
}

template <class T> void blind_line(T& line, const std::vector<T>& before, bool example) {
    if (is_blind(line.blind) && std::find(before.begin(), before.end(), line) != before.end()) return;
    line.blind.clear();
    line.blind = example ? sha256_hex("livret example: " + canonical_json(line_of(line))).substr(0, 2 * blind_bytes)
                         : random_hex(blind_bytes);
}

} // namespace

const RosterLine* Roster::line(std::string_view trainee) const {
    const auto found = std::lower_bound(lines.begin(), lines.end(), trainee,
                                        [](const RosterLine& one, std::string_view id) { return one.id < id; });
    return found != lines.end() && found->id == trainee ? &*found : nullptr;
}

bool Roster::is_erased(std::string_view trainee) const {
    const auto found = std::lower_bound(erased.begin(), erased.end(), trainee,
                                        [](const Erasure& one, std::string_view id) { return one.trainee < id; });
    return found != erased.end() && found->trainee == trainee;
}

LineFile write_roster(const Roster& roster) {
    std::vector<Json> lines;
    for (const RosterLine& one : roster.lines) lines.push_back(line_of(one));
    for (const Erasure& one : roster.erased) lines.push_back(line_of(one));
    return write_lines(lines);
}

std::optional<Roster> read_roster(std::string_view text, const TreeHead& tree) {
    const auto lines = read_lines(text);
    if (!lines || !lines->fit(tree)) return std::nullopt;
    Roster out;
    const bool good =
        std::all_of(lines->values.begin(), lines->values.end(), [&](const Json& line) { return take_line(line, out); });
    return good && settle(out) ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<Roster> read_registry_leaf(std::string_view text, const TreeHead& tree) {
    const auto line = read_leaf(text, tree);
    Roster out;
    return line && take_line(*line, out) ? std::optional(std::move(out)) : std::nullopt;
}

std::string write_registry_leaf(const Roster& roster, std::string_view trainee) {
    const LineFile file = write_roster(roster);
    if (const RosterLine* line = roster.line(trainee)) return write_leaf(file, line_of(*line));
    for (const Erasure& one : roster.erased)
        if (one.trainee == trainee) return write_leaf(file, line_of(one));
    return {};
}

void blind_what_changed(Roster& next, const Roster& before, bool example) {
    for (RosterLine& one : next.lines) blind_line(one, before.lines, example);
    for (Erasure& one : next.erased) blind_line(one, before.erased, example);
}

} // namespace livret

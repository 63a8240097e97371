#include "trust/leaves.hpp"

#include "trust/field_reader.hpp"

#include <algorithm>

namespace livret {

namespace {

constexpr std::int64_t largest_number = 9007199254740991; // 2^53-1: rule 2

Json line_of(std::string_view trainee, const std::vector<Listed>& attestations) {
    Json list = Json::array();
    for (const Listed& one : attestations) {
        Json item = Json::object();
        item.set("digest", one.digest);
        item.set("since", one.since);
        list.push(std::move(item));
    }
    Json out = Json::object();
    out.set("trainee", trainee);
    out.set("attestations", std::move(list));
    return out;
}

// Adds what a line says; false if it is none, or the trainee has one already.
bool take_line(const Json& line, Leaves& out) {
    ReadFault fault;
    FieldReader fields(&line, "line", fault);
    const std::string trainee = fields.id("trainee");
    std::vector<Listed> attestations;
    fields.list("attestations", [&](const Json& item, const std::string& where) {
        FieldReader one(&item, where, fault);
        Listed listed{one.digest("digest"), one.integer("since")};
        one.end();
        if (listed.since > largest_number) fault.say(where, "an integer beyond 2^53-1");
        if (!attestations.empty() && !(attestations.back().digest < listed.digest)) fault.say(where, "not in order, or twice");
        attestations.push_back(std::move(listed));
    });
    fields.end();
    return !fault.found() && !attestations.empty() && out.emplace(trainee, std::move(attestations)).second;
}

} // namespace

LineFile write_leaves(const Leaves& leaves) {
    std::vector<Json> lines;
    for (const auto& [trainee, attestations] : leaves)
        if (!attestations.empty()) lines.push_back(line_of(trainee, attestations));
    return write_lines(lines);
}

std::optional<Leaves> read_leaves(std::string_view text, const TreeHead& tree) {
    const auto lines = read_lines(text);
    if (!lines || !lines->fit(tree)) return std::nullopt;
    Leaves out;
    const bool good =
        std::all_of(lines->values.begin(), lines->values.end(), [&](const Json& line) { return take_line(line, out); });
    return good ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<Leaves> read_checkpoint_leaf(std::string_view text, const TreeHead& tree) {
    const auto line = read_leaf(text, tree);
    Leaves out;
    return line && take_line(*line, out) ? std::optional(std::move(out)) : std::nullopt;
}

std::string write_checkpoint_leaf(const Leaves& leaves, std::string_view trainee) {
    const auto found = leaves.find(trainee);
    return found == leaves.end() ? std::string() : write_leaf(write_leaves(leaves), line_of(trainee, found->second));
}

std::optional<std::int64_t> listed_since(const Leaves& leaves, std::string_view trainee, std::string_view digest) {
    const auto line = leaves.find(trainee);
    if (line == leaves.end()) return std::nullopt;
    const auto found = std::lower_bound(line->second.begin(), line->second.end(), digest,
                                        [](const Listed& one, std::string_view value) { return one.digest < value; });
    return found != line->second.end() && found->digest == digest ? std::optional(found->since) : std::nullopt;
}

bool says_since_rightly(const Leaves& leaves, const Leaves& before, std::int64_t number) {
    return std::all_of(leaves.begin(), leaves.end(), [&](const auto& line) {
        return std::all_of(line.second.begin(), line.second.end(), [&](const Listed& one) {
            return one.since == listed_since(before, line.first, one.digest).value_or(number);
        });
    });
}

} // namespace livret

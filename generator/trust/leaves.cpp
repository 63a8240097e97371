#include "trust/leaves.hpp"

#include "trust/canonical_json.hpp"
#include "trust/field_reader.hpp"

#include <algorithm>
#include <charconv>

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

// Reads a line as line_of() and canonical JSON write it, which is the only spelling there is. An institute's checkpoints have
// tens of thousands of digests, read whenever anything is built: a JSON value of each would take most of that.
class LineReader {
  public:
    explicit LineReader(std::string_view line) : rest_(line) {}

    // Adds what the line says; false if it is none, or the trainee has one already.
    bool take(Leaves& out) {
        std::vector<Listed> attestations;
        if (!skip(R"({"attestations":[)")) return false;
        do {
            auto one = listed();
            if (!one || (!attestations.empty() && !(attestations.back().digest < one->digest))) return false;
            attestations.push_back(std::move(*one));
        } while (skip(","));
        if (!skip(R"(],"trainee":")")) return false;
        const std::string_view trainee = rest_.substr(0, rest_.find('"'));
        rest_.remove_prefix(trainee.size());
        return is_id(trainee) && rest_ == R"("})" && out.emplace(trainee, std::move(attestations)).second;
    }

  private:
    bool skip(std::string_view expected) {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }

    std::optional<Listed> listed() {
        if (!skip(R"({"digest":")")) return std::nullopt;
        const std::string_view digest = rest_.substr(0, 64);
        rest_.remove_prefix(digest.size());
        if (!is_digest(digest) || !skip(R"(","since":)")) return std::nullopt;
        const auto since = number();
        if (!since || !skip("}")) return std::nullopt;
        return Listed{std::string(digest), *since};
    }

    // As canonical JSON writes an integer of 0 or more: no sign, no zero before it.
    std::optional<std::int64_t> number() {
        std::int64_t out = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), out);
        if (error != std::errc() || rest_.front() == '-' || out > largest_number) return std::nullopt;
        const auto length = static_cast<std::size_t>(end - rest_.data());
        if (rest_.front() == '0' && length > 1) return std::nullopt;
        rest_.remove_prefix(length);
        return out;
    }

    std::string_view rest_;
};

} // namespace

LineFile write_leaves(const Leaves& leaves) {
    std::vector<Json> lines;
    for (const auto& [trainee, attestations] : leaves)
        if (!attestations.empty()) lines.push_back(line_of(trainee, attestations));
    return write_lines(lines);
}

std::optional<Leaves> read_leaves(std::string_view text, const TreeHead& tree) {
    const auto lines = read_line_texts(text);
    if (!lines || !lines->fit(tree)) return std::nullopt;
    Leaves out;
    const bool good =
        std::all_of(lines->texts.begin(), lines->texts.end(), [&](std::string_view line) { return LineReader(line).take(out); });
    return good ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<Leaves> read_checkpoint_leaf(std::string_view text, const TreeHead& tree) {
    const auto line = read_leaf(text, tree);
    Leaves out;
    return line && LineReader(canonical_json(*line)).take(out) ? std::optional(std::move(out)) : std::nullopt;
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

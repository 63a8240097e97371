// libFuzzer (clang): whatever JSON is read, its canonical form (RFC 8785) is JSON of the same canonical form, and leaving a
// member out of the text is the same as leaving it out of the value. The other readers of base58, leaves and rosters come along.
#include "trust/canonical_json.hpp"
#include "trust/did_key.hpp"
#include "trust/leaves.hpp"
#include "trust/roster.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace livret;

namespace {

void must(bool holds) {
    if (!holds) std::abort();
}

void leave_out_each_member(const Json& object) {
    for (const auto& [left_out, unused] : object.as_object()) {
        Json rest = Json::object();
        for (const auto& [name, value] : object.as_object())
            if (name != left_out) rest.set(name, value);
        must(canonical_object(object, left_out).rest() == canonical_json(rest));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto key = parse_did_key(text)) must(did_key(*key) == text);
    if (const auto signature = parse_multibase_signature(text)) must(multibase(*signature) == text);
    if (const auto lines = read_lines(text)) {
        must(write_lines(lines->values).text == text);
        const TreeHead tree = write_lines(lines->values).head();
        if (const auto leaves = read_leaves(text, tree)) must(write_leaves(*leaves).text == text);
        if (const auto roster = read_roster(text, tree)) must(write_roster(*roster).text == text);
        for (const Json& value : lines->values) must(read_leaf(write_leaf(write_lines(lines->values), value), tree).has_value());
    }
    must(!read_leaf(text, {1, std::string(64, '0')}));
    const auto parsed = parse_json(text);
    const Json* value = std::get_if<Json>(&parsed);
    if (!value) return 0;
    const std::string once = canonical_json(*value);
    const auto again = parse_json(once);
    must(std::holds_alternative<Json>(again));
    must(canonical_json(std::get<Json>(again)) == once);
    if (value->is_object() && value->as_object().size() < 20) leave_out_each_member(*value);
    return 0;
}

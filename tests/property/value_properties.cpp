// Values of pages: a cache hashes their canonical form, so it must tell them apart.
#include "property.hpp"
#include "view/value.hpp"

#include <array>

namespace livret::tests {

namespace {

// Texts that look like canonical forms.
rc::Gen<std::string> tricky_text() {
    return text_of({"a", "1", ":", "t", "t1:a", "o1:", "l2:", "h", "0", "é"});
}

// And names of members that do.
constexpr std::array<MemberName, 12> tricky_names{"", "a", "1", ":", "t", "t1:a", "o1:", "l2:", "h", "0", "é", "a1:"};

rc::Gen<Value> value_of(int depth) {
    const auto leaf = rc::gen::oneOf(rc::gen::map(tricky_text(), [](std::string text) { return Value(std::move(text)); }),
                                     rc::gen::map(tricky_text(), [](std::string text) { return Value::html(std::move(text)); }),
                                     rc::gen::map(rc::gen::arbitrary<bool>(), [](bool flag) { return Value(flag); }));
    if (depth == 0) return leaf;
    const auto list = rc::gen::map(rc::gen::container<std::vector<Value>>(value_of(depth - 1)),
                                   [](std::vector<Value> items) { return Value::list(std::move(items)); });
    const auto object = rc::gen::map(rc::gen::container<std::vector<std::pair<std::size_t, Value>>>(rc::gen::pair(
                                         rc::gen::inRange<std::size_t>(0, tricky_names.size()), value_of(depth - 1))),
                                     [](std::vector<std::pair<std::size_t, Value>> members) {
                                         Value out = Value::object();
                                         for (auto& [name, value] : members)
                                             if (out.find(tricky_names[name]) == nullptr)
                                                 out.set(tricky_names[name], std::move(value));
                                         return out;
                                     });
    return rc::gen::oneOf(leaf, list, object);
}

bool canonical_tells_values_apart(const char* name) {
    return rc::check(name, [] {
        const Value a = *rc::gen::scale(0.04, value_of(2)).as("a value"), b = *rc::gen::scale(0.04, value_of(2)).as("another");
        RC_CLASSIFY(a == b, "equal");
        RC_ASSERT((canonical(a) == canonical(b)) == (a == b));
        const Value large = *rc::gen::scale(0.3, value_of(3)).as("a large value");
        RC_ASSERT(canonical(large) == canonical(Value(large)));
        if (large.kind() == Value::Kind::list || large.kind() == Value::Kind::object)
            RC_ASSERT(canonical(Value::shared(large)) == canonical(large));
    });
}

// No form begins another: then no sequence of forms can be cut in two ways.
bool no_canonical_form_begins_another(const char* name) {
    return rc::check(name, [] {
        const std::string a = canonical(*rc::gen::scale(0.1, value_of(2)).as("a value")),
                          b = canonical(*rc::gen::scale(0.1, value_of(2)).as("another"));
        RC_ASSERT(a == b || (!a.starts_with(b) && !b.starts_with(a)));
    });
}

} // namespace

std::vector<Property> value_properties() {
    return {{"equal values, and only they, have one canonical form", canonical_tells_values_apart},
            {"no canonical form begins another", no_canonical_form_begins_another}};
}

} // namespace livret::tests

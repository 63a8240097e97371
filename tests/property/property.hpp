// What must hold whatever the input. Each property is a function that says whether it held; main.cpp runs them all.
//
// RC_PARAMS="max_success=10000 seed=1" in the environment tries longer, or the same again.
#pragma once

#include <string>
#include <vector>

#include <rapidcheck.h>

namespace livret::tests {

struct Property {
    const char* name;
    bool (*holds)(const char* name);
};

std::vector<Property> base_properties();
std::vector<Property> markup_properties();
std::vector<Property> value_properties();
std::vector<Property> audience_properties();
std::vector<Property> rule_properties();
std::vector<Property> trust_properties();
std::vector<Property> csv_properties();
std::vector<Property> import_properties();
std::vector<Property> leaves_properties();
std::vector<Property> canonical_properties();
std::vector<Property> extract_properties();
std::vector<Property> header_properties();
std::vector<Property> disclosure_properties();
std::vector<Property> analysis_properties();

// A text put together from pieces: those that mean something to the code under test, and others between them.
inline rc::Gen<std::string> text_of(std::vector<std::string> pieces) {
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::move(pieces))),
                        [](const std::vector<std::string>& parts) {
                            std::string out;
                            for (const std::string& part : parts) out += part;
                            return out;
                        });
}

// Whatever the size: what is wrong in a text that is nearly right is small.
inline int number_below(int n) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, n));
}
inline std::string one_of(const std::vector<std::string>& texts) {
    return texts[static_cast<std::size_t>(number_below(static_cast<int>(texts.size())))];
}
// Mostly the first (all but once in so many times), else one of the others, which are not what belongs there, or nearly.
inline std::string mostly(int once_in, const std::string& good, const std::vector<std::string>& others) {
    return number_below(once_in) > 0 ? good : one_of(others);
}

} // namespace livret::tests

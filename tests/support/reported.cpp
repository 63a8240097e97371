#include "support/reported.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace livret::tests {

std::vector<std::string> reported(const Sink& sink) {
    std::vector<std::string> out;
    for (const Diagnostic& one : sink.sorted()) {
        std::string line = fmt::format("{}:{} {}", one.at.begin.line, one.at.begin.column, describe(one.code).id);
        if (!one.arguments.empty()) line += " [" + join(one.arguments, "|") + "]";
        if (one.did_you_mean) line += " ? " + *one.did_you_mean;
        out.push_back(std::move(line));
    }
    return out;
}

std::string first_line_of(const Diagnostic& diagnostic) {
    return fill(describe(diagnostic.code).text(Language::fr), diagnostic.arguments);
}

} // namespace livret::tests

// Renders Markdown as the CommonMark specification's examples have it: texts on standard input, separated by NUL, their
// HTML on standard output, separated by NUL in the same order. For commonmark.mjs, which runs one process for all
// examples; NUL because no example holds one (CommonMark replaces it, §2.3).
#include "markup/markdown.hpp"

#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

int main() {
    std::ios::sync_with_stdio(false);
    const std::string input{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
    std::string_view rest = input;
    while (true) {
        const std::size_t end = rest.find('\0');
        std::cout << livret::render_commonmark(rest.substr(0, end));
        if (end == std::string_view::npos) break;
        std::cout.put('\0');
        rest.remove_prefix(end + 1);
    }
    return std::cout.flush() ? 0 : 1;
}

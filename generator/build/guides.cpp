#include "build/guides.hpp"

#include "base/text.hpp"
#include "markup/markdown.hpp"

#include <fmt/format.h>

namespace livret {

Guides read_guides(const Theme& theme, Language language, Sink& sink) {
    Guides out;
    MarkdownOptions options;
    options.language = language;
    for (const GuideFor role : {GuideFor::trainee, GuideFor::trainer, GuideFor::jury, GuideFor::administrator}) {
        const auto found = theme.guides.find(fmt::format("{}/{}.md", language == Language::fr ? "fr" : "en", text_of(role)));
        if (found == theme.guides.end()) continue;
        const Reporter reporter(found->second.path, found->second.bytes, sink);
        out.texts[role] = parse_markdown(reporter, found->second.bytes, 0, options);
    }
    for (const auto& [path, file] : theme.guides)
        if (path.ends_with(".svg")) out.drawings[path] = std::string(trim(file.bytes));
    return out;
}

} // namespace livret

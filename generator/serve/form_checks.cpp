#include "serve/form_checks.hpp"

#include "diag/printer.hpp"
#include "markup/markdown.hpp"
#include "serve/form_fields.hpp"
#include "view/rich.hpp"

#include <set>

#include <fmt/format.h>

namespace livret {

std::vector<FieldMessage> checked(Workshop& workshop, const Plan& plan, std::string_view form,
                                  const std::vector<JoinedFile>& files, const FormWords& words) {
    std::vector<FieldMessage> out = plan.problems;
    if (plan.path.empty() || plan.text.empty()) return out;
    Attempt attempt{SourcePath{plan.path}, plan.text, {}, plan.moved_from};
    for (const JoinedFile& one : files) attempt.beside.push_back(one.name);
    for (const Diagnostic& one : workshop.messages(attempt)) {
        const bool error = one.severity() == Severity::error;
        out.push_back(
            {field_of_message(one, attempt, form), error, message_of(one, words.language()), hint_of(one, words.language())});
    }
    return out;
}

std::string preview_of(const std::string& text, const std::vector<JoinedFile>& files,
                       const std::function<std::string(const std::string& name)>& address, const FormWords& words) {
    Sink ignored;
    const std::string body = typed_text(text);
    const Reporter reporter(SourcePath{"a.md"}, body, ignored);
    const RichText rich =
        parse_markdown(reporter, body, 0, {.language = words.language(), .first_heading = 3, .id_prefix = "preview-"});
    std::set<std::string> names;
    for (const JoinedFile& one : files) names.insert(one.name);
    const std::string html = fill_slots(rich, [&](const Slot& slot) -> std::optional<SlotAddress> {
        const std::string name = percent_decode(slot.target);
        if (names.contains(name)) return SlotAddress{address(name)};
        if (slot.kind == Slot::Kind::link && (slot.target.starts_with("https://") || slot.target.starts_with("http://")))
            return SlotAddress{slot.target, true};
        return std::nullopt;
    });
    return html.empty() ? fmt::format("<p class=\"hint\">{}</p>", escape_html(words.say("preview.empty"))) : html;
}

} // namespace livret

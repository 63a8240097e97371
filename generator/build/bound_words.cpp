#include "build/bound_words.hpp"

#include "base/text.hpp"
#include "load/fields.hpp"
#include "load/kinds.hpp"
#include "markup/front_matter.hpp"

#include <algorithm>

namespace livret {

std::optional<std::string> body_words(const Disk& repository, const SourcePath& path) {
    const std::string bytes = repository.read(path.value);
    Sink ignored; // loading said all there is to say
    const FrontMatter front = split_front_matter(Reporter(path, bytes, ignored));
    if (!front.found) return std::nullopt;
    return lf_text(std::string_view(bytes).substr(front.body_offset));
}

std::optional<std::string> contribution_words(const Disk& repository, const SourcePath& path, std::int64_t number) {
    if (number == 0) return body_words(repository, path);
    const std::string bytes = repository.read(path.value);
    Sink ignored;
    const Reporter reporter(path, bytes, ignored);
    const FrontMatter front = split_front_matter(reporter);
    if (!front.data || front.data->kind != YamlNode::Kind::map) return std::nullopt;
    const Record record(*front.data, question_kind.fields, question_kind, reporter, Span{});
    // In the order of their dates, as the model numbers them.
    std::vector<Record> answers = record.objects("answers");
    std::stable_sort(answers.begin(), answers.end(),
                     [](const Record& a, const Record& b) { return a.moment("date") < b.moment("date"); });
    const auto at = static_cast<std::size_t>(number - 1);
    const YamlNode* words = at < answers.size() ? answers[at].node("text") : nullptr;
    return words ? std::optional(words->text) : std::nullopt;
}

} // namespace livret

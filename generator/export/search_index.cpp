#include "export/search_index.hpp"

#include "base/byte_set.hpp"
#include "base/json_string.hpp"
#include "base/text.hpp"
#include "base/typography.hpp"

#include <utility>

namespace livret {

namespace {

class Index {
  public:
    Index(const ViewContext& context, const Group& group) : context_(context), group_(group) {}

    void add(const SitePath& page, std::string_view title, const char* kind, std::string_view words) {
        script_ += script_.empty() ? "window.livretSearch=[" : ",";
        // The search page lies at the group's top.
        put("{\"u\":", encode_url_path(page.value.substr(group_.gfp->id.value.size() + 1)));
        put(",\"t\":", typeset(title, context_.language()));
        put(",\"k\":", context_.texts->get(kind));
        put(",\"x\":", one_line(words));
        script_ += '}';
    }

    std::string script() && {
        script_ += script_.empty() ? "window.livretSearch=[];\n" : "];\n";
        return std::move(script_);
    }

  private:
    // A member with its text, of which "</script" and the two line ends that older scripts may not hold are kept out. Straight
    // into the script: a group's texts as values, and written, and changed, would be there four times.
    void put(std::string_view member, std::string_view text) {
        script_ += member;
        std::string json;
        json.reserve(text.size() + 2);
        append_json_string(json, text);
        using Change = std::pair<std::string_view, std::string_view>;
        for (const auto& [from, to] : {Change("<", "\\u003c"), Change("\u2028", "\\u2028"), Change("\u2029", "\\u2029")})
            if (json.find(from) != std::string::npos) json = replace_all(std::move(json), from, to);
        script_ += json;
    }

    std::string one_line(std::string_view words) const {
        static constexpr ByteSet white(" \n\t");
        const std::string text = typeset(words, context_.language());
        std::string out;
        out.reserve(text.size());
        for (std::size_t i = 0; i < text.size();) {
            const std::size_t end = white.first_in(text, i);
            if (end > i && !out.empty()) out += ' ';
            out.append(text, i, end - i);
            i = end + 1;
        }
        return out;
    }

    const ViewContext& context_;
    const Group& group_;
    std::string script_;
};

} // namespace

std::string search_index(const ViewContext& context, const Group& group) {
    Index index(context, group);
    const SiteMap& map = *context.map;
    const GfpId& gfp = group.gfp->id;
    index.add(map.page(gfp, SiteMap::One::home), group.gfp->title, "nav.home", group.gfp->text->plain);
    for (const Booklet& booklet : group.booklets) {
        const Trainee& trainee = *booklet.trainee;
        index.add(map.trainee(trainee.key), trainee.name, "nav.trainees",
                  trainee.subject + " " + trainee.school + " " + trainee.text->plain);
    }
    for (const Activity* one : group.activities) {
        std::string words = one->reference + " " + context.institute().find_trainee(one->owner)->name + " ";
        for (const Declaration& declared : one->declarations) words += declared.competence.code + " " + declared.words + " ";
        words += one->body->plain;
        for (const Reply& reply : one->replies) words += " " + reply.text->plain;
        index.add(map.activity(*one), one->title, "nav.activities", words);
    }
    for (const Framework* framework : context.portfolio->frameworks)
        for (const Competence& one : framework->competences)
            index.add(
                map.competence(gfp, {framework->id, one.code}),
                wording(framework->short_titles.empty() ? framework->titles : framework->short_titles, context.language()).text +
                    " " + one.code,
                "competence", wording(one.statements, context.language()).text);
    for (const Example& one : context.institute().examples)
        index.add(map.example(gfp, one), one.title, "nav.examples", one.text->plain);
    for (const Training* one : group.trainings) index.add(map.training(*one), one->title, "nav.trainings", one->text->plain);
    for (const Question* one : group.questions) {
        std::string words = one->text->plain;
        for (const Answer& answer : one->answers) words += " " + answer.text->plain;
        index.add(map.question(gfp, *one), one->title, "nav.questions", words);
    }
    for (const Notice* one : group.notices) index.add(map.notice(*one), one->title, "nav.notices", one->text->plain);
    for (const Trainer* one : group.trainers) index.add(map.trainer(gfp, one->id), one->name, "nav.trainers", one->subject);
    return std::move(index).script();
}

} // namespace livret

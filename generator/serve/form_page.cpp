#include "serve/form_page.hpp"

#include "base/words.hpp"
#include "load/kinds.hpp"
#include "load/places.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

struct Option {
    std::string value, label;
    std::string group = {}; // options of one group follow one another; empty: of none
};

class FormHtml : public Html {
  public:
    FormHtml(const PageFacts& facts, const FormPage& page) : Html(facts), page_(page), values_(page.entry.values) {}

    std::string build() {
        const bool fresh = page_.entry.path.empty();
        const std::string kind = page_.entry.kind;
        const std::string heading = words_.say(fmt::format("{}.{}", kind,
                                                           !page_.entry.item.empty() ? "correct"
                                                           : fresh                   ? "new"
                                                                                     : "edit"));
        out += fmt::format("<h1>{}</h1>\n", escape_html(heading));
        if (!page_.entry.path.empty())
            out += fmt::format("<p class=\"file\">{} <code>{}</code></p>\n", w("file"), escape_html(page_.entry.path));
        told(page_.entry.told);
        conflict();
        summary();
        out += fmt::format("<form id=\"form\" method=\"post\" enctype=\"multipart/form-data\" action=\"{}\" data-id=\"{}\" "
                           "data-sequence=\"{}\" data-base=\"{}\" data-touched=\"{}\" novalidate{}>\n",
                           link("/form/" + page_.entry.id), page_.entry.id, page_.entry.sequence, escape_html(facts_.base),
                           page_.entry.touched ? 1 : 0, script_words());
        // Which version of the file this page was filled from: another tab's save, or a deposit, does not change what is seen
        // here.
        out += fmt::format("<input type=\"hidden\" name=\"base\" value=\"{}\">\n", escape_html(page_.entry.base));
        if (kind == "activity") activity();
        if (kind == "position") position();
        if (kind == "question") question();
        if (kind == "answer") answer();
        if (kind == "reply") reply();
        buttons();
        out += "</form>\n";
        return whole(heading);
    }

  private:
    const FormPage& page_;
    const FormValues& values_;

    const Institute& institute() const { return facts_.form.institute; }

    // What the script says, as data: the page holds no script of its own.
    std::string script_words() const {
        std::string all;
        for (const char* key : {"kept", "keeping", "stopped", "back", "found", "found.undo", "joining", "join.failed",
                                "picture.words", "refused", "saving", "quiet", "problems", "ticked"})
            all += fmt::format(" data-say-{}=\"{}\"", replace_all(key, ".", "-"), w(fmt::format("script.{}", key)));
        return all;
    }

    void conflict() {
        if (!page_.theirs) return;
        out += fmt::format("<section class=\"conflict\" aria-labelledby=\"conflict\"><h2 id=\"conflict\">{}</h2><p>{}</p>",
                           w("conflict"), w("conflict.text"));
        out += fmt::format("<label for=\"theirs\">{}</label><textarea id=\"theirs\" readonly rows=\"12\">{}</textarea>"
                           "<p class=\"hint\">{}</p></section>\n",
                           w("conflict.theirs"), "\n" + escape_html(*page_.theirs), w("conflict.hint"));
    }

    // --- messages
    std::vector<const FieldMessage*> of(std::string_view name) const {
        std::vector<const FieldMessage*> found;
        for (const FieldMessage& one : page_.messages)
            if (one.field == name) found.push_back(&one);
        return found;
    }
    static bool is_error(const std::vector<const FieldMessage*>& messages) {
        return std::any_of(messages.begin(), messages.end(), [](const FieldMessage* one) { return one->error; });
    }
    void beside(std::string_view name) {
        out += fmt::format("<div class=\"messages\" id=\"m-{}\" data-for=\"{}\">", element_id(name), escape_html(name));
        for (const FieldMessage* one : of(name))
            out += fmt::format("<p class=\"{}\">{}{}</p>", one->error ? "error" : "notice", escape_html(one->text),
                               one->hint.empty() ? "" : fmt::format(" <span class=\"hint\">{}</span>", escape_html(one->hint)));
        out += "</div>";
    }
    std::string described(std::string_view name, bool hint) const {
        return fmt::format(" aria-describedby=\"{}m-{}\"{}", hint ? fmt::format("h-{} ", element_id(name)) : "", element_id(name),
                           is_error(of(name)) ? " aria-invalid=\"true\"" : "");
    }
    void summary() {
        out += fmt::format("<div id=\"summary\" class=\"summary\" tabindex=\"-1\"{}>", page_.messages.empty() ? " hidden" : "");
        out += fmt::format("<h2>{}</h2><ul>", w("summary"));
        for (const FieldMessage& one : page_.messages) {
            const std::string words =
                escape_html(one.text) + (one.hint.empty() || !one.field.empty() ? "" : " – " + escape_html(one.hint));
            out += one.field.empty() ? fmt::format("<li>{}</li>", words)
                                     : fmt::format("<li><a href=\"#{}\">{}</a></li>", element_id(one.field), words);
        }
        out += "</ul></div>\n";
    }

    // --- fields
    void hint(std::string_view name) {
        if (const std::string key = hint_key(name); !key.empty())
            out += fmt::format("<p class=\"hint\" id=\"h-{}\">{}</p>", element_id(name), w(key));
    }
    // Of this form, else of all that have the field; empty: there is nothing to say.
    std::string hint_key(std::string_view name) const {
        if (name == "text" && !page_.entry.item.empty()) return "hint.correct";
        for (std::string key : {fmt::format("hint.{}.{}", page_.entry.kind, name), fmt::format("hint.{}", name)})
            if (words_.has(key)) return key;
        return {};
    }
    bool has_hint(std::string_view name) const { return !hint_key(name).empty(); }
    std::string label_of(std::string_view name) const {
        const std::string own = fmt::format("label.{}.{}", page_.entry.kind, name);
        return w(words_.has(own) ? own : fmt::format("label.{}", name));
    }

    void input(std::string_view name, std::string_view type, std::string_view more = "") {
        out += fmt::format("<div class=\"field\"><label for=\"{}\">{}</label>", element_id(name), label_of(name));
        hint(name);
        out += fmt::format("<input id=\"{0}\" name=\"{1}\" type=\"{2}\" value=\"{3}\"{4}{5}>", element_id(name),
                           escape_html(name), type, escape_html(values_.one(name)), described(name, has_hint(name)), more);
        beside(name);
        out += "</div>\n";
    }

    void area(std::string_view name, int rows, std::string_view more = "") {
        out += fmt::format("<div class=\"field\"><label for=\"{}\">{}</label>", element_id(name), label_of(name));
        hint(name);
        // The line end after the tag is none of the text (HTML §13.2.6.4.7).
        out += fmt::format("<textarea id=\"{0}\" name=\"{1}\" rows=\"{2}\"{3}{4}>\n{5}</textarea>", element_id(name),
                           escape_html(name), rows, described(name, has_hint(name)), more, escape_html(values_.one(name)));
        beside(name);
        out += "</div>\n";
    }

    void select(std::string_view name, std::vector<Option> options) {
        const std::string value = values_.one(name);
        if (!value.empty() && std::none_of(options.begin(), options.end(), [&](const Option& one) { return one.value == value; }))
            options.push_back({value, words_.say("unknown.value", {{"value", value}})});
        out += fmt::format("<div class=\"field\"><label for=\"{}\">{}</label>", element_id(name), label_of(name));
        hint(name);
        out +=
            fmt::format("<select id=\"{}\" name=\"{}\"{}>", element_id(name), escape_html(name), described(name, has_hint(name)));
        options_of(options, value);
        out += "</select>";
        beside(name);
        out += "</div>\n";
    }
    void options_of(const std::vector<Option>& options, const std::string& value) {
        std::string group;
        for (const Option& one : options) {
            if (one.group != group) {
                if (!group.empty()) out += "</optgroup>";
                if (!one.group.empty()) out += fmt::format("<optgroup label=\"{}\">", t(one.group));
                group = one.group;
            }
            out += fmt::format("<option value=\"{}\"{}>{}</option>", escape_html(one.value),
                               one.value == value ? " selected" : "", t(one.label));
        }
        if (!group.empty()) out += "</optgroup>";
    }

    void group_of(std::string_view name, std::string_view type, std::vector<Option> options) {
        for (const std::string& value : values_.all(name))
            if (std::none_of(options.begin(), options.end(), [&](const Option& one) { return one.value == value; }))
                options.push_back({value, words_.say("unknown.value", {{"value", value}})});
        out += fmt::format("<fieldset class=\"field\" id=\"{}\" tabindex=\"-1\"{}><legend>{}</legend>", element_id(name),
                           described(name, has_hint(name)), label_of(name));
        hint(name);
        out += "<div class=\"choices\">";
        for (const Option& one : options) {
            const std::string id = element_id(fmt::format("{}.{}", name, one.value));
            out += fmt::format("<div class=\"choice\"><input type=\"{}\" id=\"{}\" name=\"{}\" value=\"{}\"{}><label "
                               "for=\"{}\">{}</label></div>",
                               type, id, escape_html(name), escape_html(one.value),
                               values_.has(name, one.value) ? " checked" : "", id, t(one.label));
        }
        out += "</div>";
        beside(name);
        out += "</fieldset>\n";
    }

    std::vector<Option> choices(const Kind& kind, std::string_view key) const {
        std::vector<Option> found;
        for (const Field& field : kind.fields)
            if (field.key == key)
                for (const Choice& one : field.choices)
                    if (!one.id.empty())
                        found.push_back({std::string(one.id), words_.say(fmt::format("choice.{}.{}", key, one.id))});
        return found;
    }

    void section(std::string_view key) {
        out +=
            fmt::format("<section aria-labelledby=\"s-{0}\"><h2 id=\"s-{0}\">{1}</h2>\n", key, w(fmt::format("section.{}", key)));
    }
    void end_section() { out += "</section>\n"; }

    // --- competences, folded by domain
    std::string title_of(const Framework& framework, std::size_t domain) const {
        const Domain& one = framework.domains[domain];
        return fmt::format("<span class=\"code\">{}</span> {}", escape_html(one.code),
                           t(wording(one.titles, words_.language()).text));
    }

    template <class Row, class Open> void by_domain(const Framework& framework, Row row, Open chosen) {
        for (std::size_t i = 0; i < framework.domains.size(); ++i) {
            const Domain& domain = framework.domains[i];
            if (domain.competences.empty()) {
                if (domain.depth == 0) out += fmt::format("<h3 class=\"domain\">{}</h3>\n", title_of(framework, i));
                continue;
            }
            const auto count = std::count_if(domain.competences.begin(), domain.competences.end(),
                                             [&](std::size_t n) { return chosen(framework.competences[n]); });
            const std::string counted =
                count == 0 ? "" : w(fmt::format("ticked.{}", page_.entry.kind), {{"n", std::to_string(count)}});
            out += fmt::format(
                "<details{}><summary>{} <span class=\"count\">{}</span></summary>\n<ul class=\"competences\" role=\"list\">",
                count > 0 ? " open" : "", title_of(framework, i), counted);
            for (const std::size_t n : domain.competences) row(framework.competences[n]);
            out += "</ul></details>\n";
        }
    }

    // Which framework is listed, and a way to another one.
    void framework() {
        const Framework* listed = framework_of_form(facts_.form, page_.entry);
        if (listed != nullptr)
            out += fmt::format("<input type=\"hidden\" name=\"framework\" value=\"{}\">", escape_html(listed->id.value));
        std::vector<Option> options;
        bool known = false;
        for (const Framework* one : frameworks_to_choose(institute())) {
            options.push_back({one->id.value, wording(one->titles, words_.language()).text});
            known = known || one == listed;
        }
        if (listed != nullptr && !known) options.push_back({listed->id.value, wording(listed->titles, words_.language()).text});
        if (options.size() < 2) return;
        if (!can_choose_framework(page_.entry)) {
            if (listed != nullptr)
                out += fmt::format("<p>{} : <strong>{}</strong></p>\n", w("framework"),
                                   t(wording(listed->titles, words_.language()).text));
            return;
        }
        out += fmt::format("<div class=\"field\"><label for=\"f-framework\">{}</label><p class=\"hint\" "
                           "id=\"h-f-framework\">{}</p>"
                           "<div class=\"with-button\"><select id=\"f-framework\" name=\"framework.wanted\" "
                           "aria-describedby=\"h-f-framework\">",
                           w("framework"), w("hint.framework"));
        options_of(options, listed == nullptr ? std::string() : listed->id.value);
        out += fmt::format("</select><button type=\"submit\" name=\"action\" value=\"framework\" "
                           "class=\"plain\">{}</button></div></div>\n",
                           w("framework.change"));
    }

    std::string statement(const Competence& one) const { return t(wording(one.statements, words_.language()).text); }

    void competences(const Framework* framework) {
        out += fmt::format("<fieldset class=\"field\" id=\"{}\" tabindex=\"-1\"{}><legend>{}</legend>", element_id("competences"),
                           described("competences", true), label_of("competences"));
        hint("competences");
        beside("competences");
        std::set<std::string> known;
        if (framework != nullptr)
            by_domain(
                *framework,
                [&](const Competence& one) {
                    known.insert(one.code);
                    tickable(one.code, fmt::format("<span class=\"code\">{}</span> {}", escape_html(one.code), statement(one)));
                },
                [&](const Competence& one) { return values_.has("competences", one.code); });
        std::vector<std::string> strange;
        for (const std::string& code : values_.all("competences"))
            if (!known.contains(code)) strange.push_back(code);
        if (!strange.empty()) {
            out += "<ul class=\"competences\" role=\"list\">";
            for (const std::string& code : strange) tickable(code, w("unknown.value", {{"value", code}}));
            out += "</ul>";
        }
        out += "</fieldset>\n";
    }

    void tickable(const std::string& code, const std::string& label) {
        const std::string id = element_id("competences." + code), name = "competences.words." + code;
        out += fmt::format("<li><div class=\"choice\"><input type=\"checkbox\" id=\"{0}\" name=\"competences\" "
                           "value=\"{1}\"{2}><label for=\"{0}\">{3}</label></div>",
                           id, escape_html(code), values_.has("competences", code) ? " checked" : "", label);
        out += fmt::format("<div class=\"own\"><label for=\"{0}\">{1}</label><textarea rows=\"2\" id=\"{0}\" "
                           "name=\"{2}\">\n{3}</textarea></div></li>\n",
                           element_id(name), w("own.words", {{"code", code}}), escape_html(name), escape_html(values_.one(name)));
    }

    // --- the forms
    void activity() {
        const Configuration& configuration = institute().configuration;
        section("what");
        input("title", "text", " autocomplete=\"off\" maxlength=\"300\"");
        out += "<div class=\"pair\">";
        input("date", "date");
        input("date.until", "date");
        out += "</div>";
        std::vector<Option> contexts{{"", words_.say("choose")}};
        for (const Context& one : configuration.contexts) contexts.push_back({one.id.value, one.label.in(words_.language())});
        select("context", contexts);
        group_of("situation", "radio", choices(activity_kind, "situation"));
        group_of("phases", "checkbox", choices(activity_kind, "phases"));
        end_section();
        section("text");
        body(22);
        files();
        group_of("pictures", "radio", choices(activity_kind, "pictures"));
        end_section();
        section("competences");
        framework();
        competences(framework_of_form(facts_.form, page_.entry));
        end_section();
        section("who");
        group_of("visibility", "radio", choices(activity_kind, "visibility"));
        std::vector<Option> colleagues;
        for (const Trainee& one : institute().trainees)
            if (one.key.gfp == facts_.form.person.gfp && one.key.trainee != facts_.form.person.trainee)
                colleagues.push_back({one.key.trainee.value, one.name});
        if (!colleagues.empty() || !values_.all("with").empty()) group_of("with", "checkbox", colleagues);
        end_section();
        section("status");
        std::vector<Option> statuses = choices(activity_kind, "status");
        if (page_.entry.path.empty() && values_.one("status") != "withdrawn") statuses.pop_back();
        group_of("status", "radio", statuses);
        if (!values_.one("reference").empty())
            out += fmt::format("<p class=\"hint\">{}</p>\n", w("reference.is", {{"reference", values_.one("reference")}}));
        end_section();
    }

    void body(int rows) {
        area("body", rows, " class=\"markdown\"");
        out += fmt::format("<details class=\"help\"><summary>{}</summary><p>{}</p><pre>{}</pre></details>\n", w("markdown"),
                           w("markdown.text"), w("markdown.example"));
        out += fmt::format("<div class=\"preview-bar\"><button type=\"submit\" name=\"action\" value=\"preview\" class=\"plain\" "
                           "id=\"preview-button\">{}</button></div>",
                           w("preview"));
        out += fmt::format("<div id=\"preview\" class=\"preview\" role=\"region\" aria-label=\"{}\" tabindex=\"-1\"{}>{}</div>\n",
                           w("preview"), page_.preview.empty() ? " hidden" : "", page_.preview);
    }

    void files() {
        out += fmt::format(
            "<div class=\"field drop\" id=\"f-files\" tabindex=\"-1\"><label for=\"files\">{}</label><p class=\"hint\" "
            "id=\"h-files\">{}</p>"
            "<input type=\"file\" id=\"files\" name=\"files\" multiple aria-describedby=\"h-files m-f-files\">"
            "<button type=\"submit\" name=\"action\" value=\"attach\" class=\"plain\" id=\"attach-button\">{}</button>",
            w("files"), w("hint.files"), w("files.join"));
        beside("files");
        out += "<ul class=\"files\" id=\"file-list\" role=\"list\">";
        for (const JoinedFile& one : page_.files)
            out += fmt::format("<li><span><code>{0}</code> <span class=\"count\">{1}{2}</span></span>"
                               "<button type=\"submit\" class=\"plain\" name=\"action\" value=\"take-away:{0}\"><span "
                               "class=\"hidden\">{0} : </span>{3}</button></li>",
                               escape_html(one.name), escape_html(shown_size(one.size, words_.language())),
                               one.saved ? "" : " · " + w("files.later"), w("files.away"));
        out += "</ul></div>\n";
    }

    void position() {
        const Framework* listed = framework_of_form(facts_.form, page_.entry);
        section("when");
        if (page_.entry.path.empty())
            input("date", "date");
        else
            out += fmt::format("<p>{} <strong>{}</strong></p><input type=\"hidden\" name=\"date\" value=\"{}\">",
                               label_of("date"), escape_html(values_.one("date")), escape_html(values_.one("date")));
        end_section();
        section("levels");
        framework();
        out += fmt::format("<div class=\"field\" id=\"f-levels\" tabindex=\"-1\"><p class=\"hint\" id=\"h-f-levels\">{}</p>",
                           w("hint.levels"));
        beside("levels");
        beside("needs");
        beside("remarks");
        out += "</div>";
        if (listed != nullptr)
            by_domain(
                *listed, [&](const Competence& one) { levels_of(one); },
                [&](const Competence& one) { return !values_.one("levels." + one.code).empty(); });
        end_section();
        section("more");
        area("body", 8, " class=\"markdown\"");
        end_section();
    }

    void levels_of(const Competence& one) {
        const std::string name = "levels." + one.code, remark = "remarks." + one.code;
        const std::string value = values_.one(name);
        out += fmt::format(
            "<li><fieldset class=\"levels\"><legend><span class=\"code\">{}</span> {}</legend><div class=\"choices\">",
            escape_html(one.code), statement(one));
        const auto radio = [&](const std::string& level, const std::string& label) {
            const std::string id = element_id(fmt::format("{}.{}", name, level.empty() ? "none" : level));
            out += fmt::format("<div class=\"choice\"><input type=\"radio\" id=\"{0}\" name=\"{1}\" value=\"{2}\"{3}><label "
                               "for=\"{0}\">{4}</label></div>",
                               id, escape_html(name), level, level == value ? " checked" : "", t(label));
        };
        radio("", words_.say("level.unsaid"));
        const auto& labels = institute().configuration.levels;
        for (std::size_t i = 0; i < labels.size(); ++i) radio(std::to_string(i), labels[i].in(words_.language()));
        const std::string need = element_id("needs." + one.code);
        out += fmt::format("<div class=\"choice need\"><input type=\"checkbox\" id=\"{0}\" name=\"needs\" "
                           "value=\"{1}\"{2}><label for=\"{0}\">{3}</label></div>",
                           need, escape_html(one.code), values_.has("needs", one.code) ? " checked" : "", w("need"));
        out += fmt::format(
            "</div><details class=\"remark\"{}><summary>{}</summary><label class=\"hidden\" for=\"{}\">{}</label><input "
            "type=\"text\" id=\"{}\" name=\"{}\" value=\"{}\"></details></fieldset></li>\n",
            values_.one(remark).empty() ? "" : " open", w("remark"), element_id(remark), w("remark.of", {{"code", one.code}}),
            element_id(remark), escape_html(remark), escape_html(values_.one(remark)));
    }

    void question() {
        section("question");
        input("title", "text", " autocomplete=\"off\" maxlength=\"300\"");
        if (page_.entry.path.empty()) {
            std::vector<Option> places;
            const Gfp* gfp = institute().find_gfp(facts_.form.person.gfp);
            if (gfp != nullptr) places.push_back({"gfp/" + gfp->id.value, words_.say("where.gfp", {{"title", gfp->title}})});
            for (const Stream& one : institute().configuration.streams)
                if (gfp == nullptr || gfp->stream == one.id)
                    places.push_back({"streams/" + one.id.value, words_.say("where.stream", {{"title", one.title}})});
            if (!places.empty()) select("where", places);
        }
        select("to", whom_to_ask());
        group_of("category", "radio", choices(question_kind, "category"));
        body(10);
        if (!page_.entry.path.empty()) resolved();
        end_section();
    }

    // The group's own trainers first, in the order of gfp.md.
    std::vector<Option> whom_to_ask() const {
        std::vector<Option> people{{"forum", words_.say("to.forum")}}, elsewhere;
        const Gfp* gfp = institute().find_gfp(facts_.form.person.gfp);
        const std::vector<TrainerId> own = gfp == nullptr ? std::vector<TrainerId>{} : gfp->trainers;
        const auto option = [](const Trainer& one, const std::string& group) {
            return Option{one.id.value, one.subject.empty() ? one.name : fmt::format("{} ({})", one.name, one.subject), group};
        };
        for (const TrainerId& id : own)
            if (const Trainer* one = institute().find_trainer(id)) people.push_back(option(*one, words_.say("to.own")));
        for (const Trainer& one : institute().configuration.trainers)
            if (std::find(own.begin(), own.end(), one.id) == own.end())
                people.push_back(option(one, own.empty() ? std::string() : words_.say("to.elsewhere")));
        return people;
    }

    void resolved() {
        out += fmt::format("<div class=\"choice\"><input type=\"checkbox\" id=\"f-resolved\" name=\"resolved\" "
                           "value=\"true\"{}><label for=\"f-resolved\">{}</label></div>\n",
                           values_.one("resolved").empty() ? "" : " checked", w("resolved"));
    }

    void quoted(const std::string& title, const std::string& who, const std::string& plain) {
        out += fmt::format("<blockquote class=\"quoted\"><p class=\"card-note\">{}</p><h2>{}</h2>", t(who), t(title));
        for (const std::string_view line : split(plain, '\n'))
            if (!is_blank(line)) out += fmt::format("<p>{}</p>", t(line));
        out += "</blockquote>\n";
    }

    // Below words of hers: the way to correct them, or why there is none.
    void way_to_correct(const OwnWords& one) {
        if (one.item.number == page_.entry.item) return;
        if (!one.held_by.empty()) {
            out += fmt::format("<p class=\"hint own-note\">{}</p>\n", w(one.held_by));
            return;
        }
        std::string to =
            fmt::format("/edit/{}?path={}&n={}", page_.entry.kind, encode_url_path(page_.entry.path), one.item.number);
        if (page_.entry.kind == "reply") to += "&to=" + page_.entry.about;
        out += fmt::format("<p class=\"own-note\"><a href=\"{}\">{}</a></p>\n", link(to), w("correct"));
    }
    void own_text() { area("text", 12, " class=\"markdown\""); }

    void answer() {
        const Question* question = nullptr;
        for (const Question& one : institute().questions)
            if (one.path.value == page_.entry.path) question = &one;
        if (question == nullptr) return own_text();
        const auto said = [&](const PersonKey& by, const Moment& when) {
            return fmt::format("{}, {}", shown_name(institute(), by), long_moment(when, words_.language()));
        };
        quoted(question->title, said(question->by, question->asked), question->text->plain);
        for (const Answer& each : question->answers) {
            const auto own = std::find_if(page_.own.begin(), page_.own.end(), [&](const OwnWords& one) {
                return each.by == facts_.form.person && digest_of_words(one.item.text) == each.source.sha256;
            });
            if (own != page_.own.end() && own->item.number == page_.entry.item) continue; // it is in the field below
            quoted("", said(each.by, each.date), each.text->plain);
            if (own != page_.own.end()) way_to_correct(*own);
        }
        own_text();
        if (question->by == facts_.form.person) resolved();
    }

    void reply() {
        for (const Activity& one : institute().activities)
            if (one.path.value == page_.entry.path) out += fmt::format("<p class=\"lead\">{}</p>\n", t(one.title));
        for (const AttestationRecord& record : institute().trust.attestations) {
            if (!record.asked_by(page_.entry.about)) continue;
            for (const SignedDecision& one : record.decisions)
                if (one.outcome == Outcome::more_information)
                    quoted(one.competence, record.trainer_name,
                           one.comment.empty() ? words_.say("asked.without-words") : one.comment);
        }
        for (const OwnWords& one : page_.own) {
            if (one.item.number == page_.entry.item) continue;
            quoted("", fmt::format("{}, {}", shown_name(institute(), facts_.form.person), shown_day(one.item, words_.language())),
                   one.item.text);
            way_to_correct(one);
        }
        own_text();
    }

    void buttons() {
        out += "<div class=\"bar\"><p id=\"state\" class=\"state\" role=\"status\" aria-live=\"polite\">";
        if (!page_.entry.kept.empty() && page_.entry.touched) out += w("kept.at", {{"time", page_.entry.kept.substr(11, 5)}});
        out += "</p><div class=\"buttons\">";
        const bool asks = page_.theirs.has_value();
        const bool one_text = page_.entry.kind == "answer" || page_.entry.kind == "reply";
        if (asks) {
            out += fmt::format("<button type=\"submit\" name=\"action\" value=\"mine\">{}</button>"
                               "<button type=\"submit\" name=\"action\" value=\"theirs\" class=\"plain\">{}</button>",
                               w("save.mine"), w("take.theirs"));
        } else {
            out += fmt::format("<button type=\"submit\" name=\"action\" value=\"save\">{}</button>",
                               w(one_text && page_.entry.item.empty() ? "send" : "save"));
        }
        out +=
            fmt::format("<button type=\"submit\" name=\"action\" value=\"check\" class=\"plain\" id=\"check-button\">{}</button>",
                        w("check"));
        out += fmt::format("<button type=\"submit\" name=\"action\" value=\"drop\" class=\"plain quiet\">{}</button>",
                           w(page_.entry.path.empty() || (one_text && page_.entry.item.empty()) ? "drop.new" : "drop.edit"));
        out += "</div></div>\n";
    }
};

} // namespace

std::string form_page(const PageFacts& facts, const FormPage& page) {
    return FormHtml(facts, page).build();
}

Json messages_json(const std::vector<FieldMessage>& messages) {
    Json out = Json::array();
    for (const FieldMessage& one : messages) {
        Json each = Json::object();
        each.set("field", one.field);
        each.set("anchor", one.field.empty() ? std::string() : element_id(one.field));
        each.set("error", one.error);
        each.set("text", one.text);
        each.set("hint", one.hint);
        out.push(std::move(each));
    }
    return out;
}

} // namespace livret

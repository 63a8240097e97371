#include "export/dossier_page.hpp"

#include "base/page_paths.hpp"
#include "base/text.hpp"
#include "base/typography.hpp"
#include "export/dossier_text.hpp"
#include "model/situation.hpp"
#include "trust/chain.hpp"
#include "view/decisions.hpp"
#include "view/parts.hpp"
#include "view/verdict_panel.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::string_view style = R"(
@page{size:A4;margin:18mm 18mm 20mm}
:root{color-scheme:light dark;--paper:#fdfcf9;--ink:#1f1d1a;--quiet:#55504a;--line:#cfc8bb;--accent:#0b5a6b;--warn:#8a3b12;--wash:#f2eee6}
@media screen and (prefers-color-scheme:dark){:root{--paper:#1b1a18;--ink:#ebe6dc;--quiet:#b3aa9c;--line:#4b463f;--accent:#8ccbd9;--warn:#f0a878;--wash:#26241f}}
*{box-sizing:border-box}
html{font:1.0625rem/1.55 "Livret Serif","Livret Serif Further",Georgia,serif;color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%}
body{max-width:46rem;margin:0 auto;padding:2rem 1.25rem 4rem;overflow-wrap:anywhere}
h1,h2,h3,h4,h5,h6,th,dt,.code,.state,.institution,.facts,nav,summary{font-family:"Livret Sans","Livret Sans Further",system-ui,sans-serif}
h1{font-size:2.1rem;line-height:1.15;margin:.2rem 0 0}
h2{font-size:1.45rem;margin:3rem 0 .75rem;padding-top:.75rem;border-top:2px solid var(--accent)}
h3{font-size:1.2rem;line-height:1.3;margin:2.25rem 0 .5rem}
h4,h5,h6{font-size:1.02rem;margin:1.5rem 0 .4rem}
p,ul,ol,dl,table,blockquote,pre,figure{margin:0 0 .9rem}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.institution{color:var(--accent);margin:0}
.for{font-size:1.35rem;margin:.75rem 0 .25rem}
.facts,.small{font-size:.92rem;color:var(--quiet)}
.notice{border:2px solid var(--accent);padding:.75rem 1rem;background:var(--wash)}
.warning{border:2px solid var(--warn);padding:.75rem 1rem}
nav ul{padding-left:1.2rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.95rem;line-height:1.4}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line);font-weight:400}
thead th{font-weight:700;border-bottom:2px solid var(--ink)}
tbody th[colspan]{font-weight:700;padding-top:1rem}
.code{white-space:nowrap;font-weight:700}
.state{font-weight:600}
.ref{white-space:nowrap;font-size:.88rem}
.who{min-width:8.5rem}
article{border-bottom:1px solid var(--line);padding-bottom:1rem}
.decisions{list-style:none;padding:0;border-left:3px solid var(--accent)}
.decisions>li{padding:.1rem 0 .1rem .9rem;margin-bottom:.5rem}
.decisions blockquote{margin:.3rem 0 0}
blockquote{margin-left:0;padding-left:1rem;border-left:3px solid var(--line)}
dl.pairs{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem}
dt{font-weight:700}dd{margin:0}
img{max-width:100%;height:auto}
pre{overflow-x:auto;background:var(--wash);padding:.75rem}
.figures{font-family:"Livret Sans","Livret Sans Further",sans-serif;letter-spacing:.02em}
.lost-picture{border:1px dashed var(--quiet);padding:.1rem .4rem;color:var(--quiet)}
@media (max-width:32rem){dl.pairs{display:block}dd{margin-bottom:.4rem}}
@media print{html{font-size:10.5pt;background:#fff;color:#000}body{max-width:none;padding:0}h2,h3,h4{break-after:avoid}tr,.decisions>li{break-inside:avoid}a{color:inherit}nav{display:none}}
)";

class DossierWriter {
  public:
    explicit DossierWriter(const DossierPage& page)
        : page_(page), context_(*page.context), group_(context_.portfolio->groups.front()), booklet_(group_.booklets.front()),
          writer_(context_, &group_, SitePath{group_.gfp->id.value} / "LIRE.html") {}

    std::string whole(const PageFonts& fonts) {
        const std::string title = fmt::format("{} – {}", heading_words(), words(booklet_.trainee->name));
        out_ = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
                           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                           "'unsafe-inline'; font-src data:; img-src data:\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" "
                           "content=\"noindex\">\n"
                           "<title>{}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n",
                           french() ? "fr" : "en", title, font_faces(fonts), style);
        head();
        contents();
        out_ += "<main>\n";
        for (const Framework* one : frameworks()) competences(*one);
        activities();
        elsewhere();
        positions();
        verification();
        out_ += "</main>\n</body>\n</html>\n";
        return std::move(out_);
    }

  private:
    const DossierPage& page_;
    const ViewContext& context_;
    const Group& group_;
    const Booklet& booklet_;
    PageWriter writer_;
    static inline const std::vector<Attachment> no_files{};
    std::string out_;

    bool french() const { return context_.language() == Language::fr; }
    const TrustState& trust() const { return context_.institute().trust; }
    std::string say(std::string_view fr, std::string_view en) const { return typeset(french() ? fr : en, context_.language()); }
    std::string words(std::string_view text) const { return escape_html(typeset(text, context_.language())); }
    std::string text_of_key(std::string_view key) const { return escape_html(context_.texts->get(key)); }
    std::string heading_words() const { return say("Dossier de compétences", "Competence dossier"); }
    std::string day(Date date) const { return long_date(date, context_.language()); }
    std::string days(const DateRange& range) const {
        return range.from == range.to ? day(range.from) : date_range(range.from, range.to, context_.language());
    }
    void line(std::string_view kind, std::string_view html) { out_ += fmt::format("<p class=\"{}\">{}</p>\n", kind, html); }
    void pair(std::string_view name, std::string_view html) {
        if (!html.empty()) out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, html);
    }
    void section(std::string_view id, std::string_view title) {
        out_ += fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n", id, title);
    }

    static std::string anchor_of(const Activity& activity) {
        return "a-" + (activity.reference.empty() ? activity.slug : activity.reference);
    }

    void head() {
        const Configuration& settings = context_.institute().configuration;
        out_ += "<header>\n";
        line("institution", words(settings.institution_name));
        out_ += fmt::format("<h1>{}</h1>\n", heading_words());
        line("for", fmt::format("<strong>{}</strong>", words(booklet_.trainee->name)));
        line("facts",
             fmt::format("{}{}{}", words(group_.gfp->title), group_.gfp->year.first == 0 ? "" : " · " + group_.gfp->year.text(),
                         booklet_.trainee->subject.empty() ? "" : " · " + words(booklet_.trainee->subject)));
        line("facts", page_.for_jury ? say("Copie pour un jury : ne pas diffuser.", "A jury's copy: do not pass on.")
                                     : say("Copie personnelle : elle contient tout ce que son auteur a écrit.",
                                           "Personal copy: it holds all that its author wrote."));
        if (const std::string state = trust_state_line(writer_); !state.empty()) line("facts", escape_html(state));
        if (trust().present && trust().example)
            line("warning",
                 say("<strong>Exemple.</strong> Signé avec des clés d'essai que tout le monde connaît : ce dossier ne prouve "
                     "rien.",
                     "<strong>Example.</strong> Signed with test keys that everybody knows: this dossier proves nothing."));
        line("notice", say("Cette page se lit ; elle ne prouve rien. Ce qui prouve, ce sont les documents signés du dossier. "
                           "Voir <a href=\"#verifier\">comment vérifier</a>.",
                           "This page is for reading; it proves nothing. What proves are the dossier's signed documents. See <a "
                           "href=\"#verifier\">how to verify</a>."));
        out_ += "</header>\n";
    }

    void contents() {
        out_ += fmt::format("<nav aria-label=\"{}\">\n<ul>\n", say("Sommaire", "Contents"));
        const auto entry = [&](const std::string& to, const std::string& name) {
            out_ += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", to, name);
        };
        for (const Framework* one : frameworks())
            entry("c-" + one->id.value,
                  fmt::format("{} : {}", say("Compétences", "Competences"), words(framework_name(writer_, *one))));
        if (!booklet_.activities.empty()) {
            out_ += fmt::format("<li><a href=\"#activites\">{}</a>\n<ul>\n", say("Activités", "Activities"));
            for (const Activity* one : booklet_.activities) entry(anchor_of(*one), words(one->title));
            out_ += "</ul></li>\n";
        }
        if (!records_elsewhere().empty()) entry("ailleurs", say("Formations et contributions", "Trainings and contributions"));
        if (!booklet_.positionings.empty()) entry("positions", say("Positionnements", "Positions"));
        entry("verifier", say("Comment vérifier", "How to verify"));
        out_ += "</ul>\n</nav>\n";
    }

    // Those that something is said of; the institute's first one always.
    std::vector<const Framework*> frameworks() const {
        std::vector<const Framework*> out;
        const TraineeStandings& standings = context_.portfolio->standings_of(booklet_.trainee->key);
        for (const Framework* one : context_.portfolio->frameworks) {
            const bool used = std::any_of(standings.begin(), standings.end(),
                                          [&](const auto& each) { return each.first.framework == one->id; });
            if (used || out.empty()) out.push_back(one);
        }
        return out;
    }

    std::string state(State of) const {
        return fmt::format("<span class=\"state\"><span aria-hidden=\"true\">{}\u00a0</span>{}</span>", sign_of(of),
                           text_of_key(fmt::format("state.{}", text_of(of))));
    }

    void competences(const Framework& framework) {
        const TraineeStandings& standings = context_.portfolio->standings_of(booklet_.trainee->key);
        section("c-" + framework.id.value,
                fmt::format("{} : {}", say("Compétences", "Competences"), words(framework_name(writer_, framework))));
        const StateCounts counts = count_states(standings, framework);
        std::vector<std::string> sums;
        for (std::size_t i = 0; i + 1 < state_count; ++i)
            if (const auto number = counts.number[i]; number > 0)
                sums.push_back(context_.texts->plural(fmt::format("state_count.{}", text_of(static_cast<State>(i))),
                                                      static_cast<std::int64_t>(number)));
        line("facts", fmt::format("{} {}", escape_html(join(sums, " · ")),
                                  fmt::format(fmt::runtime(say("(sur {} compétences)", "(of {} competences)")),
                                              framework.competences.size())));
        out_ +=
            fmt::format("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"c-{}\">\n<table>\n<thead><tr><th "
                        "scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th>"
                        "<th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
                        framework.id.value, say("Code", "Code"), say("Compétence", "Competence"), say("État", "State"),
                        say("Activités", "Activities"));
        for (const Domain* domain : table_domains(framework)) {
            out_ += fmt::format("<tr><th colspan=\"4\" scope=\"rowgroup\">{} {}</th></tr>\n", words(domain->code),
                                words(wording(domain->titles, context_.language()).text));
            for (const std::size_t index : domain->competences) competence(framework, framework.competences[index], standings);
        }
        out_ += "</tbody>\n</table>\n</div>\n</section>\n";
    }

    void competence(const Framework& framework, const Competence& one, const TraineeStandings& standings) {
        const CompetenceKey key{framework.id, one.code};
        std::string where;
        if (const auto found = booklet_.declared.find(key); found != booklet_.declared.end())
            for (const Activity* activity : found->second)
                where += fmt::format("{}<a class=\"ref\" href=\"#{}\">{}</a>", where.empty() ? "" : ", ", anchor_of(*activity),
                                     escape_html(activity->reference.empty() ? activity->title : activity->reference));
        out_ += fmt::format("<tr><th scope=\"row\" class=\"code\">{}</th><td>{}</td><td class=\"who\">{}</td><td>{}</td></tr>\n",
                            words(one.code), words(wording(one.statements, context_.language()).text),
                            state(state_of(standings, key)), where);
    }

    // `attachments` must outlive the result.
    PartOfPage part(const std::string& anchor, const SourcePath& source, const std::vector<Attachment>& attachments) const {
        PartOfPage out;
        out.anchor = anchor;
        out.anchor_of = [this, source](const Slot& slot) -> std::optional<std::string> {
            const std::string target = slot.target.substr(0, slot.target.find('#'));
            const auto path = resolve_link(source, percent_decode(target));
            for (const Activity* one : booklet_.activities)
                if ((!one->reference.empty() && one->reference == target) || (path && leads_to(*path, one->path)))
                    return anchor_of(*one);
            return std::nullopt;
        };
        out.picture_of = [this, source, &attachments](const Slot& slot) -> std::optional<PartOfPage::Picture> {
            const auto path = resolve_link(source, percent_decode(slot.target));
            for (const Attachment& one : attachments) {
                if (!path || one.path != *path) continue;
                if (auto url = page_.picture(one)) return PartOfPage::Picture{std::move(*url), one.width, one.height};
            }
            return std::nullopt;
        };
        return out;
    }

    void activities() {
        if (booklet_.activities.empty()) return;
        section("activites", say("Activités", "Activities"));
        for (const Activity* one : booklet_.activities) activity(*one);
        out_ += "</section>\n";
    }

    void activity(const Activity& one) {
        const std::string anchor = anchor_of(one);
        out_ += fmt::format("<article aria-labelledby=\"{0}\">\n<h3 id=\"{0}\">{1}</h3>\n<dl class=\"pairs\">\n", anchor,
                            words(one.title));
        pair(say("Référence", "Reference"), escape_html(one.reference));
        if (one.status == Status::draft) pair(say("Statut", "Status"), say("brouillon, non déclarée", "draft, not declared"));
        pair(say("Date", "Date"), days(one.dates));
        if (const Context* context = context_.institute().find_context(one.context))
            pair(say("Contexte", "Context"), words(context->label.in(context_.language())));
        pair(say("Situation d'enseignement", "Teaching situation"),
             text_of_key(fmt::format("situation.{}", text_of(one.situation))));
        std::vector<std::string> names = one.with_initials;
        pair(say("Avec", "With"), escape_html(join(names, ", ")));
        out_ += "</dl>\n";
        out_ += part_of_page(one.body, part(anchor, one.path, one.attachments));
        files(one.attachments);
        declarations(one);
        signed_texts(one);
        out_ += "</article>\n";
    }

    // Where the text was edited since, what trainers read is what they attested.
    void signed_texts(const Activity& activity) {
        std::vector<std::string> shown; // bodies
        for (const AttestationRecord* record : context_.portfolio->records_about(activity.owner, subject_of(activity))) {
            if (!record->state->signed_body || std::find(shown.begin(), shown.end(), record->state->body_sha256) != shown.end())
                continue;
            shown.push_back(record->state->body_sha256);
            const std::string anchor = fmt::format("s-{}", record->digest.substr(0, 8));
            out_ += fmt::format(
                "<details>\n<summary>{}</summary>\n{}</details>\n",
                fmt::format(fmt::runtime(say("Le texte que {} a lu et attesté", "The text that {} read and attested")),
                            words(record->trainer_name)),
                part_of_page(record->state->signed_text, part(anchor, activity.path, activity.attachments)));
        }
    }

    void files(const std::vector<Attachment>& attachments) {
        if (attachments.empty()) return;
        out_ += fmt::format("<p class=\"facts\">{}</p>\n<ul class=\"facts\">\n",
                            say("Fichiers joints, dans le dossier :", "Files, in the dossier:"));
        for (const Attachment& one : attachments)
            out_ += fmt::format("<li>{}<br><span class=\"small\">{}</span></li>\n", escape_html(one.name),
                                escape_html(page_.place(one)));
        out_ += "</ul>\n";
    }

    void declarations(const Activity& activity) {
        const TraineeStandings& standings = context_.portfolio->standings_of(activity.owner);
        std::vector<std::pair<CompetenceKey, std::string>> rows;
        for (const Declaration& one : activity.declarations) rows.emplace_back(one.competence, one.words);
        for (const auto& [key, subjects] : standings) // decided though she declares it no more
            if (subjects.contains(subject_of(activity)) &&
                std::none_of(rows.begin(), rows.end(), [&key = key](const auto& row) { return row.first == key; }))
                rows.emplace_back(key, "");
        if (rows.empty()) return;
        out_ += fmt::format("<h4>{}</h4>\n<ul>\n", say("Compétences déclarées, et ce qui en a été décidé",
                                                       "Competences declared, and what was decided"));
        for (const auto& [key, claim] : rows) {
            const Standing* standing = find_standing(standings, key, subject_of(activity));
            out_ += fmt::format("<li><span class=\"code\">{}</span> {} – {}", words(key.code), statement(key),
                                state(standing ? standing->state : State::declared));
            if (!claim.empty()) out_ += fmt::format("<br>{}", words(claim));
            if (standing) decisions(*standing, activity.path);
            out_ += "</li>\n";
        }
        out_ += "</ul>\n";
    }

    std::string statement(const CompetenceKey& key) const {
        const Framework* framework = context_.institute().find_framework(key.framework);
        const Competence* one = framework == nullptr ? nullptr : framework->find(key.code);
        return one == nullptr ? "" : words(wording(one->statements, context_.language()).text);
    }

    void decisions(const Standing& standing, const SourcePath& source) {
        std::vector<Decided> all = standing.speaking;
        all.insert(all.end(), standing.set_aside.begin(), standing.set_aside.end());
        all.insert(all.end(), standing.history.begin(), standing.history.end());
        if (all.empty()) return;
        out_ += "<ul class=\"decisions\">\n";
        for (const Decided& one : all) decision(one, source);
        out_ += "</ul>\n";
    }

    void decision(const Decided& one, const SourcePath& source) {
        const AttestationRecord& record = *one.record;
        const Texts& program = context_.program_words();
        const std::string verdict = escape_html(program.get(fmt::format("word.{}", text_of(record.word))));
        if (!record.counts() && record.word != Word::superseded) { // nothing that somebody may have made up is repeated
            out_ += fmt::format("<li>{} ({}) : {}</li>\n", say("Une décision écartée", "A decision set aside"), verdict,
                                escape_html(program.get(fmt::format("means.{}", text_of(record.word)))));
            return;
        }
        out_ += fmt::format("<li><strong>{}</strong>, {} <span class=\"small\">({}, {} {})</span>",
                            escape_html(context_.texts->fill(fmt::format("decision.{}", text_of(one.decision->outcome)),
                                                             {{"trainer", writer_.words(record.trainer_name)}})),
                            escape_html(signing_span(writer_, record)), verdict, say("attestation", "attestation"),
                            record.digest.substr(0, 8));
        if (record.counts() && record.freshness != Freshness::current)
            out_ += fmt::format(
                "<br>{}", escape_html(program.get(record.freshness == Freshness::gone ? "means.gone" : "means.edited-since")));
        if (!one.decision->comment.empty()) out_ += fmt::format("<blockquote>{}</blockquote>", words(one.decision->comment));
        for (const Reply* reply : one.replies)
            out_ +=
                fmt::format("<p class=\"facts\">{}</p><blockquote>{}</blockquote>",
                            fmt::format(fmt::runtime(say("Sa réponse, le {}", "Her reply, {}")), day(reply->date)),
                            part_of_page(reply->text, part(fmt::format("r-{}", record.digest.substr(0, 8)), source, no_files)));
        out_ += "</li>\n";
    }

    std::vector<std::pair<CompetenceKey, std::pair<Subject, const Standing*>>> records_elsewhere() const {
        std::vector<std::pair<CompetenceKey, std::pair<Subject, const Standing*>>> out;
        for (const auto& [key, subjects] : context_.portfolio->standings_of(booklet_.trainee->key))
            for (const auto& [subject, standing] : subjects)
                if (subject.about != AboutKind::activity) out.push_back({key, {subject, &standing}});
        return out;
    }

    void elsewhere() {
        const auto rows = records_elsewhere();
        if (rows.empty()) return;
        section("ailleurs", say("Formations et contributions", "Trainings and contributions"));
        out_ += "<ul>\n";
        for (const auto& [key, row] : rows) {
            const auto& [subject, standing] = row;
            const auto session = std::find_if(group_.trainings.begin(), group_.trainings.end(),
                                              [&name = subject.name](const Training* one) { return one->slug == name; });
            const std::string about = subject.about == AboutKind::contributions
                                          ? say("Contributions à l'espace du groupe", "Contributions to the group's space")
                                      : session == group_.trainings.end() ? say("Une formation", "A training session")
                                                                          : words((*session)->title);
            out_ += fmt::format("<li>{} : <span class=\"code\">{}</span> {} – {}", about, words(key.code), statement(key),
                                state(standing->state));
            decisions(*standing, {});
            out_ += "</li>\n";
        }
        out_ += "</ul>\n</section>\n";
    }

    void positions() {
        if (booklet_.positionings.empty()) return;
        section("positions", say("Positionnements", "Positions"));
        line("facts", say("Son propre avis, à des dates données ; personne ne le signe.",
                          "Her own view, on given dates; nobody signs it."));
        const std::vector<Label>& levels = context_.institute().configuration.levels;
        for (const Positioning* one : booklet_.positionings) {
            const std::string anchor = "p-" + iso(one->date);
            out_ += fmt::format("<article>\n<h3 id=\"{}\">{}</h3>\n<ul>\n", anchor, day(one->date));
            for (const auto& level : one->levels)
                out_ += fmt::format("<li><span class=\"code\">{}</span> {} – {}</li>\n", words(level.code),
                                    statement({one->framework, level.code}),
                                    static_cast<std::size_t>(level.level) < levels.size()
                                        ? words(levels[static_cast<std::size_t>(level.level)].in(context_.language()))
                                        : std::to_string(level.level));
            out_ += "</ul>\n";
            if (!one->needs.empty())
                line("facts", fmt::format("{} {}", say("Besoins :", "Needs:"), words(join(one->needs, ", "))));
            out_ += part_of_page(one->text, part(anchor, one->path, no_files));
            out_ += "</article>\n";
        }
        out_ += "</section>\n";
    }

    void verification() {
        section("verifier", say("Comment vérifier", "How to verify"));
        if (!trust().present || trust().fingerprint.empty()) {
            out_ += fmt::format("<p>{}</p>\n</section>\n",
                                say("Rien n'est signé dans ce dossier.", "Nothing is signed in this dossier."));
            return;
        }
        out_ += fmt::format("<p>{}</p>\n", say("Prenez le programme Livret, ou la page de vérification de l'institut, ailleurs "
                                               "que dans ce dossier, et donnez-lui le fichier zip entier, avec "
                                               "l'empreinte que l'institut vous a remise sur papier :",
                                               "Take the Livret program, or the institute's checking page, from elsewhere than "
                                               "this dossier, and give it the whole zip file, with the "
                                               "fingerprint that the institute gave you on paper:"));
        out_ += fmt::format("<p class=\"figures\">livret verify {} --trust-root {}</p>\n<dl>\n", escape_html(page_.file_name),
                            say("EMPREINTE", "FINGERPRINT"));
        out_ += fmt::format("<dt>{}</dt><dd class=\"figures\">{}</dd>\n",
                            say("Empreinte que ce dossier annonce, à comparer avec la vôtre",
                                "Fingerprint that this dossier claims, to compare with yours"),
                            grouped(trust().fingerprint));
        if (trust().checkpoint_date != Date{})
            out_ += fmt::format(
                "<dt>{}</dt><dd class=\"figures\">{} {}</dd>\n",
                say("Point de contrôle, à comparer avec celui de votre papier", "Checkpoint, to compare with your paper's"),
                trust().checkpoint, fmt::format("({})", day(trust().checkpoint_date)));
        out_ += "</dl>\n";
        line("small", say("Les fichiers eux-mêmes se contrôlent sans aucun programme de Livret, une fois le zip ouvert : "
                          "sha256sum -c manifest-sha256.txt",
                          "The files themselves can be checked without any program of Livret, once the zip is unpacked: "
                          "sha256sum -c manifest-sha256.txt"));
        out_ += "</section>\n";
    }
};

} // namespace

std::string dossier_page(const DossierPage& page, const PageFonts& fonts) {
    return DossierWriter(page).whole(fonts);
}

} // namespace livret

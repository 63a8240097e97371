#include "export/minutes_page.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"
#include "export/csv.hpp"
#include "trust/chain.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::string_view style = R"(
@page{size:A4;margin:17mm 17mm 19mm;@bottom-left{content:"SESSION";font:8pt "Livret Sans",sans-serif;color:#4a4740}
@bottom-right{content:counter(page) " / " counter(pages);font:8pt "Livret Sans",sans-serif;color:#4a4740}}
html{font:10pt/1.42 "Livret Serif","Livret Serif Further",serif;color:#1c1b19;background:#fff}
body{max-width:176mm;margin:0 auto;padding:12mm 0}
h1,h2,th,dt,.institution,.number,.outcome,.place{font-family:"Livret Sans","Livret Sans Further",sans-serif}
.institution{font-size:11pt;color:#0b5a6b;margin:0;font-weight:700}
.address{margin:0;font-size:9pt;color:#4a4740;white-space:pre-line}
h1{font-size:21pt;line-height:1.15;font-weight:700;margin:7mm 0 1mm}
.title{font-size:13.5pt;margin:0 0 5mm}
h2{font-size:12.5pt;font-weight:700;margin:7mm 0 2mm;break-after:avoid}
p{margin:0 0 2mm}
.warning{border:1.2pt solid #8a3b12;padding:2.5mm 3.5mm;margin:4mm 0}
dl.facts{margin:0 0 2mm;overflow:hidden}
dl.facts dt{font-weight:700;float:left;clear:left;width:34mm;font-size:9.5pt;line-height:1.5}
dl.facts dd{margin:0 0 .6mm 37mm}
.whole{white-space:nowrap}
table{border-collapse:collapse;width:100%;font-size:9pt;line-height:1.34}
th,td{text-align:left;vertical-align:top;padding:1.7mm 3mm 1.7mm 0;border-bottom:.5pt solid #b9b4aa;font-weight:400}
thead{display:table-header-group}
thead th{font-weight:700;border-bottom:1pt solid #1c1b19;vertical-align:bottom}
tbody tr{break-inside:avoid}
.number{width:7mm;color:#4a4740}
.who{width:33mm}
.who strong,.outcome{font-weight:700}
.rule{width:58mm}
.decision{width:35mm}
td p{margin:0 0 .7mm}
.small{font-size:8pt;color:#4a4740;line-height:1.3}
.totals{font-weight:700;margin:3mm 0 0}
.signatures{break-inside:avoid;margin-top:9mm}
.place{display:inline-block;width:78mm;margin:15mm 8mm 0 0;border-top:.8pt solid #1c1b19;padding-top:1.2mm;font-size:9pt}
.verify{break-inside:avoid}
.verify dt{font-weight:700;margin-top:1.5mm;font-size:9pt}
.verify dd{margin:0;overflow-wrap:anywhere}
.figures{font-family:"Livret Sans","Livret Sans Further",sans-serif;font-size:9pt;letter-spacing:.02em}
@media print{body{padding:0;max-width:none}}
)";

class Writer {
  public:
    explicit Writer(const MinutesPage& page) : page_(page) {}

    std::string whole(const PageFonts& fonts) {
        out_ = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
                           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                           "'unsafe-inline'; font-src data:\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n"
                           "<title>{} – {}</title>\n<style>\n",
                           french() ? "fr" : "en", say("Procès-verbal", "Minutes"), words(page_.title));
        out_ += font_faces(fonts);
        // The footer is text of ours and a slug: nothing in it can leave its quotes.
        out_ +=
            replace_all(std::string(style), "SESSION", fmt::format("{} – {}", say("Procès-verbal", "Minutes"), page_.session));
        out_ += "</style>\n</head>\n<body>\n<main>\n";
        heading();
        decisions();
        signatures();
        verification();
        out_ += "</main>\n</body>\n</html>\n";
        return std::move(out_);
    }

  private:
    const MinutesPage& page_;
    std::string out_;

    bool french() const { return page_.language == Language::fr; }
    std::string say(std::string_view fr, std::string_view en) const { return typeset(french() ? fr : en, page_.language); }
    // Somebody's words, for HTML.
    std::string words(std::string_view text) const { return escape_html(typeset(text, page_.language)); }
    // The same, with codes (A.1.1) that are not broken at the end of a line.
    std::string words_with_codes(std::string_view text) const {
        std::vector<std::string> out;
        for (const std::string_view one : split(text, ' ')) {
            const bool code = one.size() > 2 && one[0] >= 'A' && one[0] <= 'Z' && one[1] == '.';
            out.push_back(code ? fmt::format("<span class=\"whole\">{}</span>", words(one)) : words(one));
        }
        return join(out, " ");
    }
    std::string date(Date day) const { return long_date(day, page_.language); }
    void paragraph(std::string_view html, std::string_view kind = "") {
        out_ += kind.empty() ? fmt::format("<p>{}</p>\n", html) : fmt::format("<p class=\"{}\">{}</p>\n", kind, html);
    }
    void entry(std::string_view name, std::string_view html, std::string_view kind = "") {
        out_ += fmt::format("<dt>{}</dt>\n<dd{}>{}</dd>\n", name, kind.empty() ? "" : fmt::format(" class=\"{}\"", kind), html);
    }

    void heading() {
        paragraph(words(page_.institution), "institution");
        if (!page_.address.empty()) paragraph(words(page_.address), "address");
        out_ += fmt::format("<h1>{}</h1>\n", say("Procès-verbal de délibération du jury", "Minutes of the jury's deliberation"));
        paragraph(words(page_.title), "title");
        if (page_.example)
            paragraph(say("<strong>Exemple.</strong> Signé avec des clés d'essai que tout le monde connaît : ce document ne "
                          "prouve rien.",
                          "<strong>Example.</strong> Signed with test keys that everybody knows: this document proves nothing."),
                      "warning");
        out_ += "<dl class=\"facts\">\n";
        if (page_.date) entry(say("Séance du", "Held on"), date(*page_.date));
        std::vector<std::string> groups;
        for (const std::string& one : page_.groups) groups.push_back(words(one));
        entry(groups.size() > 1 ? say("Groupes", "Groups") : say("Groupe", "Group"), join(groups, "<br>"));
        entry(say("Référentiel", "Framework"), words(page_.framework));
        if (!page_.rule.empty()) entry(say("Règle", "Rule"), words(page_.rule));
        entry(say("Dossiers gelés", "Dossiers frozen"),
              french() ? typeset(fmt::format("au point de contrôle n° {}, du {}", page_.checkpoint, date(page_.checkpoint_date)),
                                 Language::fr)
                       : fmt::format("at checkpoint {}, of {}", page_.checkpoint, date(page_.checkpoint_date)));
        out_ += "</dl>\n";
    }

    std::string rule_cell(const MinutesPage::Line& line) const {
        std::string out;
        if (line.rule_met)
            out += fmt::format("<p>{}</p>", *line.rule_met ? say("Remplie", "Met") : say("Non remplie", "Not met"));
        const std::string count =
            line.of > 0 ? fmt::format(fmt::runtime(french() ? "{} compétences sur {}" : "{} competences of {}"), line.competences,
                                      line.of)
                        : fmt::format(fmt::runtime(french() ? "compétences : {}" : "competences: {}"), line.competences);
        out += fmt::format("<p class=\"small\">{}{}{}</p>", words(count), line.rule_text.empty() ? "" : "<br>",
                           words_with_codes(line.rule_text));
        return out;
    }

    void decisions() {
        out_ += fmt::format("<section>\n<h2>{} ({})</h2>\n<table>\n<thead>\n<tr><th scope=\"col\" class=\"number\">{}</th><th "
                            "scope=\"col\" class=\"who\">{}</th><th scope=\"col\" class=\"rule\">{}</th><th scope=\"col\" "
                            "class=\"decision\">{}</th><th scope=\"col\">{}</th></tr>\n</thead>\n<tbody>\n",
                            say("Candidats et décisions", "Candidates and decisions"), page_.lines.size(), say("n°", "no."),
                            say("Candidat·e", "Candidate"), say("Règle, au gel", "Rule, at the freeze"),
                            say("Décision du jury", "The jury's decision"), say("Note", "Note"));
        std::size_t number = 0, received = 0, adjourned = 0, waiting = 0;
        for (const MinutesPage::Line& line : page_.lines) {
            out_ += fmt::format("<tr><td class=\"number\">{}</td>", ++number);
            if (line.erased()) {
                out_ +=
                    fmt::format("<th scope=\"row\" class=\"who\">{}<p class=\"small\">{}</p></th><td class=\"rule\">–</td><td "
                                "class=\"decision\">–</td><td></td></tr>\n",
                                say("Dossier effacé", "Dossier erased"), words(line.identifier));
                continue;
            }
            received += line.outcome == JuryOutcome::received;
            adjourned += line.outcome == JuryOutcome::adjourned;
            waiting += line.outcome == JuryOutcome::waiting;
            std::string outcome = outcome_words(line.outcome, page_.language);
            outcome = capitalised(outcome);
            out_ +=
                fmt::format("<th scope=\"row\" class=\"who\"><strong>{}</strong><p class=\"small\">{}</p></th><td "
                            "class=\"rule\">{}</td><td class=\"decision\"><p class=\"outcome\">{}</p><p class=\"small\">{}<br>{} "
                            "{}</p>",
                            words(line.name), words(line.group), rule_cell(line), words(outcome), words(line.chair),
                            say("décision", "decision"), line.decision.substr(0, 8));
            if (!line.certificate.empty())
                out_ +=
                    fmt::format("<p class=\"small\">{} {}</p>", say("certificat", "certificate"), line.certificate.substr(0, 8));
            out_ += fmt::format("</td><td>{}</td></tr>\n", replace_all(words(line.note), "\n", "<br>"));
        }
        out_ += "</tbody>\n</table>\n";
        paragraph(french() ? typeset(fmt::format("Certificats délivrés : {} ; ajournements : {} ; en attente : {}.", received,
                                                 adjourned, waiting),
                                     Language::fr)
                           : fmt::format("Certificates awarded: {}; adjourned: {}; waiting: {}.", received, adjourned, waiting),
                  "totals");
        out_ += "</section>\n";
    }

    static std::string capitalised(std::string text) {
        if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
            text.front() = static_cast<char>(text.front() - 'a' + 'A');
        return text;
    }

    void place(std::string_view label) { out_ += fmt::format("<div class=\"place\">{}</div>\n", label); }

    void signatures() {
        out_ += fmt::format("<section class=\"signatures\">\n<h2>{}</h2>\n", say("Signatures", "Signatures"));
        paragraph(say("Fait à ......................................, le ......................................",
                      "Done at ......................................, on ......................................"));
        out_ += "<div class=\"places\">\n";
        for (const std::string& one : page_.chairs)
            place(fmt::format("{}, {}", words(one), say("présidence du jury", "chair of the jury")));
        for (std::size_t i = page_.chairs.size(); i < std::max<std::size_t>(4, page_.chairs.size() + 2); ++i)
            place(say("Membre du jury (nom, qualité)", "Member of the jury (name, office)"));
        out_ += "</div>\n</section>\n";
    }

    void verification() {
        out_ += fmt::format("<section class=\"verify\">\n<h2>{}</h2>\n", say("Ce qui le prouve", "What proves it"));
        paragraph(say(
            "Ce procès-verbal se lit ; il ne prouve rien. Chaque décision est un fichier signé du dépôt de l'institut, sous "
            "trust/decisions ; ce que le jury a examiné est gelé, sous trust. Le programme Livret, obtenu ailleurs que dans "
            "le dépôt, les vérifie :",
            "These minutes are for reading; they prove nothing. Each decision is a signed file of the institute's repository, "
            "in trust/decisions; what the jury examined is frozen, in trust. The Livret program, obtained elsewhere than "
            "from the repository, verifies them:"));
        paragraph(fmt::format("livret verify {} --trust-root {}", say("DÉPÔT", "REPOSITORY"), say("EMPREINTE", "FINGERPRINT")),
                  "figures");
        out_ += "<dl>\n";
        entry(say("Empreinte de l'institut", "The institute's fingerprint"), grouped(page_.fingerprint), "figures");
        entry(say("Gel de la session", "Freeze of the session"),
              fmt::format("trust/freeze-{}.json<br>{}", escape_html(page_.session), grouped(page_.freeze)), "figures");
        entry(say("Point de contrôle", "Checkpoint"),
              fmt::format("{}, {}<br>{}", page_.checkpoint, date(page_.checkpoint_date), grouped(page_.checkpoint_digest)),
              "figures");
        out_ += "</dl>\n</section>\n";
    }
};

} // namespace

std::string outcome_words(JuryOutcome outcome, Language language) {
    const bool fr = language == Language::fr;
    switch (outcome) {
    case JuryOutcome::received:
        return fr ? "certificat délivré" : "certificate awarded";
    case JuryOutcome::adjourned:
        return fr ? "ajourné·e" : "adjourned";
    case JuryOutcome::waiting:
        break;
    }
    return fr ? "en attente" : "waiting";
}

std::string minutes_page(const MinutesPage& page, const PageFonts& fonts) {
    return Writer(page).whole(fonts);
}

std::string minutes_csv(const MinutesPage& page) {
    const bool fr = page.language == Language::fr;
    CsvTable out;
    out.columns = fr ? std::vector<std::string>{"groupe",
                                                "nom",
                                                "identifiant",
                                                "compétences",
                                                "règle",
                                                "décision",
                                                "note",
                                                "présidence",
                                                "empreinte de la décision",
                                                "empreinte du certificat"}
                     : std::vector<std::string>{"group",
                                                "name",
                                                "identifier",
                                                "competences",
                                                "rule",
                                                "decision",
                                                "note",
                                                "chair",
                                                "fingerprint of the decision",
                                                "fingerprint of the certificate"};
    for (const MinutesPage::Line& line : page.lines) {
        const std::string rule = !line.rule_met   ? ""
                                 : *line.rule_met ? (fr ? "remplie" : "met")
                                                  : (fr ? "non remplie" : "not met");
        out.rows.push_back({line.group, line.name, line.identifier,
                            line.erased() ? CsvCell(fr ? "effacé" : "erased") : CsvCell::of(line.competences), rule,
                            line.erased() ? "" : outcome_words(line.outcome, page.language), line.note, line.chair, line.decision,
                            line.certificate});
    }
    return csv_text(out, page.language);
}

} // namespace livret

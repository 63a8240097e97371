#include "export/certificate_page.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"
#include "trust/chain.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::string_view style = R"(
@page{size:A4;margin:18mm 20mm 20mm}
html{font:10.5pt/1.45 "Livret Serif","Livret Serif Further",serif;color:#1c1b19;background:#fff}
body{max-width:170mm;margin:0 auto;padding:12mm 0}
h1,h2,th,dt,.code,.state,.institution{font-family:"Livret Sans","Livret Sans Further",sans-serif}
.institution{font-size:11pt;color:#0b5a6b;margin:0}
h1{font-size:23pt;line-height:1.15;font-weight:700;margin:1mm 0 0}
h2{font-size:13pt;font-weight:700;margin:8mm 0 2mm;break-after:avoid}
p,dl,ul{margin:0 0 2.5mm}
.for{font-size:15pt;margin:5mm 0 2mm}
.warning{border:1.2pt solid #8a3b12;padding:2.5mm 3.5mm;margin:5mm 0}
.state{font-weight:700;font-size:11.5pt}
ul{padding-left:5mm}
table{border-collapse:collapse;width:100%;font-size:9.5pt;line-height:1.35}
th,td{text-align:left;vertical-align:top;padding:1.6mm 3mm 1.6mm 0;border-bottom:.5pt solid #b9b4aa;font-weight:400}
thead th{font-weight:700;border-bottom:1pt solid #1c1b19}
tr{break-inside:avoid}
.whole{white-space:nowrap}
.code{white-space:nowrap;font-weight:700;width:13mm}
.who{width:62mm}
.who p{margin:0 0 1mm}
.small{font-size:8.5pt;color:#4a4740}
dl{display:block}
dt{font-weight:700;margin-top:2mm}
dd{margin:0;overflow-wrap:anywhere}
.figures{font-family:"Livret Sans","Livret Sans Further",sans-serif;letter-spacing:.02em}
.verify{break-inside:avoid}
@media print{body{padding:0;max-width:none}}
)";

class Writer {
  public:
    explicit Writer(const CertificatePage& page) : page_(page), it_(page.certificate) {}

    std::string whole(const PageFonts& fonts) {
        const std::string title = fmt::format("{} – {}", name(), words(it_.trainee_name));
        out_ = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
                           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                           "'unsafe-inline'; font-src data:\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n"
                           "<title>{}</title>\n<style>\n",
                           french() ? "fr" : "en", title);
        out_ += font_faces(fonts);
        out_ += style;
        out_ += "</style>\n</head>\n<body>\n<main>\n";
        heading();
        if (it_.rule) rule();
        competences();
        verification();
        out_ += "</main>\n</body>\n</html>\n";
        return std::move(out_);
    }

  private:
    const CertificatePage& page_;
    const Certificate& it_;
    std::string out_;

    bool french() const { return page_.language == Language::fr; }
    // A sentence of ours in the page's language, with its spaces.
    std::string say(std::string_view fr, std::string_view en) const { return typeset(french() ? fr : en, page_.language); }
    // Somebody's words, for HTML.
    std::string words(std::string_view text) const { return escape_html(typeset(text, page_.language)); }
    // The same, with codes (A.1.1) that are not broken at the end of a line.
    std::string words_with_codes(std::string_view text) const {
        const auto is_code_point = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
        std::vector<std::string> out;
        for (const std::string_view one : split(text, ' ')) {
            bool code = false;
            for (std::size_t i = 1; i + 1 < one.size(); ++i)
                code = code || (one[i] == '.' && is_code_point(one[i - 1]) && is_code_point(one[i + 1]));
            out.push_back(code ? fmt::format("<span class=\"whole\">{}</span>", words(one)) : words(one));
        }
        return join(out, " ");
    }
    std::string date(Date day) const { return long_date(day, page_.language); }
    // "entre le 20 septembre 2004 et le 11 avril 2005"
    std::string between(Date from, Date to) const {
        return french() ? fmt::format("entre le {} et le {}", date(from), date(to))
                        : fmt::format("between {} and {}", date(from), date(to));
    }
    void paragraph(std::string_view html, std::string_view kind = "") {
        out_ += kind.empty() ? fmt::format("<p>{}</p>\n", html) : fmt::format("<p class=\"{}\">{}</p>\n", kind, html);
    }
    void section(std::string_view title, std::string_view kind = "") {
        out_ += fmt::format("<section{}>\n<h2>{}</h2>\n", kind.empty() ? "" : fmt::format(" class=\"{}\"", kind), title);
    }

    // The institute attests competences; a jury awards a certificate.
    bool by_a_jury() const { return !it_.session.empty(); }
    std::string name() const {
        return by_a_jury() ? say("Certificat", "Certificate") : say("Attestation de compétences", "Attestation of competences");
    }

    void heading() {
        paragraph(words(it_.institution_name), "institution");
        out_ += fmt::format("<h1>{}</h1>\n", name());
        if (page_.example)
            paragraph(say("<strong>Exemple.</strong> Signé avec des clés d'essai que tout le monde connaît : ce document ne "
                          "prouve rien.",
                          "<strong>Example.</strong> Signed with test keys that everybody knows: this document proves nothing."),
                      "warning");
        paragraph(fmt::format("<strong>{}</strong>", words(it_.trainee_name)), "for");
        const std::string checkpoint =
            fmt::format("{} {}{}{}", say("n°", "number"), it_.checkpoint.number, say(" du ", " of "), date(it_.checkpoint_date));
        paragraph(fmt::format("{} {}{}", say("Référentiel :", "Framework:"), words(it_.framework_title), "."));
        if (by_a_jury())
            paragraph(say("Délivré sur décision du jury, réuni pour la session ", "Awarded as the jury decided in the session ") +
                      fmt::format("<strong>{}</strong>", words(it_.session)) +
                      say(", au vu des dossiers gelés à cette fin.", ", from the dossiers that were frozen for it."));
        paragraph(
            french()
                ? typeset(fmt::format("L'institut atteste que les compétences ci-dessous ont été attestées par ses formateurs, "
                                      "dans des documents "
                                      "qu'ils ont signés et que l'institut a inscrits au plus tard à son point de contrôle {}.",
                                      checkpoint),
                          Language::fr)
                : fmt::format("The institute attests that its trainers attested the competences below, in documents that they "
                              "signed and that the "
                              "institute listed by its checkpoint {}.",
                              checkpoint));
    }

    // The explanation: its first line is the whole, the others are the conditions one by one.
    void rule() {
        section(say("La règle du référentiel", "The framework's rule"));
        paragraph(it_.rule->met ? say("Règle remplie", "Rule met") : say("Règle non remplie", "Rule not met"), "state");
        const auto lines = split(it_.rule->text, '\n');
        paragraph(words_with_codes(lines.front()) + ".");
        if (lines.size() > 1) {
            out_ += "<ul>\n";
            for (std::size_t i = 1; i < lines.size(); ++i) out_ += fmt::format("<li>{}.</li>\n", words_with_codes(lines[i]));
            out_ += "</ul>\n";
        }
        out_ += "</section>\n";
    }

    void competences() {
        section(fmt::format("{} ({})", say("Compétences attestées", "Attested competences"), it_.competences.size()));
        out_ += fmt::format("<table>\n<thead>\n<tr><th scope=\"col\" class=\"code\">{}</th><th scope=\"col\">{}</th><th "
                            "scope=\"col\" class=\"who\">{}</th></tr>\n</thead>\n<tbody>\n",
                            say("Code", "Code"), say("Compétence", "Competence"), say("Attestée par", "Attested by"));
        for (const Certificate::Competence& one : it_.competences) {
            const bool partial =
                std::find(it_.partial_counted.begin(), it_.partial_counted.end(), one.code) != it_.partial_counted.end();
            out_ += fmt::format("<tr><th scope=\"row\" class=\"code\">{}</th><td>{}", words(one.code), words(one.statement));
            if (partial)
                out_ += fmt::format("<br><span class=\"small\">{}</span>",
                                    say("Comptée, sur décision de l'institut, d'après une compétence d'un autre référentiel qui "
                                        "n'y correspond qu'en partie.",
                                        "Counted, as the institute decided, from a competence of another framework that answers "
                                        "to it only in part."));
            out_ += "</td><td class=\"who\">";
            for (const Certificate::Line& line : one.attested)
                out_ += fmt::format("<p>{},<br>{}<br><span class=\"small\">{} {}</span></p>", words(line.trainer),
                                    between(line.after, line.by), say("attestation", "attestation"), line.digest.substr(0, 8));
            out_ += "</td></tr>\n";
        }
        out_ += "</tbody>\n</table>\n";
        paragraph(say("Les dates sont celles des points de contrôle de l'institut : elles, et elles seules, sont prouvées.",
                      "The dates are those of the institute's checkpoints: they, and they alone, are proven."),
                  "small");
        out_ += "</section>\n";
    }

    void entry(std::string_view name, std::string_view html, std::string_view kind = "") {
        out_ += fmt::format("<dt>{}</dt>\n<dd{}>{}</dd>\n", name, kind.empty() ? "" : fmt::format(" class=\"{}\"", kind), html);
    }

    void verification() {
        section(say("Comment vérifier", "How to verify"), "verify");
        paragraph(fmt::format("{} <strong>{}</strong>{}",
                              say("Cette page se lit ; elle ne prouve rien. La preuve est le fichier signé",
                                  "This page is for reading; it proves nothing. The proof is the signed file"),
                              escape_html(page_.file_name),
                              say(", remis avec elle et conservé dans le dépôt de l'institut. Faites-le vérifier par le "
                                  "programme Livret ou par la page de vérification de l'institut, "
                                  "obtenus ailleurs que dans ce dossier :",
                                  ", handed over with it and kept in the institute's repository. Have it verified by the Livret "
                                  "program or by the institute's checking page, "
                                  "obtained elsewhere than with this document:")));
        paragraph(fmt::format("livret verify {} --root {} --trust-root {}", escape_html(page_.file_name),
                              say("DÉPÔT", "REPOSITORY"), say("EMPREINTE", "FINGERPRINT")),
                  "figures");
        out_ += "<dl>\n";
        entry(say("Empreinte de l'institut, à comparer avec celle qui vous a été remise",
                  "The institute's fingerprint, to compare with the one you were given"),
              grouped(page_.fingerprint), "figures");
        entry(say("Empreinte du fichier signé (SHA-256)", "Fingerprint of the signed file (SHA-256)"), grouped(page_.digest),
              "figures");
        entry(say("Clé de l'institut qui l'a signé", "The institute's key that signed it"), escape_html(page_.key),
              "figures small");
        entry(say("Identifiant de la personne au registre", "The person's identifier in the registry"), escape_html(it_.trainee),
              "figures");
        entry(say("Point de contrôle", "Checkpoint"),
              fmt::format("{}, {}, {}", it_.checkpoint.number, date(it_.checkpoint_date), grouped(it_.checkpoint.digest)),
              "figures small");
        if (by_a_jury())
            entry(say("Session et décision du jury", "Session and decision of the jury"),
                  it_.decision.empty() ? words(it_.session) : fmt::format("{}<br>{}", words(it_.session), grouped(it_.decision)),
                  "figures");
        if (const auto day = parse_date(page_.signed_at.substr(0, 10)))
            entry(say("Date que donne le signataire", "Date that the signer gives"), date(*day));
        out_ += "</dl>\n";
        paragraph(
            say("L'institut peut révoquer ce document : la vérification le dit, si elle dispose d'un registre assez récent.",
                "The institute may revoke this document: the verification says so if it has a registry that is recent enough."),
            "small");
        out_ += "</section>\n";
    }
};

} // namespace

std::string certificate_page(const CertificatePage& page, const PageFonts& fonts) {
    return Writer(page).whole(fonts);
}

} // namespace livret

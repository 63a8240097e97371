#include "export/verification_page.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::string_view style = R"(
@page{size:A4;margin:18mm}
:root{color-scheme:light dark;--paper:#fdfcf9;--ink:#1f1d1a;--quiet:#55504a;--line:#cfc8bb;--accent:#0b5a6b;--good:#1d5c37;--bad:#8a2b12;--wash:#f2eee6}
@media screen and (prefers-color-scheme:dark){:root{--paper:#1b1a18;--ink:#ebe6dc;--quiet:#b3aa9c;--line:#4b463f;--accent:#8ccbd9;--good:#8fd0a8;--bad:#f2a58c;--wash:#26241f}}
*{box-sizing:border-box}
html{font:1.0625rem/1.55 "Livret Serif","Livret Serif Further",Georgia,serif;color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%}
body{max-width:46rem;margin:0 auto;padding:2rem 1.25rem 4rem;overflow-wrap:anywhere}
h1,h2,h3,dt,.word,.code,summary,.facts{font-family:"Livret Sans","Livret Sans Further",system-ui,sans-serif}
h1{font-size:2rem;line-height:1.2;margin:0 0 1rem}
h2{font-size:1.4rem;margin:2.75rem 0 .75rem;padding-top:.75rem;border-top:2px solid var(--accent)}
h3{font-size:1.1rem;margin:0 0 .25rem}
p,dl,ul,pre{margin:0 0 .8rem}
.verdict{font-size:1.2rem;border:3px solid;padding:.75rem 1rem}
.good{border-color:var(--good)}.notice{border-color:var(--accent)}.bad{border-color:var(--bad)}
.remark{border-left:4px solid;padding-left:.8rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem}
dt{font-weight:700}dd{margin:0}
.list{list-style:none;padding:0}
.list>li{border-left:4px solid;padding:.1rem 0 .1rem .9rem;margin-bottom:1.25rem}
.facts,.small{font-size:.92rem;color:var(--quiet)}
.code{font-weight:700}
pre{white-space:pre-wrap;background:var(--wash);padding:.75rem;font:.95rem/1.5 "Livret Serif","Livret Serif Further",serif}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (max-width:32rem){dl{display:block}dd{margin-bottom:.4rem}}
@media print{html{font-size:10pt;background:#fff;color:#000}body{max-width:none;padding:0}h2,h3{break-after:avoid}.list>li{break-inside:avoid}}
)";

std::string_view sign_of(Tone tone) {
    static constexpr std::string_view signs[] = {"✓", "•", "✗"};
    return signs[static_cast<std::size_t>(tone)];
}

std::string_view class_of(Tone tone) {
    static constexpr std::string_view classes[] = {"good", "notice", "bad"};
    return classes[static_cast<std::size_t>(tone)];
}

class VerificationWriter {
  public:
    explicit VerificationWriter(const VerificationPage& page) : page_(page) {}

    std::string whole(const PageFonts& fonts) {
        const std::string heading = say("Rapport de vérification", "Verification report");
        out_ = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
                           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                           "'unsafe-inline'; font-src data:\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" "
                           "content=\"noindex\">\n"
                           "<title>{} – {}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n<main>\n",
                           page_.language == Language::fr ? "fr" : "en", heading, escape_html(page_.title), font_faces(fonts),
                           style);
        out_ += fmt::format("<h1>{}<br><small>{}</small></h1>\n", heading, escape_html(page_.title));
        out_ += fmt::format("<p class=\"verdict {}\"><span aria-hidden=\"true\">{} </span>{}</p>\n", class_of(page_.tone),
                            sign_of(page_.tone), words(page_.verdict));
        for (const auto& one : page_.remarks)
            out_ += fmt::format("<p class=\"remark {}\"><span aria-hidden=\"true\">{} </span>{}</p>\n", class_of(one.tone),
                                sign_of(one.tone), words(one.text));
        out_ += "<dl>\n";
        for (const auto& [name, value] : page_.facts)
            out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", words(name), escape_html(value));
        out_ += "</dl>\n";
        list(say("Attestations", "Attestations"), page_.attestations);
        list(say("Documents de l'institut", "The institute's documents"), page_.documents);
        out_ += fmt::format(
            "<p class=\"small\">{}</p>\n</main>\n</body>\n</html>\n",
            say("Ce rapport dit ce que le programme a trouvé ; il ne prouve rien à qui ne l'a pas fait lui-même.",
                "This report says what the program found; it proves nothing to those who did not make it themselves."));
        return std::move(out_);
    }

  private:
    const VerificationPage& page_;
    std::string out_;

    std::string say(std::string_view fr, std::string_view en) const {
        return typeset(page_.language == Language::fr ? fr : en, page_.language);
    }
    std::string words(std::string_view text) const { return escape_html(typeset(text, page_.language)); }

    // What reorders its neighbours is dropped, line ends stay.
    static std::string lines_of(std::string_view text) {
        std::vector<std::string> out;
        for (const std::string_view line : split(text, '\n')) out.push_back(printable(line));
        return join(out, "\n");
    }

    void list(const std::string& title, const std::vector<VerificationPage::Line>& lines) {
        if (lines.empty()) return;
        out_ += fmt::format("<section>\n<h2>{} ({})</h2>\n<ol class=\"list\" role=\"list\">\n", title, lines.size());
        for (const auto& one : lines) line(one);
        out_ += "</ol>\n</section>\n";
    }

    void line(const VerificationPage::Line& one) {
        out_ += fmt::format("<li class=\"{}\">\n<h3><span aria-hidden=\"true\">{} </span><span class=\"word\">{}</span>{}</h3>\n",
                            class_of(one.tone), sign_of(one.tone), words(one.word),
                            one.subject.empty() ? "" : " · " + words(one.subject));
        if (!one.signer.empty()) out_ += fmt::format("<p class=\"facts\">{}</p>\n", words(one.signer));
        for (const std::string& text : one.explanations) out_ += fmt::format("<p>{}</p>\n", words(text));
        if (!one.decisions.empty()) {
            out_ += "<ul>\n";
            for (const auto& each : one.decisions) decision(each);
            out_ += "</ul>\n";
        }
        if (!one.text.empty())
            out_ += fmt::format("<details><summary>{}</summary>\n<pre>{}</pre>\n</details>\n",
                                say("Le texte signé", "The signed text"), escape_html(lines_of(one.text)));
        out_ += fmt::format("<p class=\"small\">{}</p>\n</li>\n", escape_html(one.path));
    }

    void decision(const VerificationPage::Decision& one) {
        out_ += fmt::format("<li><span class=\"code\">{}</span> {}", words(one.code), words(one.outcome));
        if (!one.claim.empty())
            out_ += fmt::format("<br><span class=\"small\">{} {}</span>", say("Déclarée ainsi :", "Declared thus:"),
                                words(one.claim));
        if (!one.comment.empty()) out_ += fmt::format("<br>{} {}", say("Commentaire :", "Comment:"), words(one.comment));
        out_ += "</li>\n";
    }
};

} // namespace

std::string verification_page(const VerificationPage& page, const PageFonts& fonts) {
    return VerificationWriter(page).whole(fonts);
}

} // namespace livret

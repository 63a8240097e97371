#include "export/digest_mail.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::size_t longest_excerpt = 400; // characters: a mail says what it is about, the page has the rest

struct KindWords {
    NewsKind kind;
    std::string_view fr, en;                           // the section's title
    std::string_view one_fr, more_fr, one_en, more_en; // in the subject, behind a number
};

// Several kinds may have one title: they are told in one section.
constexpr std::array kinds{
    KindWords{NewsKind::question_overdue, "Questions sans réponse, délai dépassé", "Questions without an answer, time is over",
              "question hors délai", "questions hors délai", "question beyond its time", "questions beyond their time"},
    KindWords{NewsKind::question_near, "Questions dont le délai s’achève", "Questions whose time is nearly over",
              "question dont le délai s’achève", "questions dont le délai s’achève", "question nearly out of time",
              "questions nearly out of time"},
    KindWords{NewsKind::question, "Questions sur le forum", "Questions on the forum", "question", "questions", "question",
              "questions"},
    KindWords{NewsKind::asked_directly, "Questions qui vous sont posées", "Questions put to you", "question pour vous",
              "questions pour vous", "question for you", "questions for you"},
    KindWords{NewsKind::request, "Précisions demandées", "More information is wanted", "demande de précisions",
              "demandes de précisions", "request for more information", "requests for more information"},
    KindWords{NewsKind::file_with_errors, "Fichiers laissés de côté", "Files that are left out", "fichier à corriger",
              "fichiers à corriger", "file to mend", "files to mend"},
    KindWords{NewsKind::late, "En attente depuis trop longtemps", "Waiting for too long", "activité en retard",
              "activités en retard", "activity that is late", "activities that are late"},
    KindWords{NewsKind::to_decide, "À décider", "To decide", "activité à lire", "activités à lire", "activity to read",
              "activities to read"},
    KindWords{NewsKind::reply, "Précisions reçues, à relire", "More information came, to be read", "précision reçue",
              "précisions reçues", "reply", "replies"},
    KindWords{NewsKind::decision, "Décisions", "Decisions", "décision", "décisions", "decision", "decisions"},
    KindWords{NewsKind::colleague, "Décisions des collègues", "Colleagues’ decisions", "décision de collègue",
              "décisions de collègues", "colleague’s decision", "colleagues’ decisions"},
    KindWords{NewsKind::answer, "Réponses dans vos fils", "Answers in your threads", "réponse", "réponses", "answer", "answers"},
    KindWords{NewsKind::training, "Formations prévues", "Planned training sessions", "formation", "formations",
              "training session", "training sessions"},
    KindWords{NewsKind::cancelled_training, "Formations annulées", "Cancelled training sessions", "formation annulée",
              "formations annulées", "cancelled session", "cancelled sessions"},
    KindWords{NewsKind::notice, "Nouvelles du groupe", "News of the group", "nouvelle", "nouvelles", "piece of news",
              "pieces of news"},
};

const KindWords& words_of(NewsKind kind) {
    return *std::find_if(kinds.begin(), kinds.end(), [&](const KindWords& one) { return one.kind == kind; });
}

constexpr std::string_view style = "body{font:16px/1.5 sans-serif;max-width:40em;margin:0 auto;padding:1em}h1{font-size:1.3em}"
                                   "h2{font-size:1.1em;margin:1.5em 0 .5em}ul{padding-left:1.2em}li{margin:0 0 .8em}p{margin:0}"
                                   "blockquote{margin:.2em 0 0;padding-left:.8em;border-left:3px solid #999}"
                                   "footer{margin-top:2em;font-size:.875em}";

// One piece of news: a title that may be a link, and lines below it.
struct Item {
    std::string title, url;
    std::vector<std::string> lines;
    std::string quote;
};

class MailWriter {
  public:
    MailWriter(const PersonDigest& digest, const DigestSite& site, Language language)
        : digest_(digest), site_(site), language_(language) {}

    DigestMail write() {
        DigestMail out;
        out.subject = subject();
        const std::string hello = fmt::format(fmt::runtime(say("Bonjour {},", "Hello {},")), plain(digest_.name));
        text_ = hello + "\n";
        html_ =
            fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                        "content=\"width=device-width\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<h1>{}</h1>\n",
                        language_ == Language::fr ? "fr" : "en", escape_html(out.subject), style, escape_html(hello));
        for (std::size_t from = 0; from < digest_.news.size();) {
            std::size_t to = from;
            while (to < digest_.news.size() && digest_.news[to].kind == digest_.news[from].kind) ++to;
            section(from, to);
            from = to;
        }
        footer();
        html_ += "</body>\n</html>\n";
        out.text = std::move(text_);
        out.html = std::move(html_);
        return out;
    }

  private:
    std::string say(std::string_view fr, std::string_view en) const {
        return typeset(language_ == Language::fr ? fr : en, language_);
    }
    // Somebody's words on one line.
    std::string plain(std::string_view text) const {
        const std::string line = replace_all(replace_all(std::string(text), "\n", " "), "\r", " ");
        std::string out;
        for (const std::string_view word : split(line, ' ')) {
            if (word.empty()) continue;
            if (!out.empty()) out += ' ';
            out += word;
        }
        return typeset(out, language_);
    }
    std::string day(Date date) const { return long_date(date, language_); }

    std::string subject() const {
        std::vector<std::string> parts;
        for (const KindWords& one : kinds) {
            const auto count =
                std::count_if(digest_.news.begin(), digest_.news.end(), [&](const News& news) { return news.kind == one.kind; });
            if (count == 0) continue;
            const bool fr = language_ == Language::fr;
            parts.push_back(
                fmt::format("{} {}", count, count == 1 ? (fr ? one.one_fr : one.one_en) : (fr ? one.more_fr : one.more_en)));
        }
        if (parts.size() > 3) {
            parts.resize(3);
            parts.push_back("…");
        }
        return say("Livret : ", "Livret: ") + join(parts, ", ");
    }

    std::string url_of(const News& one) const {
        if (site_.base_url.empty() || one.source.value.empty()) return {};
        std::vector<GfpId> groups{one.gfp};
        if (one.gfp.empty() && !digest_.trainee.gfp.empty()) groups = {digest_.trainee.gfp}; // a stream's: in each of its groups
        if (groups.front().empty()) {
            groups.clear();
            for (const Gfp& gfp : site_.whole->gfps) groups.push_back(gfp.id);
        }
        for (const GfpId& gfp : groups)
            if (const auto found = site_.map->find(gfp, one.source)) return site_.base_url + encode_url_path(found->value);
        return {};
    }

    std::string group_title(const GfpId& id) const {
        const Gfp* gfp = site_.whole->find_gfp(id);
        return gfp == nullptr ? std::string() : gfp->title;
    }

    std::string outcome(Outcome outcome) const {
        switch (outcome) {
        case Outcome::attested:
            return say("attestée", "attested");
        case Outcome::not_attested:
            return say("non attestée", "not attested");
        case Outcome::more_information:
            return say("précisions demandées", "more information wanted");
        case Outcome::retracted:
            return say("décision retirée", "decision taken back");
        }
        return {};
    }

    // « encore 1 jour et 3 heures »
    std::string time_left(std::chrono::seconds left) const {
        const auto hours = std::chrono::duration_cast<std::chrono::hours>(left).count();
        const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(left).count();
        const auto count = [&](std::int64_t n, const char* one_fr, const char* more_fr, const char* one_en, const char* more_en) {
            return language_ == Language::fr ? fmt::format("{} {}", n, n <= 1 ? one_fr : more_fr)
                                             : fmt::format("{} {}", n, n == 1 ? one_en : more_en);
        };
        if (hours < 1) return count(minutes, "minute", "minutes", "minute", "minutes");
        if (hours < 24) return count(hours, "heure", "heures", "hour", "hours");
        std::string out = count(hours / 24, "jour", "jours", "day", "days");
        if (hours % 24 > 0) out += say(" et ", " and ") + count(hours % 24, "heure", "heures", "hour", "hours");
        return out;
    }

    std::string deadline(const Clock& clock) const {
        const std::string at = long_moment(clock.deadline, language_);
        const auto left = clock.deadline.utc - site_.now.utc;
        const std::string time = time_left(left >= std::chrono::seconds(0) ? left : -left);
        return clock.state == ClockState::overdue
                   ? fmt::format(fmt::runtime(say("une réponse était promise avant le {} ; dépassé de {}",
                                                  "an answer was promised by {}; that was {} ago")),
                                 at, time)
                   : fmt::format(fmt::runtime(say("une réponse est promise avant le {} ; encore {}",
                                                  "an answer is promised by {}; {} left")),
                                 at, time);
    }

    Item item(const News& one) const {
        Item out;
        out.title = one.title.empty() ? say("contributions à l’espace du groupe", "contributions to the group's space")
                                      : plain(one.title);
        if (!one.reference.empty()) out.title = one.reference + " · " + out.title;
        out.url = url_of(one);
        const std::string who = plain(one.who), group = digest_.trainer.empty() ? std::string() : plain(group_title(one.gfp));
        const auto add = [&](std::string line) {
            if (!line.empty()) out.lines.push_back(std::move(line));
        };
        const auto with_group = [&](std::string text) {
            return group.empty() ? text : text.empty() ? group : text + " · " + group;
        };
        switch (one.kind) {
        case NewsKind::question_overdue:
        case NewsKind::question_near:
        case NewsKind::question:
        case NewsKind::asked_directly:
            add(with_group(who));
            if (one.clock) add(deadline(*one.clock));
            out.quote = excerpt(plain(one.text), longest_excerpt);
            break;
        case NewsKind::request:
        case NewsKind::decision:
        case NewsKind::colleague:
            add(who + (one.day ? ", " + day(*one.day) : ""));
            for (const SignedDecision& each : one.decisions)
                add(each.competence + " : " + outcome(each.outcome) + (each.comment.empty() ? "" : " — " + plain(each.comment)));
            if (one.kind == NewsKind::request)
                add(fmt::format(fmt::runtime(say("Pour répondre : dans le fichier de l’activité, sous « réponses », à : {}",
                                                 "To reply: in the activity's file, under “replies”, to: {}")),
                                one.digits));
            break;
        case NewsKind::file_with_errors:
            add(fmt::format(
                fmt::runtime(say("erreurs : {} ; « livret check » les montre", "errors: {}; “livret check” shows them")),
                one.errors));
            break;
        case NewsKind::late:
        case NewsKind::to_decide:
        case NewsKind::reply:
            add(with_group(who));
            add(join(one.codes, ", "));
            if (one.since) add(fmt::format(fmt::runtime(say("depuis le {}", "since {}")), day(*one.since)));
            break;
        case NewsKind::answer:
            add(who + (one.day ? ", " + day(*one.day) : ""));
            out.quote = excerpt(plain(one.text), longest_excerpt);
            break;
        case NewsKind::training:
        case NewsKind::cancelled_training:
            if (one.since)
                add(with_group(day(*one.since) + (one.hours ? ", " + hours_text(*one.hours, language_) : "") +
                               (one.place.empty() ? "" : ", " + plain(one.place))));
            break;
        case NewsKind::notice:
            add(with_group(who + (one.day ? ", " + day(*one.day) : "")));
            out.quote = excerpt(plain(one.text), longest_excerpt);
            break;
        }
        for (std::string& line : out.lines) line = typeset(line, language_);
        return out;
    }

    void section(std::size_t from, std::size_t to) {
        const KindWords& words = words_of(digest_.news[from].kind);
        const std::string title = say(words.fr, words.en);
        text_ += fmt::format("\n{}\n\n", title);
        html_ += fmt::format("<h2>{}</h2>\n<ul>\n", escape_html(title));
        for (std::size_t i = from; i < to; ++i) {
            const Item one = item(digest_.news[i]);
            text_ += "- " + one.title + "\n";
            html_ += "<li>";
            html_ += one.url.empty()
                         ? fmt::format("<p>{}</p>\n", escape_html(one.title))
                         : fmt::format("<p><a href=\"{}\">{}</a></p>\n", escape_html(one.url), escape_html(one.title));
            for (const std::string& line : one.lines) {
                text_ += "  " + line + "\n";
                html_ += fmt::format("<p>{}</p>\n", escape_html(line));
            }
            if (!one.quote.empty()) {
                text_ += "  > " + one.quote + "\n";
                html_ += fmt::format("<blockquote>{}</blockquote>\n", escape_html(one.quote));
            }
            if (!one.url.empty()) text_ += "  " + one.url + "\n";
            html_ += "</li>\n";
        }
        html_ += "</ul>\n";
    }

    void footer() {
        std::vector<std::string> lines;
        if (digest_.waiting > 0 && !digest_.trainer.empty())
            lines.push_back(
                fmt::format(fmt::runtime(say("En tout, activités qui attendent une décision : {}, la plus ancienne depuis le {}.",
                                             "In all, activities that wait for a decision: {}, the oldest since {}.")),
                            digest_.waiting, day(*digest_.oldest)));
        if (digest_.waiting > 0 && digest_.trainer.empty())
            lines.push_back(fmt::format(fmt::runtime(say("En tout, activités où des précisions sont attendues de vous : {}.",
                                                         "In all, activities where more information is wanted of you: {}.")),
                                        digest_.waiting));
        const Configuration& settings = site_.whole->configuration;
        std::string by = fmt::format(fmt::runtime(say("Message écrit par Livret pour : {}.", "Written by Livret for: {}.")),
                                     plain(settings.institution_name));
        if (!settings.contact.empty())
            by += fmt::format(fmt::runtime(say(" Contact : {}", " Contact: {}")), plain(settings.contact));
        lines.push_back(by);
        text_ += "\n-- \n"; // RFC 3676 §4.3
        html_ += "<footer>\n";
        for (const std::string& line : lines) {
            text_ += line + "\n";
            html_ += fmt::format("<p>{}</p>\n", escape_html(line));
        }
        html_ += "</footer>\n";
    }

    const PersonDigest& digest_;
    const DigestSite& site_;
    Language language_;
    std::string text_, html_;
};

} // namespace

DigestMail write_digest(const PersonDigest& digest, const DigestSite& site, Language language) {
    return MailWriter(digest, site, language).write();
}

} // namespace livret

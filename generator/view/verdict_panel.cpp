#include "view/verdict_panel.hpp"

#include "base/text.hpp"
#include "view/session_parts.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::array checks{Check::format,       Check::signature,      Check::key_known,  Check::in_scope,
                            Check::content_kept, Check::listed_in_time, Check::not_revoked};
static_assert(checks.size() == check_count);

// The check that a word fails; none for words that pass all of them.
std::optional<Check> failed_check(Word word) {
    switch (word) {
    case Word::malformed:
        return Check::format;
    case Word::bad_signature:
        return Check::signature;
    case Word::unknown_key:
        return Check::key_known;
    case Word::erased:
    case Word::out_of_scope:
        return Check::in_scope;
    case Word::content_missing:
        return Check::content_kept;
    case Word::time_unproven:
    case Word::key_not_valid_then:
        return Check::listed_in_time;
    case Word::revoked:
    case Word::superseded:
        return Check::not_revoked;
    case Word::valid:
    case Word::unsealed:
    case Word::conflict:
        return std::nullopt; // a contradiction is told by its word
    }
    return std::nullopt;
}

std::string_view sign_of(CheckState state) {
    static constexpr std::string_view signs[] = {"✓", "✗", "…", "–"};
    return signs[static_cast<std::size_t>(state)];
}

std::string_view sign_of(Word word) {
    if (word == Word::valid) return "✓";
    if (word == Word::unsealed) return "✓…";
    return word == Word::conflict ? "≠" : "✗";
}

// Writes escaped text between tags.
std::string element(std::string_view tag, std::string_view class_name, std::string_view text) {
    return class_name.empty() ? fmt::format("<{0}>{1}</{0}>", tag, escape_html(text))
                              : fmt::format("<{0} class=\"livret-{1}\">{2}</{0}>", tag, class_name, escape_html(text));
}

std::string sign(std::string_view mark) {
    return fmt::format("<span class=\"livret-sign\" aria-hidden=\"true\">{}</span> ", mark);
}

std::string style_link(const PageWriter& writer) {
    const SitePath path =
        writer.has_group() ? SitePath{writer.gfp().value + "/assets/program/panel.css"} : SitePath{"assets/program/panel.css"};
    return fmt::format("<link rel=\"stylesheet\" href=\"{}\">\n", escape_html(writer.url(path)));
}

const Texts& words(const PageWriter& writer) {
    return writer.context().program_words();
}

std::string check_list(const PageWriter& writer, const AttestationRecord& record) {
    const Texts& texts = words(writer);
    std::string out = fmt::format("<p class=\"livret-label\">{}</p>\n<ul class=\"livret-checks\" role=\"list\">\n",
                                  escape_html(texts.get("panel.checks")));
    for (const Check check : checks) {
        const CheckState state = check_state(record, check);
        out += fmt::format("<li class=\"livret-{}\">{}<span>{}</span> <b>{}</b></li>\n", text_of(state), sign(sign_of(state)),
                           escape_html(texts.get(fmt::format("check.{}", text_of(check)))),
                           escape_html(texts.get(fmt::format("check-state.{}", text_of(state)))));
    }
    return out + "</ul>\n";
}

// Of a document that nobody vouches for, nothing that it says is repeated.
bool is_anybodys(Word word) {
    return word == Word::unknown_key || word == Word::bad_signature || word == Word::malformed;
}

std::string decisions(const PageWriter& writer, const AttestationRecord& record) {
    if (is_anybodys(record.word)) return "";
    std::string out = "<ul class=\"livret-decisions\" role=\"list\">\n";
    for (const SignedDecision& one : record.decisions)
        out += fmt::format("<li><b>{}</b> {}</li>\n", escape_html(one.competence),
                           escape_html(words(writer).get(fmt::format("decision.{}", text_of(one.outcome)))));
    return out + "</ul>\n";
}

std::string explanation(const PageWriter& writer, const AttestationRecord& record) {
    const Texts& texts = words(writer);
    std::string out = element("p", "means", texts.get(fmt::format("means.{}", text_of(record.word)))) + "\n";
    if (!record.reason.empty())
        if (const std::string* reason = texts.find("reason." + record.reason)) out += element("p", "means", *reason) + "\n";
    if (record.counts() && record.freshness != Freshness::current)
        out += element("p", "means", texts.get(record.freshness == Freshness::gone ? "means.gone" : "means.edited-since")) + "\n";
    return out;
}

// On a trainee's page, what it is about: an activity has a page of its own. By its address, not by its title, which is an
// author's.
std::string about(const PageWriter& writer, const AttestationRecord& record) {
    if (record.about == AboutKind::activity || is_anybodys(record.word)) return "";
    const std::string text =
        record.about == AboutKind::contributions
            ? words(writer).get("panel.about_contributions")
            : words(writer).fill("panel.about_training", {{"name", record.gfp.value + "/" + record.training}});
    return element("p", "about", text) + "\n";
}

std::string one_record(const PageWriter& writer, const AttestationRecord& record) {
    const Texts& texts = words(writer);
    const std::string who =
        record.trainer_name.empty() || is_anybodys(record.word) ? texts.get("panel.nobody") : writer.words(record.trainer_name);
    // Tables lead to one signature among several.
    const std::string id = record.digest.empty() ? std::string() : fmt::format(" id=\"livret-{}\"", record.digest.substr(0, 8));
    std::string out = fmt::format("<li class=\"livret-one livret-is-{}\"{}>\n", text_of(record.word), id);
    out += fmt::format("<h3>{}<b>{}</b> <span>{}</span></h3>\n", sign(sign_of(record.word)),
                       escape_html(texts.get(fmt::format("word.{}", text_of(record.word)))), escape_html(who));
    out += about(writer, record) + decisions(writer, record) + explanation(writer, record) + check_list(writer, record);
    std::string facts = signing_span(writer, record);
    if (!record.digest.empty()) facts += fmt::format(" · {} {}", texts.get("panel.document"), record.digest.substr(0, 8));
    return out + element("p", "facts", facts) + "\n</li>\n";
}

std::string grouped_digits(std::string_view digest) {
    std::string out;
    for (std::size_t i = 0; i < digest.size(); i += 4) out += (i == 0 ? "" : " ") + std::string(digest.substr(i, 4));
    return out;
}

std::string whose_word(const PageWriter& writer) {
    const TrustState& trust = writer.institute().trust;
    const Texts& texts = words(writer);
    std::string out;
    if (const std::string line = trust_state_line(writer); !line.empty()) out += element("p", "facts", line) + "\n";
    out += fmt::format("<p class=\"livret-facts\">{} <code>{}</code></p>\n",
                       escape_html(texts.get(trust.own_claim ? "panel.own_claim" : "panel.given")),
                       escape_html(grouped_digits(trust.fingerprint)));
    const ViewContext& context = writer.context();
    if (context.signed_files == SignedFilesAt::nowhere) return out + element("p", "facts", texts.get("panel.no_files")) + "\n";
    if (context.signed_files == SignedFilesAt::dossier) out += element("p", "facts", texts.get("panel.in_dossier")) + "\n";
    if (!context.checking_page.empty())
        out += fmt::format("<p class=\"livret-facts\"><a href=\"{}\">{}</a></p>\n",
                           escape_html(writer.url(SitePath{writer.gfp().value} / context.checking_page)),
                           escape_html(texts.get("panel.verify")));
    return out;
}

std::string incomplete_line(const PageWriter& writer, const TrustState::Incomplete& one) {
    // By folder: a name is what its owner writes, and might deny what stands beside it.
    const std::string who = one.trainee.trainee.empty() ? words(writer).get("panel.somebody")
                                                        : fmt::format("{}/{}", one.trainee.gfp.value, one.trainee.trainee.value);
    return words(writer).fill("panel.incomplete", {{"name", who},
                                                   {"listed", writer.texts().number(static_cast<std::int64_t>(one.listed))},
                                                   {"present", writer.texts().number(static_cast<std::int64_t>(one.present))}});
}

std::vector<std::string> notices(const PageWriter& writer) {
    const TrustState& trust = writer.institute().trust;
    const Texts& texts = words(writer);
    std::vector<std::string> out;
    if (!trust.present) return out;
    if (trust.example) out.push_back(texts.get("panel.example"));
    if (!trust.broken.empty()) out.push_back(texts.get("panel.broken") + " " + texts.get("reason." + trust.broken));
    if (!trust.not_in_force.empty())
        out.push_back(texts.fill("panel.not_in_force", {{"files", texts.names(trust.not_in_force)}}));
    // A group's pages speak of its own trainees, and of what is of nobody here; those above the groups of all.
    const auto speaks_of = [&](const GfpId& gfp) { return gfp.empty() || !writer.has_group() || gfp == writer.gfp(); };
    std::vector<std::string> incomplete;
    for (const auto& one : trust.incomplete)
        if (speaks_of(one.trainee.gfp)) incomplete.push_back(incomplete_line(writer, one));
    std::sort(incomplete.begin(), incomplete.end());
    out.insert(out.end(), incomplete.begin(), incomplete.end());
    const auto count = [&](const std::vector<TrustState::Flawed>& flawed, std::string_view key) {
        const auto n = std::count_if(flawed.begin(), flawed.end(), [&](const auto& one) { return speaks_of(one.gfp); });
        if (n > 0) out.push_back(texts.plural(key, n));
    };
    count(trust.unreadable, "panel.unreadable");
    count(trust.foreign_supersedes, "panel.foreign");
    return out;
}

} // namespace

std::string_view text_of(Check check) {
    static constexpr std::string_view names[] = {"format",       "signature",      "key-known",  "in-scope",
                                                 "content-kept", "listed-in-time", "not-revoked"};
    return names[static_cast<std::size_t>(check)];
}

std::string_view text_of(CheckState state) {
    static constexpr std::string_view names[] = {"passed", "failed", "waiting", "not-reached"};
    return names[static_cast<std::size_t>(state)];
}

CheckState check_state(const AttestationRecord& record, Check check) {
    const auto failed = failed_check(record.word);
    if (failed == check) return CheckState::failed;
    if (failed && check > *failed) return CheckState::not_reached;
    if (check == Check::listed_in_time && !record.listed_in) return CheckState::waiting;
    return CheckState::passed;
}

std::string signing_span(const PageWriter& writer, const AttestationRecord& record) {
    const Texts& texts = words(writer);
    const auto text = [&](const std::optional<Date>& day) { return day ? long_date(*day, writer.language()) : std::string(); };
    const std::string after = text(record.not_before), before = text(record.not_after);
    if (is_anybodys(record.word) || record.word == Word::time_unproven || (after.empty() && before.empty()))
        return texts.get("panel.undated");
    if (before.empty()) return texts.fill("panel.after", {{"after", after}});
    if (after.empty()) return texts.fill("panel.before", {{"before", before}});
    if (after == before) return texts.fill("panel.on", {{"day", after}});
    return texts.fill("panel.between", {{"after", after}, {"before", before}});
}

Value verdict_panel(const PageWriter& writer, const std::vector<const AttestationRecord*>& records) {
    if (!writer.institute().trust.present) return Value::html("");
    const Texts& texts = words(writer);
    std::string out =
        fmt::format("<section class=\"livret-verdict\" aria-labelledby=\"_verdict\">\n{}<h2 id=\"_verdict\">{}</h2>\n{}\n",
                    style_link(writer), escape_html(texts.get("panel.title")), element("p", "source", texts.get("panel.source")));
    if (records.empty())
        out += element("p", "means", texts.get("panel.none")) + "\n";
    else
        out += "<ol role=\"list\">\n";
    for (const AttestationRecord* one : records) out += one_record(writer, *one);
    if (!records.empty()) out += "</ol>\n";
    return Value::html(out + whose_word(writer) + "</section>\n");
}

Value trust_notice(const PageWriter& writer) {
    // The page for addresses that do not exist lies nowhere: it states nothing, and no style could be found from it.
    const bool lies_nowhere = writer.has_group() && writer.page() == writer.map().page(writer.gfp(), One::not_found);
    const std::vector<std::string> all = notices(writer);
    const std::string session = session_line(writer);
    if ((all.empty() && session.empty()) || lies_nowhere) return Value::html("");
    std::string out = fmt::format("<section class=\"livret-notice\" aria-label=\"Signatures\">\n{}",
                                  style_link(writer)); // a landmark: nothing stands outside one
    if (!session.empty()) out += element("p", "session", session) + "\n";
    for (const std::string& one : all) out += element("p", "", one) + "\n";
    return Value::html(out + "</section>\n");
}

std::string trust_state_line(const PageWriter& writer) {
    const TrustState& trust = writer.institute().trust;
    if (!trust.present || !trust.broken.empty()) return "";
    return words(writer).fill("panel.as_of", {{"n", writer.texts().number(trust.checkpoint)},
                                              {"date", long_date(trust.checkpoint_date, writer.language())}});
}

} // namespace livret

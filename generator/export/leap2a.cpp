#include "export/leap2a.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"
#include "base/unicode.hpp"
#include "export/leap2a_html.hpp"
#include "export/xml_writer.hpp"
#include "media/media_types.hpp"
#include "model/activity_sheet.hpp"
#include "resolve/standing.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

// Mahara's importer looks for these prefixes as they are written, not for the namespaces behind them (rule 1).
const XmlWriter::Attributes namespaces{
    {"xmlns", "http://www.w3.org/2005/Atom"},
    {"xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"xmlns:leap2", "http://terms.leapspecs.org/"},
    {"xmlns:categories", "http://wiki.leapspecs.org/2A/categories/"},
    {"xmlns:mahara", "http://wiki.mahara.org/Developer_Area/Import%2F%2FExport/LEAP_Extensions#"},
};
constexpr std::string_view leap2_version = "http://www.leapspecs.org/2010-07/2A/";
constexpr std::string_view person_id = "portfolio:artefactinternal";

std::string atom_time(Date date) {
    return iso(date) + "T12:00:00Z";
} // a day, with no hour known: noon

struct Category {
    std::string term;
    std::string_view scheme = {}; // "selection_type"; empty: a tag
    std::string label = {};
};

struct Entry {
    std::string id, title, type; // type: "activity"
    Date published{}, updated{};
    std::string html; // the content; or, of a file:
    std::string source, media = {}, summary = {};
    std::vector<std::pair<std::string, std::string>> links = {}; // rel, href
    std::vector<Category> categories = {};
    std::optional<DateRange> dates = {};
    std::string mahara_type = {}, mahara_plugin = {};
};

class Maker {
  public:
    Maker(const Leap2aSources& sources, const Trainee& trainee)
        : sources_(sources), institute_(sources.institute), trainee_(trainee), language_(institute_.configuration.language) {}

    Leap2aPackage make();

  private:
    bool french() const { return language_ == Language::fr; }
    std::string say(std::string_view fr, std::string_view en) const { return typeset(french() ? fr : en, language_); }
    std::string words(std::string_view text) const { return leap2a_words(typeset(text, language_)); }
    std::string paragraph(std::string_view text) const { return "<p>" + words(text) + "</p>"; }
    std::string next_id() { return fmt::format("portfolio:artefact{}", ++number_); }

    void choose_activities();
    void add_person();
    void add_activities();
    void add_achievements();
    void add_comments();
    void add_replies();
    void add_signed_files();

    std::string sheet(const Activity& activity) const;
    std::string declared_competences(const Activity& activity) const;
    std::string statement_of(const FrameworkId& framework, std::string_view code) const;
    std::string about_words(const AttestationRecord& record) const;
    std::string proven_dates(const AttestationRecord& record) const;
    std::string add_file(std::string title, Date date, std::string summary, Leap2aFile file);
    Entry& add(Entry entry) { return entries_.emplace_back(std::move(entry)); }
    Entry comment_on(const Activity& activity, std::string title, Date date, std::string html);
    std::string feed() const;

    const Leap2aSources& sources_;
    const Institute& institute_;
    const Trainee& trainee_;
    Language language_;
    Leap2aPackage out_;
    std::vector<const Activity*> activities_; // by date
    std::map<std::string, const Activity*, std::less<>> by_reference_;
    std::map<const Activity*, std::string> ids_;
    std::map<SourcePath, std::string> file_ids_;
    std::vector<Entry> entries_;
    std::size_t number_ = 0, files_ = 0;
    Date newest_{};
};

// --- what there is

void Maker::choose_activities() {
    for (const Activity& one : institute_.activities) {
        if (one.owner != trainee_.key) continue;
        if (one.status == Status::draft) ++out_.drafts;
        if (one.status == Status::withdrawn) ++out_.withdrawn;
        if (one.status != Status::declared) continue;
        activities_.push_back(&one);
        by_reference_.emplace(one.reference, &one);
        ids_.emplace(&one, "");
    }
    const TrustState& trust = institute_.trust;
    if (trust.present && trust.broken.empty()) newest_ = trust.checkpoint_date;
    for (const Activity* one : activities_)
        newest_ = std::max(newest_, std::max(one->dates.to, one->declared.value_or(one->dates.to)));
    if (newest_ == Date{})
        newest_ = trainee_.participates.value_or(Date{std::chrono::year{2004}, std::chrono::September, std::chrono::day{1}});
}

// --- entries

void Maker::add_person() {
    Entry person{
        std::string(person_id), trainee_.name, "person", newest_, newest_, leap2a_html(trainee_.text, trainee_.path, {}), ""};
    person.categories = {{"Self", "person_type"}};
    add(std::move(person));
}

std::string Maker::add_file(std::string title, Date date, std::string summary, Leap2aFile file) {
    const std::string extension(SourcePath{title}.extension());
    const std::string stem = title.substr(0, title.size() - extension.size());
    file.name = fmt::format("files/{}-{}{}", ++files_, slugify(stem).substr(0, 80), ascii_lower(extension));
    Entry entry{next_id(),
                std::move(title),
                "resource",
                date,
                date,
                "",
                encode_url_path(file.name),
                std::string(media_type(extension)),
                std::move(summary)};
    entry.categories = {{"Offline", "resource_type", "File"}};
    const std::string id = entry.id;
    out_.files.push_back(std::move(file));
    add(std::move(entry));
    return id;
}

void Maker::add_activities() {
    const std::string journal = next_id();
    const std::string title =
        say(fmt::format("Livret de compétences : {}", trainee_.name), fmt::format("Competence portfolio: {}", trainee_.name));
    for (const Activity* one : activities_) ids_[one] = next_id();
    Entry blog{journal, title, "selection", newest_, newest_, paragraph(institute_.configuration.institution_name), ""};
    blog.categories = {{"Blog", "selection_type"}};
    for (const Activity* one : activities_) blog.links.emplace_back("leap2:has_part", ids_[one]);
    add(std::move(blog));
    for (const Activity* one : activities_) {
        const Date declared = one->declared.value_or(one->dates.to);
        Entry entry{ids_[one], one->title, "activity", one->dates.from, std::max(declared, one->dates.to), "", ""};
        entry.links.emplace_back("leap2:is_part_of", journal);
        std::map<SourcePath, std::string> files;
        for (const Attachment& file : one->attachments) {
            Leap2aFile made{"", file.path};
            made.size = file.size;
            const std::string id =
                add_file(file.name, entry.updated,
                         say(fmt::format("Pièce jointe de « {} »", one->title), fmt::format("Attached to “{}”", one->title)),
                         std::move(made));
            files.emplace(file.path, id);
            entry.links.emplace_back("related", id);
        }
        entry.html = leap2a_html(one->body, one->path, files) + sheet(*one);
        entry.dates = one->dates;
        for (const Declaration& declaration : one->declarations) entry.categories.push_back({declaration.competence.code});
        add(std::move(entry));
        ++out_.activities;
    }
}

std::string Maker::statement_of(const FrameworkId& id, std::string_view code) const {
    const Framework* framework = institute_.find_framework(id);
    const Competence* competence = framework == nullptr ? nullptr : framework->find(code);
    return competence == nullptr ? "" : wording(competence->statements, language_).text;
}

std::string Maker::declared_competences(const Activity& activity) const {
    if (activity.declarations.empty()) return "";
    std::string out = fmt::format("<p><strong>{}</strong></p><ul>", words(sheet_words(language_).competences));
    for (const Declaration& one : activity.declarations) {
        out += fmt::format("<li><strong>{}</strong> {}", words(one.competence.code),
                           words(statement_of(one.competence.framework, one.competence.code)));
        if (!one.words.empty()) out += fmt::format("<br/><em>{}</em>", words(one.words));
        out += "</li>";
    }
    return out + "</ul>";
}

// Context, phases and the like in words, because Leap2A has no place for them that another system keeps.
std::string Maker::sheet(const Activity& activity) const {
    const SheetWords& label = sheet_words(language_);
    std::string out = fmt::format("<h2>{}</h2><ul>", words(label.heading));
    const auto line = [&](std::string_view name, std::string_view value) {
        if (!value.empty())
            out += fmt::format("<li><strong>{}{}</strong> {}</li>", words(name), words(french() ? " :" : ":"), words(value));
    };
    line(label.reference, activity.reference);
    line(label.date, activity.dates.from == activity.dates.to ? long_date(activity.dates.from, language_)
                                                              : date_range(activity.dates.from, activity.dates.to, language_));
    const Context* context = institute_.find_context(activity.context);
    line(label.context, context == nullptr ? activity.context.value : context->label.in(language_));
    std::vector<std::string> phases;
    for (const Phase one : activity.phases) phases.emplace_back(word_of(one, language_));
    line(label.phases, join(phases, ", "));
    line(label.situation, word_of(activity.situation, language_));
    std::vector<std::string> colleagues;
    for (const TraineeId& id : activity.with)
        if (const Trainee* one = institute_.find_trainee({activity.owner.gfp, id})) colleagues.push_back(one->name);
    line(label.with, join(colleagues, ", "));
    line(label.pictures, word_of(activity.pictures, language_));
    line(label.framework, activity.framework.value);
    return out + "</ul>" + declared_competences(activity);
}

// --- what trainers signed

std::string Maker::about_words(const AttestationRecord& record) const {
    switch (record.about) {
    case AboutKind::activity:
        return record.reference +
               (record.state->title.empty() ? "" : say(" « " + record.state->title + " »", " “" + record.state->title + "”"));
    case AboutKind::training:
        return say("formation « ", "training session “") + record.training + say(" »", "”");
    case AboutKind::contributions:
        return say("contributions à l’espace du groupe", "contributions to the group's space");
    }
    return "";
}

std::string Maker::proven_dates(const AttestationRecord& record) const {
    if (record.not_before && record.not_after)
        return say(fmt::format("signée entre le {} et le {}", long_date(*record.not_before, language_),
                               long_date(*record.not_after, language_)),
                   fmt::format("signed between {} and {}", long_date(*record.not_before, language_),
                               long_date(*record.not_after, language_)));
    if (record.not_before)
        return say(fmt::format("signée après le {}, pas encore inscrite à un point de contrôle",
                               long_date(*record.not_before, language_)),
                   fmt::format("signed after {}, not listed by a checkpoint yet", long_date(*record.not_before, language_)));
    return say("date non établie", "date not established");
}

// One for each competence that counts, with every decision that says so.
void Maker::add_achievements() {
    const auto all = standings_of(institute_);
    const auto mine = all.find(trainee_.key);
    if (mine == all.end()) return;
    for (const auto& [key, subjects] : mine->second) {
        if (!counts(best_of(subjects))) continue;
        std::string list;
        std::set<std::string> evidence;
        Date last{};
        for (const auto& [subject, standing] : subjects)
            for (const Decided& one : standing.speaking) {
                if (one.decision->outcome != Outcome::attested) continue;
                const AttestationRecord& record = *one.record;
                last = std::max(last, record.not_after.value_or(record.not_before.value_or(Date{})));
                list += fmt::format(
                    "<li>{}<br/>{} <code>{}</code>",
                    words(say(
                        fmt::format("Attestée par {}, {} ; {}", record.trainer_name, proven_dates(record), about_words(record)),
                        fmt::format("Attested by {}, {}; {}", record.trainer_name, proven_dates(record), about_words(record)))),
                    words(say("Empreinte SHA-256 de l’attestation :", "SHA-256 digest of the attestation:")), record.digest);
                if (!one.decision->comment.empty()) list += "<br/><em>" + words(one.decision->comment) + "</em>";
                list += "</li>";
                if (const auto activity = by_reference_.find(record.reference);
                    record.about == AboutKind::activity && activity != by_reference_.end())
                    evidence.insert(ids_.at(activity->second));
            }
        const Date date = last == Date{} ? newest_ : last;
        const std::string statement = statement_of(key.framework, key.code);
        Entry entry{next_id(), key.code + (statement.empty() ? "" : " " + statement), "achievement", date, date, "", ""};
        entry.html = paragraph(say(fmt::format("Compétence {} du référentiel {}, attestée.", key.code, key.framework.value),
                                   fmt::format("Competence {} of the framework {}, attested.", key.code, key.framework.value))) +
                     "<ul>" + list + "</ul>";
        entry.categories = {{key.code}};
        for (const std::string& id : evidence) entry.links.emplace_back("leap2:has_evidence", id);
        add(std::move(entry));
        ++out_.achievements;
    }
}

Entry Maker::comment_on(const Activity& activity, std::string title, Date date, std::string html) {
    Entry entry{next_id(), std::move(title), "entry", date, date, std::move(html), ""};
    entry.links.emplace_back("leap2:reflects_on", ids_.at(&activity));
    entry.mahara_type = "comment";
    entry.mahara_plugin = "comment";
    ++out_.comments;
    return entry;
}

// Mahara forgets whose comment it was: the text says so (rule 5). One comment may be about several competences.
void Maker::add_comments() {
    for (const AttestationRecord& record : institute_.trust.attestations) {
        const auto activity = by_reference_.find(record.reference);
        if (record.trainee != trainee_.key || !record.counts() || record.about != AboutKind::activity ||
            activity == by_reference_.end())
            continue;
        std::map<std::pair<std::string, Outcome>, std::vector<std::string>> said;
        for (const SignedDecision& one : record.decisions)
            if (!one.comment.empty() && one.outcome != Outcome::retracted)
                said[{one.comment, one.outcome}].push_back(one.competence);
        for (const auto& [what, codes] : said) {
            static constexpr std::array<std::array<std::string_view, 2>, 3> outcomes{
                {{"attestée", "attested"},
                 {"non attestée", "not attested"},
                 {"précisions demandées", "more information wanted"}}};
            const std::string outcome(outcomes[static_cast<std::size_t>(what.second)][french() ? 0 : 1]);
            const std::string head =
                say(fmt::format("{}, sur {} ({}), {} :", record.trainer_name, join(codes, ", "), outcome, proven_dates(record)),
                    fmt::format("{}, on {} ({}), {}:", record.trainer_name, join(codes, ", "), outcome, proven_dates(record)));
            const Date date = record.not_after.value_or(record.not_before.value_or(newest_));
            add(comment_on(*activity->second, say("Commentaire : " + record.trainer_name, "Comment: " + record.trainer_name),
                           date, "<p><strong>" + leap2a_words(head) + "</strong></p>" + paragraph(what.first)));
        }
    }
}

void Maker::add_replies() {
    for (const Activity* activity : activities_)
        for (const Reply& one : activity->replies) {
            const std::string day = long_date(one.date, language_);
            const std::string head =
                say(fmt::format("{}, réponse du {} :", trainee_.name, day), fmt::format("{}, reply of {}:", trainee_.name, day));
            add(comment_on(*activity, say("Réponse : " + trainee_.name, "Reply: " + trainee_.name), one.date,
                           "<p><strong>" + leap2a_words(head) + "</strong></p>" + leap2a_html(one.text, activity->path, {})));
        }
}

// The files that a round trip keeps byte for byte (rule 8).
void Maker::add_signed_files() {
    const std::string folder = next_id();
    std::vector<std::string> parts;
    const auto keep = [&](std::string title, std::string bytes, std::string summary) {
        Leap2aFile file{"", {}, std::move(bytes)};
        file.size = file.bytes.size();
        parts.push_back(add_file(std::move(title), newest_, std::move(summary), std::move(file)));
        entries_.back().links.emplace_back("leap2:is_part_of", folder);
    };
    const std::string as_written = say("Le texte tel qu’il est écrit", "The text as it is written");
    for (const Activity* one : activities_)
        keep(fmt::format("{}-{}.md", one->reference, one->slug), sources_.read(one->path), as_written);
    std::set<std::string> texts;
    for (const AttestationRecord& record : institute_.trust.attestations) {
        if (record.trainee != trainee_.key) continue;
        const auto bytes = sources_.trust.documents.find(record.path);
        if (bytes == sources_.trust.documents.end()) continue;
        const std::string about = record.about == AboutKind::activity   ? record.reference
                                  : record.about == AboutKind::training ? record.training
                                                                        : "contributions";
        keep(fmt::format("attestation-{}-{}.json", about, record.digest.substr(0, 8)), bytes->second,
             say(fmt::format("Attestation signée par {} : {}", record.trainer_name, record.digest),
                 fmt::format("Attestation signed by {}: {}", record.trainer_name, record.digest)));
        std::vector<std::string> digests{record.state->body_sha256};
        for (const AttestationRecord::Contribution& one : record.contributions) digests.push_back(one.sha256);
        for (const std::string& digest : digests)
            if (!digest.empty() && texts.insert(digest).second)
                if (auto text = sources_.snapshot(digest))
                    keep(fmt::format("signed-text-{}-{}.md", about, digest.substr(0, 8)), std::move(*text),
                         say("Le texte qui a été signé : " + digest, "The text that was signed: " + digest));
    }
    if (parts.empty()) return;
    Entry entry{folder,      say("Textes et attestations signés (Livret)", "Signed texts and attestations (Livret)"),
                "selection", newest_,
                newest_,     "",
                ""};
    entry.html = paragraph(say("Ces fichiers prouvent le reste : gardez-les tels qu’ils sont.",
                               "These files prove the rest: keep them as they are."));
    entry.categories = {{"Folder", "selection_type"}};
    for (std::string& part : parts) entry.links.emplace_back("leap2:has_part", std::move(part));
    add(std::move(entry));
}

// --- the feed

void write_entry(XmlWriter& xml, const Entry& entry) {
    xml.open("entry");
    xml.element("title", entry.title);
    xml.element("id", entry.id);
    xml.element("updated", atom_time(entry.updated));
    xml.element("published", atom_time(entry.published));
    if (!entry.summary.empty()) xml.element("summary", entry.summary);
    if (entry.source.empty())
        xml.element("content", entry.html, {{"type", "html"}});
    else
        xml.element("content", "", {{"type", entry.media}, {"src", entry.source}});
    xml.element("rdf:type", "", {{"rdf:resource", "leap2:" + entry.type}});
    if (!entry.mahara_plugin.empty())
        xml.element("mahara:artefactplugin", "", {{"mahara:plugin", entry.mahara_plugin}, {"mahara:type", entry.mahara_type}});
    for (const auto& [rel, href] : entry.links) xml.element("link", "", {{"rel", rel}, {"href", href}});
    for (const Category& one : entry.categories) {
        XmlWriter::Attributes attributes{{"term", one.term}};
        if (!one.scheme.empty()) attributes.emplace_back("scheme", fmt::format("categories:{}#", one.scheme));
        if (!one.label.empty()) attributes.emplace_back("label", one.label);
        xml.element("category", "", attributes);
    }
    if (entry.dates) {
        xml.element("leap2:date", iso(entry.dates->from), {{"leap2:point", "start"}});
        if (entry.dates->to != entry.dates->from) xml.element("leap2:date", iso(entry.dates->to), {{"leap2:point", "end"}});
    }
    xml.close();
}

std::string Maker::feed() const {
    const Gfp* gfp = institute_.find_gfp(trainee_.key.gfp);
    XmlWriter xml;
    XmlWriter::Attributes attributes = namespaces;
    attributes.emplace_back("xml:lang", french() ? "fr" : "en");
    xml.open("feed", attributes);
    xml.element("leap2:version", leap2_version);
    // As the site's feeds are named: a name that nobody owns (RFC 2606 keeps .invalid free).
    xml.element("id", fmt::format("tag:{}.livret.invalid,{}:{}/trainees/{}/leap2a", institute_.configuration.institution_id,
                                  gfp == nullptr || gfp->year.first == 0 ? 2004 : gfp->year.first, trainee_.key.gfp.value,
                                  trainee_.key.trainee.value));
    xml.element("title", say(fmt::format("Livret de compétences : {}", trainee_.name),
                             fmt::format("Competence portfolio: {}", trainee_.name)));
    xml.element("updated", atom_time(newest_));
    xml.element("generator", "Livret");
    xml.open("author");
    xml.element("name", trainee_.name);
    xml.element("uri", person_id);
    xml.close();
    for (const Entry& one : entries_) write_entry(xml, one);
    xml.close();
    return xml.finished();
}

Leap2aPackage Maker::make() {
    choose_activities();
    add_person();
    add_activities();
    add_achievements();
    add_comments();
    add_replies();
    add_signed_files();
    out_.xml = feed();
    return std::move(out_);
}

} // namespace

Leap2aPackage leap2a_package(const Leap2aSources& sources, const Trainee& trainee) {
    return Maker(sources, trainee).make();
}

} // namespace livret

#include "serve/own_words.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "load/places.hpp"
#include "markup/front_matter.hpp"

#include <algorithm>

namespace livret {

namespace {

// As files name people: by their folder, in a stream with their group.
bool names_her(const std::string& by, const PersonKey& person, const GfpId& gfp) {
    return by == name_of(person) || (!person.is_trainer() && person.gfp == gfp && by == person.trainee.value);
}

// A signature about the thread as a whole, or about the very words. One that does not count may count again.
bool is_signed(const Institute& institute, const std::string& path, const std::string& words) {
    const std::string digest = digest_of_words(words);
    for (const AttestationRecord& record : institute.trust.attestations) {
        if (record.word == Word::bad_signature || record.word == Word::malformed) continue;
        for (const AttestationRecord::Contribution& one : record.contributions)
            if (one.file.value == path && (!one.answer || one.sha256 == digest)) return true;
    }
    return false;
}

// Somebody decided about the activity since: over the request, or on the day of the reply or later.
bool is_decided(const Institute& institute, const Activity& activity, const ThreadItem& reply) {
    const AttestationRecord* asked = nullptr;
    for (const AttestationRecord& one : institute.trust.attestations)
        if (one.asked_by(reply.to)) asked = &one;
    return std::any_of(institute.trust.attestations.begin(), institute.trust.attestations.end(),
                       [&](const AttestationRecord& one) {
                           if (!one.counts() || one.trainee != activity.owner || one.about != AboutKind::activity) return false;
                           if (one.reference != activity.reference || one.asked_by(reply.to)) return false;
                           const bool over = asked != nullptr && std::find(one.supersedes.begin(), one.supersedes.end(),
                                                                           asked->digest) != one.supersedes.end();
                           return over || one.signed_at.substr(0, 10) >= reply.date.substr(0, 10);
                       });
}

} // namespace

std::string digest_of_words(const std::string& text) {
    return sha256_hex(text);
}

std::string shown_day(const ThreadItem& item, Language language) {
    const auto day = parse_date(item.date.substr(0, 10));
    return day ? long_date(*day, language) : item.date;
}

std::vector<ThreadItem> thread_items(const std::string& file, const Kind& kind) {
    std::vector<ThreadItem> out;
    const std::string plain = lf_text(file);
    Sink ignored;
    const FrontMatter front = split_front_matter(Reporter(SourcePath{"a.md"}, plain, ignored));
    if (!front.found || !front.data) return out;
    const bool question = &kind == &question_kind;
    for (const YamlEntry& entry : front.data->entries) {
        const std::string& key = entry.key.text;
        if (question ? key != "answers" && key != "réponses" : key != "replies" && key != "réponses") continue;
        for (const YamlNode& node : entry.value.items) {
            ThreadItem item;
            item.number = std::to_string(out.size() + 1);
            for (const YamlEntry& one : node.entries) {
                const std::string& name = one.key.text;
                if (name == "by" || name == "par") item.by = one.value.text;
                if (name == "to" || name == "à") item.to = one.value.text;
                if (name == "date") item.date = one.value.text;
                if (name != "text" && name != "texte") continue;
                item.text = one.value.text;
                item.text_key = name;
            }
            out.push_back(std::move(item));
        }
    }
    return out;
}

std::vector<OwnWords> own_words(const FormFacts& facts, const JournalEntry& entry, const std::string& file) {
    std::vector<OwnWords> out;
    const bool answer = entry.kind == "answer";
    const Activity* activity = nullptr;
    for (const Activity& one : facts.institute.activities)
        if (one.path.value == entry.path) activity = &one;
    for (ThreadItem& one : thread_items(file, kind_of_form(entry.kind))) {
        if (one.text_key.empty()) continue;
        if (answer ? !names_her(one.by, facts.person, place_of(SourcePath{entry.path}).gfp) : one.to != entry.about) continue;
        std::string held_by;
        if (answer && is_signed(facts.institute, entry.path, one.text)) held_by = "held.signed";
        if (!answer && (activity == nullptr || is_decided(facts.institute, *activity, one))) held_by = "held.decided";
        out.push_back({std::move(one), std::move(held_by)});
    }
    return out;
}

std::optional<OwnWords> words_of_form(const FormFacts& facts, const JournalEntry& entry, const std::string& file) {
    std::optional<OwnWords> by_number;
    for (OwnWords& one : own_words(facts, entry, file)) {
        if (!entry.base.empty() && digest_of_words(one.item.text) == entry.base) return std::move(one);
        if (one.item.number == entry.item) by_number = std::move(one);
    }
    return by_number;
}

} // namespace livret

#include "build/signed_texts.hpp"

#include "base/text.hpp"
#include "base/threads.hpp"
#include "markup/front_matter.hpp"
#include "markup/markdown.hpp"
#include "trust/store.hpp"

#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace livret {

namespace {

RichText read_markdown(const std::string& body, const SourcePath& path, Language language, std::string_view digest) {
    Sink unheard;
    MarkdownOptions options;
    options.language = language;
    options.first_heading = 3;
    options.id_prefix = fmt::format("signed-{}-", digest.substr(0, 8)); // no number: it would count what others may not see
    return parse_markdown(Reporter(path, body, unheard), body, 0, options);
}

} // namespace

std::optional<std::string> bound_text(const Disk& repository, const SourcePath& path) {
    const auto read = repository.read_if_file(path.value);
    if (!read) return std::nullopt;
    const std::string text = lf_text(*read);
    Sink unheard; // loading said all there is to say
    const FrontMatter front = split_front_matter(Reporter(path, text, unheard));
    if (!front.found) return std::nullopt;
    return text.substr(front.body_offset);
}

void read_signed_texts(Institute& institute, const Disk& repository, unsigned jobs) {
    std::map<std::string_view, const Activity*> activities;
    for (const Activity& one : institute.activities)
        if (!one.reference.empty()) activities.emplace(one.reference, &one);
    std::vector<std::pair<AttestationRecord*, const SourcePath*>> edited;
    for (AttestationRecord& record : institute.trust.attestations) {
        if (!record.counts() || record.freshness != Freshness::edited_since || record.about != AboutKind::activity) continue;
        const auto found = activities.find(record.reference);
        if (found != activities.end()) edited.emplace_back(&record, &found->second->path);
    }
    parallel_for(edited.size(), jobs, [&](std::size_t i) {
        const auto& [record, path] = edited[i];
        auto body = read_snapshot(repository, "trust", record->state->body_sha256);
        if (!body || first_invalid_utf8(*body)) return;
        record->state->todays_body = bound_text(repository, *path);
        record->state->signed_text = read_markdown(*body, *path, institute.configuration.language, record->state->body_sha256);
        record->state->signed_body = std::move(body);
    });
}

} // namespace livret

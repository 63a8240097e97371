#include "export/trust_files.hpp"

#include <set>
#include <string_view>

namespace livret {

namespace {

constexpr std::string_view attestations = "attestations/";

bool is_of_the_chain(std::string_view path) {
    return path.find('/') == std::string_view::npos &&
           (path.starts_with("root-") || path.starts_with("registry-") || path.starts_with("checkpoint-"));
}

// "attestations/3f.../9a...json" by its digest, which is its name.
std::map<std::string_view, std::string_view> paths_by_digest(const SignedFiles& files) {
    std::map<std::string_view, std::string_view> out;
    for (auto at = files.documents->lower_bound(attestations);
         at != files.documents->end() && at->first.starts_with(attestations); ++at) {
        std::string_view name = std::string_view(at->first).substr(at->first.rfind('/') + 1);
        if (name.ends_with(".json")) name.remove_suffix(5);
        out.emplace(name, at->first);
    }
    return out;
}

// Somebody whom the institute knows vouched for these bytes; anybody could name bytes that are not for these readers.
bool binds(const AttestationRecord& record) {
    return record.word != Word::malformed && record.word != Word::bad_signature && record.word != Word::unknown_key;
}

void add_bound(const AttestationRecord& record, std::set<std::string>& out) {
    out.insert(record.state->body_sha256);
    for (const SignedState::File& one : record.state->files) out.insert(one.sha256);
    for (const AttestationRecord::Contribution& one : record.contributions) out.insert(one.sha256);
    out.erase("");
}

} // namespace

namespace {

// The chain, the attestations that are shown about trainees of `group` (none: of all), and what they bind.
void add_trust(const ViewContext& context, const SignedFiles& files, const SitePath& folder, const Gfp* group,
               std::set<std::string> bound, std::vector<ExportFile>& out) {
    const auto by_digest = paths_by_digest(files);
    const auto add = [&](std::string_view path, const std::string& bytes) {
        out.push_back({folder / std::string(path), [&bytes] { return bytes; }});
    };
    for (const auto& [path, bytes] : *files.documents)
        if (is_of_the_chain(path) && (!path.ends_with(".roster") || path == files.roster)) add(path, bytes);
    for (const AttestationRecord& record : context.institute().trust.attestations) {
        const auto found = by_digest.find(record.digest);
        const bool shown =
            group != nullptr ? record.trainee.gfp == group->id : context.portfolio->find(record.trainee.gfp) != nullptr;
        if (!shown || found == by_digest.end()) continue;
        add(found->second, files.documents->find(found->second)->second);
        if (binds(record)) add_bound(record, bound);
    }
    for (const std::string& digest : bound)
        if (files.snapshot(digest))
            out.push_back({folder / ("snapshots/" + digest), [&files, digest] { return files.snapshot(digest).value_or(""); }});
}

} // namespace

std::vector<ExportFile> trust_files(const ViewContext& context, const SignedFiles& files) {
    std::vector<ExportFile> out;
    if (context.signed_files != SignedFilesAt::group) return out;
    if (context.lists_groups())
        for (const Group& group : context.portfolio->groups)
            add_trust(context, files, SitePath{group.gfp->id.value} / "trust", group.gfp, {}, out);
    if (!context.lists_above()) return out;
    if (const ShownSession* session = context.portfolio->session) {
        // A freeze is of all groups: it can be checked above them only.
        add_trust(context, files, SitePath{"trust"}, nullptr, {session->snapshots.begin(), session->snapshots.end()}, out);
        if (const auto freeze = files.documents->find(session->path); freeze != files.documents->end())
            out.push_back({SitePath{"trust"} / session->path, [&bytes = freeze->second] { return bytes; }});
    }
    return out;
}

} // namespace livret

#include "build/removal.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "build/mentions.hpp"
#include "disk/left_parts.hpp"
#include "load/access.hpp"
#include "load/readers.hpp"
#include "trust/field_reader.hpp"
#include "trust/frozen_state.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

NoRemoval link_in_the_way(const std::string& path) {
    return {fmt::format("« {} » est un lien : rien n’est retiré à travers un lien ; retirez-le d’abord", path),
            fmt::format("“{}” is a link: nothing is removed through a link; remove it first", path)};
}

// All files of a folder, hidden ones too. The path of what is neither file nor folder, if there is such a thing.
std::optional<std::string> list_all(const Disk& disk, const std::string& folder, std::vector<std::string>& out) {
    for (const DiskEntry& entry : disk.list(folder)) {
        const std::string path = folder + "/" + entry.name;
        if (entry.kind == EntryKind::file)
            out.push_back(path);
        else if (entry.kind != EntryKind::folder)
            return path;
        else if (const auto odd = list_all(disk, path, out))
            return odd;
    }
    return std::nullopt;
}

bool is_there(const Disk& disk, const std::string& folder) {
    return disk.exists(folder) && disk.kind(folder) == EntryKind::folder;
}

// Files that a signature about somebody else's contributions binds as a whole.
std::set<std::string> bound_whole(const TrustFiles& trust, const std::string& her_id) {
    std::set<std::string> out;
    for (const auto& [path, bytes] : trust.documents) {
        if (!path.starts_with("attestations/") || path.starts_with("attestations/" + her_id + "/")) continue;
        const auto read = read_signed(bytes);
        const auto* document = std::get_if<SignedDocument>(&read);
        const auto* attestation = document ? std::get_if<Attestation>(&document->subject) : nullptr;
        const auto* items = attestation ? std::get_if<Contributions>(&attestation->about) : nullptr;
        if (items == nullptr) continue;
        for (const Contribution& one : *items)
            if (!one.answer) out.insert(one.file);
    }
    return out;
}

// Pages that texts of others link to: one of hers that is linked stays, without her name.
std::set<std::string> linked_pages(const Institute& institute, const TraineeKey& her) {
    std::set<std::string> out;
    const auto add = [&](const SourcePath& from, const RichText& text) {
        for (const Slot& slot : text.slots)
            if (const auto path = resolve_link(from, percent_decode(slot.target.substr(0, slot.target.find('#'))));
                path && *path != from)
                out.insert(path->value);
    };
    for (const Activity& one : institute.activities)
        if (one.owner != her) add(one.path, one.body);
    for (const Trainee& one : institute.trainees)
        if (one.key != her) add(one.path, one.text);
    for (const Positioning& one : institute.positionings)
        if (one.owner != her) add(one.path, one.text);
    for (const Gfp& one : institute.gfps) add(one.path, one.text);
    for (const Training& one : institute.trainings) add(one.path, one.text);
    for (const Notice& one : institute.notices) add(one.path, one.text);
    for (const Example& one : institute.examples) add(one.path, one.text);
    for (const Question& one : institute.questions) {
        add(one.path, one.text);
        for (const Answer& answer : one.answers) add(one.path, answer.text);
    }
    return out;
}

class Planner {
  public:
    Planner(const Disk& disk, const Institute& institute, const TrustFiles& trust, const Chain& chain, const Leaver& leaver)
        : disk_(disk), institute_(institute), trust_(trust), chain_(chain), leaver_(leaver) {}

    std::variant<Removal, NoRemoval> plan() {
        if (!leaver_.key.trainee.empty()) {
            if (const auto odd = list_own()) return link_in_the_way(*odd);
            if (const auto refusal = edit_others()) return *refusal;
            edit_access();
        }
        if (!leaver_.id.empty()) {
            for (const auto& [kind, list] :
                 {std::pair{"attestations", &out_.attestations}, std::pair{"certificates", &out_.certificates}}) {
                const std::string folder = fmt::format("trust/{}/{}", kind, leaver_.id);
                if (disk_.exists(folder) && !is_there(disk_, folder)) return link_in_the_way(folder);
                if (!is_there(disk_, folder)) continue;
                if (const auto odd = list_all(disk_, folder, *list)) return link_in_the_way(*odd);
            }
            for (const auto& [path, bytes] : trust_.documents)
                if (path.ends_with(".roster") && path != fmt::format("registry-{}.roster", registry_in_use()) &&
                    bytes.find("\"id\":\"" + leaver_.id + "\"") != std::string::npos && holds_her_line(bytes))
                    out_.rosters.push_back("trust/" + path);
        }
        list_snapshots();
        find_mentions(disk_, leaver_, references_, out_);
        return std::move(out_);
    }

  private:
    const Disk& disk_;
    const Institute& institute_;
    const TrustFiles& trust_;
    const Chain& chain_;
    const Leaver& leaver_;
    std::set<std::string> references_;
    Removal out_;

    std::int64_t registry_in_use() const { return chain_.holds() ? chain_.registry.number : 0; }

    // Another line than that of her erasure, which says nothing but that.
    bool holds_her_line(const std::string& roster) const {
        for (const std::string_view line : split_lines(roster))
            if (line.find("\"id\":\"" + leaver_.id + "\"") != std::string_view::npos &&
                line.find("\"folder\":") != std::string_view::npos)
                return true;
        return false;
    }

    std::optional<std::string> list_own() {
        std::string way;
        const SourcePath folder{leaver_.folder()};
        for (const std::string_view part : folder.parts()) {
            way += (way.empty() ? "" : "/") + std::string(part);
            if (!disk_.exists(way)) return std::nullopt;
            if (!is_there(disk_, way)) return way;
        }
        if (auto odd = list_all(disk_, way, out_.own)) return odd;
        const std::string profile = way + "/profile.md";
        std::stable_partition(out_.own.begin(), out_.own.end(), [&](const std::string& one) { return one != profile; });
        return std::nullopt;
    }

    std::optional<NoRemoval> edit_others() {
        Leaving leaving{leaver_.key, {}, {}};
        for (const Activity& one : institute_.activities)
            if (one.owner == leaver_.key && !one.reference.empty()) leaving.references.insert(one.reference);
        references_ = leaving.references;
        for (const Trainer& one : institute_.configuration.trainers) leaving.trainer_ids.insert(one.id.value);
        const std::set<std::string> whole = bound_whole(trust_, leaver_.id), linked = linked_pages(institute_, leaver_.key);
        Sink ignored;
        for (const SourceFile& file : take_snapshot(disk_, std::nullopt, ignored).files) {
            const Place place = place_of(file.path);
            const bool hers = place.gfp == leaver_.key.gfp && place.trainee == leaver_.key.trainee;
            if (!is_document(place.kind) || hers || file.size > max_source_bytes) continue;
            std::string text = disk_.read(file.path.value);
            if (first_invalid_utf8(text)) continue; // what it names is found among the mentions
            auto found = without_her(file.path, text, leaving);
            if (const auto* stuck = std::get_if<CannotEdit>(&found))
                return NoRemoval{fmt::format("{}:{} la nomme d’une façon que le programme ne sait pas retirer sans risque : "
                                             "retirez-la à la main, puis recommencez",
                                             file.path.value, stuck->line),
                                 fmt::format("{}:{} names her in a way that the program cannot take out without risk: take it "
                                             "out by hand, then start again",
                                             file.path.value, stuck->line)};
            auto* edit = std::get_if<WithoutHer>(&found);
            if (edit == nullptr || whole.contains(file.path.value)) continue;
            if (edit->only_she_wrote && !linked.contains(file.path.value))
                out_.threads.push_back(file.path.value);
            else
                out_.edits.push_back({file.path.value, std::move(edit->text), std::move(text), std::move(edit->lines)});
        }
        return std::nullopt;
    }

    void edit_access() {
        const std::string path(access_file);
        std::string before = disk_.read_if_exists(path);
        if (before.empty() || leaver_.key.trainee.empty()) return;
        if (auto found = access_without(before, leaver_.key))
            out_.edits.push_back({path, std::move(found->text), std::move(before), std::move(found->lines)});
    }

    // What her attestations and her entries in freezes bind, and her texts of today, unless anything else names the digest.
    void list_snapshots() {
        std::set<Digest> candidates;
        std::string others;
        for (const auto& [path, bytes] : trust_.documents) {
            const auto read = read_signed(bytes);
            const auto* document = std::get_if<SignedDocument>(&read);
            if (!leaver_.id.empty() && path.starts_with("attestations/" + leaver_.id + "/")) {
                if (const auto* one = document ? std::get_if<Attestation>(&document->subject) : nullptr)
                    for (const Digest& digest : one->contents()) candidates.insert(digest);
            } else if (const auto* freeze = document ? std::get_if<Freeze>(&document->subject) : nullptr) {
                for (const Freeze::Candidate& one : freeze->candidates) add_frozen(one, candidates, others);
            } else if (!path.starts_with("certificates/" + leaver_.id + "/")) {
                others += bytes; // also what cannot be read as anything
            }
        }
        for (const Activity& one : institute_.activities)
            if (one.owner == leaver_.key && !one.source.sha256.empty()) candidates.insert(one.source.sha256);
        for (const Digest& digest : candidates)
            if (trust_.snapshots.contains(digest) && others.find(digest) == std::string::npos)
                out_.snapshots.push_back("trust/snapshots/" + digest);
    }

    // What she had declared when a session was frozen goes with her; what others had stays.
    void add_frozen(const Freeze::Candidate& one, std::set<Digest>& candidates, std::string& others) const {
        const bool hers = one.trainee == leaver_.id;
        const auto keep = [&](const Digest& digest) { hers ? void(candidates.insert(digest)) : void(others += digest + "\n"); };
        keep(one.state);
        const auto bytes = trust_.states.find(one.state);
        if (bytes == trust_.states.end()) return;
        const auto read = read_frozen_state(bytes->second);
        const auto* state = std::get_if<FrozenState>(&read);
        if (state && (!hers || state->trainee == leaver_.id))
            for (const Digest& digest : state->contents()) keep(digest);
        else if (!hers)
            others += bytes->second; // whatever it names
    }
};

void remove_if_there(Disk& disk, const std::string& path) {
    if (disk.exists(path)) disk.remove(path);
}

// Folders from the deepest up to `top`, if they are empty.
void remove_empty_folders(Disk& disk, const std::string& folder) {
    if (folder.empty() || !is_there(disk, folder)) return;
    for (const DiskEntry& entry : disk.list(folder))
        if (entry.kind == EntryKind::folder) remove_empty_folders(disk, folder + "/" + entry.name);
    disk.remove_empty_folder(folder);
}

} // namespace

std::string Leaver::folder() const {
    return key.trainee.empty() ? std::string() : fmt::format("gfp/{}/trainees/{}", key.gfp.value, key.trainee.value);
}

bool Removal::empty() const {
    return edits.empty() && own.empty() && threads.empty() && attestations.empty() && certificates.empty() && snapshots.empty() &&
           rosters.empty();
}

std::vector<std::string> Removal::purged(const Leaver& leaver) const {
    std::vector<std::string> out;
    if (!leaver.folder().empty()) out.push_back(leaver.folder());
    if (!attestations.empty()) out.push_back("trust/attestations/" + leaver.id);
    if (!certificates.empty()) out.push_back("trust/certificates/" + leaver.id);
    for (const auto* list : {&threads, &snapshots, &rosters}) out.insert(out.end(), list->begin(), list->end());
    return out;
}

std::variant<Removal, NoRemoval> plan_removal(const Disk& disk, const Institute& institute, const TrustFiles& trust,
                                              const Chain& chain, const Leaver& leaver) {
    return Planner(disk, institute, trust, chain, leaver).plan();
}

void carry_out(Disk& disk, const Removal& removal, const Leaver& leaver, Rosters rosters) {
    for (const Removal::Edit& one : removal.edits)
        if (disk.read(one.path) != one.before)
            throw DiskError("write", one.path, std::make_error_code(std::errc::resource_unavailable_try_again));
    for (const Removal::Edit& one : removal.edits) {
        disk.write(one.path, one.text);
        remove_left_parts(disk, SourcePath{one.path}.parent().value);
    }
    for (const auto* list : {&removal.threads, &removal.snapshots, &removal.attestations, &removal.certificates})
        for (const std::string& path : *list) remove_if_there(disk, path);
    if (rosters == Rosters::go)
        for (const std::string& path : removal.rosters) remove_if_there(disk, path);
    if (!leaver.id.empty())
        for (const char* kind : {"attestations", "certificates"})
            remove_empty_folders(disk, fmt::format("trust/{}/{}", kind, leaver.id));
    for (const std::string& path : removal.own) remove_if_there(disk, path);
    remove_empty_folders(disk, leaver.folder());
}

} // namespace livret

#include "build/grouped_flow.hpp"

#include "base/hash.hpp"
#include "build/retention.hpp"
#include "publish/manifest_disk.hpp"

#include <algorithm>
#include <iterator>
namespace livret {

// What lies above the groups.
void GroupedRun::run_above(const Destination* to) {
    if (!options_.gfps.empty()) return; // its pages speak of all groups
    PhaseTimer timer(report_.phases);
    Ingredients ingredients;
    if (to != nullptr && !memo_) note_remade("", {"new"});
    if (to != nullptr && memo_) {
        ingredients = ingredients_->common();
        std::string rests;
        for (const GroupRest& one : rests_) rests += one.digest;
        ingredients["groups"] = sha256_hex(rests);
        std::vector<std::string> because{"new"};
        if (const auto kept = memo_->kept("")) {
            because = memo_->differences(*kept, ingredients, *to->site, *to->manifests, "");
            if (because.empty()) {
                const GroupRest above = as_kept(*kept);
                report_.sink.append(above.sink);
                report_.pages += above.pages;
                add(above.files);
                timer.done("above");
                return;
            }
        }
        note_remade("", std::move(because));
    }
    fetch_remains();
    ShownSite shown;
    Holdings content;
    forget_what_was_read(content);
    make_above(all_rests(), content, shown);
    report_.pages += shown.pages.size();
    if (to == nullptr) {
        for (const Page& page : shown.pages) page.value();
    } else {
        Sink own;
        const PublicationCounts counts = publish_above(content, shown, *to, own);
        add(counts);
        report_.sink.append(own);
        if (!memo_) return timer.done("above");
        Kept kept;
        kept.ingredients = std::move(ingredients);
        kept.lasting = lasting_of(shown.institute.questions, options_.now);
        kept.messages = own.items();
        kept.pages = shown.pages.size();
        kept.files = counts.written + counts.unchanged;
        // A group that is not remembered has no digest: nothing tells whether it is the same next time.
        if (std::none_of(rests_.begin(), rests_.end(), [](const GroupRest& one) { return one.digest.empty(); }))
            memo_->keep("", std::move(kept), {});
        else
            memo_->forget("");
    }
    timer.done("above");
}

// No group is read any more: names and stamps of a country's files make room for the pages above all groups.
void GroupedRun::forget_what_was_read(Holdings& content) {
    const auto trust = std::const_pointer_cast<SharedVerdicts>(common_.trust); // this run made it, and nobody else has it
    content.verdicts.files = std::move(trust->verdicts.files);
    trust->names = {};
    common_.frame.groups.clear();
    common_.frame.shared.clear();
    common_.snapshot = {};
}

void GroupedRun::make_above(Institute rests, Holdings& content, ShownSite& shown) const {
    content.repository = common_.repository;
    content.verdicts.judged.chain = common_.trust->verdicts.judged.chain;
    resolve(std::move(rests), options_.audience, options_.now, shown);
    shown.context.part = SitePart::above;
    choose_signed_files(options_.audience, shown);
    list_pages(*common_.look, shown);
    for (const GroupRest& one : rests_)
        shown.pages_elsewhere.insert(shown.pages_elsewhere.end(), one.remains->page_paths.begin(), one.remains->page_paths.end());
}

// What is of no group.
Institute GroupedRun::institute_above() const {
    Institute out;
    out.configuration = common_.frame.scope.configuration;
    if (options_.base_url) out.configuration.base_url = *options_.base_url;
    out.frameworks = common_.frame.scope.frameworks;
    out.examples = common_.shared.institute.examples;
    out.questions = common_.shared.institute.questions;
    out.trust = common_.trust->state;
    return for_readers(std::move(out), options_);
}

namespace {

void take(ShownLists shown, Institute& out) {
    const auto add = [](auto& to, auto& from) { std::move(from.begin(), from.end(), std::back_inserter(to)); };
    GroupLists& lists = shown.lists;
    add(out.gfps, lists.gfps);
    add(out.trainees, lists.trainees);
    add(out.activities, lists.activities);
    add(out.positionings, lists.positionings);
    add(out.trainings, lists.trainings);
    add(out.questions, lists.questions);
    add(out.notices, lists.notices);
    add(out.left_out, lists.left_out);
    add(out.trust.attestations, shown.attestations);
    add(out.trust.incomplete, shown.incomplete);
    add(out.trust.unreadable, shown.unreadable);
    add(out.trust.foreign_supersedes, shown.foreign_supersedes);
}

} // namespace

Institute GroupedRun::all_rests() {
    Institute out = institute_above();
    const auto room_for = [&](auto& list, auto count) {
        std::size_t all = list.size();
        for (const GroupRest& one : rests_) all += one.live ? 0 : count(one.remains->shown);
        list.reserve(all);
    };
    room_for(out.activities, [](const ShownLists& one) { return one.lists.activities.size(); });
    room_for(out.trust.attestations, [](const ShownLists& one) { return one.attestations.size(); });
    for (std::size_t i = 0; i < rests_.size(); ++i)
        take(rests_[i].live ? shown_lists(*rests_[i].live, wanted_[i]) : std::move(rests_[i].remains->shown), out);
    return out;
}

PublicationCounts GroupedRun::publish_above(const Holdings& content, ShownSite& shown, const Destination& to, Sink& sink) {
    std::vector<SiteFile> files = list_files(content, *common_.look, shown);
    refuse_same_paths(files, sink);
    Publication publication(*to.site, *to.manifests, output_name(options_), "", before(*to.manifests, ""));
    std::vector<SitePath> planned;
    for (const SiteFile& file : files) planned.push_back(file.path);
    publication.begin(planned);
    std::vector<Renderer> renderers;
    renderers.emplace_back(common_.look->programs);
    publish_files(files, renderers, publication, {});
    return publication.finish(sink);
}

void GroupedRun::add(const PublicationCounts& counts) {
    report_.files.written += counts.written;
    report_.files.unchanged += counts.unchanged;
    report_.files.removed += counts.removed;
}

// Groups that are no longer there take their pages with them.
void GroupedRun::remove_gone_groups(const Destination& to) {
    std::set<std::string> gone;
    for (std::string& part : manifest_parts(*to.manifests, output_name(options_))) gone.insert(std::move(part));
    for (const auto& [path, digest] : above_before_.files) gone.insert(std::string(part_of(path)));
    gone.erase("");
    for (const GfpId& one : wanted_) gone.erase(one.value);
    for (const std::string& part : gone) {
        Publication publication(*to.site, *to.manifests, output_name(options_), part, before(*to.manifests, part));
        publication.begin({});
        add(publication.finish(report_.sink));
        if (memo_) memo_->forget(part);
    }
}

// What an earlier build wrote of a part.
Manifest GroupedRun::before(const Disk& manifests, const std::string& part) const {
    Manifest out = read_manifest_part(manifests, output_name(options_), part);
    if (part.empty() || !out.files.empty()) {
        std::erase_if(out.files, [&](const auto& file) { return part_of(file.first) != part; });
        return out;
    }
    out.complete = above_before_.complete;
    for (const auto& [path, digest] : above_before_.files)
        if (part_of(path) == part) out.files.emplace(path, digest);
    return out;
}

void GroupedRun::remind() {
    Institute members;
    members.configuration = common_.frame.scope.configuration;
    for (GroupRest& one : rests_) {
        if (one.gfp) members.gfps.push_back(*one.gfp);
        members.trainees.insert(members.trainees.end(), one.members.begin(), one.members.end());
    }
    remind_of_retention(members, options_.now.local_date(), report_.sink);
}

} // namespace livret

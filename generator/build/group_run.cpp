#include "build/group_run.hpp"

#include "build/attachments.hpp"
#include "build/reminders.hpp"
#include "build/signed_texts.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <set>

namespace livret {

LIVRET_MADE_ONCE(Remains)
LIVRET_MADE_ONCE(GroupRest)

namespace {

template <class Item> void put_before(std::vector<Item>& own, const std::vector<Item>& shared) {
    own.insert(own.begin(), shared.begin(), shared.end());
}

// What every group's site has besides its own.
void add_shared(const Common& common, Institute& out) {
    out.configuration = common.frame.scope.configuration;
    out.frameworks = common.frame.scope.frameworks;
    const Institute& shared = common.shared.institute;
    put_before(out.questions, shared.questions); // they are of no group: sorted before all others
    put_before(out.examples, shared.examples);
    put_before(out.sessions, shared.sessions);
}

// Other groups, of which pages know the titles, and those of their people who speak in this one's space.
void add_others(const Common& common, const GfpId& own, Institute& out) {
    for (const Gfp& one : common.groups)
        if (one.id != own) out.gfps.push_back(one);
    std::sort(out.gfps.begin(), out.gfps.end(), [](const Gfp& a, const Gfp& b) { return a.id < b.id; });
    for (const Trainee& one : common.speakers)
        if (one.key.gfp != own) out.trainees.push_back(one);
    std::sort(out.trainees.begin(), out.trainees.end(), [](const Trainee& a, const Trainee& b) { return a.key < b.key; });
}

// Whether what is signed about the group's trainees can be judged by what is of the group or of none.
bool names_nothing_elsewhere(const Verdicts& verdicts, const GfpId& own) {
    if (!verdicts.judged_alone()) return false;
    const std::string folder = "gfp/" + own.value + "/";
    return std::all_of(verdicts.judged.attestations.begin(), verdicts.judged.attestations.end(), [&](const auto& one) {
        const auto* items = std::get_if<Contributions>(&one.attestation.about);
        return items == nullptr || std::all_of(items->begin(), items->end(), [&](const Contribution& item) {
                   return item.file.starts_with(folder) || item.file.starts_with("streams/");
               });
    });
}

// With the memory that it had: cleared or assigned to, a string keeps that.
template <class Part> void forget(Part& part) {
    const Part gone = std::move(part);
    part = {};
}

// The pages above the groups count and date things; they show no texts, and country's worth of them would fill the memory.
ShownLists without_texts(Institute shown, const GfpId& own) {
    std::erase_if(shown.gfps, [&](const Gfp& one) { return one.id != own; });
    for (Gfp& one : shown.gfps) forget(one.text);
    std::erase_if(shown.trainees, [&](const Trainee& one) { return one.key.gfp != own; });
    for (Trainee& one : shown.trainees) forget(one.text);
    for (Activity& one : shown.activities) {
        forget(one.body);
        for (Reply& reply : one.replies) forget(reply.text);
        for (Declaration& declared : one.declarations) forget(declared.words);
        one.declarations.shrink_to_fit();
        forget(one.attachments);
        forget(one.source);
    }
    for (Positioning& one : shown.positionings) forget(one.text);
    for (Training& one : shown.trainings) forget(one.text);
    std::erase_if(shown.questions, [&](const Question& one) { return one.gfp != own; });
    for (Question& one : shown.questions) {
        forget(one.text);
        for (Answer& answer : one.answers) forget(answer.text);
    }
    for (Notice& one : shown.notices) forget(one.text);
    for (AttestationRecord& one : shown.trust.attestations) {
        one.state.reset();
        for (std::string* word : {&one.path, &one.key, &one.trainee_id, &one.reason, &one.superseded_by}) forget(*word);
        forget(one.supersedes);
        for (SignedDecision& decision : one.decisions) {
            forget(decision.claim);
            forget(decision.comment);
        }
        one.decisions.shrink_to_fit();
    }
    shown.activities.shrink_to_fit();
    shown.trust.attestations.shrink_to_fit();
    // What is of nobody here is counted once, above.
    TrustState& trust = shown.trust;
    std::erase_if(trust.incomplete, [&](const auto& one) { return one.trainee.gfp != own; });
    for (auto* list : {&trust.unreadable, &trust.foreign_supersedes})
        std::erase_if(*list, [&](const auto& one) { return one.gfp != own; });
    GroupLists& lists = shown;
    return {std::move(lists), std::move(trust.attestations), std::move(trust.incomplete), std::move(trust.unreadable),
            std::move(trust.foreign_supersedes)};
}

void publish(const Common& common, const Holdings& content, ShownSite& shown, std::vector<Renderer>& renderers,
             const Destination& to, const std::string& part, GroupRest& out) {
    const BuildOptions& options = common.options;
    std::vector<SiteFile> files = list_files(content, *common.look, shown);
    refuse_same_paths(files, out.sink);
    Publication publication(*to.site, *to.manifests, output_name(options), part, to.before(part));
    std::vector<SitePath> planned;
    for (const SiteFile& file : files) planned.push_back(file.path);
    if (options.dossiers)
        for (SitePath& path : places_of_dossiers(shown)) planned.push_back(std::move(path));
    publication.begin(planned);
    PhaseTimer timer(out.phases);
    if (options.dossiers) {
        place_dossiers(options, content, *common.look, shown, publication, static_cast<unsigned>(renderers.size()), out.sink);
        timer.done("dossiers");
    }
    std::atomic<std::size_t> done = 0;
    publish_files(files, renderers, publication, [&] {
        if (to.progress) to.progress(++done, files.size());
    });
    out.files = publication.finish(out.sink);
    timer.done("publish");
}

} // namespace

ShownLists shown_lists(const LiveGroup& group, const GfpId& gfp) {
    return without_texts(group.shown.institute, gfp);
}

GroupRest run_group(const std::shared_ptr<const Common>& held, const GfpId& gfp, const OfOthers& others,
                    std::vector<Renderer>& renderers, const Destination* to, const Disk& texts,
                    std::shared_ptr<const GroupJudged> judged) {
    const Common& common = *held;
    const BuildOptions& options = common.options;
    const auto jobs = static_cast<unsigned>(renderers.size());
    GroupRest out;
    const auto live = std::make_shared<LiveGroup>();
    live->common = held;
    PhaseTimer timer(out.phases);
    Others known{others.known, others.all};
    known.known.push_back(&common.shared.surface);
    Part part = load_part(texts, common.frame.groups.at(gfp), common.frame.scope, known, jobs, common.documents.get());
    for (const auto& [name, path] : part.surface.references) out.remains->references.push_back(name);
    for (const auto& [name, path] : part.surface.identifiers) out.remains->identifiers.push_back(name);
    out.remains->surface = std::move(part.surface);
    out.complete = part.complete && !others.must_know_first;
    timer.done("load");
    if (!out.complete) return out;
    out.sink = std::move(part.sink);

    Holdings& content = live->content;
    content.repository = common.repository;
    Institute& institute = content.institute;
    institute = std::move(part.institute);
    examine_attachments(institute, *content.repository, jobs, out.sink);
    timer.done("attachments");
    add_shared(common, institute);
    if (to == nullptr) { // what `check` alone says: a site is built from what is there
        for (const Gfp& one : institute.gfps) out.gfp = one;
        for (const Trainee& one : institute.trainees) out.members.emplace_back().key = one.key;
        remind_of_sessions(institute, options.now.local_date(), out.sink);
    }
    People people = people_of(institute);
    out.remains->people.assign(people.begin(), people.end());
    people.insert(others.claimed.begin(), others.claimed.end());
    const bool stays = to != nullptr && to->site == nullptr; // and is read again
    std::shared_ptr<GroupJudged> fresh;
    if (!judged || judged->people != people) judged = fresh = judge_group(*common.trust, gfp, std::move(people), texts, jobs);
    const bool shows_files = options.dossiers || sees_all_decisions(options.audience, institute.configuration.decisions);
    record_group_verdicts(*common.trust, judged->of_its, judged->of_strangers, institute, *content.repository, out.sink);
    out.stands_alone = names_nothing_elsewhere(judged->of_its, gfp);
    if (shows_files) {
        content.verdicts = fresh && !stays ? std::move(fresh->of_its) : judged->of_its;
        const auto& shared = common.trust->verdicts.files.documents;
        content.verdicts.files.documents.insert(shared.begin(), shared.end());
    } else { // all else that pages show of them is in the records
        content.verdicts.judged.chain = judged->of_its.judged.chain;
    }
    if (!stays) judged = fresh = nullptr;
    read_signed_texts(institute, *content.repository, jobs);
    timer.done("verdicts");

    add_others(common, gfp, institute);
    ShownSite& shown = live->shown;
    Institute restricted = options.dossiers ? institute : std::move(institute); // dossiers begin with everything
    if (options.audience == Audience::trainers)
        shown.desks = signing_desks(restricted, content.verdicts.judged, *content.repository, out.sink, options.now);
    if (options.base_url) restricted.configuration.base_url = *options.base_url;
    restricted = for_readers(std::move(restricted), options);
    resolve(std::move(restricted), options.audience, options.now, shown, {gfp});
    if (!options.gfps.empty()) shown.portfolio.groups_in_site = options.gfps.size();
    timer.done("resolve");
    if (common.history)
        shown.context.history =
            authorship_of(*common.history, {gfp}, shown.institute, common.trust->verdicts.judged.chain->roster, options.audience);
    choose_signed_files(options.audience, shown);
    shown.context.part = SitePart::groups;
    list_pages(*common.look, shown);
    out.pages = shown.pages.size();
    for (const Page& page : shown.pages) out.remains->page_paths.push_back(page.path);
    timer.done("pages");
    if (stays) {
        live->files = list_files(content, *common.look, shown);
        refuse_same_paths(live->files, out.sink);
        live->judged = std::move(judged);
        out.live = live;
        return out;
    }
    if (to != nullptr) {
        publish(common, content, shown, renderers, *to, gfp.value, out);
    } else {
        // All that views have to tell is a text that no theme gives, and that depends on the kind of page.
        std::set<std::string> kinds;
        for (const Page& page : shown.pages)
            if (kinds.insert(page.kind).second) page.value();
        timer.done("views");
    }
    out.remains->shown = without_texts(std::move(shown.institute), gfp);
    return out;
}

} // namespace livret

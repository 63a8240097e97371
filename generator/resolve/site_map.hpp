// Where each page lies. One file per page, never a folder per page; folders are named in the pages' language.
//
// Each group's folder is a whole site of its own: frameworks and examples are in each, and no address leads
// from one group to another. Paths start at the output folder: "math1/stagiaires/durand.html".
#pragma once

#include "base/paths.hpp"
#include "model/institute.hpp"
#include "resolve/portfolio.hpp"
#include "resolve/roles.hpp"

#include <map>
#include <optional>
#include <string>

namespace livret {

class SiteMap {
  public:
    SiteMap(const Portfolio& portfolio, Language language);

    // --- pages of which a group has one
    enum class One {
        home,
        trainees,
        activities,
        examples,
        trainings,
        questions,
        notices,
        trainers,
        frameworks,
        about,
        search,
        not_found,
        needs,
        desk,       // of the trainers; for them only
        candidates, // a jury's table; for it only
        changes,    // since a session was frozen; for its jury only
        accessibility,
        evolution,
        analysis
    };
    SitePath page(const GfpId& gfp, One one) const;

    SitePath accessibility() const; // of the institute's own page, which lies above all groups
    SitePath guide(const GfpId& gfp, GuideFor role) const;
    SitePath trainee(const TraineeKey& key) const;
    SitePath evolution(const TraineeKey& key) const;
    SitePath analysis() const; // of all groups
    SitePath activity(const Activity& activity) const;
    SitePath framework(const GfpId& gfp, const FrameworkId& id) const;
    SitePath competence(const GfpId& gfp, const CompetenceKey& key) const;
    SitePath matrix(const GfpId& gfp, const FrameworkId& id) const;
    SitePath trainee_matrix(const TraineeKey& key, const FrameworkId& id) const;
    SitePath candidate(const TraineeKey& key) const; // a jury's page about her
    SitePath example(const GfpId& gfp, const Example& example) const;
    SitePath starter(const GfpId& gfp, const Example& example) const; // a draft to copy: Markdown
    SitePath training(const Training& training) const;
    SitePath question(const GfpId& gfp,
                      const Question& question) const; // a stream's is shown in each of its groups
    SitePath notice(const Notice& notice) const;
    SitePath trainer(const GfpId& gfp, const TrainerId& id) const;
    SitePath desks() const;   // of all groups
    SitePath session() const; // all candidates of a jury's session
    SitePath desk(const GfpId& gfp, const TrainerId& id) const;
    SitePath signing(const GfpId& gfp) const; // the page that signs
    SitePath group_feed(const GfpId& gfp) const;
    SitePath calendar(const GfpId& gfp) const; // of its training sessions
    SitePath trainee_feed(const TraineeKey& key) const;
    SitePath queue_feed(const GfpId& gfp, const TrainerId& id) const; // what waits for a trainer: in sites for trainers only
    SitePath asset(const GfpId& gfp, std::string_view name) const;
    SitePath dossiers(const GfpId& gfp) const; // the folder of the group's dossiers, where these readers get them
    // The .csv of a page's table; `what` and `framework` tell it from the page's others. Two hyphens, which no
    // name holds, part it from the page's name.
    enum class Table {
        only,
        states,
        competences,
        positions,
        crosswalk,
        promise,
        remarks,
        trainees,
        contexts,
        phases,
        situations,
        pairs,
        refusals,
        levels,
        delays,
        load
    };
    SitePath table(const SitePath& page, Table what = Table::only, const FrameworkId& framework = {}) const;
    // The published file of an attachment: ASCII letters, digits and hyphens, unique beside its page.
    SitePath attachment(const GfpId& gfp, const SourcePath& source) const;

    // Where a link to a source file leads within a group's site: a page or an attachment. Nothing if these
    // readers have no such page there.
    std::optional<SitePath> find(const GfpId& gfp, const SourcePath& source) const;

  private:
    void add(const GfpId& gfp, const SourcePath& source, const SitePath& page);
    void add_attachments(const GfpId& gfp, const SitePath& page, const std::vector<Attachment>& attachments);
    std::string_view folder(std::string_view name) const;

    Language language_;
    std::map<std::pair<GfpId, SourcePath>, SitePath> targets_;
};

} // namespace livret

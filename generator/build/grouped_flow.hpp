// The run that grouped_run.hpp speaks of: its steps, and what they hand to one another. A file for each of them:
// grouped_common (what is read once), grouped_rounds (the groups), grouped_memo (those that are taken as they were made before),
// grouped_above (the pages above them, and what is gone), grouped_live (a site in memory).
#pragma once

#include "build/group_run.hpp"
#include "build/ingredients.hpp"
#include "build/memo.hpp"
#include "load/places.hpp"

#include <atomic>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace livret {

class GroupedRun {
  public:
    // One of the three, once. All throw DiskError.
    explicit GroupedRun(const BuildOptions& options);
    BuildReport check();
    BuildReport build();
    // A site in memory: groups to which nothing changed are `before`'s, which need not outlive the call; it may be null. The
    // run is then what answers; see build/live_site.hpp.
    // `told`: every file of the repository that changed since `before` was read; nothing: that is not known, and all are looked
    // at.
    BuildReport read(const GroupedRun* before, const std::optional<std::vector<SourcePath>>& told);
    // When that is shown already: whether what was read may be taken over by the next one.
    void settle();
    std::optional<std::string> live_bytes(const SitePath& path);
    std::optional<SitePath> live_page_of(const GfpId& group, const SourcePath& source) const;

  private:
    const BuildOptions options_;
    BuildReport report_;
    std::shared_ptr<Common> common_holder_; // groups that are in memory keep theirs
    Common& common_;
    const std::int64_t began_ = stamping_clock();
    std::unique_ptr<BuildMemo> memo_;       // where something is remembered
    std::unique_ptr<BuildMemo> early_memo_; // the same, opened while it is not known yet what is built: for git's history
    std::unique_ptr<IngredientList> ingredients_;
    std::mutex noting_;
    bool is_publishable_ = true;
    bool is_build_ = false;       // to the disk: there may be a memo
    bool is_history_new_ = false; // not as an earlier build left it
    std::vector<GfpId> wanted_;
    std::vector<GroupRest> rests_; // one for each of `wanted_`
    std::vector<OfOthers> known_;  // likewise: what each has to know of others; known_to() fills in the surfaces
    std::vector<GfpId> elsewhere_; // groups that are not built (--gfp); of some, what the built ones have to know:
    std::map<GfpId, Remains> read_elsewhere_;
    Manifest above_before_; // what the manifest without parts said; perhaps of groups, too

    std::size_t count_errors() const;
    bool stop_here() const { return options_.strictness == Strictness::strict && count_errors() > 0; }
    bool is_faultless_if_strict();
    void forget_surfaces();
    BuildReport finish(bool published);

    // What is read once. False: there is nothing to go on with.
    bool read_common(const GroupedRun* before);
    void read_all_common(const GroupedRun* before, Sink& of_theme);
    struct Halves {
        const GroupedRun* before = nullptr;
        std::promise<void> framed;
        Sink of_trust, of_theme;
        std::vector<BuildReport::Phase> phases; // of the signed half
        std::atomic<bool> theme_is_taken = false;
    };
    void read_unsigned(Halves& out);
    void read_signed(Halves& out);
    bool theme_is_vouched_for(const Configuration& configuration) const;
    bool read_theme_if_idle(const Configuration& configuration, Halves& out, PhaseTimer& timer);
    void read_git(PhaseTimer& timer);
    std::optional<History> known_history(const HistoryState& state, Date until);
    void keep_history();
    void choose_groups();
    void read_shared();
    void read_speakers();
    std::vector<Surface> read_surfaces();
    void read_theme(const Configuration& configuration, const TrustState& trust, const GroupedRun* before, Sink& sink);

    // The groups.
    using QuickNames = std::shared_ptr<const std::vector<std::string>>;
    void run_groups(const Destination* to);
    std::set<std::size_t> groups_with_same_names();
    std::string all_sources(const std::vector<GfpId>& groups, std::vector<QuickNames>& names);
    std::vector<std::string> quick_names(const GfpId& gfp);
    std::vector<std::string> read_quick_names(const GfpId& gfp, const std::string& sources, const Disk& from);
    std::vector<std::string> quick_names(const SourceFile& file, PlaceKind kind, const Disk& from);
    void run_some(const std::vector<std::size_t>& which, const Destination* to);
    static void put(GroupRest& old, GroupRest made);
    void add_phases(const std::vector<BuildReport::Phase>& phases);
    std::set<std::size_t> look_again();
    OfOthers known_to(std::size_t i) const;
    void read_elsewhere();
    std::string all_names() const;
    void look_for_claims(std::set<std::size_t>& again);
    void remind();

    // Those that were made before.
    struct Found {
        std::optional<GroupRest> rest; // as it was made before; nothing: the others say how it is made
        OfOthers others;
        Ingredients ingredients;          // none: of a group that was never made, they are known when it is
        std::vector<std::string> because; // which of them are not what they were; none: it is new
        std::shared_ptr<const GroupJudged> judged;
    };
    Found find(std::size_t i, const Destination* to);
    GroupRest make(std::size_t i, Found found, std::vector<Renderer>& renderers, const Destination* to);
    Ingredients ingredients_of(std::size_t i, const OfOthers& others, const Disk& from) const;
    static GroupRest as_kept(const Kept& kept);
    void keep(std::size_t i, Ingredients ingredients, GroupRest& rest);
    Lasting lasting_of_group(const GroupRest& rest) const;
    void note_remade(const std::string& part, std::vector<std::string> because);
    void fetch_remains();
    void fetch_surfaces();

    // What lies above them.
    void run_above(const Destination* to);
    void forget_what_was_read(Holdings& content);
    void make_above(Institute rests, Holdings& content, ShownSite& shown) const;
    Institute institute_above() const;
    Institute all_rests();
    PublicationCounts publish_above(const Holdings& content, ShownSite& shown, const Destination& to, Sink& sink);
    void add(const PublicationCounts& counts);
    Manifest before(const Disk& manifests, const std::string& part) const;
    void remove_gone_groups(const Destination& to);

    // A site in memory.
    struct LiveAbove {
        Holdings content;
        ShownSite shown;
        std::vector<SiteFile> files;
    };
    const GroupedRun* before_ = nullptr; // during read()
    std::optional<std::vector<SourcePath>> told_;
    std::optional<std::set<GfpId>> touched_; // of what was told: nothing else than texts of these groups
    Sink said_;                              // of what is of all groups, but for the theme
    bool shared_stands_alone_ = true;        // false: what is of no group names something in one
    bool common_is_settled_ = false;         // what is of all groups lies there as it was read; what comes will show
    std::vector<QuickNames> quick_names_;    // as groups_with_same_names() orders the groups
    std::shared_ptr<BuildMemo::Hints> hints_;
    std::unique_ptr<LiveAbove> above_; // once it is asked for
    std::optional<Renderer> renderer_;
    std::mutex answering_;

    bool take_common(const GroupedRun& before, Sink& of_theme);
    bool take_changes(const GroupedRun& before);
    const GroupRest* rest_of(const GfpId& group) const; // null: it is not here
    std::optional<GroupRest> untouched(std::size_t i) const;
    std::optional<GroupRest> taken_over(std::size_t i, const Ingredients& ingredients) const;
    std::shared_ptr<const GroupJudged> judged_before(std::size_t i, const Ingredients& ingredients) const;
    const std::vector<SiteFile>& files_above();
};

} // namespace livret

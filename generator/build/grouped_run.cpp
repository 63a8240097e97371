#include "build/grouped_run.hpp"

#include "build/grouped_flow.hpp"
#include "publish/manifest_disk.hpp"

#include <algorithm>

namespace livret {

GroupedRun::GroupedRun(const BuildOptions& options)
    : options_(options), common_holder_(std::make_shared<Common>(options)), common_(*common_holder_) {}

BuildReport GroupedRun::check() {
    if (read_common(nullptr)) {
        run_groups(nullptr);
        remind();
        run_above(nullptr);
        report_missing_texts(*common_.look, report_.sink);
    }
    return finish(false);
}

BuildReport GroupedRun::build() {
    is_build_ = true;
    if (!read_common(nullptr) || !is_publishable_ || !is_faultless_if_strict()) return finish(false);
    if (options_.output_in_root) refuse_links_to(options_.root, *common_.repository, *options_.output_in_root);
    make_folders(options_.output);
    const std::unique_ptr<Disk> site = open_real_disk(options_.output);
    const std::unique_ptr<Disk> manifests = open_manifest_disk(options_.root, options_.output_in_root.has_value());
    above_before_ = read_manifest_part(*manifests, output_name(options_), "");
    Destination to{site.get(), manifests.get(), [&](const std::string& part) { return before(*manifests, part); }, {}};
    PhaseTimer timer(report_.phases);
    memo_ = early_memo_ ? std::move(early_memo_) : std::make_unique<BuildMemo>(options_, *common_.repository, began_);
    if (memo_->remembers()) {
        ingredients_ = std::make_unique<IngredientList>(common_, *memo_);
        keep_history();
    } else {
        memo_.reset();
    }
    timer.done("memo");
    run_groups(&to);
    if (std::none_of(known_.begin(), known_.end(), [](const OfOthers& one) { return one.all; })) forget_surfaces();
    run_above(&to);
    if (options_.gfps.empty()) remove_gone_groups(to);
    report_missing_texts(*common_.look, report_.sink);
    PhaseTimer saving(report_.phases);
    if (memo_) {
        memo_->save(*site, *manifests);
        report_.memo_trouble = memo_->trouble();
    }
    saving.done("memo");
    return finish(true);
}

// Nobody has to know them any more, and a country's fill the memory.
void GroupedRun::forget_surfaces() {
    for (const GroupRest& one : rests_) one.remains->surface.reset();
}

// Strict: nothing is published if anything is wrong anywhere.
bool GroupedRun::is_faultless_if_strict() {
    if (options_.strictness != Strictness::strict) return true;
    run_groups(nullptr);
    if (count_errors() > 0) return false;
    report_.pages = 0; // they are counted when they are made
    return true;
}

std::size_t GroupedRun::count_errors() const {
    return report_.sink.errors() + (options_.strictness == Strictness::strict ? report_.sink.warnings() : 0);
}

BuildReport GroupedRun::finish(bool published) {
    report_.stopped = !published;
    report_.errors = count_errors();
    report_.language = common_.frame.scope.configuration.language;
    return std::move(report_);
}

bool goes_by_groups(const BuildOptions& options) {
    return options.session.empty() && !options.as_of;
}

namespace {

template <class Work> BuildReport run_one(const BuildOptions& options, Work work) {
    auto run = std::make_unique<GroupedRun>(options);
    BuildReport report = work(*run);
    if (options.is_last) { // a country's names alone take as long to give back as its theme to read
        [[maybe_unused]] static const GroupedRun* kept = nullptr; // still reached: nothing leaks
        kept = run.release();
    }
    return report;
}

} // namespace

BuildReport check_by_groups(const BuildOptions& options) {
    return run_one(options, [](GroupedRun& run) { return run.check(); });
}

BuildReport build_by_groups(const BuildOptions& options) {
    return run_one(options, [](GroupedRun& run) { return run.build(); });
}

} // namespace livret

#include "build/grouped_flow.hpp"

#include "base/archive.hpp"
#include "base/threads.hpp"
#include "build/archive_members.hpp"
#include "build/attachments.hpp"
#include "history/head_files.hpp"

#include <algorithm>
#include <future>
namespace livret {

namespace {

struct KeptHistory {
    HistoryState state;
    Date until{};
    History whole;
};

} // namespace

LIVRET_MEMBERS(HistoryState, head, prefix, cut, rest)
LIVRET_MEMBERS(FileChange, path, day, or_before, author)
LIVRET_MEMBERS(GitAuthor, name, address)
LIVRET_MEMBERS(History, known, cut, authors, changes)
LIVRET_MEMBERS(KeptHistory, state, until, whole)

bool GroupedRun::read_common(const GroupedRun* before) {
    Sink& sink = report_.sink;
    common_.repository = open_real_disk(options_.root);
    Sink of_theme;
    if (before == nullptr || !take_common(*before, of_theme)) read_all_common(before, of_theme);
    is_publishable_ = is_good_for_readers(options_.audience, common_.trust->state, sink);
    if (stop_here()) return false;
    sink.append(of_theme);
    if (of_theme.errors() > 0 || stop_here()) return false; // a broken theme breaks every page
    if (common_.history) {
        Authorship facts;
        facts.cut = common_.history->whole.cut;
        facts.from = common_.history->from;
        report_cut_history(facts, options_.now.local_date(), sink);
    }
    // Everything hangs on livret.yaml: with half of it, a build would take good pages away.
    is_publishable_ = is_publishable_ && !sink.has_errors_in(SourcePath{"livret.yaml"});
    return true;
}

// Two halves side by side: of files that are listed, and of work after that, either has about as much. The theme is read by
// whichever has nothing else to do.
void GroupedRun::read_all_common(const GroupedRun* before, Sink& of_theme) {
    Halves halves;
    halves.before = before;
    parallel_for(2, options_.jobs, [&](std::size_t i) { i == 0 ? read_unsigned(halves) : read_signed(halves); });
    add_phases(halves.phases);
    report_.sink.append(halves.of_trust);
    said_ = report_.sink;
    of_theme = std::move(halves.of_theme);
}

// Keeps its promise in any case: somebody waits.
void GroupedRun::read_unsigned(Halves& out) {
    Sink& sink = report_.sink;
    PhaseTimer timer(report_.phases);
    try {
        common_.snapshot = take_snapshot(*common_.repository, options_.output_in_root, sink);
        timer.done("snapshot");
        read_frame(*common_.repository, common_.snapshot, common_.frame, sink);
    } catch (...) {
        out.framed.set_exception(std::current_exception());
        throw;
    }
    out.framed.set_value();
    choose_groups();
    common_.groups = read_groups(*common_.repository, common_.frame, options_.jobs); // pages name other groups
    read_shared();
    timer.done("load");
    examine_attachments(common_.shared.institute, *common_.repository, options_.jobs, sink);
    timer.done("attachments");
    read_theme_if_idle(common_.frame.scope.configuration, out, timer);
}

void GroupedRun::read_signed(Halves& out) {
    std::future<void> framed = out.framed.get_future();
    PhaseTimer timer(out.phases);
    TrustReading reading = read_shared_trust(*common_.repository, options_.jobs);
    timer.done("verdicts");
    read_git(timer);
    bool is_early = false;
    if (framed.wait_for(std::chrono::seconds(0)) != std::future_status::ready) { // files are still being listed
        const auto now = read_configuration_now(*common_.repository);
        is_early = now && read_theme_if_idle(*now, out, timer);
    }
    framed.get();
    const Scope& scope = common_.frame.scope;
    Institute settings;
    settings.configuration = scope.configuration;
    settings.frameworks = scope.frameworks;
    std::set<GfpId> groups;
    for (const auto& [gfp, files] : common_.frame.groups) groups.insert(gfp);
    common_.trust = std::make_shared<SharedVerdicts>(make_shared_verdicts(
        std::move(reading), settings, groups, *common_.repository, options_.believe, options_.jobs, out.of_trust));
    timer.done("verdicts");
    const bool is_taken = out.theme_is_taken.exchange(true);
    // Somebody wrote livret.yaml between two readings of it.
    const bool is_another = is_early && (theme_is_vouched_for(scope.configuration) || common_.look == nullptr ||
                                         common_.look->language != scope.configuration.language);
    if (is_taken && !is_another) return;
    out.of_theme = {};
    read_theme(scope.configuration, common_.trust->state, out.before, out.of_theme);
    timer.done("theme");
}

// Whether trust/ has to say which theme it is.
bool GroupedRun::theme_is_vouched_for(const Configuration& configuration) const {
    return options_.overlay.empty() && !configuration.theme.empty();
}

// True: it was read.
bool GroupedRun::read_theme_if_idle(const Configuration& configuration, Halves& out, PhaseTimer& timer) {
    if (theme_is_vouched_for(configuration) || out.theme_is_taken.exchange(true)) return false;
    read_theme(configuration, {}, out.before, out.of_theme);
    timer.done("theme");
    return true;
}

void GroupedRun::read_git(PhaseTimer& timer) {
    if (options_.git != GitFacts::read) return;
    const Date until = options_.now.local_date();
    common_.head_files = head_files(options_.root);
    const GroupedHistory* then = before_ != nullptr ? before_->common_.history.get() : nullptr;
    const bool was_answered = then != nullptr && (then->whole.known || common_.head_files == no_repository);
    if (was_answered && then->until == until && common_.head_files && common_.head_files == before_->common_.head_files) {
        common_.history = before_->common_.history;
        return timer.done("history");
    }
    const HistoryState state = history_state(options_.root);
    if (common_.head_files != head_files(options_.root))
        common_.head_files.reset(); // which of the two git looked at is not known
    const auto is_the_same = [&](const GroupedHistory* one) {
        return one != nullptr && one->whole.known && one->state == state && one->until == until; // what failed is tried again
    };
    if (is_the_same(then)) {
        common_.history = before_->common_.history;
    } else if (std::optional<History> known = known_history(state, until)) {
        common_.history = std::make_shared<GroupedHistory>(std::move(*known), state, until);
    } else {
        common_.history = std::make_shared<GroupedHistory>(read_history(options_.root, state, until), state, until);
        is_history_new_ = true;
    }
    timer.done("history");
}

// As an earlier build left it, if it did: its memo is opened before anything else is known.
std::optional<History> GroupedRun::known_history(const HistoryState& state, Date until) {
    if (!is_build_ || state.head.empty() || !BuildMemo::is_there(options_)) return std::nullopt;
    early_memo_ = std::make_unique<BuildMemo>(options_, *common_.repository, began_);
    const auto kept = early_memo_->bytes("history");
    auto read = kept ? from_archive<KeptHistory>(*kept) : std::nullopt;
    if (!read || read->state != state || read->until != until) return std::nullopt;
    return std::move(read->whole);
}

void GroupedRun::keep_history() {
    if (!is_history_new_ || !common_.history->whole.known) return;
    memo_->keep_bytes("history", to_archive(KeptHistory{common_.history->state, common_.history->until, common_.history->whole}));
}

void GroupedRun::choose_groups() {
    for (const auto& [gfp, files] : common_.frame.groups)
        (options_.gfps.empty() || std::find(options_.gfps.begin(), options_.gfps.end(), gfp) != options_.gfps.end() ? wanted_
                                                                                                                    : elsewhere_)
            .push_back(gfp);
}

// What is of no group. If it names something in a group, the groups' surfaces must be known first.
void GroupedRun::read_shared() {
    const auto load = [&](const Others& others) {
        return load_part(*common_.repository, common_.frame.shared, common_.frame.scope, others, options_.jobs);
    };
    common_.shared = load({{}, false});
    if (!common_.shared.complete) {
        shared_stands_alone_ = false;
        const std::vector<Surface> surfaces = read_surfaces();
        Others all;
        for (const Surface& one : surfaces) all.known.push_back(&one);
        common_.shared = load(all);
    }
    report_.sink.append(common_.shared.sink);
    read_speakers();
}

void GroupedRun::read_speakers() {
    std::set<TraineeKey> whose;
    const auto add = [&](const PersonKey& one) {
        if (!one.trainee.empty()) whose.insert({one.gfp, one.trainee});
    };
    for (const Question& one : common_.shared.institute.questions) {
        add(one.by);
        for (const Answer& answer : one.answers) add(answer.by);
    }
    for (const Trainee& one : read_profiles(*common_.repository, common_.frame, whose, options_.jobs)) {
        Trainee& speaker = common_.speakers.emplace_back();
        speaker.key = one.key;
        speaker.path = one.path;
        speaker.name = one.name;
    }
}

std::vector<Surface> GroupedRun::read_surfaces() {
    std::vector<Surface> out;
    for (const auto& [gfp, files] : common_.frame.groups)
        out.push_back(load_part(*common_.repository, files, common_.frame.scope, {{}, false}, options_.jobs).surface);
    return out;
}

// One that was read before, if its files are the same: to read it, and to compile it, takes longer than everything else here.
void GroupedRun::read_theme(const Configuration& configuration, const TrustState& trust, const GroupedRun* before, Sink& sink) {
    const auto is_good = [&](const Common& then) {
        return then.look != nullptr && then.look->is_faultless && then.look->language == configuration.language;
    };
    const Common* then = before != nullptr && is_good(before->common_) ? &before->common_ : nullptr;
    // What was changed just now may change once more without showing it.
    if (auto facts = facts_of_look(options_, configuration); facts && facts->newest < began_)
        common_.look_facts = std::move(facts);
    if (then != nullptr && common_.look_facts && then->look_facts == common_.look_facts) {
        common_.look = then->look;
        common_.look_digest = then->look_digest;
        return;
    }
    auto look = std::make_shared<Look>();
    read_look_files(options_, *common_.repository, configuration, trust, *look, sink);
    common_.look_digest = digest_of_files(*look);
    if (then != nullptr && then->look_digest == common_.look_digest) {
        common_.look = then->look;
        return;
    }
    compile_look(configuration.language, *look, sink);
    common_.look = std::move(look);
}

} // namespace livret

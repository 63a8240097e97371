#include "build/grouped_flow.hpp"

#include "base/threads.hpp"
#include "build/attachments.hpp"

#include <algorithm>
namespace livret {

bool GroupedRun::read_common(const GroupedRun* before) {
    Sink& sink = report_.sink;
    PhaseTimer timer(report_.phases);
    common_.repository = open_real_disk(options_.root);
    TrustNames names;
    parallel_for(2, options_.jobs, [&](std::size_t i) { // looking at files, of which either part has as many
        if (i == 0)
            common_.snapshot = take_snapshot(*common_.repository, options_.output_in_root, sink);
        else
            names = trust_names(*common_.repository);
    });
    timer.done("snapshot");
    read_frame(*common_.repository, common_.snapshot, common_.frame, sink);
    choose_groups();
    common_.groups = read_groups(*common_.repository, common_.frame, options_.jobs); // pages name other groups
    read_shared();
    timer.done("load");
    examine_attachments(common_.shared.institute, *common_.repository, options_.jobs, sink);
    timer.done("attachments");
    Institute settings;
    settings.configuration = common_.frame.scope.configuration;
    settings.frameworks = common_.frame.scope.frameworks;
    std::set<GfpId> groups;
    for (const auto& [gfp, files] : common_.frame.groups) groups.insert(gfp);
    common_.trust =
        make_shared_verdicts(std::move(names), settings, groups, *common_.repository, options_.believe, options_.jobs, sink);
    timer.done("verdicts");
    is_publishable_ = is_good_for_readers(options_.audience, common_.trust.state, sink);
    if (stop_here()) return false;
    const bool is_whole = read_theme(settings.configuration, before);
    timer.done("theme");
    if (!is_whole || stop_here()) return false; // a broken theme breaks every page
    if (options_.git == GitFacts::read) {
        common_.history.emplace(read_history(options_.root, options_.now.local_date()));
        Authorship facts;
        facts.cut = common_.history->whole.cut;
        facts.from = common_.history->from;
        report_cut_history(facts, options_.now.local_date(), sink);
        timer.done("history");
    }
    // Everything hangs on livret.yaml: with half of it, a build would take good pages away.
    is_publishable_ = is_publishable_ && !sink.has_errors_in(SourcePath{"livret.yaml"});
    return true;
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

// One that was read before, if its files are the same: to compile it takes longer than everything else that is read here.
bool GroupedRun::read_theme(const Configuration& configuration, const GroupedRun* before) {
    auto look = std::make_shared<Look>();
    Sink own;
    read_look_files(options_, *common_.repository, configuration, common_.trust.state, *look, own);
    const Look* old = before != nullptr ? before->common_.look.get() : nullptr;
    if (old != nullptr && old->is_faultless && old->language == configuration.language && have_same_files(*old, *look)) {
        common_.look = before->common_.look;
    } else {
        compile_look(configuration.language, *look, own);
        common_.look = std::move(look);
    }
    report_.sink.append(own);
    return own.errors() == 0;
}

} // namespace livret

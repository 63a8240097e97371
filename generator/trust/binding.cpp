#include "trust/binding.hpp"

#include "base/unicode.hpp"
#include "model/situation.hpp"

#include <algorithm>

namespace livret {

namespace {

std::string_view text_of(Phase phase) {
    switch (phase) {
    case Phase::conception:
        return "conception";
    case Phase::analyse:
        return "analyse";
    case Phase::mise_en_oeuvre:
        return "mise-en-oeuvre";
    case Phase::evaluation:
        return "evaluation";
    }
    return "";
}

Content content_of(const SourceContent& source) {
    return {static_cast<std::int64_t>(source.size), source.sha256};
}

template <class T> void sort_set(std::vector<T>& items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
}

} // namespace

ActivityManifest manifest_of(const Activity& activity, std::string_view trainee) {
    ActivityManifest out;
    out.trainee = trainee;
    out.reference = activity.reference;
    out.title = activity.title;
    out.from = activity.dates.from;
    out.to = activity.dates.to;
    out.context = activity.context.value;
    out.situation = text_of(activity.situation);
    for (const Phase phase : activity.phases) out.phases.emplace_back(text_of(phase));
    sort_set(out.phases);
    out.body = content_of(activity.source);
    const std::size_t folder = activity.path.parent().value.size() + 1;
    for (const Attachment& one : activity.attachments)
        out.files.push_back({nfc(std::string_view(one.path.value).substr(folder)), content_of(one.source)});
    std::sort(out.files.begin(), out.files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return out;
}

TrainingManifest manifest_of(const Training& training) {
    TrainingManifest out;
    out.gfp = training.gfp.value;
    out.slug = training.slug;
    out.title = training.title;
    out.date = training.date;
    out.context = training.kind.value;
    for (const TrainerId& one : training.trainers) out.trainers.push_back(one.value);
    out.competences = training.competences;
    sort_set(out.trainers);
    sort_set(out.competences);
    out.body = content_of(training.source);
    return out;
}

const SourceContent& FoundContribution::source() const {
    return answer == 0 ? question->source : question->answers[static_cast<std::size_t>(answer - 1)].source;
}

const Moment& FoundContribution::date() const {
    return answer == 0 ? question->asked : question->answers[static_cast<std::size_t>(answer - 1)].date;
}

Contribution FoundContribution::bound() const {
    return {question->path.value, answer, source().sha256};
}

std::vector<FoundContribution> contributions_of(const Institute& institute, const TraineeKey& trainee) {
    std::vector<FoundContribution> out;
    const Gfp* gfp = institute.find_gfp(trainee.gfp);
    const PersonKey who{trainee.gfp, trainee.trainee, {}};
    for (const Question& question : institute.questions) {
        const bool in_space = question.gfp == trainee.gfp || (gfp && !gfp->stream.empty() && question.stream == gfp->stream);
        if (!in_space) continue;
        if (question.by == who) out.push_back({&question, 0});
        for (std::size_t i = 0; i < question.answers.size(); ++i)
            if (question.answers[i].by == who) out.push_back({&question, static_cast<std::int64_t>(i + 1)});
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::tie(a.question->path, a.answer) < std::tie(b.question->path, b.answer);
    });
    return out;
}

} // namespace livret

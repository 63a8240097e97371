// What a signature about an activity, a training session or an answer binds, computed from today's files.
//
// Not bound: status, visibility, replies, `with`, the list of declared competences. So answering a trainer, hiding a page
// or declaring one more competence leaves what was signed as it is (schema/trust.md §1).
#pragma once

#include "model/institute.hpp"
#include "trust/documents.hpp"

namespace livret {

// `trainee` is her opaque id. The activity's and its attachments' `source` must have been computed.
ActivityManifest manifest_of(const Activity& activity, std::string_view trainee);
TrainingManifest manifest_of(const Training& training);

// A trainee's contributions to her group's space: her questions and her answers, the group's and its stream's, by path
// then number. `question`: which of the institute's; `answer`: its number in the file from 1, 0 for the question itself.
struct FoundContribution {
    const Question* question = nullptr;
    std::int64_t answer = 0;
    const SourceContent& source() const;
    const Moment& date() const;
    Contribution bound() const;
};
std::vector<FoundContribution> contributions_of(const Institute& institute, const TraineeKey& trainee);

} // namespace livret

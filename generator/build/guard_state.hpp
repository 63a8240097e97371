// One of the two states that guard.cpp compares, and who somebody is by the earlier one.
#pragma once

#include "build/guard.hpp"
#include "build/stages.hpp"

#include <map>
#include <string>
#include <vector>

namespace livret {

struct GuardState {
    Holdings content;
    Sink sink;
    std::vector<AccessLine> access;

    const Institute& institute() const { return content.institute; }
    const Chain& chain() const { return *content.verdicts.judged.chain; }
};

struct Sending {
    enum class Role { trainee, trainer, administrator } role = Role::trainee;
    TraineeKey trainee;  // of a trainee
    TrainerId trainer;   // of a trainer
    bool chairs = false; // a jury, by the registry
    PersonKey person() const { return {trainee.gfp, trainee.trainee, trainer}; }
    std::string own_folder() const { return "gfp/" + trainee.gfp.value + "/trainees/" + trainee.trainee.value + "/"; }
};

// Who sends; or why nobody knows. `before`: null for the first push of all.
struct WhoSends {
    std::optional<Sending> sending;
    GuardRefusal refusal;
};
WhoSends who_sends(const SenderClaim& claim, const GuardState* before, Date today);

// What lies below trust/: added by whom, signed as it must be, never changed.
void check_signed(const std::map<std::string, TreeChange>& changes, const Sending& sending, const GuardState* before,
                  const GuardState& after, std::vector<GuardRefusal>& refusals);

// Everything else. `after`: the state that the push would make.
void check_files(const std::map<std::string, TreeChange>& changes, const Sending& sending, const GuardState& before,
                 const GuardState& after, Date today, std::vector<GuardRefusal>& refusals);

} // namespace livret

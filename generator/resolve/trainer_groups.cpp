#include "resolve/trainer_groups.hpp"

#include <algorithm>

namespace livret {

std::set<GfpId> groups_signed_by(const Institute& institute, const TrainerId& trainer, Date today) {
    if (!institute.trust.present) return groups_taught_by(institute, trainer);
    std::set<GfpId> out;
    for (const RegisteredSigner& one : institute.trust.signers) {
        if (one.id != trainer) continue;
        for (const RegisteredSigner::Scope& scope : one.scopes) {
            if (scope.role != RegisteredSigner::Scope::Role::trainer || scope.from > today ||
                (scope.until && today > *scope.until))
                continue;
            if (scope.gfps.empty())
                for (const Gfp& gfp : institute.gfps) out.insert(gfp.id);
            out.insert(scope.gfps.begin(), scope.gfps.end());
        }
    }
    return out;
}

std::set<GfpId> groups_taught_by(const Institute& institute, const TrainerId& trainer) {
    std::set<GfpId> out;
    for (const Gfp& one : institute.gfps)
        if (std::find(one.trainers.begin(), one.trainers.end(), trainer) != one.trainers.end()) out.insert(one.id);
    return out;
}

} // namespace livret

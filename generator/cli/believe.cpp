#include "cli/believe.hpp"

#include "cli/pinned_root.hpp"

namespace livret {

Believe believe_pinned(const Command& command) {
    return [&command](const Configuration& configuration, const TrustFiles& files) {
        const PinnedRoot root = pinned_root(command, configuration, files);
        return BelievedRoot{root.fingerprint, root.own_claim() ? BelievedRoot::Claim::repository : BelievedRoot::Claim::given};
    };
}

} // namespace livret

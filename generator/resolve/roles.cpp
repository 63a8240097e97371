#include "resolve/roles.hpp"

namespace livret {

std::string_view text_of(GuideFor role) {
    static constexpr std::string_view names[] = {"trainee", "trainer", "jury", "administrator"};
    return names[static_cast<std::size_t>(role)];
}

std::vector<GuideFor> guides_for(Audience audience) {
    switch (audience) {
    case Audience::gfp:
        return {GuideFor::trainee, GuideFor::trainer};
    case Audience::trainers:
        return {GuideFor::trainer, GuideFor::trainee, GuideFor::administrator};
    case Audience::jury:
        return {GuideFor::jury};
    case Audience::owner:
        return {GuideFor::trainee};
    case Audience::public_:
        break;
    }
    return {};
}

} // namespace livret

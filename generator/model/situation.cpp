#include "model/situation.hpp"

namespace livret {

std::string_view text_of(Situation situation) {
    switch (situation) {
    case Situation::none:
        return "none";
    case Situation::classroom:
        return "classroom";
    case Situation::distance:
        return "distance";
    case Situation::mixed:
        return "mixed";
    }
    return "";
}

} // namespace livret

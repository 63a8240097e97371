#include "serve/told_errors.hpp"

#include "load/places.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

bool is_in_her_folder(const SourcePath& path, const PersonKey& person) {
    return !person.is_trainer() &&
           path.value.starts_with(fmt::format("gfp/{}/trainees/{}/", person.gfp.value, person.trainee.value));
}

// A file that has an error does not say whom it is for: only those count that are for everybody by their place.
bool is_everybodys(const SourcePath& path) {
    const PlaceKind kind = place_of(path).kind;
    return kind == PlaceKind::configuration || kind == PlaceKind::framework || kind == PlaceKind::gfp;
}

} // namespace

bool may_be_told(const Diagnostic& error, const Onlooker& onlooker) {
    if (onlooker.sees_all()) return true;
    const bool own = onlooker.person && is_in_her_folder(error.path, *onlooker.person);
    if (!own && !is_everybodys(error.path)) return false;
    if (error.did_you_mean && error.did_you_mean->find('/') != std::string::npos) return false; // a file that is near
    // Some name another file: "the reference … is already that of …".
    return std::none_of(error.arguments.begin(), error.arguments.end(), [&](const std::string& one) {
        const std::size_t at = one.find("gfp/");
        return at != std::string::npos && !(onlooker.person && is_in_her_folder(SourcePath{one.substr(at)}, *onlooker.person));
    });
}

} // namespace livret

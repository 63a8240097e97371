// The kinds of edit that a repository, its settings and its outputs may see between two builds.
#pragma once

#include "incremental/world.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace livret::tests {

// What a kind does beside changing the world: the runner's part.
enum class Aside {
    nothing,
    kill,
    build_beside,
    damage_cache,
    edit_output,
    delete_output,
    foreign_output,
    edit_during_build,
    exchange_alike
};

struct Kind {
    const char* name;
    bool (*apply)(World& world, Random& random); // false: there is nothing to do that to now
    bool may_change = true;                      // the site or the messages; if not, any change is a failure
    Aside aside = Aside::nothing;
    bool alone = false;      // a build of its own, right after one
    bool wants_site = false; // the build before has published something
    // Every other time this is done and built first: without it, the edit would seldom be seen.
    void (*prepare)(World& world, Random& random) = nullptr;
};
std::span<const Kind> all_kinds();

// One edit of a run: alone it says what happens, whatever was left out before it.
struct Edit {
    std::size_t kind = 0;
    std::uint64_t seed = 0;
    bool build_after = true;
};

// A sequence as a word for --play, and back: "0:17,12:99!" is two edits, a build after the second.
std::string word_of(const std::vector<Edit>& edits);
std::vector<Edit> edits_in(const std::string& word);

// Other bytes of the same size; nothing if this file has no place for that.
std::optional<std::string> same_size_edit(const std::string& path, const std::string& bytes, Random& random);
// A file for which there are.
std::optional<std::string> path_for_same_size(const Files& files, Random& random);

} // namespace livret::tests

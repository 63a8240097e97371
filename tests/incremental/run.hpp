// One run: an institute that is edited and built in place, again and again, and held against builds from nothing.
#pragma once

#include "incremental/builds.hpp"
#include "incremental/edits.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace livret::tests {

struct KindCount {
    std::size_t done = 0, alone = 0, changed = 0; // alone: the only edit before its build
};

struct RunCounts {
    std::vector<KindCount> kinds;
    std::size_t builds = 0, checks = 0, repeated = 0, stopped = 0;
    std::size_t killed = 0, damaged = 0, edited_within = 0, served = 0;
    std::size_t told = 0, believed = 0;       // of served ones: see Served
    double in_place = 0, clean = 0, rest = 0; // seconds
};

class Run {
  public:
    // `base`: an empty folder of its own.
    // share: of the installed program. keep: the folder stays. thorough: all that is looked at now and then is looked at each
    // time.
    enum class Way { usual, keep, thorough };
    Run(const std::string& base, const std::string& share, Way way = Way::usual);
    ~Run();
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    // Empty, or what was not the same.
    std::string step(const Edit& edit);
    const RunCounts& counts() const { return counts_; }

  private:
    std::string build(Random& random);
    Built build_clean(const Settings& settings);
    std::string compare(Random& random);
    std::string note_effect(const Built& clean, bool may_change);
    std::string rebuild_or_check(Random& random, const Built& in_place, const Built& clean);

    void commit();
    bool meddle(const Kind& kind, Random& random);
    bool edit_during_build(Random& random);
    bool exchange_alike(Random& random);
    // Builds on, from the first state if nothing was published by the last build.
    std::string build_until_published(Random& random);
    std::string prepare(const Kind& kind, Random& random);
    void kill_a_build(Random& random);
    // Another audience's build, by another process, while this one builds; then what it left is compared, too.
    std::string build_two(Random& random, Built& in_place);
    bool damage_cache(Random& random);
    bool change_output(Aside aside, Random& random);
    std::string output() const;

    std::string base_;
    Way way_;
    World world_;
    Tree in_place_, clean_;
    std::size_t clean_number_ = 0;
    std::vector<std::size_t> pending_;  // kinds since the last build
    std::map<std::string, Site> sites_; // what lies in each output folder
    std::string foreign_;               // a file there that is nobody's
    Built before_;                      // the clean build before
    Served served_;                     // as it was read last
    std::size_t to_serve_ = 0;          // builds yet that are served too
    bool is_published_ = false;         // the last build in place, in this output
    std::size_t commits_ = 0;
    long changes_ = 100; // that a build makes on the disk
    std::map<std::string, std::string> kept_cache_;
    RunCounts counts_;
};

} // namespace livret::tests

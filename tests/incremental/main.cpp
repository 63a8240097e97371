// Builds in place and from nothing give the same, whatever was edited between them.
//
//   incremental_test [--edits N] [--seed S] [--share DIR] [--shrink SECONDS] [--tick MS] [--play EDITS] [--keep yes] [--cache no]
//
// Until each kind of edit has come fifty times. --edits: so many, all kinds alike. --play: these edits, as a failure prints them.
// --keep: what it works in stays. --cache no: nothing is remembered.
// --tick: of the clock that stamps files (0: this kernel's own).
#include "incremental/disk_changes.hpp"
#include "incremental/run.hpp"
#include "incremental/shrink.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>

#include <fmt/format.h>
#include <unistd.h>

using namespace livret::tests;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t enough = 50;      // of each kind
constexpr std::size_t enough_told = 25; // of a site that is served: readings that believed what they were told

struct Arguments {
    std::size_t edits = 0; // 0: until each kind has come often enough
    std::uint64_t seed = 0;
    double shrink = 60;
    long tick = 10;
    std::string share, play;
    bool keep = false, cache = true;
};

std::optional<Arguments> read_arguments(int count, char** words) {
    Arguments out;
    out.seed = static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count()) % 1000000;
    out.share = (fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "share/livret").string();
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string name = words[i], value = words[i + 1];
        if (name == "--edits")
            out.edits = std::strtoul(value.c_str(), nullptr, 10);
        else if (name == "--seed")
            out.seed = std::strtoull(value.c_str(), nullptr, 10);
        else if (name == "--shrink")
            out.shrink = std::strtod(value.c_str(), nullptr);
        else if (name == "--tick")
            out.tick = std::strtol(value.c_str(), nullptr, 10);
        else if (name == "--play")
            out.play = value;
        else if (name == "--keep")
            out.keep = value == "yes";
        else if (name == "--cache")
            out.cache = value != "no";
        else if (name == "--share")
            out.share = value;
        else
            return std::nullopt;
    }
    return out;
}

// Often enough, and seen to change something.
bool came_enough(const RunCounts& counts, std::size_t kind) {
    return counts.kinds[kind].done >= enough && (!all_kinds()[kind].may_change || counts.kinds[kind].changed > 0);
}

// All kinds in an order of chance, again and again: so each comes as often as any other.
class Deck {
  public:
    explicit Deck(const Arguments& arguments) : random_(arguments.seed), edits_(arguments.edits) {}

    // Nothing: that was all. What has not come in twice the time is told as not tried enough.
    std::optional<Edit> next(const RunCounts& counts) {
        if (edits_ > 0 && drawn_ == edits_) return std::nullopt;
        const auto is_wanted = [&](std::size_t kind) { return edits_ > 0 || !came_enough(counts, kind); };
        while (true) {
            if (kinds_.empty()) fill(is_wanted);
            if (kinds_.empty() || (edits_ == 0 && drawn_ == 2 * enough * all_kinds().size())) return std::nullopt;
            const std::size_t kind = kinds_.back();
            kinds_.pop_back();
            if (!prepares_ && !is_wanted(kind)) continue; // since the deck was made, it came often enough
            ++drawn_;
            return Edit{kind, random_.next(), random_.once_in(3)};
        }
    }

  private:
    Random random_;
    std::size_t edits_, drawn_ = 0;
    std::vector<std::size_t> kinds_;
    bool prepares_ = false; // the deck has kinds that came often enough: without them the last ones may have nothing to do

    void fill(const std::function<bool(std::size_t)>& is_wanted) {
        constexpr std::size_t few = 10;
        for (std::size_t i = 0; i < all_kinds().size(); ++i)
            if (is_wanted(i)) kinds_.push_back(i);
        prepares_ = !kinds_.empty() && kinds_.size() < few;
        for (std::size_t i = 0; prepares_ && i < all_kinds().size(); ++i)
            if (!is_wanted(i)) kinds_.push_back(i);
        random_.shuffle(kinds_);
    }
};

void print_counts(const RunCounts& counts) {
    std::printf("%7s %7s %7s\n", "done", "alone", "changed");
    for (std::size_t i = 0; i < counts.kinds.size(); ++i)
        std::printf("%7zu %7zu %7zu  %s\n", counts.kinds[i].done, counts.kinds[i].alone, counts.kinds[i].changed,
                    all_kinds()[i].name);
    const auto each = [&](double seconds) {
        return seconds * 1000 / static_cast<double>(std::max<std::size_t>(1, counts.builds));
    };
    std::printf("%zu pairs of builds (%zu stopped), %zu repeated, %zu checks, %zu served (%zu told what changed, %zu of them "
                "looked at nothing else); %zu builds killed, %zu damages, %zu "
                "edits in one tick\n",
                counts.builds, counts.stopped, counts.repeated, counts.checks, counts.served, counts.told, counts.believed,
                counts.killed, counts.damaged, counts.edited_within);
    std::printf("milliseconds a pair: %.1f in place, %.1f clean, %.1f around\n", each(counts.in_place), each(counts.clean),
                each(counts.rest));
}

} // namespace

int main(int count, char** words) {
    const auto arguments = read_arguments(count, words);
    if (!arguments) {
        std::fputs("incremental_test [--edits N] [--seed S] [--share DIR] [--shrink SECONDS] [--tick MS] [--play "
                   "EDITS] [--keep yes] [--cache no]\n",
                   stderr);
        return 2;
    }
    const bool has_memory_disk = ::access("/dev/shm", W_OK) == 0;
    std::string base =
        (has_memory_disk ? std::string("/dev/shm") : fs::temp_directory_path().string()) + "/livret-incremental-XXXXXX";
    if (::mkdtemp(base.data()) == nullptr) {
        std::perror("a folder to work in");
        return 2;
    }
    std::printf("--seed %llu --edits %zu --tick %ld%s\n", static_cast<unsigned long long>(arguments->seed), arguments->edits,
                arguments->tick, arguments->cache ? "" : " --cache no");
    std::fflush(stdout);
    set_tick(arguments->tick);
    if (!arguments->cache) ::setenv("LIVRET_NO_MEMO", "1", 1);
    std::size_t failed = 0, passed = 0;
    try {
        const std::vector<Edit> given = edits_in(arguments->play);
        Deck deck(*arguments);
        std::vector<Edit> edits;
        Run run(base + "/run", arguments->share, arguments->keep ? Run::Way::keep : Run::Way::usual);
        std::string found;
        while (found.empty()) {
            const auto next = given.empty()                 ? deck.next(run.counts())
                              : edits.size() < given.size() ? std::optional(given[edits.size()])
                                                            : std::nullopt;
            if (!next) break;
            edits.push_back(*next);
            found = run.step(*next);
        }
        print_counts(run.counts());
        if (!found.empty()) {
            ++failed;
            std::printf("edit %zu (%s):\n%s", edits.size(), all_kinds()[edits.back().kind].name, found.c_str());
            std::fflush(stdout);
            std::fputs(shrunk(edits, base + "/shrink", arguments->share, arguments->shrink).c_str(), stdout);
        } else {
            const bool is_long = edits.size() >= all_kinds().size() * enough;
            for (std::size_t i = 0; i < all_kinds().size(); ++i) {
                const bool good = !is_long || came_enough(run.counts(), i);
                ++(good ? passed : failed);
                if (!good) std::printf("not tried enough: %s\n", all_kinds()[i].name);
            }
            const bool good = !is_long || run.counts().believed >= enough_told;
            ++(good ? passed : failed);
            if (!good) std::printf("not tried enough: a site that is served, told of all that changed\n");
        }
    } catch (const std::exception& error) {
        ++failed;
        std::printf("%s\n", error.what());
    }
    std::error_code ignored;
    if (arguments->keep)
        std::printf("kept: %s\n", base.c_str());
    else
        fs::remove_all(base, ignored);
    std::printf("%zu passed, %zu failed\n", passed, failed);
    return failed > 0 ? 1 : 0;
}

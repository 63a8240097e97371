// How long it takes to read and verify many attestations, beside the bare signature checks that nobody can spare: 30 000 of
// them on two threads should take at most 1.2 times as long. By hand: build/release/tests/verify_bench [COUNT [THREADS]].
// It prints figures and judges nothing: how fast a machine is, is no property of the program.
#include "base/threads.hpp"
#include "support/trust_samples.hpp"
#include "trust/canonical_json.hpp"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

using namespace livret;

namespace {

struct Cost {
    double wall = 0, cpu = 0; // milliseconds; those of all threads together
};

// What `work(i)` takes for all i. The processor's time says more on a machine that has something else to do.
template <class F> Cost cost(std::size_t count, unsigned threads, const F& work) {
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t before = std::clock();
    parallel_for(count, threads, work);
    return {std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count(),
            1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC};
}

} // namespace

int main(int argc, char** argv) {
    const std::size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 30000;
    const auto threads = static_cast<unsigned>(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 2);
    const auto subjects = tests::sample_subjects();
    const SigningKey key = tests::test_key("martin");
    std::vector<std::string> files(count);
    parallel_for(count, threads, [&](std::size_t i) {
        Attestation one = std::get<Attestation>(subjects[3 + i % 3]);
        one.after.number = static_cast<std::int64_t>(i);
        files[i] = signed_file(one, key, tests::sample_instant);
    });
    std::size_t bytes = 0;
    for (const auto& file : files) bytes += file.size();

    std::vector<SignedDocument> documents(count);
    std::atomic<std::size_t> good = 0;
    const Cost reading =
        cost(count, threads, [&](std::size_t i) { documents[i] = std::get<SignedDocument>(read_signed(files[i])); });
    const Cost checking = cost(count, threads, [&](std::size_t i) { good += signatures_hold(documents[i]); });
    const Cost parsing = cost(count, threads, [&](std::size_t i) { good += std::holds_alternative<Json>(parse_json(files[i])); });
    const Cost whole =
        cost(count, threads, [&](std::size_t i) { good += signatures_hold(std::get<SignedDocument>(read_signed(files[i]))); });
    if (good != 3 * count) {
        fmt::print("not every attestation verifies\n");
        return 1;
    }
    fmt::print("{} attestations, {} bytes each, {} threads\n", count, bytes / count, threads);
    const auto line = [&](std::string_view what, const Cost& spent) {
        fmt::print("{:24} {:8.0f} ms  {:6.1f} us of processor each\n", what, spent.wall,
                   spent.cpu * 1000 / static_cast<double>(count));
    };
    line("signature checks alone", checking);
    line("parsing alone", parsing);
    line("reading", reading);
    line("reading and checking", whole);
    fmt::print("ratio: {:.2f} by the clock, {:.2f} by processor time\n", whole.wall / checking.wall, whole.cpu / checking.cpu);
    return 0;
}

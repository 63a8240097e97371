#include "bench/corpus_trust.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/threads.hpp"
#include "support/trust_samples.hpp"
#include "trust/leaves.hpp"
#include "trust/proof.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

namespace livret::bench {

namespace {

// Four in a year, as an institute makes them: each list repeats the one before, and reading them is part of the work.
constexpr std::array<std::string_view, 4> checkpoint_days{"2004-09-10", "2004-12-20", "2005-03-15", "2005-06-30"};

Date day(std::string_view text) {
    return *parse_date(text);
}

std::string noon(Date date) {
    return iso(date) + "T12:00:00Z";
}

// The number of the newest checkpoint on a day.
std::size_t newest_on(Date date) {
    std::size_t out = 0;
    while (out + 1 < checkpoint_days.size() && day(checkpoint_days[out + 1]) <= date) ++out;
    return out;
}

struct Places {
    std::string folder;
    std::string operator()(const std::string& path) const { return folder + "/trust/" + path; }
};

Registry registry_of(const std::string& folder, const MadeTrust& trust, const LineFile& roster) {
    Registry out;
    out.institution = trust.institution;
    out.roster = roster.head();
    out.in_force.configuration = sha256_hex(lf_text(read_file(folder + "/livret.yaml")));
    out.in_force.frameworks = {
        {trust.framework, sha256_hex(lf_text(read_file(folder + "/frameworks/" + trust.framework + ".xml")))}};
    const Period year{day("2004-09-01"), std::nullopt};
    for (const MadeTrainer& one : trust.trainers) {
        RegisteredTrainer trainer{one.id, one.name, {}, {}};
        trainer.keys.push_back({tests::test_key(one.id).public_key(), year, KeyStatus::active, {}});
        trainer.scopes.push_back({Role::trainer, one.gfps, year});
        out.trainers.push_back(std::move(trainer));
    }
    std::sort(out.trainers.begin(), out.trainers.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return out;
}

// Signs and writes those that come between two checkpoints, and adds them to the list.
void sign_between(const Places& at, const MadeTrust& trust, const NamedDigest& framework, const Named& after, unsigned jobs,
                  std::vector<MadeAttestation*>& due, Leaves& leaves) {
    std::vector<Digest> digests(due.size());
    for (const MadeAttestation* one : due) std::filesystem::create_directories(at("attestations/" + one->attestation.trainee));
    parallel_for(due.size(), jobs, [&](std::size_t i) {
        MadeAttestation& one = *due[i];
        one.attestation.institution = trust.institution;
        one.attestation.framework = framework;
        one.attestation.after = after;
        const std::string bytes = signed_file(one.attestation, tests::test_key(one.trainer), noon(one.signed_on));
        digests[i] = sha256_hex(bytes);
        write_file(at(place_of(one.attestation, digests[i])), bytes);
        write_file(at("snapshots/" + sha256_hex(one.body)), one.body);
    });
    for (std::size_t i = 0; i < due.size(); ++i) leaves[due[i]->attestation.trainee].push_back({digests[i], after.number + 1});
    for (auto& [trainee, listed] : leaves)
        std::sort(listed.begin(), listed.end(), [](const Listed& a, const Listed& b) { return a.digest < b.digest; });
}

} // namespace

Date first_day() {
    return day(checkpoint_days.front());
}

Date last_day() {
    return day(checkpoint_days.back());
}

std::string made_root(const std::string& institution, const std::string& name) {
    Root root;
    root.institution = institution;
    root.name = name;
    root.root = tests::test_key("root").public_key();
    root.registry = tests::test_key("registry").public_key();
    root.checkpoint = tests::test_key("checkpoint").public_key();
    root.certificate = tests::test_key("certificate").public_key();
    root.example = true;
    return signed_file(root, tests::test_key("root"), noon(first_day()));
}

void write_made_trust(const std::string& folder, MadeTrust trust, unsigned jobs) {
    const Places at{folder};
    std::filesystem::create_directories(at("snapshots"));
    const std::string root = made_root(trust.institution, trust.name);
    write_file(at("root-1.json"), root);
    Roster roster{std::move(trust.roster), {}};
    std::sort(roster.lines.begin(), roster.lines.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    blind_what_changed(roster, {}, true);
    const LineFile lines = write_roster(roster);
    const Registry registry = registry_of(folder, trust, lines);
    const std::string registry_bytes = signed_file(registry, tests::test_key("registry"), noon(first_day()));
    write_file(at("registry-1.roster"), lines.text);
    write_file(at("registry-1.json"), registry_bytes);

    std::vector<std::vector<MadeAttestation*>> due(checkpoint_days.size());
    for (MadeAttestation& one : trust.attestations) due[newest_on(one.signed_on) + 1].push_back(&one);
    Leaves leaves;
    Checkpoint checkpoint;
    checkpoint.institution = trust.institution;
    checkpoint.root = {1, sha256_hex(root)};
    checkpoint.registry = {1, sha256_hex(registry_bytes)};
    for (std::size_t number = 0; number < checkpoint_days.size(); ++number) {
        if (number > 0)
            sign_between(at, trust, registry.in_force.frameworks.front(), {checkpoint.number, checkpoint.previous}, jobs,
                         due[number], leaves);
        checkpoint.number = static_cast<std::int64_t>(number);
        checkpoint.date = day(checkpoint_days[number]);
        const LineFile listed = write_leaves(leaves);
        checkpoint.tree = listed.head();
        const std::string bytes = signed_file(checkpoint, tests::test_key("checkpoint"), noon(checkpoint.date));
        write_file(at(fmt::format("checkpoint-{}.leaves", number)), listed.text);
        write_file(at(fmt::format("checkpoint-{}.json", number)), bytes);
        checkpoint.previous = sha256_hex(bytes);
    }
}

void write_file(const std::string& path, std::string_view bytes) {
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) throw std::runtime_error(path + ": cannot be written");
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + ": cannot be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace livret::bench

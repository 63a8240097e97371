// An institute that grows by signed steps, for tests of extracts: trainees, attestations, registries and checkpoints.
#pragma once

#include "base/hash.hpp"
#include "support/trust_samples.hpp"
#include "trust/extract.hpp"
#include "trust/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace livret::tests {

class ExtractWorld {
  public:
    TrustFiles files;
    Registry registry;
    Roster roster;
    Leaves leaves; // of the next checkpoint
    std::vector<Named> checkpoints;

    ExtractWorld() {
        Root root;
        root.institution = "ifm";
        root.name = "Institut d’essai";
        root.root = root.registry = root.checkpoint = root.certificate = role_.public_key();
        root_ = {1, keep("root-1.json", signed_file(root, role_, sample_instant))};
        registry.institution = "ifm";
        registry.number = 0;
        for (const auto& [id, gfp, role] : {std::tuple("anselme", "hg1", Role::trainer),
                                            {"leroy", "math1", Role::trainer},
                                            {"registrar", "*", Role::registrar}}) {
            RegisteredTrainer one{id, id, {}, {}};
            one.keys.push_back({test_key(id).public_key(), {start_, {}}, KeyStatus::active, {}});
            one.scopes.push_back({role, {gfp}, {start_, {}}});
            registry.trainers.push_back(one);
        }
        registry.in_force.configuration = std::string(64, 'c');
        next_registry();
        checkpoint();
    }

    Digest fingerprint() const { return root_.digest; }
    Judged judged() const { return judge(files, fingerprint(), {}, 1); }

    void enrol(const std::vector<std::string>& ids, std::string_view gfp = "math1") {
        for (const std::string& id : ids)
            roster.lines.push_back({id,
                                    fmt::format("{}/folder-{}", gfp, id),
                                    name_commitment(id, "salt"),
                                    {{std::string(gfp), {start_, {}}}},
                                    {},
                                    {},
                                    ""});
        next_registry();
    }
    void erase(const std::string& id) {
        std::erase_if(roster.lines, [&](const RosterLine& one) { return one.id == id; });
        roster.erased.push_back({id, start_, ""});
        leaves.erase(id);
        next_registry();
    }
    void next_registry() {
        const auto by_id = [](const RosterLine& a, const RosterLine& b) { return a.id < b.id; };
        std::sort(roster.lines.begin(), roster.lines.end(), by_id);
        blind_what_changed(roster, roster, true);
        const LineFile lines = write_roster(roster);
        if (++registry.number > 1) registry.previous = registry_digest_;
        registry.roster = lines.head();
        keep(fmt::format("registry-{}.roster", registry.number), lines.text);
        registry_digest_ = keep(fmt::format("registry-{}.json", registry.number), signed_file(registry, role_, sample_instant));
    }
    // `by`: whose key; the institute's own if empty.
    void checkpoint(std::string_view by = "") {
        Checkpoint one;
        one.institution = "ifm";
        one.number = static_cast<std::int64_t>(checkpoints.size());
        one.date = start_;
        if (!checkpoints.empty()) one.previous = checkpoints.back().digest;
        one.root = root_;
        one.registry = {registry.number, registry_digest_};
        const LineFile lines = write_leaves(leaves);
        one.tree = lines.head();
        keep(fmt::format("checkpoint-{}.leaves", one.number), lines.text);
        const std::string bytes =
            by.empty() ? signed_file(one, role_, sample_instant) : signed_file(one, test_key(by), sample_instant);
        checkpoints.push_back({one.number, keep(fmt::format("checkpoint-{}.json", one.number), bytes)});
    }
    // Listed by the next checkpoint, unless its signer is nobody.
    Digest attest(std::string_view signer, const std::string& trainee, const std::string& reference,
                  std::string_view gfp = "math1", const std::vector<Digest>& supersedes = {}) {
        Attestation one;
        one.institution = "ifm";
        one.trainee = trainee;
        one.gfp = gfp;
        one.framework = {"c2i2e", std::string(64, '1')};
        ActivityManifest manifest;
        manifest.trainee = trainee;
        manifest.reference = reference;
        manifest.title = "Suites";
        manifest.from = manifest.to = start_;
        manifest.context = "stage";
        manifest.situation = "classroom";
        const std::string body = trainee + " " + reference;
        manifest.body = {static_cast<std::int64_t>(body.size()), sha256_hex(body)};
        files.snapshots.insert(manifest.body.sha256);
        one.about = manifest;
        one.decisions.push_back({"A.1", "", Outcome::attested, ""});
        one.after = checkpoints.back();
        one.supersedes = supersedes;
        const std::string bytes = signed_file(one, test_key(signer), sample_instant);
        const Digest digest = keep(fmt::format("attestations/{}/{}.json", trainee, sha256_hex(bytes)), bytes);
        const bool known = std::any_of(registry.trainers.begin(), registry.trainers.end(),
                                       [&](const auto& trainer) { return trainer.id == signer; });
        auto& list = leaves[trainee];
        const bool twice = std::any_of(list.begin(), list.end(), [&](const Listed& listed) { return listed.digest == digest; });
        if (known && !twice) list.push_back({digest, static_cast<std::int64_t>(checkpoints.size())});
        std::sort(list.begin(), list.end(), [](const Listed& a, const Listed& b) { return a.digest < b.digest; });
        if (list.empty()) leaves.erase(trainee);
        return digest;
    }
    void certify(const std::string& trainee) {
        Certificate one;
        one.institution = "ifm";
        one.institution_name = "Institut d’essai";
        one.trainee = trainee;
        one.trainee_name = "Name of " + trainee;
        one.salt = "salt";
        one.checkpoint = checkpoints.back();
        one.checkpoint_date = start_;
        one.framework = {"c2i2e", std::string(64, '1')};
        one.framework_title = "C2i2e";
        const std::string bytes = signed_file(one, role_, sample_instant);
        keep(fmt::format("certificates/{}/{}.json", trainee, sha256_hex(bytes)), bytes);
    }

  private:
    SigningKey role_ = test_key("institute");
    Date start_ = *parse_date("2004-09-20");
    Named root_;
    Digest registry_digest_;

    Digest keep(const std::string& path, const std::string& bytes) {
        files.documents[path] = bytes;
        return sha256_hex(bytes);
    }
};

} // namespace livret::tests

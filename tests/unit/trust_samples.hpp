// A small institute with its chain, for tests of what hangs on it: one trainer, one trainee, one checkpoint.
#pragma once

#include "base/hash.hpp"
#include "trust/proof.hpp"
#include "trust/verdict.hpp"

#include <cstring>
#include <string>

namespace livret_tests {

using namespace livret;

inline SigningKey sample_key(std::string_view name) {
    const std::string bytes = sha256("livret public test seed: " + std::string(name));
    SecretBytes seed(SigningKey::seed_size);
    std::memcpy(seed.data(), bytes.data(), bytes.size());
    return SigningKey::from_seed(seed);
}

inline Date day(std::string_view text) {
    return *parse_date(text);
}

inline const std::string sample_blind(32, '0');

struct SampleInstitute {
    TrustFiles files;
    Registry registry;
    Roster roster;
    Named checkpoint;

    SampleInstitute() {
        const SigningKey role = sample_key("institute");
        Root root;
        root.institution = "ifm";
        root.name = "Institut d’essai";
        root.root = root.registry = root.checkpoint = root.certificate = role.public_key();
        const std::string root_file = signed_file(root, role, "2004-09-20T08:00:00Z");
        files.documents["root-1.json"] = root_file;

        registry.institution = "ifm";
        RegisteredTrainer leroy{"c-leroy",
                                "Catherine Leroy",
                                {{sample_key("c-leroy").public_key(), {day("2004-09-20"), {}}, KeyStatus::active, {}}},
                                {{Role::trainer, {"math1"}, {day("2004-09-20"), {}}}}};
        registry.trainers.push_back(leroy);
        roster.lines.push_back({"t-1",
                                "math1/durand",
                                name_commitment("Anne Durand", "00ff"),
                                {{"math1", {day("2004-09-20"), {}}}},
                                {},
                                {},
                                sample_blind});
        registry.roster = write_roster(roster).head();
        files.documents["registry-1.roster"] = write_roster(roster).text;
        registry.in_force.configuration = std::string(64, 'c');
        const std::string registry_file = signed_file(registry, role, "2004-09-20T08:00:00Z");
        files.documents["registry-1.json"] = registry_file;

        Checkpoint zero;
        zero.institution = "ifm";
        zero.date = day("2004-09-20");
        zero.root = {1, sha256_hex(root_file)};
        zero.registry = {1, sha256_hex(registry_file)};
        zero.tree = write_leaves({}).head();
        const std::string checkpoint_file = signed_file(zero, role, "2004-09-20T08:00:00Z");
        files.documents["checkpoint-0.json"] = checkpoint_file;
        files.documents["checkpoint-0.leaves"] = "";
        checkpoint = {0, sha256_hex(checkpoint_file)};
    }

    People people() const {
        People out;
        out.emplace("t-1", Person{"math1/durand", "Anne Durand", "00ff"});
        return out;
    }
    Judged judged() const { return judge(files, sha256_hex(files.documents.at("root-1.json")), people(), 1); }
    // Keeps a body and says how a manifest names it.
    Content keep(std::string_view body) {
        files.snapshots.insert(sha256_hex(body));
        return {static_cast<std::int64_t>(body.size()), sha256_hex(body)};
    }
    // Adds an attestation as a signer would write it; returns its digest.
    Digest add(const Attestation& attestation, std::string_view signer) {
        const std::string file = signed_file(attestation, sample_key(signer), "2004-11-20T10:00:00Z");
        files.documents["attestations/" + attestation.trainee + "/" + sha256_hex(file) + ".json"] = file;
        return sha256_hex(file);
    }
};

inline ActivityManifest sample_manifest(SampleInstitute& institute, std::string_view reference, std::string_view body) {
    ActivityManifest out;
    out.trainee = "t-1";
    out.reference = reference;
    out.title = "Suites numériques au tableur";
    out.from = out.to = day("2004-11-18");
    out.context = "stage-en-responsabilite";
    out.situation = "classroom";
    out.body = institute.keep(body);
    return out;
}

} // namespace livret_tests

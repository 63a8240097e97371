// credentialSubject, as it is signed: the other direction of read_documents.cpp; and small questions to documents.
#include "trust/documents.hpp"

#include "base/hash.hpp"
#include "trust/canonical_json.hpp"
#include "trust/did_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace livret {

namespace {

// Members that are empty are left out: the schema has no empty optional ones.
class Object {
  public:
    Object& set(const char* name, Json value) {
        json_.set(name, std::move(value));
        return *this;
    }
    Object& maybe(const char* name, const std::string& value) { return value.empty() ? *this : set(name, value); }
    Object& maybe(const char* name, const std::vector<std::string>& values) {
        return values.empty() ? *this : strings(name, values);
    }
    Object& strings(const char* name, const std::vector<std::string>& values) {
        Json list = Json::array();
        for (const auto& value : values) list.push(value);
        return set(name, std::move(list));
    }
    template <class T, class F> Object& list(const char* name, const std::vector<T>& values, F&& write) {
        Json items = Json::array();
        for (const auto& value : values) items.push(write(value));
        return set(name, std::move(items));
    }
    operator Json() { return std::move(json_); }

  private:
    Json json_ = Json::object();
};

void put_span(Object& out, const Period& span) {
    out.set("from", iso(span.from));
    if (span.until) out.set("until", iso(*span.until));
}

Json write(const Named& named) {
    return Object().set("number", named.number).set("digest", named.digest);
}
Json write(const TreeHead& tree) {
    return Object().set("size", tree.size).set("root", tree.root);
}
Json write(const NamedDigest& named) {
    return Object().set("id", named.id).set("digest", named.digest);
}
Json write(const Content& content) {
    return Object().set("size", content.size).set("sha256", content.sha256);
}

Json write(const RegisteredKey& key) {
    static constexpr const char* states[] = {"active", "retired", "compromised"};
    Object out;
    out.set("key", did_key(key.key));
    put_span(out, key.span);
    out.set("status", states[static_cast<std::size_t>(key.status)]);
    if (key.status == KeyStatus::compromised) out.set("since", iso(key.since));
    return out;
}

Json write(const SignerScope& scope) {
    static constexpr const char* roles[] = {"trainer", "jury-chair", "registrar"};
    Object out;
    out.set("role", roles[static_cast<std::size_t>(scope.role)]).strings("gfp", scope.gfps);
    put_span(out, scope.span);
    return out;
}

Json write(const RegisteredTrainer& trainer) {
    return Object()
        .set("id", trainer.id)
        .set("name", trainer.name)
        .list("keys", trainer.keys, [](const auto& one) { return write(one); })
        .list("scopes", trainer.scopes, [](const auto& one) { return write(one); });
}

Json write(const ManifestFile& file) {
    return Object().set("path", file.path).set("size", file.content.size).set("sha256", file.content.sha256);
}

Json write(const ActivityManifest& manifest) {
    return Object()
        .set("version", 1)
        .set("trainee", manifest.trainee)
        .set("reference", manifest.reference)
        .set("title", manifest.title)
        .set("date", Object().set("from", iso(manifest.from)).set("to", iso(manifest.to)))
        .set("context", manifest.context)
        .set("situation", manifest.situation)
        .strings("phases", manifest.phases)
        .set("body", write(manifest.body))
        .list("files", manifest.files, [](const auto& one) { return write(one); });
}

Json write(const TrainingManifest& manifest) {
    return Object()
        .set("version", 1)
        .set("gfp", manifest.gfp)
        .set("slug", manifest.slug)
        .set("title", manifest.title)
        .set("date", iso(manifest.date))
        .set("context", manifest.context)
        .strings("trainers", manifest.trainers)
        .strings("competences", manifest.competences)
        .set("body", write(manifest.body));
}

Json write(const Contribution& item) {
    Object out;
    out.set("file", item.file);
    if (item.answer) out.set("answer", *item.answer);
    return out.set("sha256", item.sha256);
}

Json about_json(const Attestation& attestation) {
    if (const auto* activity = std::get_if<ActivityManifest>(&attestation.about))
        return Object().set("kind", "activity").set("manifest", write(*activity));
    if (const auto* training = std::get_if<TrainingManifest>(&attestation.about))
        return Object().set("kind", "training").set("manifest", write(*training));
    return Object().set("kind", "contributions").list("items", std::get<Contributions>(attestation.about), [](const auto& one) {
        return write(one);
    });
}

Json write(const Decision& decision) {
    return Object()
        .set("competence", decision.competence)
        .maybe("claim", decision.claim)
        .set("decision", text_of(decision.outcome))
        .maybe("comment", decision.comment);
}

struct Writer {
    Json operator()(const Root& root) const {
        Object out;
        out.set("institution", Object().set("id", root.institution).set("name", root.name));
        out.set("number", root.number).maybe("previous", root.previous);
        out.set("keys", Object()
                            .set("root", did_key(root.root))
                            .set("registry", did_key(root.registry))
                            .set("checkpoint", did_key(root.checkpoint))
                            .set("certificate", did_key(root.certificate)));
        if (root.example) out.set("example", true);
        return out;
    }
    Json operator()(const KeyRequest& request) const {
        return Object().set("name", request.name).set("key", did_key(request.key));
    }
    Json operator()(const Registry& registry) const {
        const InForce& in_force = registry.in_force;
        return Object()
            .set("institution", registry.institution)
            .set("number", registry.number)
            .maybe("previous", registry.previous)
            .set("graceDays", registry.grace_days)
            .list("trainers", registry.trainers, [](const auto& one) { return write(one); })
            .set("roster", write(registry.roster))
            .set("inForce", Object()
                                .set("configuration", in_force.configuration)
                                .list("frameworks", in_force.frameworks, [](const auto& one) { return write(one); })
                                .maybe("theme", in_force.theme)
                                .list("sessions", in_force.sessions, [](const auto& one) { return write(one); }))
            .list("revocations", registry.revocations, [](const Revocation& one) -> Json {
                return Object().set("digest", one.digest).set("date", iso(one.date)).set("reason", one.reason);
            });
    }
    Json operator()(const Attestation& attestation) const {
        return Object()
            .set("institution", attestation.institution)
            .set("trainee", attestation.trainee)
            .set("gfp", attestation.gfp)
            .set("framework", write(attestation.framework))
            .set("about", about_json(attestation))
            .list("decisions", attestation.decisions, [](const auto& one) { return write(one); })
            .set("after", Object().set("checkpoint", attestation.after.number).set("digest", attestation.after.digest))
            .maybe("supersedes", attestation.supersedes);
    }
    Json operator()(const Checkpoint& checkpoint) const {
        return Object()
            .set("institution", checkpoint.institution)
            .set("number", checkpoint.number)
            .set("date", iso(checkpoint.date))
            .maybe("previous", checkpoint.previous)
            .set("root", write(checkpoint.root))
            .set("registry", write(checkpoint.registry))
            .set("tree", write(checkpoint.tree));
    }
    Json operator()(const Freeze& freeze) const {
        return Object()
            .set("institution", freeze.institution)
            .set("session", freeze.session)
            .set("checkpoint", write(freeze.checkpoint))
            .list("candidates", freeze.candidates, [](const Freeze::Candidate& one) -> Json {
                return Object().set("trainee", one.trainee).set("state", one.state);
            });
    }
    Json operator()(const JuryDecision& decision) const {
        static constexpr const char* outcomes[] = {"received", "adjourned", "waiting"};
        return Object()
            .set("institution", decision.institution)
            .set("session", decision.session)
            .set("trainee", decision.trainee)
            .set("outcome", outcomes[static_cast<std::size_t>(decision.outcome)])
            .maybe("note", decision.note)
            .set("freeze", decision.freeze)
            .maybe("supersedes", decision.supersedes);
    }
    Json operator()(const Certificate& certificate) const {
        Object out;
        out.set("institution", Object().set("id", certificate.institution).set("name", certificate.institution_name));
        out.set("trainee",
                Object().set("id", certificate.trainee).set("name", certificate.trainee_name).set("salt", certificate.salt));
        out.set("checkpoint", Object()
                                  .set("number", certificate.checkpoint.number)
                                  .set("date", iso(certificate.checkpoint_date))
                                  .set("digest", certificate.checkpoint.digest));
        out.set("framework", Object()
                                 .set("id", certificate.framework.id)
                                 .set("digest", certificate.framework.digest)
                                 .set("title", certificate.framework_title));
        if (certificate.rule)
            out.set("rule", Object()
                                .set("id", certificate.rule->id)
                                .set("outcome", certificate.rule->met ? "met" : "not-met")
                                .set("text", certificate.rule->text));
        out.list("competences", certificate.competences, [](const Certificate::Competence& one) -> Json {
            return Object()
                .set("code", one.code)
                .set("statement", one.statement)
                .list("attested", one.attested, [](const Certificate::Line& line) -> Json {
                    return Object()
                        .set("digest", line.digest)
                        .set("trainer", line.trainer)
                        .set("after", iso(line.after))
                        .set("by", iso(line.by));
                });
        });
        return out.maybe("partialCounted", certificate.partial_counted)
            .maybe("session", certificate.session)
            .maybe("decision", certificate.decision);
    }
};

} // namespace

Json subject_json(const SignedSubject& subject) {
    return std::visit(Writer{}, subject);
}

Json manifest_json(const ActivityManifest& manifest) {
    return write(manifest);
}

std::string_view type_name(const SignedSubject& subject) {
    static constexpr std::array<std::string_view, 8> names{"LivretRoot",         "LivretKeyRequest", "LivretRegistry",
                                                           "LivretAttestation",  "LivretCheckpoint", "LivretFreeze",
                                                           "LivretJuryDecision", "LivretCertificate"};
    static_assert(std::variant_size_v<SignedSubject> == names.size());
    return names[subject.index()];
}

Digest name_commitment(std::string_view name, std::string_view salt) {
    return sha256_hex(canonical_json(Object().set("name", name).set("salt", salt)));
}

bool SignerScope::covers(std::string_view gfp) const {
    return std::any_of(gfps.begin(), gfps.end(), [&](const std::string& one) { return one == "*" || one == gfp; });
}

Registry::Holder Registry::holder(const PublicKey& key) const {
    for (const auto& trainer : trainers)
        for (const auto& own : trainer.keys)
            if (own.key == key) return {&trainer, &own};
    return {};
}

const Revocation* Registry::revocation(std::string_view digest) const {
    const auto found = std::lower_bound(revocations.begin(), revocations.end(), digest,
                                        [](const Revocation& one, std::string_view value) { return one.digest < value; });
    return found != revocations.end() && found->digest == digest ? &*found : nullptr;
}

std::string Malformed::reason() const {
    return line_ends ? "line-ends" : fmt::format("rule-{}", rule);
}
std::string Malformed::detail() const {
    return where.empty() ? what : where + ": " + what;
}

std::string place_of(const SignedSubject& subject, std::string_view digest) {
    struct Place {
        std::string_view digest;
        std::string operator()(const Root& one) const { return fmt::format("root-{}.json", one.number); }
        std::string operator()(const KeyRequest&) const { return {}; }
        std::string operator()(const Registry& one) const { return fmt::format("registry-{}.json", one.number); }
        std::string operator()(const Attestation& one) const {
            return fmt::format("attestations/{}/{}.json", one.trainee, digest);
        }
        std::string operator()(const Checkpoint& one) const { return fmt::format("checkpoint-{}.json", one.number); }
        std::string operator()(const Freeze& one) const { return fmt::format("freeze-{}.json", one.session); }
        std::string operator()(const JuryDecision& one) const { return fmt::format("decisions/{}/{}.json", one.session, digest); }
        std::string operator()(const Certificate& one) const {
            return fmt::format("certificates/{}/{}.json", one.trainee, digest);
        }
    };
    return std::visit(Place{digest}, subject);
}

std::string Attestation::subject() const {
    if (const auto* activity = std::get_if<ActivityManifest>(&about)) return "activity " + activity->reference;
    if (const auto* training = std::get_if<TrainingManifest>(&about)) return "training " + training->gfp + "/" + training->slug;
    return "contributions";
}

std::vector<Digest> Attestation::contents() const {
    std::vector<Digest> out;
    if (const auto* activity = std::get_if<ActivityManifest>(&about)) {
        out.push_back(activity->body.sha256);
        for (const ManifestFile& file : activity->files) out.push_back(file.content.sha256);
    } else if (const auto* training = std::get_if<TrainingManifest>(&about)) {
        out.push_back(training->body.sha256);
    } else {
        for (const Contribution& item : std::get<Contributions>(about)) out.push_back(item.sha256);
    }
    return out;
}

} // namespace livret

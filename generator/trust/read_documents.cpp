// credentialSubject, read by type: the closed schemas of schema/trust.md §1.
#include "trust/documents.hpp"
#include "trust/field_reader.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::array key_states{"active"sv, "retired"sv, "compromised"sv};
constexpr std::array roles{"trainer"sv, "jury-chair"sv, "registrar"sv};
constexpr std::array situations{"none"sv, "classroom"sv, "distance"sv, "mixed"sv};
constexpr std::array outcomes{"attested"sv, "not-attested"sv, "more-information"sv, "retracted"sv};
constexpr std::array jury_outcomes{"received"sv, "adjourned"sv, "waiting"sv};
constexpr std::array rule_outcomes{"not-met"sv, "met"sv};
constexpr std::array kinds{"activity"sv, "training"sv, "contributions"sv};

bool is_phase(std::string_view text) {
    return text == "analyse" || text == "conception" || text == "evaluation" || text == "mise-en-oeuvre";
}

// Refuses an item that does not come after the one before it.
void in_order(std::string_view before, std::string_view now, bool first, const std::string& where, ReadFault& fault) {
    if (!first && !(before < now)) fault.say(where, "not in order, or twice");
}

Named read_named(FieldReader in) {
    Named out{in.integer("number"), in.digest("digest")};
    in.end();
    return out;
}

TreeHead read_tree(FieldReader in) {
    TreeHead out{in.integer("size"), in.digest("root")};
    in.end();
    return out;
}

NamedDigest read_named_digest(FieldReader in) {
    NamedDigest out{in.id("id"), in.digest("digest")};
    in.end();
    return out;
}

std::vector<NamedDigest> read_digests(FieldReader& in, std::string_view name) {
    std::vector<NamedDigest> out;
    in.list(name, [&](const Json& item, const std::string& where) {
        auto one = read_named_digest(FieldReader(&item, where, in.fault()));
        in_order(out.empty() ? "" : out.back().id, one.id, out.empty(), where, in.fault());
        out.push_back(std::move(one));
    });
    return out;
}

Root read_root(FieldReader in) {
    Root out;
    auto institution = in.object("institution");
    out.institution = institution.id("id");
    out.name = institution.line("name");
    institution.end();
    out.number = in.integer("number");
    out.previous = in.optional_digest("previous");
    auto keys = in.object("keys");
    out.root = keys.key("root");
    out.registry = keys.key("registry");
    out.checkpoint = keys.key("checkpoint");
    out.certificate = keys.key("certificate");
    keys.end();
    out.example = in.optional_true("example");
    if (out.number < 1) in.fault().say(in.place("number"), "roots are numbered from 1");
    if ((out.number == 1) != out.previous.empty()) in.fault().say(in.place("previous"), "all but the first name the one before");
    in.end();
    return out;
}

KeyRequest read_request(FieldReader in) {
    KeyRequest out{in.line("name"), in.key("key")};
    in.end();
    return out;
}

RegisteredKey read_registered_key(FieldReader in) {
    RegisteredKey out;
    out.key = in.key("key");
    out.span = in.span();
    out.status = static_cast<KeyStatus>(in.choice("status", key_states));
    const auto since = in.optional_date("since");
    if (since.has_value() != (out.status == KeyStatus::compromised))
        in.fault().say(in.place("since"), "said for compromised keys only, and for all of them");
    out.since = since.value_or(Date{});
    if (out.status == KeyStatus::retired && !out.span.until) in.fault().say(in.place("until"), "a retired key has an end");
    in.end();
    return out;
}

SignerScope read_scope(FieldReader in) {
    SignerScope out;
    out.role = static_cast<Role>(in.choice("role", roles));
    out.gfps = in.set("gfp", [](std::string_view text) { return text == "*" || is_id(text); });
    if (out.gfps.size() > 1 && out.covers("*")) in.fault().say(in.place("gfp"), "* stands alone");
    out.span = in.span();
    in.end();
    return out;
}

Registry read_registry(FieldReader in) {
    Registry out;
    ReadFault& fault = in.fault();
    out.institution = in.id("institution");
    out.number = in.integer("number");
    out.previous = in.optional_digest("previous");
    if (out.number < 1) fault.say(in.place("number"), "registries are numbered from 1");
    if ((out.number == 1) != out.previous.empty()) fault.say(in.place("previous"), "all but the first name the one before");
    out.grace_days = in.integer("graceDays");
    if (out.grace_days > 3660) fault.say(in.place("graceDays"), "more than ten years");
    std::vector<PublicKey> keys;
    in.list("trainers", [&](const Json& item, const std::string& where) {
        FieldReader fields(&item, where, fault);
        RegisteredTrainer one;
        one.id = fields.id("id");
        one.name = fields.line("name");
        fields.list("keys", [&](const Json& key, const std::string& place) {
            one.keys.push_back(read_registered_key(FieldReader(&key, place, fault)));
            if (std::find(keys.begin(), keys.end(), one.keys.back().key) != keys.end())
                fault.say(place + ".key", "a key stands once in the registry");
            keys.push_back(one.keys.back().key);
        });
        fields.list("scopes", [&](const Json& scope, const std::string& place) {
            one.scopes.push_back(read_scope(FieldReader(&scope, place, fault)));
        });
        fields.end();
        in_order(out.trainers.empty() ? "" : out.trainers.back().id, one.id, out.trainers.empty(), where, fault);
        out.trainers.push_back(std::move(one));
    });
    out.roster = read_tree(in.object("roster"));
    auto in_force = in.object("inForce");
    out.in_force.configuration = in_force.digest("configuration");
    out.in_force.frameworks = read_digests(in_force, "frameworks");
    out.in_force.theme = in_force.optional_digest("theme");
    out.in_force.sessions = read_digests(in_force, "sessions");
    in_force.end();
    in.list("revocations", [&](const Json& item, const std::string& where) {
        FieldReader fields(&item, where, fault);
        Revocation one{fields.digest("digest"), fields.date("date"), fields.text("reason")};
        fields.end();
        in_order(out.revocations.empty() ? "" : out.revocations.back().digest, one.digest, out.revocations.empty(), where, fault);
        out.revocations.push_back(std::move(one));
    });
    in.end();
    return out;
}

Content read_content(FieldReader& in) {
    return {in.integer("size"), in.digest("sha256")};
}

Content read_body(FieldReader in) {
    Content out = read_content(in);
    in.end();
    return out;
}

ActivityManifest activity_manifest(FieldReader in) {
    ActivityManifest out;
    in.constant("version", 1);
    out.trainee = in.id("trainee");
    out.reference = in.line("reference");
    out.title = in.line("title");
    auto date = in.object("date");
    out.from = date.date("from");
    out.to = date.date("to");
    date.end();
    out.context = in.id("context");
    out.situation = situations[in.choice("situation", situations)];
    out.phases = in.set("phases", is_phase);
    out.body = read_body(in.object("body"));
    in.list("files", [&](const Json& item, const std::string& where) {
        FieldReader fields(&item, where, in.fault());
        ManifestFile one;
        one.path = fields.path("path");
        one.content = read_content(fields);
        fields.end();
        in_order(out.files.empty() ? "" : out.files.back().path, one.path, out.files.empty(), where, in.fault());
        out.files.push_back(std::move(one));
    });
    in.end();
    return out;
}

TrainingManifest read_training_manifest(FieldReader in) {
    TrainingManifest out;
    in.constant("version", 1);
    out.gfp = in.id("gfp");
    out.slug = in.id("slug");
    out.title = in.line("title");
    out.date = in.date("date");
    out.context = in.id("context");
    out.trainers = in.set("trainers", is_id);
    out.competences = in.set("competences", is_line);
    out.body = read_body(in.object("body"));
    in.end();
    return out;
}

Attestation read_attestation(FieldReader in) {
    Attestation out;
    ReadFault& fault = in.fault();
    out.institution = in.id("institution");
    out.trainee = in.id("trainee");
    out.gfp = in.id("gfp");
    out.framework = read_named_digest(in.object("framework"));
    auto about = in.object("about");
    switch (about.choice("kind", kinds)) {
    case 0: {
        auto manifest = activity_manifest(about.object("manifest"));
        if (manifest.trainee != out.trainee) fault.say(about.place("manifest.trainee"), "another trainee's");
        out.about = std::move(manifest);
        break;
    }
    case 1: {
        auto manifest = read_training_manifest(about.object("manifest"));
        if (manifest.gfp != out.gfp) fault.say(about.place("manifest.gfp"), "another group's");
        out.about = std::move(manifest);
        break;
    }
    default: {
        Contributions items;
        about.list("items", [&](const Json& item, const std::string& where) {
            FieldReader fields(&item, where, fault);
            items.push_back({fields.path("file"), fields.optional_integer("answer"), fields.digest("sha256")});
            fields.end();
        });
        if (items.empty()) fault.say(about.place("items"), "empty");
        out.about = std::move(items);
    }
    }
    about.end();
    in.list("decisions", [&](const Json& item, const std::string& where) {
        FieldReader fields(&item, where, fault);
        Decision one;
        one.competence = fields.line("competence");
        one.claim = fields.optional_text("claim");
        one.outcome = static_cast<Outcome>(fields.choice("decision", outcomes));
        one.comment = fields.optional_text("comment");
        fields.end();
        in_order(out.decisions.empty() ? "" : out.decisions.back().competence, one.competence, out.decisions.empty(), where,
                 fault);
        out.decisions.push_back(std::move(one));
    });
    if (out.decisions.empty()) fault.say(in.place("decisions"), "empty");
    auto after = in.object("after");
    out.after = {after.integer("checkpoint"), after.digest("digest")};
    after.end();
    out.supersedes = in.set("supersedes", is_digest, false);
    in.end();
    return out;
}

Checkpoint read_checkpoint(FieldReader in) {
    Checkpoint out;
    out.institution = in.id("institution");
    out.number = in.integer("number");
    out.date = in.date("date");
    out.previous = in.optional_digest("previous");
    if ((out.number == 0) != out.previous.empty()) in.fault().say(in.place("previous"), "all but number 0 name the one before");
    out.root = read_named(in.object("root"));
    out.registry = read_named(in.object("registry"));
    out.tree = read_tree(in.object("tree"));
    in.end();
    return out;
}

Freeze read_freeze(FieldReader in) {
    Freeze out;
    ReadFault& fault = in.fault();
    out.institution = in.id("institution");
    out.session = in.id("session");
    out.checkpoint = read_named(in.object("checkpoint"));
    in.list("candidates", [&](const Json& item, const std::string& where) {
        FieldReader fields(&item, where, fault);
        Freeze::Candidate one{fields.id("trainee"), fields.digest("state")};
        fields.end();
        in_order(out.candidates.empty() ? "" : out.candidates.back().trainee, one.trainee, out.candidates.empty(), where, fault);
        out.candidates.push_back(std::move(one));
    });
    in.end();
    return out;
}

JuryDecision read_jury_decision(FieldReader in) {
    JuryDecision out;
    out.institution = in.id("institution");
    out.session = in.id("session");
    out.trainee = in.id("trainee");
    out.outcome = static_cast<JuryOutcome>(in.choice("outcome", jury_outcomes));
    out.note = in.optional_text("note");
    out.freeze = in.digest("freeze");
    out.supersedes = in.set("supersedes", is_digest, false);
    in.end();
    return out;
}

Certificate read_certificate(FieldReader in) {
    Certificate out;
    ReadFault& fault = in.fault();
    auto institution = in.object("institution");
    out.institution = institution.id("id");
    out.institution_name = institution.line("name");
    institution.end();
    auto trainee = in.object("trainee");
    out.trainee = trainee.id("id");
    out.trainee_name = trainee.line("name");
    out.salt = trainee.line("salt");
    trainee.end();
    auto checkpoint = in.object("checkpoint");
    out.checkpoint = {checkpoint.integer("number"), checkpoint.digest("digest")};
    out.checkpoint_date = checkpoint.date("date");
    checkpoint.end();
    auto framework = in.object("framework");
    out.framework = {framework.id("id"), framework.digest("digest")};
    out.framework_title = framework.line("title");
    framework.end();
    if (in.has("rule")) {
        auto rule = in.object("rule");
        out.rule = Certificate::Rule{rule.id("id"), rule.choice("outcome", rule_outcomes) == 1, rule.text("text")};
        rule.end();
    }
    in.list("competences", [&](const Json& item, const std::string& where) {
        FieldReader fields(&item, where, fault);
        Certificate::Competence one;
        one.code = fields.line("code");
        one.statement = fields.text("statement");
        fields.list("attested", [&](const Json& line, const std::string& place) {
            FieldReader members(&line, place, fault);
            one.attested.push_back(
                {members.digest("digest"), members.line("trainer"), members.date("after"), members.date("by")});
            members.end();
        });
        fields.end();
        out.competences.push_back(std::move(one));
    });
    out.partial_counted = in.set("partialCounted", is_line, false);
    out.session = in.optional_id("session");
    out.decision = in.optional_digest("decision");
    in.end();
    return out;
}

} // namespace

ActivityManifest read_activity_manifest(FieldReader in) {
    return activity_manifest(std::move(in));
}

std::variant<SignedSubject, Malformed> read_subject(std::string_view type, const Json& json) {
    ReadFault fault;
    FieldReader in(&json, "credentialSubject", fault);
    const auto finish = [&](SignedSubject subject) -> std::variant<SignedSubject, Malformed> {
        if (fault.found()) return Malformed{5, fault.where, fault.what};
        return subject;
    };
    if (type == "LivretRoot") return finish(read_root(std::move(in)));
    if (type == "LivretKeyRequest") return finish(read_request(std::move(in)));
    if (type == "LivretRegistry") return finish(read_registry(std::move(in)));
    if (type == "LivretAttestation") return finish(read_attestation(std::move(in)));
    if (type == "LivretCheckpoint") return finish(read_checkpoint(std::move(in)));
    if (type == "LivretFreeze") return finish(read_freeze(std::move(in)));
    if (type == "LivretJuryDecision") return finish(read_jury_decision(std::move(in)));
    if (type == "LivretCertificate") return finish(read_certificate(std::move(in)));
    return Malformed{5, "type", "unknown type"};
}

} // namespace livret

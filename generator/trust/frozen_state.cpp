#include "trust/frozen_state.hpp"

#include "trust/canonical_json.hpp"
#include "trust/field_reader.hpp"
#include "trust/proof.hpp"

#include <array>

namespace livret {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::array visibilities{"jury"sv, "gfp"sv, "public"sv};

// Canonical JSON sorts members: no other file of a repository begins so.
constexpr std::string_view beginning = "{\"activities\":[";

void in_order(std::string_view before, std::string_view now, bool first, const std::string& where, ReadFault& fault) {
    if (!first && !(before < now)) fault.say(where, "not in order, or twice");
}

FrozenDeclarations read_declarations(FieldReader in) {
    FrozenDeclarations out;
    out.framework = in.id("framework");
    in.list("competences", [&](const Json& item, const std::string& where) {
        FieldReader fields(&item, where, in.fault());
        FrozenDeclaration one{fields.line("competence"), fields.optional_text("claim")};
        fields.end();
        in_order(out.competences.empty() ? "" : out.competences.back().competence, one.competence, out.competences.empty(), where,
                 in.fault());
        out.competences.push_back(std::move(one));
    });
    if (out.competences.empty()) in.fault().say(in.place("competences"), "empty");
    in.end();
    return out;
}

FrozenActivity read_activity(FieldReader in, const std::string& trainee) {
    FrozenActivity out;
    out.manifest = read_activity_manifest(in.object("manifest"));
    if (out.manifest.trainee != trainee) in.fault().say(in.place("manifest.trainee"), "another trainee's");
    in.list("declared", [&](const Json& item, const std::string& where) {
        auto one = read_declarations(FieldReader(&item, where, in.fault()));
        in_order(out.declared.empty() ? "" : out.declared.back().framework, one.framework, out.declared.empty(), where,
                 in.fault());
        out.declared.push_back(std::move(one));
    });
    out.visibility = visibilities[in.choice("visibility", visibilities)];
    in.end();
    return out;
}

Json declarations_json(const FrozenDeclarations& declarations) {
    Json list = Json::array();
    for (const FrozenDeclaration& one : declarations.competences) {
        Json item = Json::object();
        item.set("competence", one.competence);
        if (!one.claim.empty()) item.set("claim", one.claim);
        list.push(std::move(item));
    }
    Json out = Json::object();
    out.set("framework", declarations.framework);
    out.set("competences", std::move(list));
    return out;
}

} // namespace

std::vector<Digest> FrozenState::contents() const {
    std::vector<Digest> out;
    for (const FrozenActivity& one : activities) {
        out.push_back(one.manifest.body.sha256);
        for (const ManifestFile& file : one.manifest.files) out.push_back(file.content.sha256);
    }
    return out;
}

std::string frozen_state_file(const FrozenState& state) {
    Json activities = Json::array();
    for (const FrozenActivity& one : state.activities) {
        Json declared = Json::array();
        for (const FrozenDeclarations& list : one.declared) declared.push(declarations_json(list));
        Json item = Json::object();
        item.set("manifest", manifest_json(one.manifest));
        item.set("declared", std::move(declared));
        item.set("visibility", one.visibility);
        activities.push(std::move(item));
    }
    Json out = Json::object();
    out.set("version", 1);
    out.set("trainee", state.trainee);
    out.set("activities", std::move(activities));
    return canonical_json(out) + "\n";
}

std::variant<FrozenState, Malformed> read_frozen_state(std::string_view file) {
    auto read = read_canonical(file, largest_state);
    if (auto* fault = std::get_if<Malformed>(&read)) return std::move(*fault);
    const Json& json = std::get<Json>(read);
    ReadFault fault;
    FieldReader in(&json, "state", fault);
    FrozenState out;
    in.constant("version", 1);
    out.trainee = in.id("trainee");
    in.list("activities", [&](const Json& item, const std::string& where) {
        auto one = read_activity(FieldReader(&item, where, fault), out.trainee);
        in_order(out.activities.empty() ? "" : out.activities.back().manifest.reference, one.manifest.reference,
                 out.activities.empty(), where, fault);
        out.activities.push_back(std::move(one));
    });
    in.end();
    if (fault.found()) return Malformed{5, fault.where, fault.what};
    return out;
}

bool looks_like_frozen_state(std::string_view bytes) {
    return bytes.size() <= largest_state && bytes.starts_with(beginning);
}

} // namespace livret

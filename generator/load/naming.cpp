#include "load/naming.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "load/leaving.hpp"
#include "load/places.hpp"

#include <algorithm>

namespace livret {

namespace {

// Reports at the name, with the nearest candidate. Only another spelling of the same word is mended by --fix: a guess
// could put a colleague, a competence or a framework there that nobody meant.
void report_unknown(Code code, const Name& name, std::vector<std::string> arguments, const std::vector<std::string>& candidates,
                    const Reporter& reporter) {
    const auto near = closest(name.value, candidates);
    ReportOptions options{.did_you_mean = near, .fixes = {}};
    const std::size_t offset = offset_of(reporter.text(), name.at.begin);
    if (near && search_key(*near) == search_key(name.value) && reporter.text().substr(offset, name.value.size()) == name.value)
        options.fixes.push_back({offset, name.value.size(), *near});
    reporter.report(code, name.at, std::move(arguments), options);
}

template <class Tag> void add_once(std::vector<Id<Tag>>& out, Id<Tag> id, const Name& name, const Reporter& reporter) {
    if (std::find(out.begin(), out.end(), id) != out.end())
        reporter.report(Code::named_twice, name.at, {name.value});
    else
        out.push_back(std::move(id));
}

std::vector<std::string> trainer_ids(const Scope& scope) {
    std::vector<std::string> ids;
    for (const Trainer& trainer : scope.configuration.trainers) ids.push_back(trainer.id.value);
    return ids;
}

std::vector<std::string> trainee_ids(const GfpId& gfp, const Scope& scope) {
    std::vector<std::string> ids;
    if (const auto found = scope.trainees.find(gfp); found != scope.trainees.end())
        for (const TraineeId& id : found->second) ids.push_back(id.value);
    return ids;
}

bool is_trainee(const GfpId& gfp, const TraineeId& id, const Scope& scope) {
    const auto found = scope.trainees.find(gfp);
    return found != scope.trainees.end() && found->second.contains(id);
}

std::string codes_below(const Framework& framework, const Domain& domain) {
    std::vector<std::string> codes;
    for (const std::size_t index : domain.competences) codes.push_back(framework.competences[index].code);
    for (const std::size_t index : domain.subdomains) codes.push_back(framework.domains[index].code + "…");
    return join(codes, ", ");
}

} // namespace

const Framework* Scope::find_framework(const FrameworkId& id) const {
    const auto found = std::find_if(frameworks.begin(), frameworks.end(), [&](const Framework& one) { return one.id == id; });
    return found == frameworks.end() ? nullptr : &*found;
}

const Framework* framework_of(const Record& record, const Scope& scope, const Reporter& reporter) {
    if (!record.has("framework")) return scope.find_framework(scope.configuration.framework);
    const Name name{record.line("framework"), record.at("framework")};
    if (const Framework* found = scope.find_framework(FrameworkId{name.value})) return found;
    std::vector<std::string> known;
    for (const SourceFile& file : scope.snapshot->below(SourcePath{"frameworks"})) {
        if (place_of(file.path).kind != PlaceKind::framework) continue;
        known.emplace_back(file.path.stem());
        if (known.back() == name.value) return nullptr; // it is there; what is wrong with it is said there
    }
    report_unknown(Code::unknown_framework, name, {name.value}, known, reporter);
    return nullptr;
}

std::optional<std::string> competence_named(const Name& name, const Framework& framework, const Reporter& reporter) {
    if (const Competence* found = framework.find_typed(name.value)) return found->code;
    if (const Domain* domain = framework.find_domain_typed(name.value)) {
        reporter.report(Code::domain_not_competence, name.at, {name.value, framework.id.value, codes_below(framework, *domain)});
        return std::nullopt;
    }
    std::vector<std::string> codes;
    for (const Competence& one : framework.competences) codes.push_back(one.code);
    report_unknown(Code::unknown_competence, name, {name.value, framework.id.value}, codes, reporter);
    return std::nullopt;
}

std::vector<std::string> competences_named(const std::vector<Name>& names, const Framework* framework, const Reporter& reporter) {
    std::vector<std::string> codes;
    if (framework == nullptr) return codes; // reported where it is named
    for (const Name& name : names) {
        const auto code = competence_named(name, *framework, reporter);
        if (!code) continue;
        if (std::find(codes.begin(), codes.end(), *code) != codes.end())
            reporter.report(Code::duplicate_competence, name.at, {*code});
        else
            codes.push_back(*code);
    }
    return codes;
}

std::vector<std::string> domains_named(const std::vector<Name>& names, const Framework* framework, const Reporter& reporter) {
    std::vector<std::string> codes;
    if (framework == nullptr) return codes;
    for (const Name& name : names) {
        if (const Domain* found = framework->find_domain_typed(name.value)) {
            codes.push_back(found->code);
            continue;
        }
        std::vector<std::string> known;
        for (const Domain& one : framework->domains) known.push_back(one.code);
        report_unknown(Code::unknown_domain, name, {name.value, framework->id.value}, known, reporter);
    }
    return codes;
}

std::optional<TraineeId> trainee_named(const Name& name, const GfpId& gfp, const Scope& scope, const Reporter& reporter) {
    TraineeId id{name.value};
    if (is_trainee(gfp, id, scope)) return id;
    report_unknown(Code::unknown_trainee, name, {name.value, gfp.value}, trainee_ids(gfp, scope), reporter);
    return std::nullopt;
}

std::vector<TraineeId> trainees_named(const std::vector<Name>& names, const GfpId& gfp, const Scope& scope,
                                      const Reporter& reporter) {
    std::vector<TraineeId> out;
    for (const Name& name : names)
        if (auto id = trainee_named(name, gfp, scope, reporter)) add_once(out, std::move(*id), name, reporter);
    return out;
}

std::optional<TrainerId> trainer_named(const Name& name, const Scope& scope, const Reporter& reporter) {
    for (const Trainer& trainer : scope.configuration.trainers)
        if (trainer.id.value == name.value) return trainer.id;
    if (!scope.configuration_good) return TrainerId{name.value};
    report_unknown(Code::unknown_trainer, name, {name.value}, trainer_ids(scope), reporter);
    return std::nullopt;
}

std::vector<TrainerId> trainers_named(const std::vector<Name>& names, const Scope& scope, const Reporter& reporter) {
    std::vector<TrainerId> out;
    for (const Name& name : names)
        if (auto id = trainer_named(name, scope, reporter)) add_once(out, std::move(*id), name, reporter);
    return out;
}

std::optional<PersonKey> person_named(const Name& name, const GfpId& gfp, const Scope& scope, const Reporter& reporter) {
    if (is_anonymous(name.value)) return PersonKey{};
    if (const std::size_t slash = name.value.find('/'); slash != std::string::npos) {
        const GfpId group{name.value.substr(0, slash)};
        const TraineeId id{name.value.substr(slash + 1)};
        if (is_trainee(group, id, scope)) return PersonKey{group, id, {}};
        std::vector<std::string> known;
        for (const auto& [other, ids] : scope.trainees)
            for (const TraineeId& one : ids) known.push_back(other.value + "/" + one.value);
        report_unknown(Code::unknown_person, name, {name.value}, known, reporter);
        return std::nullopt;
    }
    for (const Trainer& trainer : scope.configuration.trainers)
        if (trainer.id.value == name.value) return PersonKey{{}, {}, trainer.id};
    if (!gfp.empty() && is_trainee(gfp, TraineeId{name.value}, scope)) return PersonKey{gfp, TraineeId{name.value}, {}};
    if (!scope.configuration_good) return PersonKey{{}, {}, TrainerId{name.value}};
    auto known = trainer_ids(scope);
    for (std::string& id : trainee_ids(gfp, scope)) known.push_back(std::move(id));
    report_unknown(Code::unknown_person, name, {name.value}, known, reporter);
    return std::nullopt;
}

std::optional<ContextId> context_named(const Name& name, const Scope& scope, const Reporter& reporter) {
    std::vector<std::string> known;
    for (const Context& context : scope.configuration.contexts) {
        if (context.id.value == name.value) return context.id;
        known.push_back(context.id.value);
    }
    if (!scope.configuration_good) return ContextId{name.value};
    report_unknown(Code::unknown_context, name, {name.value, join(known, ", ")}, known, reporter);
    return std::nullopt;
}

} // namespace livret

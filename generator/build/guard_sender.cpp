#include "build/guard_state.hpp"

#include "base/typography.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

const RegisteredTrainer* registered(const GuardState& state, const TrainerId& id) {
    if (!state.chain().holds()) return nullptr;
    const auto& trainers = state.chain().registry.trainers;
    const auto found = std::find_if(trainers.begin(), trainers.end(), [&](const auto& one) { return one.id == id.value; });
    return found == trainers.end() ? nullptr : &*found;
}

bool has_role(const GuardState& state, const TrainerId& id, Role role, Date today) {
    const RegisteredTrainer* trainer = registered(state, id);
    return trainer != nullptr && std::any_of(trainer->scopes.begin(), trainer->scopes.end(), [&](const SignerScope& one) {
               return one.role == role && one.span.holds_on(today);
           });
}

std::vector<Sender> senders_of(const SenderClaim& claim, const GuardState& state, Date today) {
    std::vector<Sender> out;
    const auto add = [&](const Sender& one) {
        if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(one);
    };
    const bool by_key = claim.kind == SenderClaim::Kind::ssh_key;
    for (const AccessLine& one : state.access)
        if (!claim.value.empty() && (by_key ? one.ssh_key : one.login) == claim.value) add(one.person);
    if (!state.chain().holds()) return out;
    for (const RosterLine& line : state.chain().roster.lines) {
        const auto& known = by_key ? line.ssh_keys : line.logins;
        if (std::find(known.begin(), known.end(), claim.value) == known.end()) continue;
        const bool here = std::any_of(line.gfps.begin(), line.gfps.end(),
                                      [&](const GfpPeriod& one) { return !one.span.until || today <= *one.span.until; });
        if (const auto sender = parse_sender(line.folder); sender && here) add(*sender);
    }
    return out;
}

WhoSends nobody(std::string fr, std::string en) {
    return {std::nullopt, {"", std::move(fr), std::move(en), false}};
}

} // namespace

WhoSends who_sends(const SenderClaim& claim, const GuardState* before, Date today) {
    std::vector<Sender> found;
    if (claim.kind == SenderClaim::Kind::person) {
        if (const auto sender = parse_sender(claim.value)) found.push_back(*sender);
    } else if (before != nullptr) {
        found = senders_of(claim, *before, today);
    }
    const std::string said = printable(claim.value);
    if (found.empty())
        return nobody(
            fmt::format("personne n’est inscrit ici sous le nom « {} » : demandez à l’administrateur du dépôt de l’ajouter à {} "
                        "(ou au registre, par livret trust roster --people)",
                        said, access_file),
            fmt::format("nobody is registered here under the name “{}”: ask the repository's administrator to add it to {} "
                        "(or to the registry, with livret trust roster --people)",
                        said, access_file));
    if (found.size() > 1)
        return nobody(fmt::format("« {} » désigne plusieurs personnes, dans {} ou au registre : l’administrateur doit corriger",
                                  said, access_file),
                      fmt::format("“{}” is several people's, in {} or in the registry: the administrator has to correct it", said,
                                  access_file));
    Sending out;
    if (std::holds_alternative<Administrator>(found.front())) {
        out.role = Sending::Role::administrator;
        return {out, {}};
    }
    if (before == nullptr)
        return nobody("le premier envoi d’un dépôt est celui de l’administrateur",
                      "the first push of a repository is the administrator's");
    if (const auto* trainee = std::get_if<TraineeKey>(&found.front())) {
        out.trainee = *trainee;
        return {out, {}};
    }
    out.trainer = std::get<TrainerId>(found.front());
    const bool listed = before->institute().find_trainer(out.trainer) != nullptr;
    if (!listed && registered(*before, out.trainer) == nullptr)
        return nobody(fmt::format("aucun formateur « {} » dans livret.yaml ni au registre", said),
                      fmt::format("no trainer “{}” in livret.yaml or in the registry", said));
    out.role = has_role(*before, out.trainer, Role::registrar, today) ? Sending::Role::administrator : Sending::Role::trainer;
    out.chairs = has_role(*before, out.trainer, Role::jury_chair, today);
    return {out, {}};
}

} // namespace livret

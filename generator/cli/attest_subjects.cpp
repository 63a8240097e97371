#include "cli/attest_subjects.hpp"
#include "cli/suggestion.hpp"

#include "base/text.hpp"
#include "cli/source_words.hpp"
#include "media/media.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

[[noreturn]] void refuse(std::string fr, std::string en) {
    throw CommandError{Exit::content, std::move(fr), std::move(en)};
}

[[noreturn]] void refuse_unknown(std::string fr, std::string en, std::string_view word, const std::vector<std::string>& known) {
    if (const Suggestion near = suggestion_for(word, known); !near.fr.empty()) {
        fr += near.fr;
        en += near.en;
    }
    refuse(std::move(fr), std::move(en));
}

const Registry& registry(const SigningContext& context) {
    return context.whole.verdicts.judged.chain->registry;
}

NamedDigest framework_in_force(const SigningContext& context, const FrameworkId& id) {
    for (const NamedDigest& one : registry(context).in_force.frameworks)
        if (one.id == id.value) return one;
    refuse(fmt::format("le référentiel « {} » n’est pas en vigueur : le responsable du registre peut l’y mettre, « livret trust "
                       "roster --in-force »",
                       id.value),
           fmt::format("the framework “{}” is not in force: the registrar can put it there, “livret trust roster --in-force”",
                       id.value));
}

void require_no_obstacle(const SigningContext& context, const Trainee& trainee) {
    const Person person{trainee.key.gfp.value + "/" + trainee.key.trainee.value, trainee.name, trainee.salt};
    const auto& chain = *context.whole.verdicts.judged.chain;
    const std::string& gfp = trainee.key.gfp.value;
    switch (obstacle_to(chain, context.key, trainee.id, gfp, person, context.now)) {
    case Obstacle::none:
        return;
    case Obstacle::not_in_scope:
        refuse(fmt::format("l’institut ne vous a pas chargé du groupe « {} » à cette date : demandez au responsable du registre",
                           gfp),
               fmt::format("the institute did not put you in charge of the group “{}” at this date: ask the registrar", gfp));
    case Obstacle::erased:
        refuse(fmt::format("le travail de « {} » a été effacé : plus rien ne peut être attesté", trainee.name),
               fmt::format("the work of “{}” was erased: nothing can be attested any more", trainee.name));
    case Obstacle::not_in_roster:
        refuse(fmt::format("« {} » ({}) n’est pas inscrite au registre pour ce groupe, ou son profil n’est plus celui du "
                           "registre : demandez « livret trust roster » à son responsable",
                           trainee.name, person.folder),
               fmt::format("“{}” ({}) is not in the registry’s roster for this group, or her profile is no longer the one of the "
                           "roster: ask the registrar for “livret trust roster”",
                           trainee.name, person.folder));
    case Obstacle::not_yet:
        refuse("ce que le registre dit de vous ou de cette personne vaut à partir du prochain point de contrôle : demandez au "
               "responsable du registre « livret trust checkpoint »",
               "what the registry says of you or of this person holds from the next checkpoint on: ask the registrar for “livret "
               "trust checkpoint”");
    default:
        refuse("cette clé ne peut rien signer ici", "this key can sign nothing here");
    }
}

const Trainee& trainee_named(const SigningContext& context, const TraineeKey& key) {
    if (const Trainee* found = context.whole.institute.find_trainee(key)) return *found;
    std::vector<std::string> known;
    for (const Trainee& one : context.whole.institute.trainees) known.push_back(one.key.gfp.value + "/" + one.key.trainee.value);
    const std::string word = key.gfp.value + "/" + key.trainee.value;
    refuse_unknown(fmt::format("aucun stagiaire « {} »", word), fmt::format("no trainee “{}”", word), word, known);
}

// An attachment that cannot be published is left out of the pages: nobody read it, so nobody can attest it.
void require_whole(const SigningContext& context, const Activity& activity) {
    if (activity.path.name() != "index.md") return;
    const std::string folder = activity.path.parent().value + "/";
    for (const Diagnostic& one : context.whole.sink.items())
        if (one.severity() == Severity::error && one.path.value.starts_with(folder))
            refuse(fmt::format("{} : « livret check » trouve une erreur dans « {} » ; elle se corrige avant de signer",
                               activity.reference, one.path.value),
                   fmt::format("{}: “livret check” finds an error in “{}”; it is mended before anything is signed",
                               activity.reference, one.path.value));
}

// A picture that says where a school is would be kept for ever with the signature.
void require_clean_pictures(const SigningContext& context, const Activity& activity) {
    for (const Attachment& one : activity.attachments)
        if (strip_picture(one.path, context.repository.read(one.path.value)))
            refuse(fmt::format("« {} » révèle une position, un appareil ou un nom, et serait conservée telle quelle avec la "
                               "signature : que la stagiaire lance « livret media --strip »",
                               one.path.value),
                   fmt::format("“{}” reveals a position, a camera or a name, and would be kept as it is with the signature: have "
                               "the trainee run “livret media --strip”",
                               one.path.value));
}

AttestSubject base_subject(const SigningContext& context, const Trainee& trainee, const FrameworkId& framework) {
    require_no_obstacle(context, trainee);
    AttestSubject out;
    out.trainee = &trainee;
    out.framework = context.whole.institute.find_framework(framework);
    if (!out.framework)
        refuse(fmt::format("le référentiel « {} » ne peut pas être lu", framework.value),
               fmt::format("the framework “{}” cannot be read", framework.value));
    out.matter.trainee = trainee.id;
    out.matter.gfp = trainee.key.gfp.value;
    out.matter.framework = framework_in_force(context, framework);
    return out;
}

void note_decided(const SigningContext& context, const Subject& about, AttestSubject& out) {
    const auto standings = context.standings.find(out.trainee->key);
    for (const Declaration& one : out.open) {
        const Standing* found =
            standings == context.standings.end() ? nullptr : find_standing(standings->second, one.competence, about);
        if (!waits_for_a_trainer(found)) out.decided.insert(one.competence.code);
    }
}

const Training& session_named(const SigningContext& context, std::string_view name) {
    std::vector<const Training*> found;
    std::vector<std::string> known;
    for (const Training& one : context.whole.institute.trainings) {
        const std::string full = one.gfp.value + "/" + one.slug;
        known.push_back(full);
        if (name == one.slug || name == full) found.push_back(&one);
    }
    if (found.empty())
        refuse_unknown(fmt::format("aucune formation « {} »", name), fmt::format("no training session “{}”", name), name, known);
    if (found.size() > 1)
        refuse(fmt::format("plusieurs groupes ont une formation « {0} » : écrivez {1}/{0}", name, found[0]->gfp.value),
               fmt::format("several groups have a training session “{0}”: write {1}/{0}", name, found[0]->gfp.value));
    return *found[0];
}

std::vector<TraineeId> participants_of(const SigningContext& context, const Training& session) {
    if (!session.for_all) return session.participants;
    std::vector<TraineeId> out;
    for (const Trainee& one : context.whole.institute.trainees)
        if (one.key.gfp == session.gfp) out.push_back(one.key.trainee);
    return out;
}

} // namespace

std::string AttestSubject::name() const {
    if (activity) return activity->reference;
    if (training) return fmt::format("{}/{} ({})", training->gfp.value, training->slug, trainee->key.trainee.value);
    return trainee->key.gfp.value + "/" + trainee->key.trainee.value;
}

AttestSubject activity_subject(const SigningContext& context, std::string_view reference) {
    const Institute& institute = context.whole.institute;
    const std::string wanted = ascii_upper(reference);
    const Activity* activity = institute.find_activity(wanted);
    if (!activity) {
        std::vector<std::string> known;
        for (const Activity& one : institute.activities)
            if (!one.reference.empty()) known.push_back(one.reference);
        refuse_unknown(fmt::format("aucune activité lisible ne porte la référence « {} »", reference),
                       fmt::format("no readable activity has the reference “{}”", reference), wanted, known);
    }
    if (activity->status != Status::declared || activity->visibility == Visibility::private_)
        refuse(fmt::format("{} n’est pas déclarée (brouillon, retirée ou privée) : elle ne se montre pas encore", wanted),
               fmt::format("{} is not declared (draft, withdrawn or private): it does not show itself yet", wanted));
    if (activity->declarations.empty())
        refuse(fmt::format("{} ne déclare aucune compétence : il n’y a rien à décider", wanted),
               fmt::format("{} declares no competence: there is nothing to decide", wanted));
    require_whole(context, *activity);
    require_clean_pictures(context, *activity);
    AttestSubject out = base_subject(context, trainee_named(context, activity->owner), activity->framework);
    out.activity = activity;
    out.open = activity->declarations;
    note_decided(context, subject_of(*activity), out);
    out.matter.about = manifest_of(*activity, out.trainee->id);
    return out;
}

std::vector<AttestSubject> training_subjects(const SigningContext& context, std::string_view session,
                                             std::span<const std::string> participants) {
    const Training& training = session_named(context, session);
    if (training.status != TrainingStatus::held)
        refuse(fmt::format("la formation « {} » n’est pas marquée « tenue » : corrigez son état dans {}", training.title,
                           training.path.value),
               fmt::format("the training session “{}” is not marked “held”: correct its status in {}", training.title,
                           training.path.value));
    const std::vector<TraineeId> there = participants_of(context, training);
    std::vector<std::string> known;
    for (const TraineeId& one : there) known.push_back(one.value);
    std::vector<std::string> wanted(participants.begin(), participants.end());
    if (wanted.empty()) wanted = known;
    if (wanted.empty())
        refuse(fmt::format("{} ne nomme aucun participant", training.path.value),
               fmt::format("{} names no participant", training.path.value));
    std::vector<AttestSubject> out;
    for (const std::string& one : wanted) {
        if (std::find(known.begin(), known.end(), one) == known.end())
            refuse_unknown(fmt::format("« {} » n’a pas participé à « {} »", one, training.title),
                           fmt::format("“{}” did not take part in “{}”", one, training.title), one, known);
        AttestSubject subject = base_subject(context, trainee_named(context, {training.gfp, TraineeId{one}}), training.framework);
        subject.training = &training;
        for (const std::string& code : training.competences) subject.open.push_back({{training.framework, code}, ""});
        note_decided(context, Subject{AboutKind::training, training.slug}, subject);
        subject.matter.about = manifest_of(training);
        out.push_back(std::move(subject));
    }
    return out;
}

AttestSubject contributions_subject(const SigningContext& context, std::string_view who, std::span<const std::string> items) {
    const std::size_t slash = who.find('/');
    const TraineeKey key{GfpId{std::string(who.substr(0, slash))},
                         TraineeId{slash == std::string_view::npos ? "" : std::string(who.substr(slash + 1))}};
    const Trainee& trainee = trainee_named(context, key);
    AttestSubject out = base_subject(context, trainee, context.whole.institute.configuration.framework);
    const auto all = contributions_of(context.whole.institute, key);
    std::vector<std::string> known;
    for (const auto& one : all) known.push_back(fmt::format("{}#{}", one.question->path.value, one.answer));
    if (all.empty())
        refuse(fmt::format("« {} » n’a ni posé de question ni répondu dans l’espace de son groupe", trainee.name),
               fmt::format("“{}” neither asked nor answered anything in her group’s space", trainee.name));
    for (const std::string& item : items) {
        const std::size_t before = out.contributions.size();
        for (std::size_t i = 0; i < all.size(); ++i)
            if (item == known[i] || item == all[i].question->path.value) out.contributions.push_back(all[i]);
        if (out.contributions.size() == before)
            refuse_unknown(fmt::format("« {} » n’est pas une contribution de {}", item, trainee.name),
                           fmt::format("“{}” is no contribution of {}", item, trainee.name), item, known);
    }
    if (items.empty()) out.contributions = all;
    Contributions bound;
    for (const auto& one : out.contributions) bound.push_back(one.bound());
    out.matter.about = std::move(bound);
    return out;
}

std::vector<std::string> bound_bytes(const SigningContext& context, const AttestSubject& subject) {
    std::vector<std::string> out;
    const auto keep = [&](const SourcePath& path, std::string words, const SourceContent& source) {
        require_same(path, words, source);
        out.push_back(std::move(words));
    };
    if (subject.activity) {
        keep(subject.activity->path, shown_body_words(context.repository, subject.activity->path), subject.activity->source);
        for (const Attachment& one : subject.activity->attachments)
            keep(one.path, context.repository.read(one.path.value), one.source);
    } else if (subject.training) {
        keep(subject.training->path, shown_body_words(context.repository, subject.training->path), subject.training->source);
    } else {
        for (const FoundContribution& one : subject.contributions)
            keep(one.question->path, shown_contribution_words(context.repository, one.question->path, one.answer), one.source());
    }
    return out;
}

} // namespace livret

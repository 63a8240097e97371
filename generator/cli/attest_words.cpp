#include "cli/attest_words.hpp"

#include "base/text.hpp"
#include "base/words.hpp"
#include "cli/source_words.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

std::string_view label_of(Situation situation, bool fr) {
    switch (situation) {
    case Situation::classroom:
        return fr ? "en classe" : "in class";
    case Situation::distance:
        return fr ? "à distance" : "at a distance";
    case Situation::mixed:
        return fr ? "en classe et à distance" : "in class and at a distance";
    default:
        return "";
    }
}

std::string context_label(const SigningContext& context, const ContextId& id) {
    const Context* found = context.whole.institute.find_context(id);
    return found ? found->label.in(context.command.language) : id.value;
}

std::string joined_nonempty(const std::vector<std::string>& parts) {
    std::vector<std::string> kept;
    std::copy_if(parts.begin(), parts.end(), std::back_inserter(kept), [](const auto& one) { return !one.empty(); });
    return join(kept, " · ");
}

constexpr std::size_t line_width = 88; // characters; comfortable to read, and narrower than most windows

std::string indented(std::string_view text, std::string_view margin) {
    return wrapped(text, line_width - margin.size(), margin);
}

// Whose decision, of those that are in the repository, on this competence of this subject.
std::vector<std::pair<const AttestationRecord*, const SignedDecision*>> earlier_decisions(const SigningContext& context,
                                                                                          const AttestSubject& subject,
                                                                                          const std::string& code) {
    std::vector<std::pair<const AttestationRecord*, const SignedDecision*>> out;
    for (const AttestationRecord& one : context.whole.institute.trust.attestations) {
        if (one.trainee_id != subject.matter.trainee || one.framework != subject.framework->id) continue;
        const bool same = subject.activity   ? one.about == AboutKind::activity && one.reference == subject.activity->reference
                          : subject.training ? one.about == AboutKind::training && one.training == subject.training->slug &&
                                                   one.gfp == subject.training->gfp
                                             : one.about == AboutKind::contributions;
        if (!same) continue;
        for (const SignedDecision& decision : one.decisions)
            if (decision.competence == code) out.emplace_back(&one, &decision);
    }
    return out;
}

std::string earlier_text(const SigningContext& context, const AttestSubject& subject, const std::string& code) {
    const bool fr = context.command.french();
    std::string out;
    for (const auto& [record, decision] : earlier_decisions(context, subject, code)) {
        const std::string who = record->trainer_name.empty()
                                    ? (fr ? "quelqu’un que l’institut ne connaît pas" : "somebody the institute does not know")
                                    : record->trainer_name;
        out += fmt::format(fmt::runtime(fr ? "    déjà décidé par {} : {}{}{}\n" : "    decided before by {}: {}{}{}\n"), who,
                           words_of(decision->outcome, context.command.language),
                           record->counts() ? ""
                                            : fmt::format(fmt::runtime(fr ? " — ne compte pas ({})" : " — does not count ({})"),
                                                          text_of(record->word)),
                           record->freshness == Freshness::edited_since
                               ? (fr ? " ; le texte a été modifié depuis" : "; the text was edited since")
                               : "");
        if (!decision->comment.empty()) out += indented(decision->comment, "      ");
        if (!subject.activity) continue;
        for (const Reply& reply : subject.activity->replies)
            if (record->asked_by(reply.to))
                out += fmt::format(fmt::runtime(fr ? "    réponse du {} :\n{}" : "    reply of {}:\n{}"),
                                   long_date(reply.date, context.command.language), indented(reply.text->plain, "      "));
    }
    return out;
}

std::string activity_text(const SigningContext& context, const AttestSubject& subject) {
    const Activity& it = *subject.activity;
    const Language lang = context.command.language;
    std::string out = fmt::format(
        "{} · {}\n{}\n", it.reference, it.title,
        joined_nonempty({subject.trainee->name, it.owner.gfp.value, date_range(it.dates.from, it.dates.to, lang),
                         context_label(context, it.context), std::string(label_of(it.situation, context.command.french()))}));
    out += "\n" + indented(shown_body_words(context.repository, it.path), "");
    for (const Attachment& one : it.attachments)
        out += fmt::format(fmt::runtime(context.command.say("pièce jointe : {} ({})\n", "attachment: {} ({})\n")), one.path.value,
                           shown_size(one.source.size, lang));
    return out;
}

} // namespace

std::string words_of(Outcome outcome, Language language) {
    const bool fr = language == Language::fr;
    switch (outcome) {
    case Outcome::attested:
        return fr ? "attestée" : "attested";
    case Outcome::not_attested:
        return fr ? "non attestée" : "not attested";
    case Outcome::more_information:
        return fr ? "précisions demandées" : "more information wanted";
    case Outcome::retracted:
        return fr ? "décision retirée" : "decision retracted";
    }
    return {};
}

std::string subject_text(const SigningContext& context, const AttestSubject& subject) {
    const Language lang = context.command.language;
    std::string out = "────────────────────────────────────────────────────────────\n";
    if (subject.activity) {
        out += activity_text(context, subject);
    } else if (subject.training) {
        out += fmt::format("{}\n{}\n{}", subject.training->title,
                           joined_nonempty({long_date(subject.training->date, lang),
                                            context_label(context, subject.training->kind), subject.trainee->name}),
                           indented(shown_body_words(context.repository, subject.training->path), ""));
    } else {
        out += fmt::format(fmt::runtime(context.command.say("Contributions de {}\n", "Contributions of {}\n")),
                           subject.trainee->name);
        for (const FoundContribution& one : subject.contributions)
            out += fmt::format("\n{} · {}#{}\n{}", long_moment(one.date(), lang), one.question->path.value, one.answer,
                               indented(shown_contribution_words(context.repository, one.question->path, one.answer), "  "));
    }
    return terminal_text(out) + "\n";
}

std::string competence_text(const SigningContext& context, const AttestSubject& subject, const std::string& code) {
    const bool fr = context.command.french();
    const Competence* competence = subject.framework->find(code);
    std::string out = indented(
        fmt::format("{}  {}", code, competence ? wording(competence->statements, context.command.language).text : ""), "  ");
    for (const Declaration& one : subject.open)
        if (one.competence.code == code && !one.words.empty())
            out += indented(fmt::format(fmt::runtime(fr ? "ses mots : « {} »" : "in her words: “{}”"), one.words), "    ");
    return terminal_text(out + earlier_text(context, subject, code));
}

std::string signing_text(const SigningContext& context, const AttestSubject& subject, const PreparedAttestation& prepared) {
    const bool fr = context.command.french();
    const Attestation& it = prepared.attestation;
    std::string out = fmt::format("{} · {}{}\n", subject.name(), subject.trainee->name,
                                  subject.activity ? " · " + subject.activity->title : "");
    for (const Decision& one : it.decisions) {
        const bool again = std::binary_search(prepared.taken_over.begin(), prepared.taken_over.end(), one.competence);
        out += fmt::format("  {:<8} {}{}\n", one.competence, words_of(one.outcome, context.command.language),
                           again ? (fr ? " (comme avant)" : " (as before)") : "");
        if (!one.comment.empty()) out += indented(one.comment, "           ");
    }
    if (const auto* manifest = std::get_if<ActivityManifest>(&it.about))
        out += fmt::format(
            fmt::runtime(fr ? "  texte signé : {} octets, SHA-256 {}…{}\n" : "  signed text: {} bytes, SHA-256 {}…{}\n"),
            manifest->body.size, manifest->body.sha256.substr(0, 16),
            manifest->files.empty()
                ? ""
                : fmt::format(fmt::runtime(fr ? " ; pièces jointes : {}" : "; attachments: {}"), manifest->files.size()));
    for (const Digest& one : it.supersedes)
        out +=
            fmt::format(fmt::runtime(fr ? "  remplace votre décision {}\n" : "  replaces your decision {}\n"), one.substr(0, 8));
    return terminal_text(out);
}

} // namespace livret

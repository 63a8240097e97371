// How the values that builds remember are taken apart (base/archive.hpp): every member of each, in order. One that is not named
// here does not compile, and neither does one too many: whoever adds a field to a struct adds its name.
#pragma once

#include "base/hours.hpp"
#include "diag/diagnostic.hpp"
#include "load/cross_checks.hpp"
#include "model/institute.hpp"
#include "trust/verdict.hpp"

#define LIVRET_MEMBERS(Type, ...)                                                                                                \
    template <class Visit> void visit_members(const Type& it, Visit&& visit) {                                                   \
        const auto& [__VA_ARGS__] = it;                                                                                          \
        visit(__VA_ARGS__);                                                                                                      \
    }                                                                                                                            \
    template <class Visit> void visit_members(Type& it, Visit&& visit) {                                                         \
        auto& [__VA_ARGS__] = it;                                                                                                \
        visit(__VA_ARGS__);                                                                                                      \
    }

namespace livret {

template <class Tag, class Visit> void visit_members(const Id<Tag>& it, Visit&& visit) {
    visit(it.value);
}
template <class Tag, class Visit> void visit_members(Id<Tag>& it, Visit&& visit) {
    visit(it.value);
}

LIVRET_MEMBERS(SourcePath, value)
LIVRET_MEMBERS(SitePath, value)
LIVRET_MEMBERS(Moment, utc, offset_minutes)
LIVRET_MEMBERS(Hours, from, to)
LIVRET_MEMBERS(Position, line, column)
LIVRET_MEMBERS(Span, begin, length)
LIVRET_MEMBERS(Fix, offset, size, text)
LIVRET_MEMBERS(Diagnostic, code, path, at, arguments, did_you_mean, fixes, line, skipped)

LIVRET_MEMBERS(TraineeKey, gfp, trainee)
LIVRET_MEMBERS(CompetenceKey, framework, code)
LIVRET_MEMBERS(PersonKey, gfp, trainee, trainer)
LIVRET_MEMBERS(Slot, kind, target, text, at)
LIVRET_MEMBERS(Heading, level, id, text, at)
LIVRET_MEMBERS(RichText, html, slots, headings, plain, words)
LIVRET_MEMBERS(SchoolYear, first)
LIVRET_MEMBERS(SourceContent, size, sha256)
LIVRET_MEMBERS(Attachment, path, name, size, width, height, source)
LIVRET_MEMBERS(Gfp, id, path, title, subject, stream, year, trainers, text)
LIVRET_MEMBERS(Trainee, key, path, id, name, salt, subject, school, participates, portrait, text)
LIVRET_MEMBERS(DateRange, from, to)
LIVRET_MEMBERS(Declaration, competence, words)
LIVRET_MEMBERS(Reply, to, date, text)
LIVRET_MEMBERS(Activity, path, owner, slug, reference, title, dates, context, phases, situation, framework, declarations, status,
               declared, visibility, with, with_initials, same_as, pictures, replies, body, source, attachments)
LIVRET_MEMBERS(Positioning::Level, code, level)
LIVRET_MEMBERS(Positioning::Remark, code, text)
LIVRET_MEMBERS(Positioning, path, owner, date, framework, levels, needs, remarks, text)
LIVRET_MEMBERS(Training, path, gfp, slug, title, date, hours, place, kind, trainers, framework, competences, for_all,
               participants, answers_needs, status, text, source)
LIVRET_MEMBERS(Answer, date, by, text, source)
LIVRET_MEMBERS(Question, path, gfp, stream, slug, asked, by, to, title, category, answers, resolved, text, source)
LIVRET_MEMBERS(Notice, path, gfp, slug, title, date, by, framework, remarks, text)
LIVRET_MEMBERS(LeftOut, path, owner, errors, visibility, status)

LIVRET_MEMBERS(SignedDecision, competence, claim, outcome, comment)
LIVRET_MEMBERS(SignedState::File, path, sha256, size)
LIVRET_MEMBERS(SignedState, title, dates, context, situation, phases, body_sha256, files, signed_body, todays_body, signed_text)
LIVRET_MEMBERS(AttestationRecord::Contribution, file, answer, sha256)
LIVRET_MEMBERS(AttestationRecord, digest, path, trainee_id, trainee, gfp, key, trainer, trainer_name, signed_at, about, reference,
               training, contributions, state, framework, decisions, supersedes, word, reason, freshness, superseded_by,
               after_checkpoint, listed_in, not_before, not_after)
LIVRET_MEMBERS(TrustState::Incomplete, trainee, trainee_id, listed, present)
LIVRET_MEMBERS(TrustState::Flawed, path, reason, what, gfp)
LIVRET_MEMBERS(Person, folder, name, salt)

LIVRET_MEMBERS(Surface::Page, path, has_text, anchors)
LIVRET_MEMBERS(Surface, references, identifiers, pages, by_path)

} // namespace livret

// Whom a build is for, and what is left of an institute for them.
//
// Everything else runs on what restrict_to returns, so that a page, a feed, a search index or a count cannot
// tell what its readers may not know: it is not there. What each audience gets:
//
//              activities          positions, needs   questions, trainings, notices   profiles
//   gfp        gfp, public         yes                yes                             whole
//   trainers   jury, gfp, public   yes                yes                             whole
//   jury       jury, gfp, public   yes                yes                             whole
//   public     public              no                 no                              name and subject, of those
//                                                                                     who have a public activity
//   owner      all                 yes                yes                             whole
//
// A question put to one trainer is for the trainers and for who asked: no other build has it.
//
// `owner` is for what one trainee gets of her own work (resolve/one_trainee.hpp), never for a site. A draft is in no build
// but its author's preview (`drafts`); what is withdrawn is in none, what is private in her own only.
//
// And of what trainers signed (Institute::trust), about trainees, activities and sessions that are shown:
//
//              decisions           comments, history, replies    signed texts   unreadable, missing   registry
//   trainers   all                 yes                           yes            yes                   names, keys, scopes
//   jury       all                 yes                           yes            yes                   names, keys, scopes
//   owner      all                 yes                           yes            yes                   names, keys, scopes
//   gfp        attested            no                            yes            no                    names, keys, scopes
//   gfp, open  all                 yes                           yes            no                    names, keys, scopes
//   public     attested, counting  no                            no             no                    no
//
// gfp, open: livret.yaml says `decisions: open`. Who sees `attested` only must not guess the rest: an attestation keeps
// its attested decisions and loses its digest; one that another replaced or contradicts is dropped, because saying so
// would tell of the other. The public does not get texts that their author changed: she may have taken a name out.
#pragma once

#include "model/institute.hpp"

namespace livret {

enum class Audience { gfp, trainers, jury, public_, owner };
enum class Drafts { left_out, shown };

Institute restrict_to(Institute whole, Audience audience, Drafts drafts);

bool shows(Audience audience, Visibility visibility);
bool shows(Audience audience, const Question& question);

// Of the questions that her group shows: what is put to one trainer is for trainers and for who asked.
bool may_read(const Question& question, const PersonKey& person);

// Trainers, juries and the owner: whom the state of trust/ as a whole concerns.
bool sees_everything_signed(Audience audience);

// Whether these readers see refusals, requests, comments and history; and so the signed files, which hold them.
bool sees_all_decisions(Audience audience, Decisions decisions);

} // namespace livret

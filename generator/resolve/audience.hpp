// Whom a build is for, and what is left of an institute for them.
//
// Everything else runs on what restrict_to returns, so that a page, a feed, a search index or a count cannot
// tell what its readers may not know: it is not there. What each audience gets:
//
//              activities          positions, needs   questions, trainings, notices   profiles
//   gfp        gfp, public         yes                yes                             whole
//   trainers   jury, gfp, public   yes                yes                             whole
//   jury       jury, gfp, public   yes                yes                             whole
//   public     public              no                 no                              name and subject, of
//   those who have
//                                                                                     a public activity
//
// A draft is in no build but its author's preview (`drafts`); what is private or withdrawn is in none.
#pragma once

#include "model/institute.hpp"

namespace livret {

enum class Audience { gfp, trainers, jury, public_ };
enum class Drafts { left_out, shown };

Institute restrict_to(Institute whole, Audience audience, Drafts drafts);

bool shows(Audience audience, Visibility visibility);

} // namespace livret

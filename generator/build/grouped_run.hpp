// A run group by group: each group's folder is a whole site of its own, so it is read, judged, resolved and published by
// itself, and what is left of it is what the pages above the groups are made of. So the memory that a run takes hangs on the
// largest group, not on the number of groups; and what belongs to a group that nobody touched need not be made again.
//
//   names, livret.yaml, frameworks, trust/'s chain, what is of no group, theme, git        once
//   each group: load -> verdicts -> resolve -> pages -> publish -> its Rest                on several threads
//   the pages above the groups, of all Rests                                               once
//
// Nearly nothing in a group names what is in another one. A group whose texts do is put off until all have been read
// (Part::complete), and one that has to know what another claims (a reference, an identifier) is made again.
//
// Not for the site of a jury's session, nor for the state of an older checkpoint: see whole_run.hpp.
#pragma once

#include "build/pipeline.hpp"

namespace livret {

// Whether the options allow it.
bool goes_by_groups(const BuildOptions& options);

BuildReport check_by_groups(const BuildOptions& options);
BuildReport build_by_groups(const BuildOptions& options);

} // namespace livret

// What runs group by group and runs of everything at once have in common.
#pragma once

#include "build/stages.hpp"

#include <string>
#include <vector>

namespace livret {

// Trainers and juries judge by what is in force. Something else is an error for them, and nothing is published. False: so it is.
bool is_good_for_readers(Audience audience, const TrustState& trust, Sink& sink);

// What these readers see of it.
Institute for_readers(Institute institute, const BuildOptions& options);

// A shallow clone knows no dates before its oldest commits: better said than shown.
void report_cut_history(const Authorship& history, Date today, Sink& sink);

// Two sources for one address: the first in the order of paths is kept. `files`: sorted by path.
void refuse_same_paths(std::vector<SiteFile>& files, Sink& sink);

void report_missing_texts(const Look& look, Sink& sink);

// The copies for the jury of the dossiers of the trainees that `shown` shows: places them, and tells the pages, which say where
// they lie and how large they are.
std::vector<SitePath> places_of_dossiers(const ShownSite& shown);
void place_dossiers(const BuildOptions& options, const Holdings& content, const Look& look, ShownSite& shown,
                    Publication& publication, unsigned jobs, Sink& sink);

// Renders files and puts them into their places. `progress` is called for each, from any thread; may be empty.
void publish_files(const std::vector<SiteFile>& files, std::vector<Renderer>& renderers, Publication& publication,
                   const std::function<void()>& progress);

} // namespace livret

// A trainee's dossier (build/dossier.hpp), made when it is asked for.
#pragma once

#include "build/pipeline.hpp"
#include "serve/http.hpp"

#include <string>

namespace livret {

std::string dossier_file_name(const TraineeKey& trainee); // "dossier-math1-durand.zip"
// The zip as a download; else, as text, why there is none.
HttpResponse dossier_download(const BuildOptions& options, const TraineeKey& trainee, Language language);

} // namespace livret

// The pages of a site in memory as answers, and what tells that a page is not the same any more.
#pragma once

#include "serve/http.hpp"
#include "serve/kept_site.hpp"

#include <string>

namespace livret {

// What a path below the site's base ("/math1/") asks for: "math1/index.html".
std::string asked_page(std::string_view path);

// `base`: what stands before the site's paths, without '/' at its end.
HttpResponse page_answer(LiveSite& site, const std::string& page, const std::string& base);

// Of what somebody sees who has this page open: its bytes, and those of the style sheets, scripts and pictures that it names.
// Two are equal if and only if the page need not be loaded again.
std::string look_of(LiveSite& site, const std::string& page, const HttpResponse& answer);

} // namespace livret

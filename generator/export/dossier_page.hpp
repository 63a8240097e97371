// LIRE.html: one trainee's dossier as a single page that holds all it needs, because a file opened out of a zip has no
// neighbours: what she did, what became of each competence and who decided it, pictures up to a limit, and how to verify.
//
// The page belongs to the program, never to a theme or a repository. It proves nothing, and says so. It asks for nothing
// and runs nothing.
#pragma once

#include "export/page_fonts.hpp"
#include "model/people.hpp"
#include "view/context.hpp"

#include <functional>
#include <optional>
#include <string>

namespace livret {

struct DossierPage {
    // Of her alone (resolve/one_trainee.hpp), restricted to whom the dossier is for. Must outlive the call.
    const ViewContext* context = nullptr;
    std::string file_name; // of the zip
    bool for_jury = false; // else for herself
    // A picture as it is published, as a "data:" address; nothing if it is to be left out.
    std::function<std::optional<std::string>(const Attachment&)> picture;
    // Where a file beside a text lies in the dossier, from its top.
    std::function<std::string(const Attachment&)> place;
};

// HTML, whole. The context's portfolio must hold one group with one booklet.
std::string dossier_page(const DossierPage& page, const PageFonts& fonts);

} // namespace livret

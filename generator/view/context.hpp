// What every view reads: the portfolio of one audience, where pages lie, the interface's words, and who changed what when.
#pragma once

#include "resolve/authorship.hpp"
#include "resolve/portfolio.hpp"
#include "resolve/roles.hpp"
#include "resolve/site_map.hpp"
#include "view/texts.hpp"
#include "view/value.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

namespace livret {

// Where the signed files lie that a panel speaks of: in the group's folder (trust/), or in the dossier that the pages are in.
enum class SignedFilesAt { nowhere, group, dossier };

// The theme's guides in the site's language, and the drawings that they show.
struct Guides {
    std::map<GuideFor, RichText> texts;
    std::map<std::string, std::string, std::less<>> drawings; // "way.svg" -> an <svg> element, its words still to be filled in
};

// A trainee's dossier that lies in the site.
struct OfferedDossier {
    SitePath path;
    std::uint64_t size = 0; // bytes
};

// A site is listed at once, or group by group and then what lies above them.
enum class SitePart { whole, groups, above };

struct ViewContext {
    const Portfolio* portfolio = nullptr;
    const SiteMap* map = nullptr;
    const Texts* texts = nullptr;
    Authorship history;           // what git says; nothing where there is none
    const Texts* words = nullptr; // of verdicts, from themes/program: no theme changes them. Null: those of `texts`
    SignedFilesAt signed_files = SignedFilesAt::nowhere;
    // The theme's files that a kind of page brings along: "guide.css", "matrix.js" (assets/pages/, see generator/README.md).
    std::set<std::string, std::less<>> page_files = {};
    bool offers_guides = true; // not in a dossier: nobody works there
    Guides guides = {};
    std::string checking_page = {}; // its name in a group's folder; empty: there is none
    SitePart part = SitePart::whole;
    std::unordered_map<const Wording*, Value> wordings = {}; // those of the competences, typeset once for all pages
    std::map<TraineeKey, OfferedDossier> dossiers = {};      // known when pages are rendered: dossiers are written before

    bool lists_groups() const { return part != SitePart::above; }
    bool lists_above() const { return part != SitePart::groups; }
    const Institute& institute() const { return *portfolio->institute; }
    const Texts& program_words() const { return words == nullptr ? *texts : *words; }
    Language language() const { return texts->language(); }
};

} // namespace livret

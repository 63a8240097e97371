// The minutes of a jury's deliberation (procès-verbal) as a printable page: who was judged on what, and what was decided.
//
// It belongs to the program, as certificates do, holds everything it needs, asks for nothing and prints on A4. It may hold notes
// about people: whoever writes it decides where it lies (cli/session_close.cpp).
#pragma once

#include "base/date.hpp"
#include "export/page_fonts.hpp"
#include "trust/documents.hpp"

#include <optional>
#include <string>
#include <vector>

namespace livret {

struct MinutesPage {
    std::string institution, address; // the address may be empty
    std::string session, title;       // its identifier, its title
    std::optional<Date> date;
    std::vector<std::string> groups; // their titles
    std::string framework, rule;     // titles; the rule's may be empty

    struct Line {
        std::string name, group; // both empty: she was erased since
        std::string identifier;  // opaque
        std::size_t competences = 0, of = 0;
        std::optional<bool> rule_met;
        std::string rule_text; // in a line: what is missing; may be empty
        JuryOutcome outcome = JuryOutcome::waiting;
        std::string note, chair;
        Digest decision, certificate; // may be empty
        bool erased() const { return name.empty(); }
    };
    std::vector<Line> lines;         // in the order of groups and names
    std::vector<std::string> chairs; // who signed decisions, each once

    std::int64_t checkpoint = 0;
    Date checkpoint_date{};
    Digest checkpoint_digest, freeze, fingerprint;
    bool example = false;
    Language language = Language::fr;
};

// HTML, whole.
std::string minutes_page(const MinutesPage& page, const PageFonts& fonts);
// The same as a table for a spreadsheet.
std::string minutes_csv(const MinutesPage& page);
// "certificat délivré", "ajourné·e", "en attente".
std::string outcome_words(JuryOutcome outcome, Language language);

} // namespace livret

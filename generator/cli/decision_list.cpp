#include "cli/decision_list.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "cli/session_words.hpp"
#include "cli/suggestion.hpp"
#include "load/class_list.hpp"
#include "trust/field_reader.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace livret {

namespace {

enum class ColumnKind { trainee, group, decision, note };

struct Heading {
    std::string_view words; // as slugify makes them
    ColumnKind kind;
};
constexpr std::array headings{
    Heading{"stagiaire", ColumnKind::trainee},  Heading{"trainee", ColumnKind::trainee},
    Heading{"candidat", ColumnKind::trainee},   Heading{"candidate", ColumnKind::trainee},
    Heading{"candidat-e", ColumnKind::trainee}, Heading{"nom", ColumnKind::trainee},
    Heading{"name", ColumnKind::trainee},       Heading{"dossier", ColumnKind::trainee},
    Heading{"groupe", ColumnKind::group},       Heading{"group", ColumnKind::group},
    Heading{"gfp", ColumnKind::group},          Heading{"decision", ColumnKind::decision},
    Heading{"resultat", ColumnKind::decision},  Heading{"outcome", ColumnKind::decision},
    Heading{"result", ColumnKind::decision},    Heading{"avis", ColumnKind::decision},
    Heading{"note", ColumnKind::note},          Heading{"remarque", ColumnKind::note},
    Heading{"observation", ColumnKind::note},   Heading{"observations", ColumnKind::note},
    Heading{"comment", ColumnKind::note},       Heading{"commentaire", ColumnKind::note},
    Heading{"motif", ColumnKind::note},
};

std::optional<ColumnKind> column_of(const std::string& heading) {
    const std::string words = slugify(plain_words(heading));
    for (const Heading& one : headings)
        if (one.words == words) return one.kind;
    return std::nullopt;
}

using Columns = std::map<ColumnKind, std::size_t>;

Columns read_columns(const SheetRow& first, const Reporter& reporter) {
    Columns out;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const auto kind = column_of(first[i].text);
        if (!kind) {
            if (!plain_words(first[i].text).empty()) reporter.report(Code::list_column_unused, first[i].at, {first[i].text});
        } else if (!out.emplace(*kind, i).second) {
            reporter.report(Code::list_value, first[i].at,
                            {first[i].text, "deux colonnes disent la même chose", "two columns say the same"});
        }
    }
    const auto need = [&](ColumnKind kind, const char* fr, const char* en) {
        if (out.contains(kind)) return;
        reporter.report(
            Code::list_unreadable, first.front().at,
            {fmt::format("aucune colonne « {} » ; la première ligne nomme les colonnes, par exemple : "
                         "stagiaire;décision;note",
                         fr),
             fmt::format("no column “{}”; the first line names the columns, for instance: trainee,decision,note", en)});
    };
    need(ColumnKind::trainee, "stagiaire", "trainee");
    need(ColumnKind::decision, "décision", "decision");
    return out;
}

class Reader {
  public:
    Reader(const std::vector<NamedCandidate>& candidates, Columns columns, const Reporter& reporter)
        : candidates_(candidates), columns_(std::move(columns)), reporter_(reporter) {}

    std::vector<ListedDecision> read(const std::vector<SheetRow>& rows) {
        std::vector<ListedDecision> out;
        for (std::size_t i = 1; i < rows.size() && !reporter_.full(); ++i) {
            const SheetRow& row = rows[i];
            ListedDecision one;
            const bool candidate = read_candidate(row, one), outcome = read_outcome(row, one), note = read_note(row, one);
            if (candidate && outcome && note) out.push_back(std::move(one));
        }
        return out;
    }

  private:
    const std::vector<NamedCandidate>& candidates_;
    const Columns columns_;
    const Reporter& reporter_;
    std::map<std::string, int> seen_; // candidate -> line

    // The cell, or where it would be.
    SheetCell cell(const SheetRow& row, ColumnKind kind) const {
        const auto found = columns_.find(kind);
        if (found == columns_.end()) return {};
        if (found->second < row.size()) return row[found->second];
        return {"", row.back().at};
    }
    void wrong(const SheetCell& cell, std::string fr, std::string en) const {
        reporter_.report(Code::list_value, cell.at, {cell.text, std::move(fr), std::move(en)});
    }

    bool read_candidate(const SheetRow& row, ListedDecision& out) {
        const SheetCell who = cell(row, ColumnKind::trainee), group = cell(row, ColumnKind::group);
        const std::string typed = plain_words(who.text), gfp = plain_words(group.text);
        if (typed.empty()) {
            wrong(who, "de qui s’agit-il ?", "who is it?");
            return false;
        }
        std::vector<NamedCandidate> of_group = candidates_;
        if (!gfp.empty()) std::erase_if(of_group, [&](const NamedCandidate& one) { return one.gfp != gfp; });
        const auto found = find_candidate(of_group, typed);
        if (const auto* none = std::get_if<NoCandidate>(&found)) {
            wrong(who, none->fr, none->en);
            return false;
        }
        out.trainee = std::get<const NamedCandidate*>(found)->id;
        const auto [before, is_new] = seen_.emplace(out.trainee, who.at.begin.line);
        if (is_new) return true;
        wrong(who, fmt::format("déjà à la ligne {}", before->second), fmt::format("on line {} already", before->second));
        return false;
    }

    bool read_outcome(const SheetRow& row, ListedDecision& out) const {
        const SheetCell one = cell(row, ColumnKind::decision);
        const auto outcome = parse_outcome(plain_words(one.text));
        if (outcome) {
            out.outcome = *outcome;
            return true;
        }
        wrong(one, "une décision est : reçu, ajourné ou en attente", "a decision is: received, adjourned or waiting");
        return false;
    }

    bool read_note(const SheetRow& row, ListedDecision& out) const {
        const SheetCell one = cell(row, ColumnKind::note);
        out.note = std::string(trim(one.text));
        if (out.note.empty() || is_text(out.note)) return true;
        wrong(one, "une note a au plus 64 Kio, sans caractère de commande",
              "a note has 64 KiB at most, without control characters");
        return false;
    }
};

} // namespace

std::variant<const NamedCandidate*, NoCandidate> find_candidate(const std::vector<NamedCandidate>& candidates,
                                                                std::string_view typed) {
    std::vector<const NamedCandidate*> found;
    const std::string key = name_key(typed);
    for (const NamedCandidate& one : candidates)
        if (typed == one.id || typed == one.gfp + "/" + one.trainee) return &one;
    for (const NamedCandidate& one : candidates)
        if (typed == one.trainee || (!one.name.empty() && name_key(one.name) == key)) found.push_back(&one);
    if (found.size() == 1) return found.front();
    if (found.size() > 1)
        return NoCandidate{fmt::format("plusieurs candidats : écrivez {0}/{1} ou {2}/{3}", found[0]->gfp, found[0]->trainee,
                                       found[1]->gfp, found[1]->trainee),
                           fmt::format("several candidates: write {0}/{1} or {2}/{3}", found[0]->gfp, found[0]->trainee,
                                       found[1]->gfp, found[1]->trainee)};
    std::vector<std::string> known;
    for (const NamedCandidate& one : candidates) {
        known.push_back(one.trainee);
        known.push_back(one.gfp + "/" + one.trainee);
    }
    const Suggestion near = suggestion_for(typed, known);
    return NoCandidate{"aucun candidat de ce nom dans la session gelée" + near.fr,
                       "no candidate of that name in the frozen session" + near.en};
}

std::vector<ListedDecision> read_decision_list(const std::vector<SheetRow>& rows, const std::vector<NamedCandidate>& candidates,
                                               const Reporter& reporter) {
    if (rows.empty()) {
        reporter.report(Code::list_unreadable, Span{{1, 1}, 1}, {"elle est vide", "it is empty"});
        return {};
    }
    Columns columns = read_columns(rows.front(), reporter);
    if (reporter.errors() > 0) return {};
    return Reader(candidates, std::move(columns), reporter).read(rows);
}

} // namespace livret

#include "build/tables.hpp"

#include "base/text.hpp"
#include "load/kinds.hpp"
#include "resolve/clock.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>

namespace livret {

namespace {

struct Column {
    std::string_view fr, en;
};

// A table that grows row by row.
class Table {
  public:
    Table(const TableSource& source, std::initializer_list<Column> columns) : source_(source) {
        for (const Column& one : columns) out_.columns.emplace_back(french() ? one.fr : one.en);
    }
    bool french() const { return source_.language == Language::fr; }
    void add_column(std::string name) { out_.columns.push_back(std::move(name)); }
    void row(std::vector<CsvCell> cells) { out_.rows.push_back(std::move(cells)); }
    CsvTable done() { return std::move(out_); }

    std::string yes(bool is) const { return french() ? (is ? "oui" : "non") : is ? "yes" : "no"; }
    std::string label(const Label& one) const { return one.in(source_.language); }

    // The word of a closed set of load/kinds.cpp, whose order is that of the enumeration.
    template <class Enum> std::string choice(const Kind& kind, std::string_view field, Enum value) const {
        for (const Field& one : kind.fields)
            if (one.key == field) return std::string(one.choices[static_cast<std::size_t>(value)].word(source_.language));
        return "";
    }

    std::string state(State value) const {
        static constexpr std::array<std::string_view, state_count> fr{
            "attestée",           "attestée dans une version antérieure",
            "en désaccord",       "contradictoire",
            "précisions données", "précisions demandées",
            "déclarée",           "signature écartée",
            "non attestée",       ""};
        if (value == State::nothing) return "";
        return std::string(french() ? fr[static_cast<std::size_t>(value)] : text_of(value));
    }

  private:
    const TableSource& source_;
    CsvTable out_;
};

std::string date(std::optional<Date> day) {
    return day ? iso(*day) : "";
}

template <class Ids> std::string list(const Ids& ids) {
    std::vector<std::string> out;
    for (const auto& one : ids) out.push_back(one.value);
    return join(out, ", ");
}

std::string person(const PersonKey& key) {
    if (key == PersonKey{}) return ""; // her data were erased
    if (key.is_trainer()) return key.trainer.value;
    return key.gfp.value + "/" + key.trainee.value;
}

// --- who the row is about: the first three columns of most tables
constexpr Column gfp{"gfp", "gfp"}, folder{"dossier", "folder"}, name{"nom", "name"};

std::vector<CsvCell> begin(const Trainee& one) {
    return {one.key.gfp.value, one.key.trainee.value, one.name};
}

void append(std::vector<CsvCell>& row, std::vector<CsvCell> more) {
    row.insert(row.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

CsvTable activities(const TableSource& source) {
    Table out(source, {gfp,
                       folder,
                       name,
                       {"référence", "reference"},
                       {"titre", "title"},
                       {"du", "from"},
                       {"au", "to"},
                       {"contexte", "context"},
                       {"situation", "situation"},
                       {"phases", "phases"},
                       {"référentiel", "framework"},
                       {"compétences", "competences"},
                       {"état", "status"},
                       {"déclarée le", "declared on"},
                       {"visibilité", "visibility"},
                       {"avec", "with"},
                       {"pièces jointes", "attachments"},
                       {"fichier", "file"}});
    for (const Group& group : source.portfolio->groups)
        for (const Booklet& booklet : group.booklets)
            for (const Activity* one : booklet.activities) {
                std::vector<std::string> phases, codes;
                for (const Phase phase : one->phases) phases.push_back(out.choice(activity_kind, "phases", phase));
                for (const Declaration& each : one->declarations) codes.push_back(each.competence.code);
                std::vector<CsvCell> row = begin(*booklet.trainee);
                append(row, {one->reference, one->title, iso(one->dates.from), iso(one->dates.to), one->context.value,
                             out.choice(activity_kind, "situation", one->situation), join(phases, ", "), one->framework.value,
                             join(codes, ", "), out.choice(activity_kind, "status", one->status), date(one->declared),
                             out.choice(activity_kind, "visibility", one->visibility), list(one->with),
                             CsvCell::of(one->attachments.size()), one->path.value});
                out.row(std::move(row));
            }
    return out.done();
}

std::string statement(const Framework* framework, std::string_view code, Language language) {
    const Competence* one = framework == nullptr ? nullptr : framework->find(code);
    return one == nullptr ? "" : wording(one->statements, language).text;
}

CsvTable declarations(const TableSource& source) {
    Table out(source, {gfp,
                       folder,
                       name,
                       {"référence", "reference"},
                       {"titre", "title"},
                       {"du", "from"},
                       {"référentiel", "framework"},
                       {"compétence", "competence"},
                       {"intitulé", "statement"},
                       {"ses mots", "words"},
                       {"état", "state"}});
    for (const Group& group : source.portfolio->groups)
        for (const Booklet& booklet : group.booklets)
            for (const Activity* one : booklet.activities)
                for (const Declaration& each : one->declarations) {
                    const Standing* standing =
                        find_standing(source.portfolio->standings_of(booklet.trainee->key), each.competence, subject_of(*one));
                    const Framework* framework = source.portfolio->institute->find_framework(each.competence.framework);
                    std::vector<CsvCell> row = begin(*booklet.trainee);
                    append(row, {one->reference, one->title, iso(one->dates.from), each.competence.framework.value,
                                 each.competence.code, statement(framework, each.competence.code, source.language), each.words,
                                 out.state(standing == nullptr ? State::declared : standing->state)});
                    out.row(std::move(row));
                }
    return out.done();
}

CsvTable decisions(const TableSource& source) {
    Table out(source, {gfp,
                       folder,
                       name,
                       {"sur", "about"},
                       {"référence", "reference"},
                       {"référentiel", "framework"},
                       {"compétence", "competence"},
                       {"décision", "decision"},
                       {"commentaire", "comment"},
                       {"ses mots", "words"},
                       {"formateur", "trainer"},
                       {"nom du formateur", "trainer name"},
                       {"signée le", "signed at"},
                       {"verdict", "verdict"},
                       {"raison", "reason"},
                       {"texte", "text"},
                       {"après", "after"},
                       {"inscrite en", "listed in"},
                       {"pas avant", "not before"},
                       {"pas après", "not after"},
                       {"remplacée par", "superseded by"},
                       {"attestation", "attestation"}});
    static constexpr std::array fr{"activité", "formation", "contributions"}, en{"activity", "training", "contributions"};
    static constexpr std::array fresh_fr{"actuel", "modifié depuis", "retiré"}, fresh_en{"current", "edited-since", "gone"};
    const Institute& institute = *source.portfolio->institute;
    for (const AttestationRecord& one : institute.trust.attestations) {
        if (source.portfolio->find(one.gfp) == nullptr) continue;
        const Trainee* trainee = institute.find_trainee(one.trainee);
        const auto about = static_cast<std::size_t>(one.about), fresh = static_cast<std::size_t>(one.freshness);
        for (const SignedDecision& each : one.decisions)
            out.row({one.gfp.value,
                     one.trainee.trainee.value,
                     trainee == nullptr ? "" : trainee->name,
                     out.french() ? fr[about] : en[about],
                     one.about == AboutKind::training ? one.training : one.reference,
                     one.framework.value,
                     each.competence,
                     source.outcome(each.outcome),
                     each.comment,
                     each.claim,
                     one.trainer.value,
                     one.trainer_name,
                     one.signed_at,
                     source.verdict(one.word),
                     one.reason,
                     out.french() ? fresh_fr[fresh] : fresh_en[fresh],
                     CsvCell::of(one.after_checkpoint),
                     one.listed_in ? CsvCell::of(*one.listed_in) : CsvCell(),
                     date(one.not_before),
                     date(one.not_after),
                     one.superseded_by,
                     one.digest});
    }
    return out.done();
}

CsvTable matrix(const TableSource& source) {
    Table out(source, {gfp, folder, name});
    if (source.framework == nullptr) return out.done();
    for (const Competence& one : source.framework->competences) out.add_column(one.code);
    for (const Group& group : source.portfolio->groups)
        for (const Booklet& booklet : group.booklets) {
            std::vector<CsvCell> row = begin(*booklet.trainee);
            for (const Competence& one : source.framework->competences)
                row.emplace_back(
                    out.state(state_of(source.portfolio->standings_of(booklet.trainee->key), {source.framework->id, one.code})));
            out.row(std::move(row));
        }
    return out.done();
}

CsvTable positions(const TableSource& source) {
    Table out(source, {gfp,
                       folder,
                       name,
                       {"date", "date"},
                       {"référentiel", "framework"},
                       {"compétence", "competence"},
                       {"niveau", "level"},
                       {"niveau en mots", "level in words"},
                       {"besoin", "need"},
                       {"remarque", "remark"}});
    const auto& labels = source.portfolio->institute->configuration.levels;
    for (const Group& group : source.portfolio->groups)
        for (const Booklet& booklet : group.booklets)
            for (const Positioning* one : booklet.positionings) {
                const Framework* framework = source.portfolio->institute->find_framework(one->framework);
                if (framework == nullptr) continue;
                for (const Competence& each : framework->competences) {
                    const auto level = std::find_if(one->levels.begin(), one->levels.end(),
                                                    [&](const auto& other) { return other.code == each.code; });
                    const auto remark = std::find_if(one->remarks.begin(), one->remarks.end(),
                                                     [&](const auto& other) { return other.code == each.code; });
                    const bool needed = std::find(one->needs.begin(), one->needs.end(), each.code) != one->needs.end();
                    const bool levelled = level != one->levels.end();
                    if (!levelled && !needed && remark == one->remarks.end()) continue;
                    std::vector<CsvCell> row = begin(*booklet.trainee);
                    append(row,
                           {iso(one->date), one->framework.value, each.code, levelled ? CsvCell::of(level->level) : CsvCell(),
                            levelled ? out.label(labels[static_cast<std::size_t>(level->level)]) : "", out.yes(needed),
                            remark == one->remarks.end() ? "" : remark->text});
                    out.row(std::move(row));
                }
            }
    return out.done();
}

CsvTable trainings(const TableSource& source) {
    Table out(source, {gfp,
                       {"formation", "training"},
                       {"titre", "title"},
                       {"date", "date"},
                       {"heures", "hours"},
                       {"lieu", "place"},
                       {"contexte", "context"},
                       {"état", "status"},
                       {"formateurs", "trainers"},
                       {"référentiel", "framework"},
                       {"compétences", "competences"},
                       {"participants", "participants"},
                       {"besoins", "needs"},
                       {"fichier", "file"}});
    for (const Group& group : source.portfolio->groups)
        for (const Training* one : group.trainings)
            out.row({one->gfp.value, one->slug, one->title, iso(one->date), one->hours ? iso(*one->hours) : "", one->place,
                     one->kind.value, out.choice(training_kind, "status", one->status), list(one->trainers), one->framework.value,
                     join(one->competences, ", "), one->for_all ? (out.french() ? "tous" : "all") : list(one->participants),
                     join(one->answers_needs, ", "), one->path.value});
    return out.done();
}

CsvTable questions(const TableSource& source) {
    Table out(source, {gfp,
                       {"filière", "stream"},
                       {"question", "question"},
                       {"titre", "title"},
                       {"posée", "asked"},
                       {"par", "by"},
                       {"à", "to"},
                       {"catégorie", "category"},
                       {"réponses", "answers"},
                       {"première réponse", "first answer"},
                       {"délai", "clock"},
                       {"jours", "days"},
                       {"réglée", "resolved"},
                       {"fichier", "file"}});
    static constexpr std::array fr{"répondue à temps", "répondue en retard", "à répondre",           "en retard",
                                   "répondue",         "en attente",         "réglée sans formateur"};
    static constexpr std::array en{"answered-in-time", "answered-late", "due", "overdue", "answered", "waiting", "settled"};
    std::set<const Question*> seen; // a stream's is in each of its groups
    for (const Group& group : source.portfolio->groups)
        for (const Question* one : group.questions) {
            if (!seen.insert(one).second) continue;
            const Clock clock = clock_of(*one, source.portfolio->institute->configuration.promise_days, source.portfolio->now);
            const auto state = static_cast<std::size_t>(clock.state);
            out.row({one->gfp.value, one->gfp.empty() ? one->stream.value : "", one->slug, one->title, iso(one->asked),
                     person(one->by), one->to.empty() ? "forum" : one->to.value,
                     out.choice(question_kind, "category", one->category), CsvCell::of(one->answers.size()),
                     clock.answered ? iso(*clock.answered) : "", out.french() ? fr[state] : en[state], CsvCell::of(clock.days),
                     out.yes(one->resolved), one->path.value});
        }
    return out.done();
}

CsvTable trainees(const TableSource& source) {
    Table out(source, {gfp,
                       folder,
                       name,
                       {"discipline", "subject"},
                       {"établissement", "school"},
                       {"participe depuis", "participates since"},
                       {"activités", "activities"},
                       {"compétences déclarées", "declared competences"},
                       {"compétences attestées", "attested competences"},
                       {"fichiers écartés", "files left out"},
                       {"fichier", "file"}});
    for (const Group& group : source.portfolio->groups)
        for (const Booklet& booklet : group.booklets) {
            const Trainee& one = *booklet.trainee;
            std::size_t declared = 0, attested = 0;
            if (source.framework != nullptr)
                for (const Competence& each : source.framework->competences) {
                    const CompetenceKey key{source.framework->id, each.code};
                    declared += booklet.declared.contains(key) ? 1 : 0;
                    attested += counts(state_of(source.portfolio->standings_of(one.key), key)) ? 1 : 0;
                }
            std::vector<CsvCell> row = begin(one);
            append(row, {one.subject, one.school, date(one.participates), CsvCell::of(booklet.activities.size()),
                         CsvCell::of(declared), CsvCell::of(attested), CsvCell::of(booklet.left_out), one.path.value});
            out.row(std::move(row));
        }
    return out.done();
}

CsvTable competences(const TableSource& source) {
    Table out(source, {{"référentiel", "framework"},
                       {"version", "version"},
                       {"domaine", "domain"},
                       {"intitulé du domaine", "domain title"},
                       {"compétence", "competence"},
                       {"intitulé", "statement"},
                       {"intitulé officiel", "official statement"},
                       {"obligatoire", "mandatory"},
                       {"déclarée par", "declared by"},
                       {"attestée à", "attested to"}});
    for (const Framework* framework : source.portfolio->frameworks)
        for (const Competence& one : framework->competences) {
            const CompetenceKey key{framework->id, one.code};
            std::size_t declared = 0, attested = 0;
            for (const Group& group : source.portfolio->groups)
                for (const Booklet& booklet : group.booklets) {
                    declared += booklet.declared.contains(key) ? 1 : 0;
                    attested += counts(state_of(source.portfolio->standings_of(booklet.trainee->key), key)) ? 1 : 0;
                }
            const Domain& domain = framework->domain_of(one);
            const Wording& words = wording(one.statements, source.language);
            out.row({framework->id.value, framework->version, domain.code, wording(domain.titles, source.language).text, one.code,
                     words.text, out.yes(words.official), out.yes(one.mandatory), CsvCell::of(declared), CsvCell::of(attested)});
        }
    return out.done();
}

} // namespace

std::span<const InstituteTable> institute_tables() {
    static constexpr std::array tables{
        InstituteTable{"activities", "activites", "les activités", "the activities", activities},
        InstituteTable{"declarations", "declarations", "chaque compétence de chaque activité, et où elle en est",
                       "each competence of each activity, and where it stands", declarations},
        InstituteTable{"decisions", "decisions", "chaque décision signée, et ce qu’elle vaut",
                       "each signed decision, and what it is worth", decisions},
        InstituteTable{"matrix", "matrice", "stagiaires par compétences : où chacune en est",
                       "trainees by competences: where each stands", matrix},
        InstituteTable{"positions", "positionnements",
                       "les niveaux que les stagiaires se donnent, leurs besoins, leurs remarques",
                       "the levels that trainees give themselves, their needs, their remarks", positions},
        InstituteTable{"trainings", "formations", "les formations", "the training sessions", trainings},
        InstituteTable{"questions", "questions", "les questions, et le délai tenu ou non",
                       "the questions, and the promise kept or not", questions},
        InstituteTable{"trainees", "stagiaires", "les stagiaires", "the trainees", trainees},
        InstituteTable{"competences", "competences", "les compétences des référentiels, par combien déclarées et attestées",
                       "the frameworks' competences, declared and attested by how many", competences},
    };
    return tables;
}

} // namespace livret

#include "load/kinds.hpp"

#include <array>

namespace livret {

namespace {

using T = FieldType;
constexpr bool required = true, optional = false;

// --- closed sets, in the order of the enumerations of model/
constexpr std::array statuses{Choice{"draft", "brouillon"}, Choice{"declared", "déclarée"}, Choice{"withdrawn", "retirée"}};
constexpr std::array visibilities{Choice{"private", "privée"}, Choice{"jury", ""}, Choice{"gfp", ""},
                                  Choice{"public", "publique"}};
constexpr std::array phases{Choice{"conception", ""}, Choice{"analyse", "", "analysis"},
                            Choice{"mise-en-oeuvre", "mise-en-œuvre"}, Choice{"evaluation", "évaluation"}};
constexpr std::array situations{Choice{"none", "aucune"}, Choice{"classroom", "classe"}, Choice{"distance", ""},
                                Choice{"mixed", "mixte"}};
// `unsaid` is what a file without the field means; nobody writes it.
constexpr std::array pictures{Choice{"", ""}, Choice{"none", "aucune"}, Choice{"no-persons", "sans-personne"},
                              Choice{"consent", "accord"}};
constexpr std::array training_statuses{Choice{"planned", "prévue"}, Choice{"held", "tenue"}, Choice{"cancelled", "annulée"}};
constexpr std::array categories{Choice{"technique", ""}, Choice{"pedagogique", "pédagogique"}, Choice{"juridique", ""},
                                Choice{"autre", "", "other"}};
constexpr std::array languages{Choice{"fr", ""}, Choice{"en", ""}};
constexpr std::array decisions{Choice{"restricted", "réservées"}, Choice{"open", "ouvertes"}};
constexpr std::array robots{Choice{"noindex", ""}, Choice{"index", ""}};

// --- fields that several kinds share
constexpr Field title{"title", "titre", T::line, required, "le titre, sur une ligne", "the title, on one line"};
constexpr Field subject{"subject", "discipline", T::line, optional, "la discipline", "the subject taught"};
constexpr Field framework{"framework",
                          "référentiel",
                          T::slug,
                          optional,
                          "le référentiel des codes, si ce n’est pas celui de livret.yaml",
                          "the framework that the codes belong to, if not that of livret.yaml"};
constexpr Field remarks{
    "remarks", "remarques", T::remarks, optional, "remarques sur le référentiel, par code", "remarks on the framework, by code"};
constexpr Field by{"by",
                   "par",
                   T::person,
                   required,
                   "qui écrit : un formateur, un stagiaire du groupe, ou groupe/stagiaire",
                   "who writes: a trainer, a trainee of the group, or group/trainee"};

constexpr std::array institution_fields{
    Field{"id", "identifiant", T::slug, required, "l’identifiant de l’institut, qui ne change jamais",
          "the institute's identifier, which never changes"},
    Field{"name", "nom", T::line, required, "le nom de l’institut", "the institute's name"},
    Field{"address", "adresse", T::line, optional, "l’adresse postale", "the postal address"},
    Field{"root",
          "racine",
          T::hexadecimal,
          optional,
          "l’empreinte de la racine, que « livret trust init » écrit",
          "the fingerprint of the root, which “livret trust init” writes",
          {},
          {},
          64,
          64},
};
constexpr std::array context_fields{
    Field{"id", "identifiant", T::slug, required, "le mot qu’on écrit dans les activités", "the word written in activities"},
    Field{"fr", "français", T::line, required, "l’intitulé en français", "the label in French"},
    Field{"en", "anglais", T::line, optional, "l’intitulé en anglais", "the label in English"},
};
constexpr std::array stream_fields{
    Field{"id", "identifiant", T::slug, required, "le nom du dossier de la filière", "the name of the stream's folder"},
    Field{"title", "titre", T::line, required, "le nom de la filière", "the stream's name"},
};
constexpr std::array trainer_fields{
    Field{"id", "identifiant", T::slug, required, "le mot qu’on écrit dans les fichiers : c-leroy",
          "the word written in files: c-leroy"},
    Field{"name", "nom", T::line, required, "le nom, comme sur les pages", "the name, as on the pages"},
    subject,
};
constexpr std::array configuration_fields{
    Field{"institution", "établissement", T::object, required, "l’institut", "the institute", {}, institution_fields},
    Field{"language", "langue", T::choice, optional, "langue des pages et des messages", "language of pages and messages",
          languages},
    Field{"framework", "référentiel", T::slug, required, "le référentiel : un fichier de frameworks/, sans .xml",
          "the framework: a file of frameworks/, without .xml"},
    Field{"also", "aussi", T::slugs, optional, "autres référentiels publiés à côté", "other frameworks published beside it"},
    Field{"contexts",
          "contextes",
          T::objects,
          optional,
          "les contextes des activités",
          "the contexts of activities",
          {},
          context_fields},
    Field{"streams",
          "filières",
          T::objects,
          optional,
          "les filières et leur forum",
          "the streams and their forums",
          {},
          stream_fields},
    Field{"trainers", "formateurs", T::objects, optional, "les formateurs", "the trainers", {}, trainer_fields},
    Field{"levels", "niveaux", T::labels, optional, "les intitulés des niveaux 0 à 3", "the labels of levels 0 to 3"},
    Field{"promise",
          "promesse",
          T::integer,
          optional,
          "jours promis pour une réponse sur le forum",
          "days promised for an answer on the forum",
          {},
          {},
          1,
          60},
    Field{"attest-within",
          "attester-sous",
          T::integer,
          optional,
          "jours promis pour une décision sur une déclaration",
          "days promised for a decision on a declaration",
          {},
          {},
          1,
          365},
    Field{"base-url", "adresse-publique", T::url, optional, "l’adresse où le site est publié",
          "the address where the site is published"},
    Field{"decisions", "décisions", T::choice, optional, "qui voit refus, demandes et commentaires",
          "who sees refusals, requests and comments", decisions},
    Field{"robots", "robots", T::choice, optional, "les moteurs de recherche peuvent-ils indexer ?", "may search engines index?",
          robots},
    Field{"contact", "contact", T::line, optional, "à qui s’adresser", "whom to ask"},
    Field{"legal", "mentions-légales", T::text, optional, "les mentions légales", "the legal notice"},
    Field{"retention", "conservation", T::line, optional, "combien de temps les données sont gardées", "how long data are kept"},
    Field{"theme", "thème", T::slug, optional, "un thème du dépôt, s’il est au registre",
          "a theme of the repository, if the registry lists it"},
};

constexpr std::array gfp_fields{
    title,
    subject,
    Field{"stream", "filière", T::slug, optional, "la filière, nommée dans livret.yaml", "the stream, named in livret.yaml"},
    Field{"year", "année", T::school_year, required, "l’année scolaire : 2004-2005", "the school year: 2004-2005"},
    Field{"trainers", "formateurs", T::slugs, optional, "les formateurs du groupe", "the group's trainers"},
};

constexpr std::array profile_fields{
    Field{"id", "identifiant", T::slug, required, "identifiant opaque, proposé par « livret new trainee »",
          "opaque identifier, proposed by “livret new trainee”"},
    Field{"name", "nom", T::line, required, "prénom et nom", "first name and family name"},
    Field{"salt",
          "sel",
          T::hexadecimal,
          optional,
          "nombre au hasard, pour l’engagement du registre",
          "random number, for the roster's commitment",
          {},
          {},
          32,
          64},
    subject,
    Field{"school", "établissement", T::line, optional, "l’établissement du stage", "the school of the placement"},
    Field{"participates", "participe", T::date, optional, "depuis quand elle participe à l’expérimentation",
          "since when she takes part in the experiment"},
    Field{"portrait", "portrait", T::file_name, optional, "une photographie, à côté de ce fichier",
          "a photograph, beside this file"},
};

constexpr std::array reply_fields{
    Field{"to",
          "à",
          T::hexadecimal,
          required,
          "les 8 premiers chiffres de l’attestation qui demande",
          "the first 8 digits of the attestation that asked",
          {},
          {},
          8,
          8},
    Field{"date", "date", T::date, required, "le jour de la réponse", "the day of the answer"},
    Field{"text", "texte", T::text, required, "la réponse", "the answer"},
};
constexpr std::array activity_fields{
    Field{"reference", "référence", T::reference, optional, "la référence, unique : MATH1-DURAND-03",
          "the reference, unique: MATH1-DURAND-03"},
    title,
    Field{"date", "date", T::dates, required, "le jour, ou {du, au}", "the day, or {from, to}"},
    Field{"context", "contexte", T::slug, required, "un des contextes de livret.yaml", "one of the contexts of livret.yaml"},
    Field{"phases", "phases", T::choices, optional, "les phases du travail de l’enseignant", "the phases of a teacher's work",
          phases},
    Field{"situation", "situation", T::choice, optional, "était-ce une vraie situation d’enseignement ?",
          "was it a real teaching situation?", situations},
    framework,
    Field{"competences", "compétences", T::declarations, optional, "les compétences mobilisées, avec vos mots",
          "the competences it called on, with your words"},
    Field{"status", "statut", T::choice, optional, "où en est l’activité", "where the activity stands", statuses},
    Field{"declared", "déclarée", T::date, optional, "le jour de la première déclaration", "the day it was first declared"},
    Field{"visibility", "visibilité", T::choice, optional, "qui la voit", "who sees it", visibilities},
    Field{"with", "avec", T::slugs, optional, "les stagiaires du groupe avec qui elle a été menée",
          "the trainees of the group it was done with"},
    Field{"same-as", "même-que", T::reference, optional, "la référence de la même activité chez un collègue",
          "the reference of the same activity of a colleague"},
    Field{"pictures", "images", T::choice, optional, "y a-t-il des personnes reconnaissables ?",
          "are there people who can be recognised?", pictures},
    Field{"replies",
          "réponses",
          T::objects,
          optional,
          "réponses aux demandes de précisions",
          "answers to requests for more information",
          {},
          reply_fields},
};

constexpr std::array position_fields{
    Field{"date", "date", T::date, required, "le jour du positionnement", "the day of the positioning"},
    framework,
    Field{"levels", "niveaux", T::levels, required, "un niveau de 0 à 3 par compétence",
          "a level from 0 to 3 for each competence"},
    Field{"needs", "besoins", T::code_list, optional, "les besoins de formation", "the needs for training"},
    remarks,
};

constexpr std::array training_fields{
    title,
    Field{"date", "date", T::date, required, "le jour de la formation", "the day of the session"},
    Field{"hours", "heures", T::hours, optional, "de quand à quand : 9:00-12:30", "from when to when: 9:00-12:30"},
    Field{"place", "lieu", T::line, optional, "où : « salle 108 »", "where: “room 108”"},
    Field{"kind", "type", T::slug, optional, "un des contextes de livret.yaml", "one of the contexts of livret.yaml"},
    Field{"trainers", "formateurs", T::slugs, optional, "qui l’anime", "who gives it"},
    framework,
    Field{"competences", "compétences", T::code_list, optional, "les compétences travaillées", "the competences it works on"},
    Field{"participants", "participants", T::participants, optional, "les stagiaires présents, ou tous",
          "the trainees present, or all"},
    Field{"answers-needs", "répond-aux-besoins", T::code_list, optional, "les besoins auxquels elle répond",
          "the needs it answers"},
    Field{"status", "statut", T::choice, optional, "où en est la formation", "where the session stands", training_statuses},
};

constexpr std::array answer_fields{
    Field{"date", "date", T::moment, required, "quand la réponse a été donnée", "when the answer was given"},
    by,
    Field{"text", "texte", T::text, required, "la réponse", "the answer"},
};
constexpr std::array question_fields{
    Field{"asked", "posée", T::moment, required, "quand la question a été posée", "when the question was asked"},
    by,
    Field{"to", "à", T::slug, optional, "forum, ou un formateur", "forum, or a trainer"},
    title,
    Field{"category", "catégorie", T::choice, optional, "de quoi il s’agit", "what it is about", categories},
    Field{"answers", "réponses", T::objects, optional, "les réponses", "the answers", {}, answer_fields},
    Field{"resolved", "résolue", T::boolean, optional, "la question est-elle réglée ?", "is the question settled?"},
};

constexpr std::array notice_fields{
    title, Field{"date", "date", T::date, required, "le jour", "the day"}, by, framework, remarks,
};

constexpr std::array example_fields{
    title,
    framework,
    Field{"domains", "domaines", T::domain_list, optional, "les domaines que l’exemple montre",
          "the domains that the example shows"},
    Field{"competences", "compétences", T::code_list, optional, "les compétences que l’exemple montre",
          "the competences that the example shows"},
    Field{"context", "contexte", T::slug, optional, "un des contextes de livret.yaml", "one of the contexts of livret.yaml"},
    Field{"level", "niveau", T::line, optional, "modeste, courant, ambitieux…", "modest, usual, ambitious…"},
};

constexpr std::array session_fields{
    title,
    Field{"date", "date", T::date, optional, "le jour de la session", "the day of the session"},
    Field{"gfps", "groupes", T::slugs, required, "les groupes jugés", "the groups that are judged"},
    Field{"framework", "référentiel", T::slug, required, "le référentiel", "the framework"},
    Field{"rule", "règle", T::slug, optional, "la règle de certification du référentiel", "the framework's certification rule"},
    Field{"checkpoint",
          "point-de-contrôle",
          T::hexadecimal,
          optional,
          "le point de contrôle du gel",
          "the checkpoint of the freeze",
          {},
          {},
          8,
          64},
};

} // namespace

constexpr Kind configuration_kind{"livret", "livret.yaml", "livret.yaml", configuration_fields};
constexpr Kind gfp_kind{"gfp", "un groupe (gfp.md)", "a group (gfp.md)", gfp_fields};
constexpr Kind profile_kind{"profile", "un profil (profile.md)", "a profile (profile.md)", profile_fields};
constexpr Kind activity_kind{"activity", "une activité", "an activity", activity_fields};
constexpr Kind position_kind{"position", "un positionnement", "a positioning", position_fields};
constexpr Kind training_kind{"training", "une formation", "a training session", training_fields};
constexpr Kind question_kind{"question", "une question", "a question", question_fields};
constexpr Kind notice_kind{"notice", "une nouvelle", "a notice", notice_fields};
constexpr Kind example_kind{"example", "un exemple", "an example", example_fields};
constexpr Kind session_kind{"session", "une session de jury", "a jury session", session_fields};

std::span<const Kind* const> all_kinds() {
    static constexpr std::array kinds{&configuration_kind, &gfp_kind,      &profile_kind, &activity_kind, &position_kind,
                                      &training_kind,      &question_kind, &notice_kind,  &example_kind,  &session_kind};
    return kinds;
}

} // namespace livret

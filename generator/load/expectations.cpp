#include "load/expectations.hpp"

#include <fmt/format.h>

namespace livret {

Expectation expectation(const Field& field) {
    switch (field.type) {
    case FieldType::line:
        return {"une ligne de texte", "one line of text"};
    case FieldType::text:
        return {"un texte", "a text"};
    case FieldType::integer:
        return {"un nombre entier", "a whole number"};
    case FieldType::boolean:
        return {"oui ou non", "true or false"};
    case FieldType::date:
        return {"une date : 2004-11-18", "a date: 2004-11-18"};
    case FieldType::dates:
        return {"une date, ou {du: 2004-11-08, au: 2004-12-02}", "a date, or {from: 2004-11-08, to: 2004-12-02}"};
    case FieldType::moment:
        return {"une date avec son heure : 2004-11-02T18:40+01:00", "a date and time: 2004-11-02T18:40+01:00"};
    case FieldType::hours:
        return {"des heures : 9:00-12:30, ou 9 h – 12 h 30", "hours: 9:00-12:30"};
    case FieldType::school_year:
        return {"une année scolaire : 2004-2005", "a school year: 2004-2005"};
    case FieldType::slug:
        return {"un identifiant", "an identifier"};
    case FieldType::slugs:
        return {"une liste d’identifiants : [durand, martin]", "a list of identifiers: [durand, martin]"};
    case FieldType::person:
        return {"l’identifiant d’une personne", "the identifier of a person"};
    case FieldType::participants:
        return {"une liste de stagiaires : [durand, martin], ou tous", "a list of trainees: [durand, martin], or all"};
    case FieldType::reference:
        return {"une référence : MATH1-DURAND-03", "a reference: MATH1-DURAND-03"};
    case FieldType::hexadecimal:
        if (field.min == field.max)
            return {fmt::format("{} chiffres hexadécimaux (0 à 9, a à f)", field.min),
                    fmt::format("{} hexadecimal digits (0 to 9, a to f)", field.min)};
        return {fmt::format("de {} à {} chiffres hexadécimaux (0 à 9, a à f)", field.min, field.max),
                fmt::format("{} to {} hexadecimal digits (0 to 9, a to f)", field.min, field.max)};
    case FieldType::url:
        return {"une adresse complète", "a complete address"};
    case FieldType::file_name:
        return {"le nom d’un fichier du même dossier", "the name of a file in the same folder"};
    case FieldType::code_list:
        return {"une liste de codes : [B.2.1, B.3.1]", "a list of codes: [B.2.1, B.3.1]"};
    case FieldType::domain_list:
        return {"une liste de domaines : [A.1, B.2]", "a list of domains: [A.1, B.2]"};
    case FieldType::declarations:
        return {"une liste de codes, chacun avec vos mots ou sans : « - B.2.1: ce que j’ai fait »",
                "a list of codes, each with your words or without: “- B.2.1: what I did”"};
    case FieldType::levels:
        return {"des niveaux par code : {A.1.1: 2, B.3.4: 0}", "levels by code: {A.1.1: 2, B.3.4: 0}"};
    case FieldType::remarks:
        return {"des remarques par code : {A.2.2: formulation ambiguë}", "remarks by code: {A.2.2: ambiguous wording}"};
    case FieldType::choice:
        return {"un mot", "one word"};
    case FieldType::choices:
        return {"une liste entre crochets : [conception, analyse]", "a list between brackets: [conception, analyse]"};
    case FieldType::object:
        return {"des champs en retrait sous lui", "fields indented below it"};
    case FieldType::objects:
        return {"une liste dont chaque élément a ses champs", "a list whose items have fields of their own"};
    case FieldType::labels:
        return {"quatre intitulés, du niveau 0 au niveau 3", "four labels, from level 0 to level 3"};
    }
    return {};
}

} // namespace livret

#include "trust/fault_words.hpp"

#include <array>
#include <utility>

namespace livret {

namespace {

// In the order in which one reads: JSON, the envelope, the proof, the members. A test finds what is said and not here.
constexpr auto french = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"nested too deeply", "trop d’emboîtements"},
    {"a number that is no integer", "un nombre qui n’est pas entier"},
    {"an integer beyond 2^53-1", "un entier au-delà de 2^53-1"},
    {"empty, or larger than 262144 bytes", "vide, ou de plus de 262\u202F144 octets"},
    {"larger than 262144 bytes", "plus de 262\u202F144 octets"},
    {"not its own canonical bytes and one line feed", "ce ne sont pas ses propres octets canoniques suivis d’un saut de ligne"},
    {"not an object", "ce n’est pas un objet"},
    {"not ours", "ce n’est pas le nôtre"},
    {"unknown type", "type inconnu"},
    {"not [\"VerifiableCredential\", ...]", "ce n’est pas [\"VerifiableCredential\", ...]"},
    {"no proof", "aucune preuve"},
    {"not exactly one proof", "il faut exactement une preuve"},
    {"not as many proofs as its type asks for", "pas autant de preuves que son type en demande"},
    {"not DataIntegrityProof", "ce n’est pas DataIntegrityProof"},
    {"not eddsa-jcs-2022", "ce n’est pas eddsa-jcs-2022"},
    {"not assertionMethod", "ce n’est pas assertionMethod"},
    {"not the document's", "ce n’est pas celui du document"},
    {"not did:key:z6Mk...#z6Mk... with equal halves", "ce n’est pas did:key:z6Mk...#z6Mk... aux deux moitiés égales"},
    {"not z and 64 bytes in base58btc", "ce n’est pas z suivi de 64 octets en base58btc"},
    {"not the key of the proof", "ce n’est pas la clé de la preuve"},
    {"issuer.id is another key", "issuer.id est une autre clé"},
    {"missing", "absent"},
    {"empty", "vide"},
    {"unknown member", "membre inconnu"},
    {"unknown", "inconnu"},
    {"not a string", "ce n’est pas une chaîne"},
    {"not a list", "ce n’est pas une liste"},
    {"not true", "ce n’est pas true"},
    {"not a line of text", "ce n’est pas une ligne de texte"},
    {"not a text", "ce n’est pas un texte"},
    {"not an identifier", "ce n’est pas un identifiant"},
    {"not a relative path", "ce n’est pas un chemin relatif"},
    {"not a digest", "ce n’est pas une empreinte"},
    {"not a date", "ce n’est pas une date"},
    {"not an instant", "ce n’est pas un instant"},
    {"not a did:key of Ed25519", "ce n’est pas une clé did:key d’Ed25519"},
    {"not a whole number of 0 or more", "ce n’est pas un entier positif ou nul"},
    {"not one of the words that are allowed", "ce n’est pas un des mots admis"},
    {"not what belongs here", "ce n’est pas ce qui va ici"},
    {"not in order, or twice", "pas dans l’ordre, ou deux fois"},
    {"not as many hexadecimal digits as it has", "pas le nombre de chiffres hexadécimaux voulu"},
    {"another version", "une autre version"},
    {"before from", "avant le début (from)"},
    {"roots are numbered from 1", "les racines sont numérotées à partir de 1"},
    {"registries are numbered from 1", "les registres sont numérotés à partir de 1"},
    {"all but the first name the one before", "tous sauf le premier nomment le précédent"},
    {"all but number 0 name the one before", "tous sauf le numéro 0 nomment le précédent"},
    {"said for compromised keys only, and for all of them", "ne se dit que des clés compromises, et de toutes"},
    {"a retired key has an end", "une clé retirée a une fin"},
    {"a key stands once in the registry", "une clé figure une seule fois au registre"},
    {"* stands alone", "* figure seul"},
    {"more than ten years", "plus de dix ans"},
    {"another trainee's", "celui d’un autre stagiaire"},
    {"another group's", "celui d’un autre groupe"},
});

} // namespace

std::string fault_in(std::string_view fault, Language lang) {
    if (lang == Language::en) return std::string(fault);
    for (const auto& [english, words] : french) {
        if (!fault.ends_with(english)) continue;
        const std::string_view place = fault.substr(0, fault.size() - english.size());
        if (place.empty()) return std::string(words);
        if (place.ends_with(": ")) return std::string(place.substr(0, place.size() - 2)) + "\u00A0: " + std::string(words);
    }
    return std::string(fault);
}

} // namespace livret

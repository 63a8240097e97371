#include "base/words.hpp"

#include "base/text.hpp"

#include <array>
#include <cerrno>

#include <fmt/format.h>

namespace livret {

std::string shown_size(std::uint64_t bytes, Language lang) {
    const bool fr = lang == Language::fr;
    if (bytes < (1u << 20)) return fmt::format("{}{}", (bytes + 1023) / 1024, fr ? "\u00a0Kio" : " KiB");
    std::string number = fmt::format("{:.1f}", static_cast<double>(bytes) / (1 << 20));
    if (fr) number = replace_all(std::move(number), ".", ",");
    return number + (fr ? "\u00a0Mio" : " MiB");
}

std::string system_words(std::error_code code, Language lang) {
    struct Words {
        int number;
        const char *fr, *en;
    };
    static constexpr std::array words{
        Words{EACCES, "droits insuffisants", "permission denied"},
        Words{EPERM, "opération interdite", "not permitted"},
        Words{ENOENT, "aucun fichier ni dossier de ce nom", "no such file or folder"},
        Words{EEXIST, "le fichier existe déjà", "the file exists already"},
        Words{ENOTDIR, "un élément du chemin n’est pas un dossier", "a part of the path is not a folder"},
        Words{EISDIR, "c’est un dossier", "it is a folder"},
        Words{EINVAL, "ce n’est pas un fichier ordinaire", "not a regular file"},
        Words{ENOSPC, "le disque est plein", "the disk is full"},
        Words{EDQUOT, "le quota est atteint", "the quota is reached"},
        Words{EROFS, "le disque est en lecture seule", "the disk is read-only"},
        Words{ELOOP, "le chemin passe par un lien symbolique", "the path goes through a symbolic link"},
        Words{ENAMETOOLONG, "le nom est trop long", "the name is too long"},
        Words{EIO, "le disque ne répond pas comme il devrait", "input or output error"},
        Words{EMFILE, "trop de fichiers ouverts", "too many open files"},
        Words{EFBIG, "le fichier est trop grand pour ce disque", "the file is too large for this disk"},
    };
    for (const Words& one : words)
        if (one.number == code.value()) return lang == Language::fr ? one.fr : one.en;
    return code.message();
}

} // namespace livret

#include "cli/private_paths.hpp"

#include <cstdlib>

#include <fmt/format.h>

namespace livret {

std::string configuration_folder() {
    if (const char* own = std::getenv("XDG_CONFIG_HOME"); own != nullptr && *own == '/') return std::string(own) + "/livret";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') return std::string(home) + "/.config/livret";
    throw CommandError{Exit::environment, "ni XDG_CONFIG_HOME ni HOME ne nomment un dossier : --key FICHIER dit où est la clé",
                       "neither XDG_CONFIG_HOME nor HOME names a folder: --key FILE says where the key is"};
}

std::string keys_folder() {
    return configuration_folder() + "/keys";
}

void refuse_shared_place(const std::string& path, SecretKind kind) {
    const auto shared = shared_folder_above(path);
    if (!shared) return;
    const bool key = kind == SecretKind::key;
    throw CommandError{
        Exit::environment,
        fmt::format(
            "« {} » est dans « {} », un dossier partagé (git ou Livret) : {} n’y reste pas secrète ; gardez-la ailleurs, par "
            "exemple dans « ~/.config/livret »",
            path, *shared, key ? "une clé" : "une phrase secrète"),
        fmt::format("“{}” lies in “{}”, a shared folder (git or Livret): a {} does not stay secret there; keep it elsewhere, for "
                    "example in “~/.config/livret”",
                    path, *shared, key ? "key" : "passphrase")};
}

void refuse_public_file(const PrivateFile& file, const std::string& path, SecretKind kind) {
    if (file.privacy() == Privacy::own) return;
    const bool key = kind == SecretKind::key;
    if (file.privacy() == Privacy::others_may_read)
        throw CommandError{
            Exit::environment,
            fmt::format("« {} » peut être lu par d’autres : {} doit être à vous seul ; « chmod 600 {} » le referme{}", path,
                        key ? "un fichier de clé" : "un fichier de phrase secrète", path,
                        key ? ", et si quelqu’un a pu le prendre, faites une autre clé" : ""),
            fmt::format("“{}” can be read by others: a {} file must be yours alone; “chmod 600 {}” closes it{}", path,
                        key ? "key" : "passphrase", path, key ? ", and if somebody may have taken it, make another key" : "")};
    throw CommandError{Exit::environment,
                       fmt::format("« {} » appartient à quelqu’un d’autre : prenez-en une copie à vous, en mode 600", path),
                       fmt::format("“{}” belongs to somebody else: take a copy of your own, with mode 600", path)};
}

} // namespace livret

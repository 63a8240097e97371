// Where secrets may lie, and the person's own folders for what concerns nobody else.
#pragma once

#include "cli/command.hpp"
#include "disk/private_file.hpp"

#include <string>

namespace livret {

// $XDG_CONFIG_HOME/livret, else ~/.config/livret. Throws CommandError if there is no home.
std::string configuration_folder();
std::string keys_folder(); // configuration_folder()/keys

enum class SecretKind { key, passphrase };
// Throws CommandError: the path lies in a git work tree or a Livret repository, where others would get it.
void refuse_shared_place(const std::string& path, SecretKind kind);
// Throws CommandError: others may read the file, or it is another user's.
void refuse_public_file(const PrivateFile& file, const std::string& path, SecretKind kind);

} // namespace livret

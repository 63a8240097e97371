// Passphrases: from the terminal without echo, from a file (--passphrase-file) or from standard input (--passphrase-stdin).
// Never from arguments or the environment, which other programs see. They live in SecretBytes only.
#pragma once

#include "cli/command.hpp"
#include "trust/secret.hpp"

#include <string>

namespace livret {

// Which of a command's passphrases: the one that opens a key, or the one that a new file gets.
enum class PassphraseUse {
    open,     // --passphrase-file, --passphrase-stdin
    seal,     // likewise, for commands that make a key and open none; asked for twice on a terminal, and judged
    seal_next // --new-passphrase-file, or the second line of standard input; asked for twice, and judged
};

// Whether passphrase files may lie in a shared folder: only those of an example's test keys, which everybody knows.
enum class PassphrasePlace { private_only, anywhere };

// `whose`: the key's name, for the question. Bytes as they were typed, without the line end. From its call on the process
// cannot be dumped. Throws CommandError: no terminal and no option, an unreadable or public file, an empty or a weak one.
SecretBytes read_passphrase(const Command& command, PassphraseUse use, const std::string& whose,
                            PassphrasePlace place = PassphrasePlace::private_only);

// Whether the command line says where the opening passphrase comes from: then nobody is asked again if it is wrong.
bool passphrase_is_given(const Command& command);

} // namespace livret

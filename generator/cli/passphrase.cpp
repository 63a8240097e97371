#include "cli/passphrase.hpp"

#include "cli/private_paths.hpp"
#include "cli/terminal.hpp"
#include "disk/disk.hpp"
#include "disk/private_file.hpp"
#include "trust/key_file.hpp"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <unistd.h>

namespace livret {

namespace {

SecretBytes first_bytes(const SecretBytes& buffer, std::size_t size) {
    SecretBytes out(size);
    if (size > 0) std::memcpy(out.data(), buffer.data(), size);
    return out;
}

// One line, without its end, read byte by byte so that what follows stays where it is.
SecretBytes read_line(int descriptor, const std::string& from) {
    SecretBytes buffer(longest_passphrase + 2);
    std::size_t size = 0;
    while (size < buffer.size()) {
        const ssize_t count = ::read(descriptor, buffer.data() + size, 1);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw DiskError("read", from, std::error_code(errno, std::generic_category()));
        if (count == 0 || buffer.data()[size] == '\n') break;
        ++size;
    }
    if (size > 0 && buffer.data()[size - 1] == '\r') --size; // a file written on Windows
    if (size > longest_passphrase)
        throw usage(fmt::format("la phrase secrète de {} dépasse {} octets", from, longest_passphrase),
                    fmt::format("the passphrase of {} is longer than {} bytes", from, longest_passphrase));
    return first_bytes(buffer, size);
}

SecretBytes from_file(const std::string& path, PassphrasePlace place) {
    if (place == PassphrasePlace::private_only) refuse_shared_place(path, SecretKind::passphrase);
    const PrivateFile file(path);
    refuse_public_file(file, path, SecretKind::passphrase);
    return read_line(file.descriptor(), path);
}

SecretBytes from_stdin(const Command& command) {
    if (::isatty(STDIN_FILENO) == 1)
        throw usage(
            "--passphrase-stdin attend un fichier ou un tube, pas le clavier : sans cette option, la phrase est demandée sans "
            "s’afficher",
            "--passphrase-stdin wants a file or a pipe, not the keyboard: without it the passphrase is asked for without echo");
    return read_line(STDIN_FILENO, command.say("l’entrée standard", "standard input"));
}

void refuse_weak(const SecretBytes& passphrase) {
    switch (fault_of_new_passphrase(passphrase)) {
    case PassphraseFault::none:
        return;
    case PassphraseFault::too_short:
        throw usage(
            fmt::format("la phrase secrète est trop courte : au moins {} caractères ; quatre ou cinq mots pris au hasard dans un "
                        "livre se retiennent mieux que des signes",
                        shortest_passphrase),
            fmt::format("the passphrase is too short: at least {} characters; four or five words picked at random from a book "
                        "are easier to remember than signs",
                        shortest_passphrase));
    case PassphraseFault::too_few_signs:
        throw usage("la phrase secrète répète toujours les mêmes signes : prenez quatre ou cinq mots au hasard dans un livre",
                    "the passphrase repeats the same few signs: take four or five words at random from a book");
    case PassphraseFault::too_long:
        throw usage(fmt::format("la phrase secrète dépasse {} octets", longest_passphrase),
                    fmt::format("the passphrase is longer than {} bytes", longest_passphrase));
    }
}

SecretBytes ask(const Command& command, PassphraseUse use, const std::string& whose) {
    auto terminal = open_terminal();
    if (!terminal)
        throw usage("aucun terminal pour demander la phrase secrète : --passphrase-file FICHIER ou --passphrase-stdin la donnent",
                    "no terminal to ask for the passphrase: --passphrase-file FILE or --passphrase-stdin gives it");
    const auto question = [&](const char* fr, const char* en) { return fmt::format(fmt::runtime(command.say(fr, en)), whose); };
    if (use == PassphraseUse::open)
        return terminal->read_secret(question("Phrase secrète de la clé « {} » : ", "Passphrase of the key “{}”: "),
                                     longest_passphrase);
    SecretBytes first = terminal->read_secret(
        question("Nouvelle phrase secrète pour la clé « {} » (quatre ou cinq mots pris au hasard, à noter en lieu sûr : "
                 "personne ne peut la retrouver) : ",
                 "New passphrase for the key “{}” (four or five words picked at random, written down in a safe place: "
                 "nobody can recover it): "),
        longest_passphrase);
    refuse_weak(first);
    const SecretBytes again = terminal->read_secret(command.say("Encore une fois : ", "Once more: "), longest_passphrase);
    if (first.view() != again.view())
        throw usage("les deux phrases ne sont pas les mêmes : rien n’a été écrit",
                    "the two passphrases differ: nothing was written");
    return first;
}

} // namespace

bool passphrase_is_given(const Command& command) {
    return command.arguments.has("--passphrase-file") || command.arguments.has("--passphrase-stdin");
}

SecretBytes read_passphrase(const Command& command, PassphraseUse use, const std::string& whose, PassphrasePlace place) {
    const Arguments& given = command.arguments;
    if (given.has("--passphrase-file") && given.has("--passphrase-stdin"))
        throw usage("--passphrase-file et --passphrase-stdin : une seule des deux",
                    "--passphrase-file and --passphrase-stdin: only one of them");
    forbid_memory_dumps();
    SecretBytes out;
    if (use == PassphraseUse::seal_next && given.has("--new-passphrase-file"))
        out = from_file(given.value("--new-passphrase-file"), place);
    else if (given.has("--passphrase-stdin"))
        out = from_stdin(command);
    else if (use != PassphraseUse::seal_next && given.has("--passphrase-file"))
        out = from_file(given.value("--passphrase-file"), place);
    else
        return ask(command, use, whose);
    if (use == PassphraseUse::open && out.empty())
        throw usage("la phrase secrète donnée est vide", "the passphrase that was given is empty");
    if (use != PassphraseUse::open) refuse_weak(out);
    return out;
}

} // namespace livret

#include "cli/watching.hpp"

namespace livret {

WatchOptions watch_options(const Command& command) {
    WatchOptions out;
    out.ask_the_system = !command.arguments.has("--poll");
    return out;
}

void explain_looking(const Command& command, Looking why) {
    if (command.quiet()) return;
    switch (why) {
    case Looking::no:
    case Looking::asked:
        return;
    case Looking::network:
        return print_line(command.say("ce dossier est sur un lecteur réseau : les changements sont vus avec un peu de retard",
                                      "this folder is on a network drive: changes are seen a little late"));
    case Looking::limit:
        return print_line(command.say("le système ne surveille pas tant de dossiers à la fois (fs.inotify.max_user_watches, "
                                      "max_user_instances) : les changements sont vus avec un peu de retard",
                                      "the system does not watch so many folders at once (fs.inotify.max_user_watches, "
                                      "max_user_instances): changes are seen a little late"));
    case Looking::missing:
        return print_line(command.say("ce système ne dit pas ce qui change : les changements sont vus avec un peu de retard",
                                      "this system does not tell what changes: changes are seen a little late"));
    }
}

} // namespace livret

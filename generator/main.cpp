// Livret: see generator/README.md for the map, cli/ for the verbs.
#include "cli/command.hpp"

int main(int argc, char** argv) {
    return livret::run_program(argc, argv);
}

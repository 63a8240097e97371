// livret digest, in a program of its own: the libraries that write and send mail bring some forty others with them, and
// whoever verifies a signature does not wait for them. `livret digest` starts it; it lies beside livret.
#include "cli/command.hpp"

int main(int argc, char** argv) {
    return livret::run_program(argc, argv, livret::run_digest);
}

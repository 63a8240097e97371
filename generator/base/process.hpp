// Running another program: its own arguments, no shell, and what it said. [only user of spawn.h]
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace livret {

struct Process {
    std::vector<std::string> command;                                  // the program, looked for in PATH, then its arguments
    std::string_view input = {};                                       // its standard input; empty: nothing
    std::vector<std::pair<std::string, std::string>> environment = {}; // in place of our own variables of these names
};

enum class ProcessEnd { finished, failed, not_found }; // failed: it ended otherwise than with status 0

struct ProcessResult {
    ProcessEnd end = ProcessEnd::failed;
    std::string output; // standard output
    std::string errors; // standard error
};

// Waits for its end. Whatever it prints is kept in memory.
ProcessResult run_process(const Process& process);

// The same with our own standard streams, for a program that talks to whoever is there; `input` is not used. Its exit status;
// 127 if there is none to run, 128 and more if a signal ended it.
int run_attached(const Process& process);

} // namespace livret

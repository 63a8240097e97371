// A signed certificate as its three files for people: JSON, page and PDF. Shared by certify and session close.
#pragma once

#include "build/certification.hpp"
#include "cli/command.hpp"

#include <set>
#include <string>

namespace livret {

// --count-partial A.1.1,A.2.1 or all, as often as wanted. Throws CommandError (usage).
std::set<std::string> accepted_codes(const Command& command, const Institute& institute, const Framework& framework);

// The page as a PDF beside it, or why there is none. False: there is none, and it was said.
bool write_pdf(const Command& command, Disk& output, const std::string& folder, const std::string& stem, const std::string& html,
               const Digest& digest);

enum class Pdf { make, leave }; // leave: it was said already that none can be made

// Environment if there is no PDF, and it is said why. `bytes`: the signed file. Throws DiskError.
Exit write_certificate_files(const Command& command, const std::string& share, const Institute& institute, const Trainee& trainee,
                             const std::string& bytes, const std::string& folder, Pdf pdf);

} // namespace livret

// The signed files that a group's site carries, so that whoever has it can check it alone: trust/ in the group's folder.
//
// Only for readers who see every decision (trainers, jury, a group whose institute opened its decisions): a signed file
// cannot be shortened. It holds the chain (roots, registries with the roster in use, checkpoints with their leaves), the
// attestations about the group's trainees that these readers see, and the bytes that those bind. Files that cannot be read are
// not among them, since nobody can tell what they are about; nor are bytes that only a signature of nobody's names.
//
// The site of a jury's session has all of it once more above the groups, with the freeze and what that binds.
#pragma once

#include "export/exports.hpp"

#include <map>
#include <optional>

namespace livret {

// trust/ as the pipeline read it.
struct SignedFiles {
    const std::map<std::string, std::string, std::less<>>* documents = nullptr;    // by path below trust/
    std::function<std::optional<std::string>(const std::string& digest)> snapshot; // nothing: it is not there or not whole
    std::string roster = {}; // path of the one in use; no reader needs those before it
};

// `context` and what `files` points to must outlive the result. Empty unless context.signed_files is `group`.
std::vector<ExportFile> trust_files(const ViewContext& context, const SignedFiles& files);

} // namespace livret

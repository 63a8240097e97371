// The spelling of a bag's own files (schema/dossier.md, "The bag"), for who writes them and who reads them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace livret::bag_form {

inline constexpr std::string_view declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
inline constexpr std::string_view bagit = "bagit.txt", info = "bag-info.txt", fetch = "fetch.txt";
inline constexpr std::string_view manifest = "manifest-sha256.txt", tagmanifest = "tagmanifest-sha256.txt";
inline constexpr std::string_view data = "data/", oxum = "Payload-Oxum";

// "Label: value", a line each; nothing if there is anything else: a label twice or of other characters than letters, digits and
// hyphens, an empty value, one that begins or ends with a space or holds characters that nobody sees.
using Lines = std::vector<std::pair<std::string, std::string>>;
std::optional<Lines> read_info(std::string_view text);
std::string write_info(const Lines& lines);

// As `sha256sum -c` reads it.
std::string manifest_line(std::string_view digest, std::string_view path);

} // namespace livret::bag_form

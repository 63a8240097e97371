#include "publish/manifest.hpp"

#include "base/hash.hpp"
#include "base/json.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::string_view folder = ".livret";

const Json* member(const Json& object, std::string_view name) {
    if (!object.is_object()) return nullptr;
    for (const auto& [key, value] : object.as_object())
        if (key == name) return &value;
    return nullptr;
}

std::optional<Json> read_json(const Disk& repository, const std::string& path) {
    if (!repository.exists(path)) return std::nullopt;
    auto parsed = parse_json(repository.read(path));
    if (const Json* value = std::get_if<Json>(&parsed)) return *value;
    return std::nullopt;
}

} // namespace

std::string manifest_path(std::string_view output) {
    return fmt::format("{}/manifest-{}.json", folder, sha256_hex(output).substr(0, 16));
}

Manifest read_manifest(const Disk& repository, std::string_view output) {
    Manifest manifest;
    const auto json = read_json(repository, manifest_path(output));
    if (!json) return manifest;
    const Json* complete = member(*json, "complete");
    const Json* files = member(*json, "files");
    if (complete == nullptr || !complete->is_bool() || files == nullptr || !files->is_object()) return manifest;
    manifest.complete = complete->as_bool();
    for (const auto& [path, digest] : files->as_object())
        if (digest.is_string() && resolve_link(SourcePath{"x"}, path)) manifest.files.emplace(SitePath{path}, digest.as_string());
    return manifest;
}

void write_manifest(Disk& repository, std::string_view output, const Manifest& manifest) {
    Json::Members files;
    files.reserve(manifest.files.size());
    for (const auto& [path, digest] : manifest.files) files.emplace_back(path.value, Json(digest));
    const Json json(Json::Members{{"version", Json(1)},
                                  {"output", Json(output)},
                                  {"complete", Json(manifest.complete)},
                                  {"files", Json(std::move(files))}});
    repository.write(manifest_path(output), json.dump(Json::Style::indented) + "\n");
}

std::vector<std::string> known_outputs(const Disk& repository) {
    std::vector<std::string> outputs;
    if (!repository.exists(folder)) return outputs;
    for (const DiskEntry& entry : repository.list(folder)) {
        if (!entry.name.starts_with("manifest-") || !entry.name.ends_with(".json")) continue;
        const auto json = read_json(repository, fmt::format("{}/{}", folder, entry.name));
        const Json* output = json ? member(*json, "output") : nullptr;
        if (output != nullptr && output->is_string()) outputs.push_back(output->as_string());
    }
    return outputs;
}

} // namespace livret

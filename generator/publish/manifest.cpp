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

namespace {

std::string name_of(std::string_view output) {
    return sha256_hex(output).substr(0, 16);
}

std::string parts_folder(std::string_view output) {
    return fmt::format("{}/parts-{}", folder, name_of(output));
}

} // namespace

std::string manifest_part_path(std::string_view output, std::string_view part) {
    return part.empty() ? manifest_path(output) : fmt::format("{}/{}.json", parts_folder(output), part);
}

std::string manifest_path(std::string_view output) {
    return fmt::format("{}/manifest-{}.json", folder, name_of(output));
}

std::string_view part_of(const SitePath& path) {
    const std::string_view text = path.value;
    const std::size_t slash = text.find('/');
    const std::string_view first = slash == std::string_view::npos ? std::string_view() : text.substr(0, slash);
    return first == "assets" || first == "trust" ? std::string_view() : first; // no group is called so
}

Manifest read_manifest_part(const Disk& repository, std::string_view output, std::string_view part) {
    Manifest manifest;
    const auto json = read_json(repository, manifest_part_path(output, part));
    if (!json) return manifest;
    const Json* complete = member(*json, "complete");
    const Json* files = member(*json, "files");
    if (complete == nullptr || !complete->is_bool() || files == nullptr || !files->is_object()) return manifest;
    manifest.complete = complete->as_bool();
    for (const auto& [path, digest] : files->as_object())
        if (digest.is_string() && resolve_link(SourcePath{"x"}, path)) manifest.files.emplace(SitePath{path}, digest.as_string());
    return manifest;
}

void write_manifest_part(Disk& repository, std::string_view output, std::string_view part, const Manifest& manifest) {
    Json::Members files;
    files.reserve(manifest.files.size());
    for (const auto& [path, digest] : manifest.files) files.emplace_back(path.value, Json(digest));
    const Json json(Json::Members{{"version", Json(1)},
                                  {"output", Json(output)},
                                  {"complete", Json(manifest.complete)},
                                  {"files", Json(std::move(files))}});
    repository.write(manifest_part_path(output, part), json.dump(Json::Style::indented) + "\n");
}

std::vector<std::string> manifest_parts(const Disk& repository, std::string_view output) {
    std::vector<std::string> out;
    const std::string parts = parts_folder(output);
    if (!repository.exists(parts) || repository.kind(parts) != EntryKind::folder) return out;
    for (const DiskEntry& entry : repository.list(parts))
        if (entry.kind == EntryKind::file && entry.name.ends_with(".json"))
            out.push_back(entry.name.substr(0, entry.name.size() - 5));
    return out;
}

Manifest read_manifest(const Disk& repository, std::string_view output) {
    Manifest out = read_manifest_part(repository, output, "");
    for (const std::string& part : manifest_parts(repository, output)) {
        Manifest own = read_manifest_part(repository, output, part);
        out.complete = out.complete && own.complete;
        // What one manifest without parts said of this group is older.
        std::erase_if(out.files, [&](const auto& file) { return part_of(file.first) == part; });
        for (auto& [path, digest] : own.files)
            if (part_of(path) == part) out.files.insert_or_assign(path, digest);
    }
    return out;
}

void write_manifest(Disk& repository, std::string_view output, const Manifest& manifest) {
    std::map<std::string, Manifest, std::less<>> parts;
    parts[""].complete = manifest.complete;
    for (const std::string& part : manifest_parts(repository, output)) parts[part].complete = manifest.complete;
    for (const auto& [path, digest] : manifest.files) {
        Manifest& part = parts[std::string(part_of(path))];
        part.complete = manifest.complete;
        part.files.emplace(path, digest);
    }
    for (const auto& [name, part] : parts)
        if (name.empty() || !part.files.empty())
            write_manifest_part(repository, output, name, part);
        else
            remove_manifest_part(repository, output, name);
}

void remove_manifest_part(Disk& repository, std::string_view output, std::string_view part) {
    const std::string path = manifest_part_path(output, part);
    if (repository.exists(path)) repository.remove(path);
    if (!part.empty() && repository.exists(parts_folder(output))) repository.remove_empty_folder(parts_folder(output));
}

void remove_manifest(Disk& repository, std::string_view output) {
    for (const std::string& part : manifest_parts(repository, output)) remove_manifest_part(repository, output, part);
    remove_manifest_part(repository, output, "");
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

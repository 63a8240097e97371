#include "build/dossier_reader.hpp"

#include "base/json.hpp"
#include "build/bag_disk.hpp"
#include "trust/store.hpp"

#include <array>
#include <filesystem>

namespace livret {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t largest_index = 8u << 20;

// A member's text, or nothing if it is not there or is no text.
std::optional<std::string> text_in(const Json& object, std::string_view name) {
    const Json* found = object.is_object() ? object.find(name) : nullptr;
    if (found == nullptr || !found->is_string()) return std::nullopt;
    return found->as_string();
}

const Json& member(const Json& object, std::string_view name) {
    static const Json none;
    const Json* found = object.is_object() ? object.find(name) : nullptr;
    return found == nullptr ? none : *found;
}

std::optional<DossierIndex> parse_index(std::string_view text) {
    const auto parsed = parse_json(text);
    const Json* json = std::get_if<Json>(&parsed);
    if (json == nullptr) return std::nullopt;
    DossierIndex out;
    const Json &trainee = member(*json, "trainee"), &version = member(*json, "version"),
               &checkpoint = member(member(*json, "checkpoint"), "number");
    const auto kind = text_in(*json, "kind"), id = text_in(trainee, "id"), name = text_in(trainee, "name"),
               salt = text_in(trainee, "salt"), folder = text_in(trainee, "folder");
    if (!version.is_integer() || version.as_integer() != 1 || !kind || (*kind != "owner" && *kind != "jury") || !id || !name ||
        !salt || !folder)
        return std::nullopt;
    out.for_jury = *kind == "jury";
    out.institution = text_in(member(*json, "institution"), "name").value_or("");
    out.trainee_id = *id;
    out.trainee = {*folder, *name, *salt};
    if (checkpoint.is_integer()) out.checkpoint = checkpoint.as_integer();
    if (const Json& withheld = member(*json, "withheld"); withheld.is_array())
        for (const Json& one : withheld.as_array())
            if (one.is_string()) out.withheld.push_back(one.as_string());
    if (const Json& files = member(*json, "files"); files.is_array())
        for (const Json& one : files.as_array())
            if (const auto path = text_in(one, "path"))
                out.files.push_back({*path, text_in(one, "name").value_or(""), text_in(one, "source").value_or("")});
    return out;
}

bool begins_as_zip(const fs::path& file) {
    const std::string name = file.filename().string();
    if (name.ends_with(".zip") || name.ends_with(".ZIP")) return true;
    std::FILE* const opened = std::fopen(file.c_str(), "rb");
    if (opened == nullptr) return false;
    std::array<char, 4> start{};
    const std::size_t count = std::fread(start.data(), 1, start.size(), opened);
    std::fclose(opened);
    return count == start.size() &&
           (std::string_view(start.data(), 4) == "PK\x03\x04" || std::string_view(start.data(), 4) == "PK\x05\x06");
}

} // namespace

bool is_dossier(const std::string& path) {
    std::error_code error;
    if (fs::is_regular_file(path, error)) return begins_as_zip(path);
    if (!fs::is_directory(path, error)) return false;
    if (fs::exists(fs::path(path) / "bagit.txt", error)) return true;
    fs::path only;
    for (const auto& entry : fs::directory_iterator(path, error)) {
        if (!only.empty()) return false;
        only = entry.path();
    }
    return !only.empty() && fs::exists(only / "bagit.txt", error);
}

std::variant<ReadDossier, DossierFault> read_dossier(const std::string& path, unsigned jobs) {
    fs::path place = path;
    std::error_code error;
    if (fs::is_directory(place, error) && !fs::exists(place / "bagit.txt", error))
        place = fs::directory_iterator(place)->path(); // see is_dossier
    auto opened = open_container(place.string());
    if (auto* fault = std::get_if<DossierFault>(&opened)) return std::move(*fault);
    auto checked = check_bag(std::get<Container>(opened));
    if (auto* fault = std::get_if<DossierFault>(&checked)) return std::move(*fault);
    ReadDossier out;
    out.bag = std::make_shared<const CheckedBag>(std::get<CheckedBag>(std::move(checked)));
    const auto index = out.bag->read_all("data/dossier.json", largest_index);
    const auto parsed = std::holds_alternative<std::string>(index) ? parse_index(std::get<std::string>(index)) : std::nullopt;
    if (!parsed) return DossierFault{"dossier.index", "data/dossier.json", ""};
    out.index = *parsed;
    out.disk = open_bag_disk(out.bag);
    if (out.disk->exists("data/trust")) out.files = read_trust(*out.disk, "data/trust", jobs);
    return out;
}

} // namespace livret

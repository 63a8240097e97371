#include "serve/journal.hpp"

#include "base/hash.hpp"
#include "disk/disk.hpp"
#include "disk/private_file.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view state_name = "serve.json";

Json to_json(const JournalEntry& entry) {
    Json out = Json::object();
    out.set("version", 1);
    out.set("kind", entry.kind);
    out.set("person", entry.person);
    out.set("path", entry.path);
    out.set("base", entry.base);
    out.set("about", entry.about);
    if (!entry.item.empty()) out.set("item", entry.item);
    if (!entry.moved_from.empty()) out.set("moved-from", entry.moved_from);
    out.set("sequence", entry.sequence);
    out.set("kept", entry.kept);
    out.set("told", entry.told);
    out.set("touched", entry.touched);
    if (entry.aside) out.set("aside", true);
    out.set("values", entry.values.json());
    return out;
}

bool is_hexadecimal(std::string_view text) {
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string member(const Json& json, std::string_view name) {
    const Json* found = json.find(name);
    return found != nullptr && found->is_string() ? found->as_string() : std::string();
}

std::optional<JournalEntry> from_json(const std::string& id, const std::string& bytes) {
    const auto read = parse_json(bytes);
    const Json* json = std::get_if<Json>(&read);
    if (json == nullptr || !json->is_object()) return std::nullopt;
    const Json* values = json->find("values");
    auto typed = values == nullptr ? std::nullopt : FormValues::from(*values);
    if (!typed) return std::nullopt;
    JournalEntry out;
    out.id = id;
    out.kind = member(*json, "kind");
    out.person = member(*json, "person");
    out.path = member(*json, "path");
    out.base = member(*json, "base");
    out.about = member(*json, "about");
    out.item = member(*json, "item");
    out.moved_from = member(*json, "moved-from");
    out.kept = member(*json, "kept");
    out.told = member(*json, "told");
    if (const Json* sequence = json->find("sequence"); sequence != nullptr && sequence->is_integer())
        out.sequence = sequence->as_integer();
    if (const Json* touched = json->find("touched"); touched != nullptr && touched->is_bool()) out.touched = touched->as_bool();
    if (const Json* aside = json->find("aside"); aside != nullptr && aside->is_bool()) out.aside = aside->as_bool();
    out.values = std::move(*typed);
    return out;
}

std::string read_file(const std::string& folder, const std::string& name) {
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) return {};
    return open_real_disk(folder)->read_if_exists(name);
}

} // namespace

Journal::Journal(std::string root) : folder_(std::move(root) + "/.livret/forms") {}

bool Journal::is_id(std::string_view id) {
    return id.size() == 16 && is_hexadecimal(id);
}

std::string Journal::id_of_file(const std::string& person, const std::string& kind, const std::string& path,
                                const std::string& about) {
    return sha256_hex(fmt::format("{}\n{}\n{}\n{}", person, kind, path, about)).substr(0, 16);
}

std::optional<JournalEntry> Journal::find(const std::string& id) const {
    if (!is_id(id)) return std::nullopt;
    const std::string bytes = read_file(folder_, id + ".json");
    return bytes.empty() ? std::nullopt : from_json(id, bytes);
}

std::vector<JournalEntry> Journal::all() const {
    std::vector<JournalEntry> out;
    std::error_code ignored;
    for (const auto& one : fs::directory_iterator(folder_, ignored)) {
        const std::string name = one.path().filename().string();
        if (!name.ends_with(".json") || !is_id(name.substr(0, name.size() - 5))) continue;
        if (auto entry = find(name.substr(0, name.size() - 5))) out.push_back(std::move(*entry));
    }
    std::sort(out.begin(), out.end(),
              [](const JournalEntry& a, const JournalEntry& b) { return a.kept != b.kept ? a.kept > b.kept : a.id < b.id; });
    return out;
}

// The folder is made with the first thing that is kept, and never becomes part of a deposit.
static void keep_out_of_git(const std::string& folder) {
    std::error_code ignored;
    if (!fs::exists(folder + "/.gitignore", ignored)) write_private_file(folder + "/.gitignore", "*\n", Replace::yes);
}

void Journal::put(const JournalEntry& entry) {
    keep_out_of_git(folder_);
    write_private_file(fmt::format("{}/{}.json", folder_, entry.id), to_json(entry).dump(Json::Style::indented) + "\n",
                       Replace::yes);
}

void Journal::remove(const std::string& id) {
    if (!is_id(id)) return;
    std::error_code ignored;
    fs::remove_all(fs::path(folder_) / id, ignored);
    fs::remove(fs::path(folder_) / (id + ".json"), ignored);
}

void Journal::put_file(const std::string& id, const std::string& name, std::string_view bytes) {
    keep_out_of_git(folder_);
    write_private_file(fmt::format("{}/{}/{}", folder_, id, name), bytes, Replace::yes);
}

std::optional<std::string> Journal::file(const std::string& id, const std::string& name) const {
    const auto names = files(id);
    if (std::find(names.begin(), names.end(), name) == names.end()) return std::nullopt;
    return read_file(folder_ + "/" + id, name);
}

std::vector<std::string> Journal::files(const std::string& id) const {
    std::vector<std::string> out;
    if (!is_id(id)) return out;
    std::error_code ignored;
    for (const auto& one : fs::directory_iterator(fs::path(folder_) / id, ignored)) {
        std::string name = one.path().filename().string();
        if (one.is_regular_file(ignored) && !name.starts_with('.')) out.push_back(std::move(name));
    }
    std::sort(out.begin(), out.end());
    return out;
}

void Journal::remove_file(const std::string& id, const std::string& name) {
    const auto names = files(id);
    std::error_code ignored;
    if (std::find(names.begin(), names.end(), name) != names.end()) fs::remove(fs::path(folder_) / id / name, ignored);
}

void Journal::move_files(const std::string& from, const std::string& to) {
    if (files(from).empty() || !is_id(to)) return;
    std::error_code reason;
    fs::rename(fs::path(folder_) / from, fs::path(folder_) / to, reason);
    if (reason) throw DiskError("rename", folder_ + "/" + from, reason);
}

ServeState Journal::state() const {
    ServeState out;
    const auto read = parse_json(read_file(folder_, std::string(state_name)));
    const Json* json = std::get_if<Json>(&read);
    if (json == nullptr || !json->is_object()) return out;
    out.token = member(*json, "token");
    if (out.token.size() != 32 || !is_hexadecimal(out.token)) out.token.clear();
    out.person = member(*json, "person");
    if (const Json* port = json->find("port");
        port != nullptr && port->is_integer() && port->as_integer() > 0 && port->as_integer() < 65536)
        out.port = static_cast<int>(port->as_integer());
    return out;
}

void Journal::put_state(const ServeState& state) {
    Json out = Json::object();
    out.set("token", state.token);
    out.set("port", state.port);
    if (!state.person.empty()) out.set("person", state.person);
    keep_out_of_git(folder_);
    write_private_file(fmt::format("{}/{}", folder_, state_name), out.dump(Json::Style::indented) + "\n", Replace::yes);
}

} // namespace livret

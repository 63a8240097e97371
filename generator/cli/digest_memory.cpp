#include "cli/digest_memory.hpp"

#include "base/hash.hpp"
#include "base/json.hpp"
#include "disk/disk.hpp"
#include "disk/private_file.hpp"
#include "resolve/digest.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

// How long what is seen no longer is remembered: what happened once may come back into view (a file that had errors is mended);
// a state that ended and begins again is news again, once it was away for longer than a slip.
constexpr std::chrono::days kept{400}, kept_of_states{7};

// The first letter of a remembered key says which it is.
bool is_state(std::string_view remembered) {
    return remembered.starts_with('s');
}

// Enough that no two things an institute ever says are one.
std::string short_digest(std::string_view text) {
    return sha256_hex(text).substr(0, 24);
}
std::string remembered(std::string_view key) {
    return (is_state_key(key) ? "s" : "") + short_digest(key);
}

std::string state_folder() {
    if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/')
        return std::string(state) + "/livret";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/')
        return std::string(home) + "/.local/state/livret";
    throw CommandError{Exit::environment, "ni XDG_STATE_HOME ni HOME ne nomment un dossier : --state FICHIER dit où se souvenir",
                       "neither XDG_STATE_HOME nor HOME names a folder: --state FILE says where to remember"};
}

[[noreturn]] void refuse(const std::string& path) {
    throw CommandError{
        Exit::content,
        fmt::format("« {} » n’est pas un fichier que « livret digest » a écrit : nommez-en un autre, ou ôtez-le ; sans lui, "
                    "chacun apprend ce qui l’attend et les nouvelles des sept derniers jours",
                    path),
        fmt::format("“{}” is no file that “livret digest” wrote: name another one, or remove it; without it, everybody is told "
                    "what waits for her and the news of the last seven days",
                    path)};
}

} // namespace

std::string digest_memory_path(const Command& command, const std::string& institution) {
    if (!command.arguments.has("--state")) return fmt::format("{}/digest/{}.json", state_folder(), institution);
    const std::string path = fs::absolute(command.arguments.value("--state")).lexically_normal().string();
    if (const auto shared = shared_folder_above(path))
        throw CommandError{
            Exit::usage,
            fmt::format("--state : « {} » est dans « {} », un dossier partagé (git ou Livret) : nommez un autre endroit", path,
                        *shared),
            fmt::format("--state: “{}” lies in “{}”, a shared folder (git or Livret): name another place", path, *shared)};
    return path;
}

DigestMemory::DigestMemory(std::string path) : path_(std::move(path)) {
    const fs::path file(path_);
    make_folders(file.parent_path().string());
    lock_ = open((path_ + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock_ < 0) throw DiskError("write", path_ + ".lock", std::error_code(errno, std::generic_category()));
    if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        close(lock_);
        throw CommandError{Exit::environment,
                           fmt::format("un autre « livret digest » se sert de « {} » : attendez qu’il ait fini", path_),
                           fmt::format("another “livret digest” is using “{}”: wait for its end", path_)};
    }
    const auto disk = open_real_disk(file.parent_path().string());
    const std::string name = file.filename().string();
    if (!disk->exists(name)) return;
    const auto parsed = parse_json(disk->read(name));
    const Json* whole = std::get_if<Json>(&parsed);
    const Json* version = whole != nullptr && whole->is_object() ? whole->find("version") : nullptr;
    const Json* people = version != nullptr ? whole->find("people") : nullptr;
    if (people == nullptr || !version->is_integer() || version->as_integer() != 1 || !people->is_object()) refuse(path_);
    for (const auto& [person, told] : people->as_object()) {
        if (!told.is_object()) refuse(path_);
        auto& keys = told_[person];
        for (const auto& [key, day] : told.as_object()) {
            const auto date = day.is_string() ? parse_date(day.as_string()) : std::nullopt;
            if (!date) refuse(path_);
            keys[key] = *date;
        }
    }
}

DigestMemory::~DigestMemory() {
    close(lock_); // and so the lock ends, as it does when the program is killed
}

bool DigestMemory::knows(std::string_view person) const {
    return told_.contains(short_digest(person));
}

bool DigestMemory::was_told(std::string_view person, std::string_view key) const {
    const auto found = told_.find(short_digest(person));
    return found != told_.end() && found->second.contains(remembered(key));
}

void DigestMemory::note(std::string_view person, const std::vector<std::string>& keys, Date day) {
    auto& told = told_[short_digest(person)];
    for (const std::string& key : keys) told.insert_or_assign(remembered(key), day);
}

void DigestMemory::forget_old(const std::set<std::string>& current, Date today) {
    std::set<std::string> alive;
    for (const std::string& key : current) alive.insert(remembered(key));
    for (auto& [person, told] : told_) {
        for (auto& [key, seen] : told)
            if (alive.contains(key)) seen = std::max(seen, today);
        std::erase_if(told, [&](const auto& one) {
            const auto age = std::chrono::sys_days(today) - std::chrono::sys_days(one.second);
            return age > (is_state(one.first) ? kept_of_states : kept);
        });
    }
}

void DigestMemory::save() const {
    Json people = Json::object();
    for (const auto& [person, told] : told_) {
        Json keys = Json::object();
        for (const auto& [key, day] : told) keys.set(key, iso(day));
        people.set(person, std::move(keys));
    }
    Json whole = Json::object();
    whole.set("version", 1);
    whole.set("people", std::move(people));
    write_private_file(path_, whole.dump(Json::Style::indented) + "\n", Replace::yes);
}

} // namespace livret

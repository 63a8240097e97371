// guard.yaml: which login and which ssh key is whose, for `livret guard`. Read from the branch as it was before a push; only an
// administrator changes it. What the signed registry says of trainees (logins, ssh keys) holds beside it.
#pragma once

#include "diag/sink.hpp"
#include "model/ids.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

inline constexpr std::string_view access_file = "guard.yaml";

// Somebody who may send: a trainee by her folder, a trainer by the word that livret.yaml has for him, or an administrator.
struct Administrator {
    bool operator==(const Administrator&) const = default;
};
using Sender = std::variant<TraineeKey, TrainerId, Administrator>;
// "math1/durand", "c-leroy", "administrator" or "administrateur"; nothing if it is no such word.
std::optional<Sender> parse_sender(std::string_view word);

struct AccessLine {
    Sender person;
    std::string name;           // for people; may be empty
    std::string login, ssh_key; // "SHA256:..."; one of them may be empty
};
// What is wrong with the file is in the sink; lines with errors are left out, so are people whom `is_here` does not know.
std::vector<AccessLine> read_access(const std::string& bytes, const std::function<bool(const Sender&)>& is_here, Sink& sink);

// The file without the lines of a trainee whose data are erased: her login and her key are hers too. Every other byte stays.
struct AccessWithout {
    std::string text;
    std::vector<int> lines; // that went, as they were numbered
};
// Nothing if she has no line there, or if the file cannot be read.
std::optional<AccessWithout> access_without(const std::string& bytes, const TraineeKey& trainee);

} // namespace livret

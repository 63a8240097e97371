// The program over every vector of a folder that make.mjs wrote: trust_vectors <folder>
//   trust_vectors <folder> --names   only says which ones it runs, a line each
#include "base/json.hpp"
#include "disk/disk.hpp"
#include "trust/store.hpp"
#include "trust/verdict.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <string_view>

using namespace livret;

namespace {

using Words = std::map<std::string, std::string>;

std::string word_of(const Judgement& judgement) {
    const std::string word(text_of(judgement.word));
    return judgement.reason.empty() ? word : fmt::format("{} ({})", word, judgement.reason);
}

People people_of(const Json& expected) {
    People people;
    for (const Json& one : expected.find("people")->as_array())
        people.emplace(one.find("id")->as_string(),
                       Person{one.find("folder")->as_string(), one.find("name")->as_string(), one.find("salt")->as_string()});
    return people;
}

// What is to be found, as lines that can be compared: words by path, then completeness, then foreign supersedes.
Words wanted(const Json& expected) {
    Words out;
    for (const auto& [path, word] : expected.find("words")->as_object()) out[path] = word.as_string();
    for (const auto& [trainee, counts] : expected.find("incomplete")->as_object())
        out["incomplete " + trainee] =
            fmt::format("{} listed, {} present", counts.as_array()[0].as_integer(), counts.as_array()[1].as_integer());
    for (const Json& path : expected.find("foreign")->as_array()) out["foreign " + path.as_string()] = "foreign-supersedes";
    return out;
}

Words found(const Judged& judged) {
    Words out;
    for (const auto& [path, judgement] : judged.documents) out[path] = word_of(judgement);
    for (const auto& one : judged.attestations) out[one.path] = word_of(one.judgement);
    for (const auto& [trainee, one] : judged.incomplete)
        out["incomplete " + trainee] = fmt::format("{} listed, {} present", one.listed, one.present);
    for (const auto& path : judged.foreign_supersedes) out["foreign " + path] = "foreign-supersedes";
    return out;
}

Json expected_in(const std::string& folder) {
    auto parsed = parse_json(open_real_disk(folder)->read("expected.json"));
    return std::move(std::get<Json>(parsed));
}

bool holds(const std::string& folder) {
    const auto disk = open_real_disk(folder);
    const Json expected = expected_in(folder);
    const TrustFiles files = read_trust(*disk, "trust", 1);
    const Words now = found(judge(files, expected.find("fingerprint")->as_string(), people_of(expected), 1));
    const Words then = wanted(expected);
    if (now == then) return true;
    fmt::print("FAILED {}: {}\n", folder, expected.find("name")->as_string());
    for (const auto& [path, word] : then)
        if (const auto at = now.find(path); at == now.end() || at->second != word)
            fmt::print("  {}: {}, not {}\n", path, at == now.end() ? "nothing" : at->second, word);
    for (const auto& [path, word] : now)
        if (!then.contains(path)) fmt::print("  {}: {}, not expected\n", path, word);
    return false;
}

} // namespace

int main(int argc, char** argv) {
    const bool names = argc == 3 && std::string_view(argv[2]) == "--names";
    if (argc != 2 && !names) return 2;
    const std::string folder = argv[1];
    int passed = 0, failed = 0;
    for (const DiskEntry& entry : open_real_disk(folder)->list("")) {
        const std::string vector = folder + "/" + entry.name;
        if (names)
            fmt::print("{}\n", expected_in(vector).find("name")->as_string());
        else
            ++(holds(vector) ? passed : failed);
    }
    if (names) return 0;
    fmt::print("{} passed, {} failed\n", passed, failed);
    return failed == 0 && passed > 0 ? 0 : 1;
}

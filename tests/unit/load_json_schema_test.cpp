#include "load/json_schema.hpp"
#include "load/kinds.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

using namespace livret;

namespace {

const std::filesystem::path folder = std::filesystem::path(LIVRET_SOURCE_DIR) / "schema";
constexpr std::string_view ending = ".schema.json";

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void check_names(std::span<const Field> fields, std::string_view where) {
    std::set<std::string_view> names;
    for (const Field& field : fields) {
        CAPTURE(where);
        CAPTURE(field.key);
        CHECK(names.insert(field.key).second);
        if (field.french != field.key) CHECK(names.insert(field.french).second);
        check_names(field.fields, field.key);
    }
}

} // namespace

TEST_CASE("the schemas for editors are what the tables say; LIVRET_UPDATE=1 rewrites them") {
    const char* update = std::getenv("LIVRET_UPDATE");
    std::set<std::string> written;
    for (const auto& [key, bytes] : all_schemas()) {
        const std::string& name = key; // CAPTURE is a lambda, which in Clang 14 cannot see a binding
        CAPTURE(name);
        written.insert(name);
        if (update != nullptr && std::string_view(update) == "1") std::ofstream(folder / name, std::ios::binary) << bytes;
        // Not compared in CHECK, which would print both files.
        const bool same = bytes_of(folder / name) == bytes;
        CHECK(same);
        CHECK(std::holds_alternative<Json>(parse_json(bytes)));
    }
    CHECK(written.size() == all_kinds().size());
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        CAPTURE(name);
        if (name.ends_with(ending)) CHECK(written.contains(name));
    }
}

TEST_CASE("no two fields of one table share a name, in either language") {
    for (const Kind* kind : all_kinds()) check_names(kind->fields, kind->name);
}

TEST_CASE("a key in French is a reference to the same key in English") {
    const Json schema = json_schema(activity_kind);
    const Json* replies = schema.find("properties")->find("replies");
    const Json* properties = replies->find("items")->find("properties");
    CHECK(properties->find("texte")->find("$ref")->as_string() == "#/properties/replies/items/properties/text");
}

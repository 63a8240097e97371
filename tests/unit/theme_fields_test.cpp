// themes/FIELDS.md is what the program offers to templates. LIVRET_UPDATE=1 writes it.
#include "view/pages.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

TEST_CASE("themes/FIELDS.md says what each page offers") {
    const std::string path = LIVRET_SOURCE_DIR "/themes/FIELDS.md";
    const std::string wanted = livret::fields_markdown(livret::page_schema());
    if (std::getenv("LIVRET_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << wanted;
    std::ifstream file(path, std::ios::binary);
    std::ostringstream there;
    there << file.rdbuf();
    CHECK_MESSAGE(there.str() == wanted, "run the unit tests with LIVRET_UPDATE=1 and look at the difference");
}

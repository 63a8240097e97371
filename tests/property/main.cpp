#include "property.hpp"

#include <cstdio>

using namespace livret::tests;

int main() {
    int passed = 0, failed = 0;
    for (const auto& list :
         {base_properties(), markup_properties(), value_properties(), audience_properties(), rule_properties(),
          trust_properties(), leaves_properties(), canonical_properties(), csv_properties(), import_properties(),
          extract_properties(), header_properties(), disclosure_properties(), analysis_properties()})
        for (const Property& one : list) ++(one.holds(one.name) ? passed : failed);
    std::printf("%d passed, %d failed\n", passed, failed);
    return failed > 0 || passed == 0 ? 1 : 0;
}

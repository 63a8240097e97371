#include "model/framework.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cassert>

namespace livret {

LIVRET_MADE_ONCE(Competence)
LIVRET_MADE_ONCE(Domain)
LIVRET_MADE_ONCE(Framework)

namespace {

std::string bare(std::string_view code) {
    std::string out;
    for (const char c : ascii_lower(code))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    return out;
}

template <class Item> const Item* find_exact(const std::vector<Item>& items, std::string_view code) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.code == code; });
    return found == items.end() ? nullptr : &*found;
}

template <class Item> const Item* find_bare(const std::vector<Item>& items, std::string_view typed) {
    if (const auto* exact = find_exact(items, typed)) return exact;
    const std::string wanted = bare(typed);
    if (wanted.empty()) return nullptr;
    const Item* found = nullptr;
    for (const Item& item : items) {
        if (bare(item.code) != wanted) continue;
        if (found != nullptr) return nullptr; // 1.11 or 11.1? Nobody guesses.
        found = &item;
    }
    return found;
}

} // namespace

const Competence* Framework::find(std::string_view code) const {
    return find_exact(competences, code);
}
const Domain* Framework::find_domain(std::string_view code) const {
    return find_exact(domains, code);
}
const Competence* Framework::find_typed(std::string_view typed) const {
    const Competence* exact = find(typed);
    return exact != nullptr ? exact : find_bare(competences, typed);
}
const Domain* Framework::find_domain_typed(std::string_view typed) const {
    const Domain* exact = find_domain(typed);
    return exact != nullptr ? exact : find_bare(domains, typed);
}

const Wording& wording(const std::vector<Wording>& wordings, Language language) {
    assert(!wordings.empty());
    const auto found =
        std::find_if(wordings.begin(), wordings.end(), [&](const Wording& one) { return one.language == language; });
    return found == wordings.end() ? wordings.front() : *found;
}

} // namespace livret

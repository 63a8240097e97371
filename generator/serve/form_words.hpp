// The sentences of the forms (share/livret/program/write/fr.json, en.json), or of the pages that show themselves anew
// (program/live/), in one language. They belong to the program; no theme replaces them.
#pragma once

#include "base/date.hpp"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace livret {

class FormWords {
  public:
    // Throws DiskError if the file is not there: a broken installation.
    FormWords(const std::string& share, Language language, std::string_view folder = "write");

    Language language() const { return language_; }
    bool french() const { return language_ == Language::fr; }
    // Plain text, with {name} replaced. A key that is missing is shown as itself; a test finds it.
    std::string say(std::string_view key, std::initializer_list<std::pair<std::string_view, std::string_view>> values = {}) const;
    bool has(std::string_view key) const { return words_.contains(key); }
    const std::map<std::string, std::string, std::less<>>& all() const { return words_; }

  private:
    Language language_;
    std::map<std::string, std::string, std::less<>> words_;
};

} // namespace livret

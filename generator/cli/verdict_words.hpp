// The sentences for verdicts: those of share/livret/program/words/, which the pages and the checking page show too.
#pragma once

#include "cli/command.hpp"

#include <map>
#include <string>
#include <string_view>

namespace livret {

class VerdictWords {
  public:
    explicit VerdictWords(Language language); // throws CommandError (environment) if the file is not beside the program
    // "word.valid" -> « valide »; the key itself where there is no text, so that nothing is hidden.
    std::string text(std::string_view kind, std::string_view key) const;
    bool has(std::string_view kind, std::string_view key) const;

  private:
    std::map<std::string, std::string, std::less<>> texts_;
};

} // namespace livret

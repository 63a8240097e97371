// What a form holds: names with one or several values, as they were typed.
#pragma once

#include "base/json.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

class FormValues {
  public:
    // The first value; empty if there is none.
    std::string one(std::string_view name) const;
    const std::vector<std::string>& all(std::string_view name) const;
    bool has(std::string_view name, std::string_view value) const;
    // An empty value is none: a form cannot tell them apart.
    void set(std::string name, std::string value);
    void add(const std::string& name, std::string value);
    const std::map<std::string, std::vector<std::string>, std::less<>>& names() const { return values_; }

    bool operator==(const FormValues&) const = default;

    Json json() const;
    static std::optional<FormValues> from(const Json& json);

  private:
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

// As people mean it who type in a browser. One line: blanks at its ends and line ends are none of its text. Several: LF,
// without blank lines at the beginning and blanks at the end; a text that is not empty ends with a line end.
std::string typed_line(std::string_view text);
std::string typed_text(std::string_view text);

} // namespace livret

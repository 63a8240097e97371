// The one writer of XML: what it writes is well formed whatever the texts are.
//
// Names are the program's own. Texts and values lose what XML 1.0 forbids (§2.2) and keep everything else, their markup
// signs as numeric references: those are what every reader of XML agrees on.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace livret {

class XmlWriter {
  public:
    using Attributes = std::vector<std::pair<std::string_view, std::string>>;

    // Begins with the XML declaration. Elements stand on lines of their own, so that people and `diff` can read them.
    XmlWriter();

    void open(std::string_view name, const Attributes& attributes = {});
    void close();
    // An element with words and nothing else: <name>text</name>, or <name/> if there are none.
    void element(std::string_view name, std::string_view text = {}, const Attributes& attributes = {});

    std::string finished(); // everything must be closed

  private:
    void start(std::string_view name, const Attributes& attributes);

    std::string out_;
    std::vector<std::string> open_;
};

} // namespace livret

// The grammar of schema/framework.xsd: which elements, attributes and texts stand where in a framework.
#pragma once

#include "base/xml_scanner.hpp"
#include "diag/sink.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// Told of a document's events in their order, it reports what has no place there. The document outlives it.
class FrameworkGrammar {
  public:
    explicit FrameworkGrammar(const Reporter& reporter) : reporter_(reporter) {}

    void see(const XmlEvent& event);

  private:
    void check_element(const XmlEvent& event);
    void check_attributes(const XmlEvent& event);
    void check_text(const XmlEvent& event);
    void fault(std::size_t at, std::string fr, std::string en, std::optional<std::string> near = {}) const;

    const Reporter& reporter_;
    std::vector<std::string_view> open_; // elements, the innermost last
    bool instruction_ = false;           // said once
};

} // namespace livret

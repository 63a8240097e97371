// Turns a page's value into its bytes. [only user of kainjow Mustache]
//
// A renderer belongs to one thread; programs are shared. Text is escaped for & < > " ', and what values hold is never
// read as a template again.
#pragma once

#include "render/compile.hpp"
#include "view/value.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace livret {

class Renderer {
  public:
    explicit Renderer(const Programs& programs); // which must outlive the renderer
    ~Renderer();
    Renderer(Renderer&&) noexcept;
    Renderer& operator=(Renderer&&) noexcept;

    // `page` must be one of the programs.
    std::string render(std::string_view page, const Value& value);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace livret

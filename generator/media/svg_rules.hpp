// What may stand in a published drawing: names of elements, CSS, addresses.
#pragma once

#include <string>
#include <string_view>

namespace livret {

// Elements of SVG that draw, or say in words what is drawn. Not on the list: what runs, what fetches, what no
// browser draws.
bool is_drawing_element(std::string_view local_name);

// Elements that run something or hold a document of their own, in any case of letters.
bool is_active_element(std::string_view local_name);

// Whether CSS, in a style element or in any attribute, asks for something outside the file: url() of anything
// but a #fragment, @import, functions that take addresses. Escapes (\75 rl) are resolved first.
bool css_leads_outside(std::string_view css);

enum class Address { inside, picture, outside };
// "#fragment" and "" stay inside; "data:image/png;base64," and its like are pictures.
Address kind_of_address(std::string_view address);
// The base64 of an address that is a picture.
std::string_view base64_of(std::string_view address);

} // namespace livret

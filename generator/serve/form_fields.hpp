// The fields of each form: which names the browser may set, what was typed into them, and which of them a message is about.
#pragma once

#include "diag/sink.hpp"
#include "serve/form_values.hpp"
#include "serve/http.hpp"
#include "serve/workshop.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace livret {

// A field that is no value of a form: "action", "sequence". Empty if it was not sent.
std::string sent_field(const HttpRequest& request, std::string_view name);

// What was typed, over what was known: what else an entry holds is not the browser's to say. Nothing if it is too much, or
// no text.
std::optional<FormValues> typed_over(const FormValues& values, std::string_view form, const HttpRequest& request);

// The form's name of the field that a message is about; empty: the form as a whole.
std::string field_of_message(const Diagnostic& one, const Attempt& attempt, std::string_view form);

} // namespace livret

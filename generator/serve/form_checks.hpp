// A form as it stands, looked at before it is saved: what `livret check` would say of it, and how its text will look.
#pragma once

#include "serve/form_page.hpp"
#include "serve/workshop.hpp"

#include <functional>
#include <string>
#include <vector>

namespace livret {

// What keeps the plan from being saved, and what check says of the file it would be. `form`: "activity", "answer" ...
std::vector<FieldMessage> checked(Workshop& workshop, const Plan& plan, std::string_view form,
                                  const std::vector<JoinedFile>& files, const FormWords& words);

// The text as HTML. `address` leads to a file of the form, by its name.
std::string preview_of(const std::string& text, const std::vector<JoinedFile>& files,
                       const std::function<std::string(const std::string& name)>& address, const FormWords& words);

} // namespace livret

// All pages of a site: where each lies, which template makes it, and how its value is had.
//
// To add a page: a pair of files here (its shape beside its value), a line in pages.cpp, a template.
#pragma once

#include "view/context.hpp"
#include "view/shape.hpp"
#include "view/value.hpp"

#include <functional>
#include <vector>

namespace livret {

struct Page {
    SitePath path;
    std::string kind; // the template's name
    std::function<Value()> value;
};

// `context` must outlive the pages. In the order of their paths.
std::vector<Page> pages_of(const ViewContext& context);

// What every page offers: the contract between views and themes. themes/FIELDS.md is printed from it.
const Schema& page_schema();

} // namespace livret

// All pages of a site: where each lies, which template makes it, and how its value is had.
//
// To add a page: a pair of files here (its shape beside its value), a line in pages.cpp, a template.
#pragma once

#include "view/context.hpp"
#include "view/shape.hpp"
#include "view/value.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace livret {

// The value of a page that several files are made of (the page, and each of its tables as CSV): made when the first one takes
// it, and let go when the last one did. Any thread; who takes it once more has it made once more.
class SharedValue {
  public:
    explicit SharedValue(std::function<Value()> make) : make_(std::move(make)) {}
    void expect() { ++takers_; } // one more will take it; before anybody does
    std::shared_ptr<const Value> take();

  private:
    std::function<Value()> make_;
    std::mutex mutex_;
    std::shared_ptr<const Value> value_;
    std::size_t takers_ = 0, left_ = 0;
};

struct Page {
    SitePath path;
    std::string kind; // the template's name
    std::function<Value()> value;
    std::shared_ptr<SharedValue> shared = {}; // where it has tables
};

// `context` must outlive the pages. In the order of their paths.
// Of a page that has more files than its own, `shared` is to be taken.
std::vector<Page> pages_of(const ViewContext& context);

// What every page offers: the contract between views and themes. themes/FIELDS.md is printed from it.
const Schema& page_schema();

} // namespace livret

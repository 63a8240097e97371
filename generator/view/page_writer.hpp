// The parts that pages are made of, each written for the page it stands on: addresses are relative to it.
#pragma once

#include "view/context.hpp"
#include "view/shape.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace livret {

using One = SiteMap::One;

// What a page says of itself; page_writer turns it into the fields that all pages offer.
struct PageHead {
    std::string kind;                                          // the template's name
    std::string title;                                         // as written by its author; typeset here
    std::string description;                                   // one sentence for search engines and previews; may be empty
    std::vector<std::pair<std::string, SitePath>> breadcrumbs; // from below the group's home to above this page
    std::optional<std::pair<std::string, SitePath>> previous = {}, next = {};
    std::vector<SourcePath> sources = {};                     // whose last change is the page's
    std::optional<Date> stated = {};                          // the latest date that they state, where no history is known
    std::optional<One> section = {};                          // of the navigation
    std::vector<std::pair<std::string, SitePath>> feeds = {}; // beside the group's
    // Style sheets and scripts that only some kinds of pages want, beside those named after the kind: "charts" stands for
    // assets/pages/charts.css and charts.js, as far as the theme has them.
    std::vector<std::string> parts = {};
    std::string window = {}; // what tells it from pages of the same title, in the window's title only; may be empty
};

class PageWriter {
  public:
    // `group` is null on the institute's page, which lies above all groups.
    PageWriter(const ViewContext& context, const Group* group, SitePath page);

    const ViewContext& context() const { return context_; }
    const Institute& institute() const { return context_.institute(); }
    const Configuration& configuration() const { return institute().configuration; }
    const Portfolio& portfolio() const { return *context_.portfolio; }
    const SiteMap& map() const { return *context_.map; }
    const Texts& texts() const { return *context_.texts; }
    Language language() const { return context_.language(); }
    bool has_group() const { return group_ != nullptr; }
    const Group& group() const { return *group_; }
    const GfpId& gfp() const { return group_->gfp->id; }
    const SitePath& page() const { return page_; }

    // An object with the common fields; the page's own are set on it.
    Value begin(const PageHead& head) const;

    std::string url(const SitePath& to) const;      // relative to this page
    std::string words(std::string_view text) const; // typeset
    Value words(const Wording& wording) const;
    Value date(Date day) const;                // {iso, text}
    Value date(std::optional<Date> day) const; // empty if there is none
    Value moment(const Moment& moment) const;  // {iso, text}
    Value dates(const DateRange& range) const; // {iso, text}: "du 8 au 12 novembre 2004"
    Value link(std::string_view title, const SitePath& to) const;
    // An author's text with its addresses put in; `source` is the file that it stands in.
    Value rich(const RichText& text, const SourcePath& source) const;

    Value trainee(const TraineeKey& key) const; // {title, url}: url empty for somebody of another group
    Value trainer(const TrainerId& id) const;   // {title, url}
    Value person(const PersonKey& key) const;   // {title, url}
    std::string name_of(const TraineeKey& key) const;
    std::string name_of(const PersonKey& key) const;

  private:
    Value guides() const;
    Value page_files(const PageHead& head, std::string_view root, std::string_view ending) const;
    Value navigation(std::optional<One> section) const;
    std::string change_note(const LastChange* last) const;
    const Attachment* find_attachment(const SourcePath& source) const;

    const ViewContext& context_;
    const Group* group_;
    SitePath page_;
};

// The shapes of the common fields and of the parts above.
std::vector<Shape> common_shape();
Shape person_shape(std::string name, std::string meaning);

} // namespace livret

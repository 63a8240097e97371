// What every page of the forms has in common. Every value of somebody's goes through escape_html; there is no script in a page,
// only one file of ours beside it, so that the policy can forbid all others. Every page works without it.
#pragma once

#include "base/text.hpp"
#include "base/typography.hpp"
#include "serve/saving.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace livret {

struct PageFacts {
    const FormFacts& form;
    std::string base; // "/<token>": before the addresses of forms
    std::string site; // the address of the site, with '/' at its end
    bool deposit = false, import_signed = false;
    bool chosen_here = false; // who writes was chosen on a page, and can be changed there
};

// Of a field's element: "competences.words.A.1" is f-competences-words-A-1.
std::string element_id(std::string_view name);

// Parts of every page. `out` grows from top to bottom.
class Html {
  public:
    explicit Html(const PageFacts& facts) : facts_(facts), words_(facts.form.words) {}

    std::string out;

    // A word of ours, as HTML.
    std::string w(std::string_view key, std::initializer_list<std::pair<std::string_view, std::string_view>> values = {}) const {
        return escape_html(words_.say(key, values));
    }
    // Somebody's line, as pages print it.
    std::string t(std::string_view text) const { return escape_html(typeset(text, words_.language())); }
    std::string link(const std::string& path) const { return escape_html(facts_.base + path); }

    // The place for what the last request did: '+' (good) or '!' (bad), then the sentence; empty: nothing to say.
    void told(const std::string& sentence);

    // What the first page is called: a trainer has no texts of her own there.
    std::string_view home_key() const { return facts_.form.person.is_trainer() ? "nav.work" : "nav.home"; }

    // The whole page around `out`.
    std::string whole(const std::string& title) const;

  protected:
    const PageFacts& facts_;
    const FormWords& words_;
};

} // namespace livret

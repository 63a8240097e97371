// What a page that is open is told (server-sent events), and the script of ours that listens. A page says which it is and how it
// looked when it was served; so it is told what it missed while it was hidden or the program was not running.
//
//   event: reload   the page looks otherwise now
//   event: errors   {"title": ..., "items": [{"place", "words", "hint"}], "notes": [...], "close": ...}
//   event: mended   there are none (any more)
//   event: follow   {"page": "/math1/activites/x.html"}: what was changed is shown there (livret serve --follow)
//   event: enough   too many pages listen: ask again when somebody looks at this one
#pragma once

#include "serve/form_words.hpp"
#include "serve/http.hpp"
#include "serve/kept_site.hpp"
#include "serve/told_errors.hpp"

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace livret {

struct LiveOptions {
    std::string share; // of the program
    std::string base;  // of the site, without '/' at its end
    Audience audience = Audience::gfp;
    bool follow = false;
};

class LiveEvents {
  public:
    // Below the site's base. No file of a site is hidden: none can have such an address.
    static constexpr std::string_view place = "/.livret/";

    LiveEvents(KeptSite& site, LiveOptions options);

    // `page` with the script in it, if it is one of a site's own: a page that brings a policy of its own (checking, signing)
    // stays as it is.
    std::string with_script(std::string html, const std::string& page, const std::string& look, const Reading& reading) const;
    // What there is to say instead of a site that was never good.
    HttpResponse broken_page(const Reading& reading, const std::string& page) const;

    // `path` below `place`.
    HttpResponse answer(const HttpRequest& request, std::string_view path);

  private:
    struct Listener;
    const FormWords& words(Language language) const { return language == Language::fr ? french_ : english_; }
    std::string told_errors(const Reading& reading) const;
    HttpStream listen(const HttpRequest& request);
    std::optional<std::string> next(Listener& listener);
    std::string told_page(Listener& listener, const Reading& reading);
    std::string page_to_follow(const Listener& listener, const Reading& reading) const;

    KeptSite& site_;
    LiveOptions options_;
    FormWords french_, english_;
    std::map<std::string, std::string, std::less<>> assets_; // by name
    std::string run_;                                        // tells this run's readings from another's
    std::mutex mutex_;
    std::list<std::weak_ptr<Listener>> listeners_; // oldest first
};

} // namespace livret

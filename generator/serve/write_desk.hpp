// The forms: what each address of theirs answers. Every text that comes is kept (journal.hpp) before anything is made of it,
// and a file of the repository changes only when somebody saves, as a whole, and not if somebody else changed it meanwhile.
#pragma once

#include "serve/deeds.hpp"
#include "serve/form_page.hpp"
#include "serve/home_page.hpp"
#include "serve/http.hpp"
#include "serve/workshop.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace livret {

struct DeskOptions {
    std::string base;                // "/<token>"
    std::string site;                // the site's address, with '/' at its end
    std::optional<PersonKey> person; // nothing: chosen on a page
    Deeds deeds;
};

class WriteDesk {
  public:
    WriteDesk(Workshop& workshop, DeskOptions options);

    // Who writes: as given, or as chosen on the page.
    std::optional<PersonKey> person();

    // `path` below the base: "/", "/form/0123456789abcdef". Any thread.
    HttpResponse answer(const HttpRequest& request, std::string_view path);

  private:
    struct Turn; // one request, with what it sees

    Workshop& workshop_;
    DeskOptions options_;
    Journal journal_;
    FormWords french_, english_;
    std::mutex files_mutex_; // of the working folder: savings, deposits; taken before the other
    std::mutex mutex_;       // of the journal and all else: one request after the other, but for a deed's own time
};

} // namespace livret

// livret serve: the site from memory, as it is now, and the forms, on this machine's loopback.
//
// With forms, as one person sees it, or for readers who see more than the group, the address holds a token of 128 random bits:
// without it nothing is answered, to whichever page or account of this machine. It stands in the path and in no cookie, because a
// cookie for 127.0.0.1 goes to whatever listens on any port there. The site has a token of its own, made from the first, and
// beside forms a host name of its own (localhost): a script that a theme brings into a page of the site neither knows where the
// forms are nor shares their origin. Port and token are remembered (journal.hpp), so that a page that stayed open finds the
// program again when it is started again.
#pragma once

#include "serve/kept_site.hpp"
#include "serve/write_desk.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace livret {

enum class Forms { none, shown };

struct ServeOptions {
    BuildOptions build;
    std::function<Moment()> clock; // the moment of a request, with this machine's offset
    std::optional<int> port;       // 0: any that is free; none: that of last time, else the first free one from 8004 on
    Forms forms = Forms::none;
    bool secret = false;             // the token is asked for without forms too: as one person sees it
    std::optional<PersonKey> person; // who writes
    bool follow = false;             // leads the browser to the page of what was changed
    WatchOptions watch = {};
    // After each reading of the repository, from a thread of the server's.
    std::function<void(const Reading&)> told = {};
    Deeds deeds = {};
};

class SiteServer {
  public:
    explicit SiteServer(ServeOptions options); // listens at once; throws DiskError
    ~SiteServer();

    std::string site_address() const;    // http://127.0.0.1:8004/...
    std::string forms_address() const;   // empty without forms
    std::string dossier_address() const; // of the trainee whose view it is; empty without one
    Looking looking() const;             // why the repository is looked at again and again
    void run();                          // until stop()
    void stop();                         // from any thread
    bool reads() const;                  // a reading goes on, which nobody waits for after stop()

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace livret

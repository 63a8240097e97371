// Parts of the home page that trainees and trainers share: lists of cards, questions with their clocks, ways to the site.
#pragma once

#include "resolve/clock.hpp"
#include "resolve/site_map.hpp"
#include "serve/html_page.hpp"

#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace livret {

class HomeParts : public Html {
  public:
    explicit HomeParts(const PageFacts& facts);

  protected:
    const Institute& institute() const { return facts_.form.institute; }
    bool is_trainer() const { return facts_.form.person.is_trainer(); }
    TraineeKey key() const { return {facts_.form.person.gfp, facts_.form.person.trainee}; }
    const std::set<GfpId>& groups() const { return groups_; } // a trainer's

    // A section of cards; nothing if there are none and `nothing` says nothing.
    void list(std::string_view heading, const std::vector<std::string>& items, std::string_view nothing = "");
    // `more`: HTML.
    std::string card(const std::string& to, const std::string& title, const std::string& note, std::string_view more = "") const;

    // "wait.activities": key.one or key.other, as HTML.
    std::string counted_words(std::string_view key, std::size_t n) const;

    // --- questions
    // `note`: HTML.
    std::string question_card(const Question& one, const std::string& note, std::string_view more = "") const;
    std::string clock_words(const Question& one) const; // the promise's clock, as HTML
    std::string asked_words(const Question& one) const; // who asked and when, and whether a trainer answered, as HTML
    std::string asked_line(const Question& one) const;  // who asked and when, as a line of its own
    bool is_near(const Question& one) const;            // of a trainer's groups, or of their streams
    // What was promised, by its end; then what was put to one trainer, by its age.
    std::tuple<bool, std::chrono::sys_seconds, std::string> urgency(const Question& one) const;

    // --- the site
    SiteMap site_map() const; // of addresses that need no content
    std::string site(const SitePath& page) const;

  private:
    std::set<GfpId> groups_;
    std::set<StreamId> streams_;

    Clock clock(const Question& one) const;
    std::string asked(const Question& one) const;
};

} // namespace livret

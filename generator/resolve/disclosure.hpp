// Which numbers of the analysis are published, so that none points at a person.
//
// The rule. A number that is about fewer than three people (`fewest_people`) is not given, where the page does not name these
// people anyway. What is shown then says « moins de 3 » and covers nobody, one and two alike: whoever could tell nobody from
// somebody could subtract. (That nobody at all declares a competence is said all the same: it is about nobody.)
//
// Where it holds (Secrecy):
//   none        in a group's own pages, for what the same pages show one by one with names: who declared what in which context,
//               where each stands. A count that the list beside it gives protects nobody by being hidden.
//   few         in a group's own pages, for what is a judgement: refusals, requests, delays. Those who read them see each one
//               too, but such a table is made to be quoted and carried off, and a refusal should not travel with its number.
//   above       on the institute's page. Its readers may belong to one group or to none, so nothing may be had about the
//               others by taking one's own group away: what remains without any one group must be about nobody or at least
//               three people, too. (Whoever reads all groups but one sees each person there; this is not a secret kept from her.)
//
// Subtracting within a table. The cells of a row may be the parts of a whole that is known from elsewhere: the activities that
// declare a competence, context by context. Then what is closed in a row can be had together, so it must be about nobody or
// at least three people together, and one closed cell never stands alone. Where that fails, the smallest open cell is closed
// too, until it holds. Such a cell is `withheld`: it may be about many, and calling it few would be a lie. No page gives a
// total that these parts do not lead to.
//
// A whole beside its parts that overlap: the activities of a domain, beside those of its competences. Their difference (of the
// domain, without this competence) must be about nobody or three people at least, or the domain's numbers are withheld; and so
// they are where two competences alone make a domain, whose overlap would follow (view/analysis_tables.cpp).
//
// And subtracting between builds. A build of some groups only (--gfp) has no institute's page: the difference of two such
// pages would be a group. A group of fewer than three people has no analysis at all: it would be a person's.
//
// Pure: numbers in, numbers out.
#pragma once

#include "model/ids.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace livret {

inline constexpr std::size_t fewest_people = 3;

// Some people, as far as the rule asks: of a group, whether nobody, one, two or more; and whether there are more groups than
// three, for then any three of them are at least three people. So no more than a dozen are kept, whoever was inserted first.
class FewPeople {
  public:
    void insert(const TraineeKey& who);
    void insert(const FewPeople& others) {
        for (const TraineeKey& one : others.kept_) insert(one);
    }
    bool empty() const { return kept_.empty(); }
    std::size_t size() const { return kept_.size(); } // exact below three
    auto begin() const { return kept_.begin(); }
    auto end() const { return kept_.end(); }

  private:
    std::vector<TraineeKey> kept_;
};

// How many, and about whom.
struct Tally {
    std::int64_t number = 0;
    FewPeople people;

    void add(const TraineeKey& who) { add_number(1, who); }
    void add_number(std::int64_t some, const TraineeKey& who) {
        number += some;
        people.insert(who);
    }
    void add(const Tally& other) {
        number += other.number;
        people.insert(other.people);
    }
};

enum class Secrecy { none, few, above };

struct Published {
    enum class What { open, few, withheld };
    What what = What::open;
    std::int64_t number = 0; // of an open one; else 0

    bool is_open() const { return what == What::open; }
    bool operator==(const Published&) const = default;
};

// Whether it may be known, given or by subtraction: about nobody, or about enough people.
bool may_follow(const Tally& tally, Secrecy secrecy);

// A number that is no part of a whole.
Published publish(const Tally& tally, Secrecy secrecy);
// The parts of a whole that may be known from elsewhere.
std::vector<Published> publish_parts(std::span<const Tally> parts, Secrecy secrecy);

} // namespace livret

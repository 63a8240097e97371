// What a jury's table says of a candidate: what counts, what was held in class, what asks for a look.
#include "resolve/candidates.hpp"
#include "signed_samples.hpp"

#include <doctest/doctest.h>

using namespace livret;
using namespace livret::samples;

namespace {

AttestationRecord in_class(AttestationRecord one) {
    one.state->situation = Situation::classroom;
    return one;
}

Framework two_domains() {
    Framework out;
    out.id = FrameworkId{"c2i2e-2004"};
    for (const char* code : {"A.1", "B.4"}) {
        Domain domain;
        domain.code = code;
        out.domains.push_back(domain);
    }
    const auto add = [&](const char* code, std::size_t domain) {
        Competence one;
        one.code = code;
        one.domain = domain;
        out.domains[domain].competences.push_back(out.competences.size());
        out.competences.push_back(one);
    };
    add("A.1.1", 0);
    add("A.1.2", 0);
    add("B.4.1", 1);
    return out;
}

struct Table {
    Institute kept;
    Portfolio portfolio;
    std::vector<Candidate> candidates; // of the first group, in its order

    explicit Table(std::vector<AttestationRecord> records) : kept(institute()) {
        kept.frameworks = {two_domains()};
        kept.configuration.framework = kept.frameworks.front().id;
        kept.trust.attestations = std::move(records);
        portfolio = make_portfolio(kept, Audience::jury, Moment{});
        for (const Booklet& one : portfolio.groups.front().booklets) candidates.push_back(candidate_of(portfolio, one));
    }
    const Candidate& of(const TraineeKey& key) const {
        for (const Candidate& one : candidates)
            if (one.booklet->trainee->key == key) return one;
        throw std::logic_error("no such candidate");
    }
};

} // namespace

TEST_CASE("a candidate about whom nothing is signed is in the table, with nothing that counts") {
    const Table table({});
    CHECK(table.candidates.size() == table.portfolio.groups.front().booklets.size());
    CHECK(table.of(durand).attested == 0);
    CHECK(table.of(durand).declared > 0);
    CHECK(table.of(durand).problems.empty());
}

TEST_CASE("the numbers of the domains are those of the framework") {
    const Table table({record("a1", "leroy", "D-01", {attested("A.1.1")})});
    const Candidate& one = table.of(durand);
    CHECK(one.attested == 1);
    std::size_t attested = 0, declared = 0, total = 0;
    for (const DomainStanding& domain : one.domains) {
        attested += domain.attested;
        declared += domain.declared;
        total += domain.total;
    }
    CHECK(attested == one.attested);
    CHECK(declared == one.declared);
    CHECK(total == one.total);
}

TEST_CASE("an activity was held in class if an attestation that counts says so, and once however many trainers sign") {
    Table table({in_class(record("a1", "leroy", "D-01", {attested("A.1.1")})),
                 in_class(record("a2", "petit", "D-01", {attested("A.1.2")}))});
    CHECK(table.of(durand).in_class.size() == 1);
    CHECK(Table({in_class(record("a1", "leroy", "D-01", {refused("A.1.1")}))}).of(durand).in_class.empty());
    CHECK(Table({with(in_class(record("a1", "leroy", "D-01", {attested("A.1.1")})), Word::revoked)}).of(durand).in_class.empty());
}

TEST_CASE("front matter alone makes no class") {
    Table table({record("a1", "leroy", "D-01", {attested("A.1.1")})}); // whose signed state says nothing of one
    for (Activity& one : table.kept.activities) one.situation = Situation::classroom;
    CHECK(candidate_of(table.portfolio, *table.of(durand).booklet).in_class.empty());
}

TEST_CASE("what does not count asks for a look, what was replaced does not") {
    const Table table({with(record("a1", "leroy", "D-01", {attested("A.1.1")}), Word::bad_signature),
                       with(record("a2", "leroy", "D-01", {attested("A.1.2")}), Word::superseded)});
    REQUIRE(table.of(durand).problems.size() == 1);
    CHECK(table.of(durand).problems[0]->word == Word::bad_signature);
    CHECK(table.of(durand).attested == 0);
}

TEST_CASE("an edited text asks for a look and goes on counting") {
    AttestationRecord edited = record("a1", "leroy", "D-01", {attested("A.1.1")});
    edited.freshness = Freshness::edited_since;
    const Table table({edited});
    CHECK(table.of(durand).earlier.size() == 1);
    CHECK(table.of(durand).attested == 1);
}

TEST_CASE("attestations that are listed and not there are hers alone") {
    Table table({});
    table.kept.trust.incomplete.push_back({durand, "id-durand", 5, 4});
    for (const Candidate& one : table.candidates) {
        const Candidate again = candidate_of(table.portfolio, *one.booklet);
        CHECK((again.incomplete != nullptr) == (one.booklet->trainee->key == durand));
    }
}

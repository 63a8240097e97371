// What the pages are about: each group with its people and what they did, each trainee's competences and
// where she declared them, each competence and who declared it.
//
// Built from an Institute that was already restricted to an audience. Holds pointers into that Institute,
// which must outlive it. Pure; runs whole every time, because one activity changes a trainee's row and a
// group's totals.
#pragma once

#include "model/institute.hpp"
#include "model/shown_session.hpp"
#include "resolve/audience.hpp"
#include "resolve/standing.hpp"

#include <map>
#include <set>
#include <vector>

namespace livret {

// One trainee's booklet.
struct Booklet {
    const Trainee* trainee = nullptr;
    std::vector<const Activity*> activities;                        // by date, oldest first
    std::vector<const Positioning*> positionings;                   // by date, oldest first
    std::map<CompetenceKey, std::vector<const Activity*>> declared; // activities by date
    std::size_t left_out = 0;                                       // files with errors that these readers would have seen
};

struct Group {
    const Gfp* gfp = nullptr;
    std::vector<Booklet> booklets;           // by the trainees' family names, as they are sorted in the language
    std::vector<const Trainer*> trainers;    // in the order of gfp.md
    std::vector<const Activity*> activities; // newest first
    std::vector<const Training*> trainings;  // by date
    std::vector<const Question*> questions;  // the group's and its stream's, newest first
    std::vector<const Notice*> notices;      // newest first
    std::map<CompetenceKey, std::vector<const Booklet*>> declared_by; // in the booklets' order
    std::size_t left_out = 0;                                         // of no trainee

    const Booklet* find(const TraineeId& id) const;
    std::string label() const { return gfp->title; }
};

struct Portfolio {
    const Institute* institute = nullptr;
    Audience audience = Audience::gfp;
    Moment now;
    const ShownSession* session = nullptr;    // the jury's that all this is for: a frozen state
    std::vector<Group> groups;                // by id: those that are looked at
    std::size_t groups_in_site = 0;           // also those that are not
    std::vector<const Framework*> frameworks; // that of livret.yaml first, then `also`, then used ones
    std::map<std::string, const Activity*> by_reference;
    std::map<TraineeKey, TraineeStandings> standings;
    using SignedAbout = FlatMap<Subject, std::vector<const AttestationRecord*>>; // in the model's order
    std::map<TraineeKey, SignedAbout> signed_about;

    const TraineeStandings& standings_of(const TraineeKey& trainee) const; // empty if she declared nothing
    const std::vector<const AttestationRecord*>& records_about(const TraineeKey& trainee, const Subject& subject) const;
    const Group* find(const GfpId& id) const;
};

// How much of a domain (its leaves, at any depth) is declared.
struct Coverage {
    std::size_t declared = 0;
    std::size_t total = 0;
};
Coverage coverage_of(const Framework& framework, const Domain& domain,
                     const std::map<CompetenceKey, std::vector<const Activity*>>& declared);
Coverage coverage_of(const Framework& framework, const Domain& domain,
                     const std::map<CompetenceKey, std::vector<const Booklet*>>& declared);
// The leaves below a domain, in the framework's order.
std::vector<const Competence*> leaves_of(const Framework& framework, const Domain& domain);
// Domains that hold competences of their own, in the framework's order: those that tables are parted by.
std::vector<const Domain*> table_domains(const Framework& framework);

// `only`: of the institute's groups, those to look at; empty: all of them. What else the institute holds must be theirs then.
Portfolio make_portfolio(const Institute& institute, Audience audience, const Moment& now, const std::vector<GfpId>& only = {});

// "Durand" of "Anne Durand": what lists are sorted by. The folder's name breaks ties.
std::string family_name(std::string_view name);

} // namespace livret

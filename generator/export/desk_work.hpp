// What all pages of a group's desk show parts of: what waits, since when, for whom; who decided and answered what.
#pragma once

#include "resolve/clock.hpp"
#include "resolve/waiting.hpp"
#include "view/context.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace livret {

struct GroupWork {
    std::vector<Waiting> waiting, asked;
    std::vector<UndecidedSession> sessions;
    std::vector<UndecidedContributions> contributions;
    std::vector<std::pair<const Question*, Clock>> questions;     // that wait for a trainer: what is most urgent first
    std::vector<const AttestationRecord*> decisions;              // newest first, as their signers date them
    std::map<TrainerId, std::string> trainers;                    // who work here: gfp.md's, and the registry's for this group
    std::map<TrainerId, std::size_t> decided, answered, asked_of; // competences, questions, questions put to her that wait

    std::size_t late() const;    // activities beyond the institute's own target
    std::size_t replied() const; // activities with a reply to a request
    std::size_t overdue() const; // questions whose promise has run out
};

// A request for more information that got a reply.
bool has_reply(const Waiting& one);

// `context` must outlive the result.
GroupWork work_of(const ViewContext& context, const Group& group);

} // namespace livret

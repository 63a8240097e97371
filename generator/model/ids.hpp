// Identifiers are distinct types, so that a group's can never be passed where a trainee's is wanted.
//
// All are slugs (base/unicode.hpp: a-z, 0-9, inner hyphens) and compare by bytes.
#pragma once

#include <compare>
#include <string>

namespace livret {

template <class Tag> struct Id {
    std::string value;
    auto operator<=>(const Id&) const = default;
    bool empty() const { return value.empty(); }
};

using GfpId = Id<struct GfpTag>;
using TraineeId = Id<struct TraineeTag>; // the folder's name: unique in its GFP only
using TrainerId = Id<struct TrainerTag>;
using FrameworkId = Id<struct FrameworkTag>;
using ContextId = Id<struct ContextTag>;
using StreamId = Id<struct StreamTag>;

// One trainee in the whole repository.
struct TraineeKey {
    GfpId gfp;
    TraineeId trainee;
    auto operator<=>(const TraineeKey&) const = default;
};

// A competence: its code means something within one framework only.
struct CompetenceKey {
    FrameworkId framework;
    std::string code; // as the framework writes it
    auto operator<=>(const CompetenceKey&) const = default;
};

// Who wrote a question or an answer: a trainee, or a trainer.
struct PersonKey {
    GfpId gfp;         // of a trainee; empty for a trainer
    TraineeId trainee; // empty for a trainer
    TrainerId trainer; // empty for a trainee
    bool is_trainer() const { return !trainer.empty(); }
    auto operator<=>(const PersonKey&) const = default;
};

} // namespace livret

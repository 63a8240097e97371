// One file of the repository, read: its value, what was wrong with it, and where it names others.
#pragma once

#include "load/places.hpp"
#include "model/institute.hpp"

#include <string>
#include <variant>

namespace livret {

struct Document {
    SourcePath path;
    Place place;
    std::string bytes; // UTF-8; what the positions of `sink` and of the spans below count in
    Sink sink;
    std::variant<std::monostate, Gfp, Trainee, Activity, Positioning, Training, Question, Notice, Example, JurySession> value;

    // Places that checks across files report at.
    Span reference_at, same_as_at, identifier_at;
    // What could be read of an activity's audience, even if the rest has errors.
    std::optional<Visibility> visibility;
    std::optional<Status> status;

    template <class Value> const Value* as() const { return std::get_if<Value>(&value); }
    Reporter reporter() { return Reporter(path, bytes, sink); }
};

} // namespace livret

// One file of the repository, read: its value, what was wrong with it, and where it names others.
#pragma once

#include "load/places.hpp"
#include "model/institute.hpp"

#include <memory>
#include <string>
#include <type_traits>
#include <utility>
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

// One among others, that was read now or, by whoever reads again and again, before: then it is others' as well and stays as it
// is. What it says wrong together with others is not its own.
class ListedDocument {
  public:
    ListedDocument() = default;
    explicit ListedDocument(Document read) : own_(std::make_unique<Document>(std::move(read))), sink_(std::move(own_->sink)) {}
    explicit ListedDocument(std::shared_ptr<const Document> known) : known_(std::move(known)), sink_(known_->sink) {}

    const Document& operator*() const { return own_ ? *own_ : *known_; }
    const Document* operator->() const { return &**this; }

    const Sink& sink() const { return sink_; }
    Reporter reporter() { return Reporter((*this)->path, (*this)->bytes, sink_); }

    // Its value, to keep; the last call.
    template <class Take> void hand_over(Take take) {
        if (own_)
            std::visit(take, std::move(own_->value));
        else
            std::visit([&](const auto& value) { take(std::decay_t<decltype(value)>(value)); }, known_->value);
    }

  private:
    std::unique_ptr<Document> own_;
    std::shared_ptr<const Document> known_;
    Sink sink_;
};

} // namespace livret

// Where functions put what they find wrong with an author's file. They go on with their best effort: one run reports all.
//
// A sink belongs to one thread. Parallel stages fill one sink per work item and append them in the items' order.
#pragma once

#include "base/made_once.hpp"
#include "diag/diagnostic.hpp"

#include <cstddef>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace livret {

// Messages about one file beyond which nobody reads on; a hostile file could otherwise make a million of them.
inline constexpr std::size_t most_messages = 200;

class Sink {
  public:
    LIVRET_DECLARED_ONCE(Sink);
    // From the limit on, messages about the same file are dropped; an error too-many-messages says so, once.
    void add(Diagnostic diagnostic);
    void append(const Sink& other);
    // Whether messages about the file would be dropped: then looking for more is lost time.
    bool full(const SourcePath& path) const;

    const std::vector<Diagnostic>& items() const { return items_; }
    std::size_t errors() const;
    std::size_t warnings() const;
    bool has_errors_in(const SourcePath& path) const;

    // Sorted for people, the same message about the same place only once.
    std::vector<Diagnostic> sorted() const;

  private:
    std::vector<Diagnostic> items_;
    std::map<SourcePath, std::size_t> counts_;
};

struct ReportOptions {
    std::optional<std::string> did_you_mean = {};
    std::vector<Fix> fixes = {};
};

// Reports about one file, so that callers give a code, a place and arguments only. `text` must outlive the reporter;
// it is where the printed source lines come from.
class Reporter {
  public:
    Reporter(SourcePath path, std::string_view text, Sink& sink) : path_(std::move(path)), text_(text), sink_(&sink) {}

    using Options = ReportOptions;
    void report(Code code, Span at, std::vector<std::string> arguments = {}, Options options = {}) const;

    const SourcePath& path() const { return path_; }
    bool full() const { return sink_->full(path_); }
    std::string_view text() const { return text_; }
    std::size_t errors() const { return errors_; } // reported through this reporter

  private:
    SourcePath path_;
    std::string_view text_;
    Sink* sink_;
    mutable std::size_t errors_ = 0;
};

// The lines of a text, found once: for whoever asks for many.
class LineIndex {
  public:
    explicit LineIndex(std::string_view text); // which must outlive it
    std::string_view line(int number) const;   // from 1, without its end; empty if there is none

  private:
    std::string_view text_;
    std::vector<std::size_t> starts_;
};

// Line `number` (from 1) of `text` without its end; empty if there is none.
std::string_view line_of(std::string_view text, int number);
// The place of a byte offset, and the byte offset of a place.
Position position_at(std::string_view text, std::size_t offset);
std::size_t offset_of(std::string_view text, Position position);

} // namespace livret

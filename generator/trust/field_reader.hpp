// Reads the members of a JSON object that has a closed schema: every member is asked for by name, and what was not
// asked for is refused at the end. The first fault is kept; after it, values are empty and reading goes on harmlessly.
#pragma once

#include "trust/documents.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct ReadFault {
    std::string where, what; // empty: none
    bool found() const { return !what.empty(); }
    void say(std::string place, std::string fault); // only the first is kept
};

bool is_line(std::string_view text);    // one line, not empty, without control characters, at most 1 024 bytes
bool is_text(std::string_view text);    // with line feeds and tabs, at most 65 536 bytes
bool is_id(std::string_view text);      // a slug of at most 64
bool is_digest(std::string_view text);  // 64 of [0-9a-f]
bool is_instant(std::string_view text); // 2005-01-17T10:20:00Z
bool is_safe_path(std::string_view text);

class FieldReader {
  public:
    FieldReader(const Json* json, std::string where, ReadFault& fault);

    const Json* take(std::string_view name, bool required = true);
    std::string line(std::string_view name);
    std::string text(std::string_view name);          // required
    std::string optional_text(std::string_view name); // absent or not empty
    std::string optional_line(std::string_view name);
    std::string id(std::string_view name);
    std::string optional_id(std::string_view name);
    std::string path(std::string_view name);
    Digest digest(std::string_view name);
    Digest optional_digest(std::string_view name);
    Date date(std::string_view name);
    std::optional<Date> optional_date(std::string_view name);
    Period span(); // "from" and, if it ends, "until"
    std::int64_t integer(std::string_view name);
    std::optional<std::int64_t> optional_integer(std::string_view name);
    bool optional_true(std::string_view name); // absent or true
    PublicKey key(std::string_view name);
    // The index of the value in `words`.
    std::size_t choice(std::string_view name, std::span<const std::string_view> words);
    void constant(std::string_view name, std::int64_t value);

    // Each item of a list, with its place. An optional list that is there must not be empty.
    void list(std::string_view name, const std::function<void(const Json& item, const std::string& where)>& read,
              bool required = true);
    using Test = bool (*)(std::string_view);
    std::vector<std::string> set(std::string_view name, Test good, bool required = true); // sorted, no equal ones
    FieldReader object(std::string_view name);
    bool has(std::string_view name) const;

    // What was not asked for is refused.
    void end();

    // "credentialSubject.keys" + "root".
    std::string place(std::string_view name) const;
    ReadFault& fault() { return fault_; }

  private:
    const std::string* string_of(std::string_view name, bool required);
    const Json* json_;
    std::string where_;
    ReadFault& fault_;
    std::vector<std::string_view> taken_; // names as callers write them: literals
};

// The manifest of an activity, as attestations and frozen states hold it.
ActivityManifest read_activity_manifest(FieldReader in);

} // namespace livret

// What was typed and not saved yet, one small file per form, so that nothing is lost when the program, the browser or the
// machine stops: .livret/forms/<id>.json, and the files that were dropped on it in .livret/forms/<id>/.
//
// Private (mode 0600 in a folder of mode 0700, kept out of git by a .gitignore of its own), and written whole or not at all:
// beside, through to the disk, then renamed. A file of the journal that cannot be read is left where it is and is no form.
#pragma once

#include "serve/form_values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace livret {

struct JournalEntry {
    std::string id;            // 16 hexadecimal digits
    std::string kind;          // "activity", "position", "question", "answer", "reply"
    std::string person;        // "math1/durand", "c-leroy"
    std::string path;          // of the repository; empty: none yet
    std::string base;          // SHA-256 of what the form was filled from: the file, or the words of `item`; empty: of nothing
    std::string item;          // which answer or reply of the file it corrects, counted from 1; empty: none, or one more
    std::string moved_from;    // `path` until now, while the file moves: what was typed still says links from there
    std::string about;         // what it answers or starts from: digits of an attestation, an example, a group or a stream
    std::int64_t sequence = 0; // grows with every change in the page: an older one that comes late is dropped
    std::string kept;          // when, as ISO 8601
    std::string told;          // what is said when the page is shown next: '+' (good) or '!' (bad), then the sentence
    bool touched = false;      // somebody typed: it is listed as unfinished
    bool aside = false;        // given up by its writer: kept a month, and may be taken up again
    FormValues values;
};

// Facts of the server that outlive it. What cannot be read is empty, or 0.
struct ServeState {
    std::string token; // 32 hexadecimal digits
    int port = 0;
    std::string person; // who was chosen on the page
};

class Journal {
  public:
    explicit Journal(std::string root); // of the repository

    std::optional<JournalEntry> find(const std::string& id) const;
    std::vector<JournalEntry> all() const; // the newest first
    void put(const JournalEntry& entry);   // throws DiskError
    void remove(const std::string& id);    // with its files

    // A file that belongs to a form and not yet to the repository. `name` is a file name.
    void put_file(const std::string& id, const std::string& name, std::string_view bytes);
    std::optional<std::string> file(const std::string& id, const std::string& name) const;
    std::vector<std::string> files(const std::string& id) const; // names, sorted
    void remove_file(const std::string& id, const std::string& name);
    void move_files(const std::string& from, const std::string& to); // to a form that has none

    // One file of the same folder: serve.json.
    ServeState state() const;
    void put_state(const ServeState& state); // throws DiskError

    static bool is_id(std::string_view id);
    // The same form for the same file, whenever it is opened.
    static std::string id_of_file(const std::string& person, const std::string& kind, const std::string& path,
                                  const std::string& about);

  private:
    std::string folder_;
};

} // namespace livret

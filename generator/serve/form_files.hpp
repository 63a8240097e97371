// The files of a form: those that lie beside its text, and those that were dropped on it and come with the next saving. What
// comes is looked at before it is kept, given a name that a link takes as it stands, and freed from what its camera wrote.
#pragma once

#include "serve/form_page.hpp"
#include "serve/http.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace livret {

class FormFiles {
  public:
    FormFiles(const FormFacts& facts, Journal& journal, Disk& disk, std::string root)
        : facts_(facts), journal_(journal), disk_(disk), root_(std::move(root)) {}

    std::vector<JoinedFile> all(const JournalEntry& entry) const;
    // The bytes as they may be shown; nothing if there is no such file, or none that may be.
    std::optional<std::string> shown(const JournalEntry& entry, const std::string& name) const;

    // Keeps what was sent for the next saving; sentences about what was not taken.
    std::vector<std::string> join(const JournalEntry& entry, const std::vector<HttpFile>& files);
    // What is cleaned away of them, in sentences.
    std::vector<std::string> cleaned(const std::vector<HttpFile>& files) const;
    // Puts those of the journal beside entry.path. Throws DiskError.
    void place(const JournalEntry& entry);
    void forget_placed(const JournalEntry& entry);
    // Into the journal if it was saved already: it is hers, and she may have meant another. False: there is no such file.
    bool take_away(const JournalEntry& entry, const std::string& name);

  private:
    const FormFacts& facts_;
    Journal& journal_;
    Disk& disk_;
    std::string root_; // of the repository

    std::string safe_name(const std::string& base) const;
    std::optional<std::string> join_one(const JournalEntry& entry, const HttpFile& file, std::set<std::string>& taken);
};

} // namespace livret

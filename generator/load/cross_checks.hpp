// What only the whole repository can tell: references and identifiers used twice, two sources for one page,
// references to nothing, dead links and anchors. Each is reported in the file where a person has to mend it.
#pragma once

#include "disk/disk.hpp"
#include "load/document.hpp"
#include "load/scope.hpp"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

using NamesOf = std::map<std::string, std::string, std::less<>>; // name -> the first document, by path, that has it

// What documents offer for others to name.
struct Surface {
    struct Page {
        std::string path;
        bool has_text = false; // false: it could not be read
        std::vector<std::string> anchors;
    };
    NamesOf references, identifiers;
    std::vector<Page> pages;                                 // one a document
    std::map<std::string, std::size_t, std::less<>> by_path; // its place in `pages`; a/x/index.md as a/x.md, too

    const Page* find(std::string_view path) const;
};
Surface surface_of(const std::vector<ListedDocument>& documents);

// What is known of documents that are read apart: each group's folder is, and what belongs to all groups.
struct Others {
    std::vector<const Surface*> known;
    bool all = true; // nothing else is there
};

// False: a document names something that is not known, and `others` are not all there are; then nothing that was reported is
// final.
bool check_across(std::vector<ListedDocument>& documents, const Surface& own, const Others& others, const Scope& scope);

// What stands behind such a key at the start of a line ("reference:"): a quick look, where YAML need not be right.
std::vector<std::string> values_of_lines(std::string_view text, std::initializer_list<std::string_view> keys);

// References of every activity, those of files that could not be read whole too (by the line that gives it: their YAML may be
// what is wrong with them): one is never used twice.
std::vector<std::string> taken_references(const Institute& institute, const Disk& disk);
// The next free reference of a trainee: MATH1-DURAND-04. `taken` are all references of the repository.
std::string next_reference(const TraineeKey& owner, const std::vector<std::string>& taken);

} // namespace livret

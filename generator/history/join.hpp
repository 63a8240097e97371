// Joining two histories file by file, in git's store only (see deposit.hpp).
#pragma once

#include "history/deposit.hpp"
#include "history/git.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace livret {

struct JoinRequest {
    std::string base, mine, theirs; // commits
    std::string prefix;             // of the repository below the top of the work tree: "", or "content/"
    std::function<std::optional<Keep>(const std::string& path)> choice; // path: below the repository
    Language language = Language::fr;
};

struct Join {
    bool failed = false;    // git could not
    std::string in_the_way; // a file on one side has the name of a folder on the other
    std::string tree;       // of the joined state; empty if somebody must choose first
    std::vector<std::string> joined;
    std::vector<TwoTexts> two_texts; // paths below the repository
};

// `scratch`: a file of ours for git's index, removed again.
Join join_histories(const Git& git, const JoinRequest& request, const std::string& scratch);

// Two texts that grew from one. `clean`: their changes do not touch one another, or both only add at the same place of a
// question's thread, which keeps what each adds.
struct JoinedText {
    bool clean = false;
    std::string text;
};
enum class BothAdd { ask, keep_both };
JoinedText join_texts(const Git& git, const std::string& base, const std::string& mine, const std::string& theirs,
                      BothAdd both_add);

// Her text with every change of theirs that hers does not touch.
std::string mine_with_what_fits(const Git& git, const std::string& base, const std::string& mine, const std::string& theirs);

// Her file, and the other's text after hers under a line that says whose it is. Pure.
std::string one_after_the_other(const TwoTexts& texts, Language language);

} // namespace livret

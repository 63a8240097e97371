// Depositing: what a person wrote in her copy goes to the repository that all share, for people who do not know git.
//
// Records what is hers (a commit of the repository's own files), fetches what others sent, joins both, sends. Joining goes
// file by file, in git's store and not in the working folder: no conflict marker, no half-done merge is ever seen there. A file
// that one side changed is that side's; one that both changed is joined line by line where they do not touch, and else
// somebody chooses. Whatever is not chosen stays in the history and as a file below `kept-texts/`, which no build reads.
// Nothing is ever forced on the others.
//
// Killed at any moment: what was typed is in the working folder or recorded; the next deposit puts files that the killed one
// was exchanging back to how they were, and begins again.
//
// Nothing is printed and nobody is asked: what happened is returned. deposit_words.hpp says it in French and English.
#pragma once

#include "base/date.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// What a shared repository takes in one file (livret guard refuses more): a larger one would block every later deposit, because
// what is recorded once is sent with all that follows.
inline constexpr std::uint64_t largest_deposited_file = std::uint64_t{64} << 20; // bytes

// Which text stays where both sides changed a file. `both`: one text after the other in the same file (of a file that is
// no text: beside it, under another name).
enum class Keep { mine, theirs, both };
// "mine", "theirs" or "both", as a command line and a form say it; nothing if it is no such word.
std::optional<Keep> keep_named(std::string_view word);

// Whether git and ssh may ask for a password on the terminal. `never`: what would need one fails, and is explained.
enum class Prompts { never, on_terminal };

struct DepositAuthor {
    std::string name, email; // the e-mail address may be empty
};

struct DepositRequest {
    std::string root;                    // the repository's folder (the one with livret.yaml), absolute
    std::string message;                 // what was done, one line; empty: proposed from the files
    std::optional<DepositAuthor> author; // used where git knows nobody, and remembered in this copy
    std::optional<Keep> keep;            // for every file that both changed and that `choices` does not name
    std::map<std::string, Keep> choices; // by path below the root
    // Paths below the root that go back to how the others have them; her text is kept below kept-texts/. For what the
    // server refused.
    std::vector<std::string> take_back;
    Prompts prompts = Prompts::never;
    Language language = Language::fr; // of what is written into the history
    Moment now;                       // for the names of folders below kept-texts/
};

enum class DepositChange { added, changed, removed };
struct DepositedFile {
    std::string path; // below the root
    DepositChange change = DepositChange::changed;
};

// A file that both sides changed. Both texts are here, whatever was chosen.
struct TwoTexts {
    std::string path;               // below the root
    std::string mine, theirs;       // bytes of the file; UTF-8 text if `is_text`
    bool is_text = true;            // else the bytes are a picture or the like
    bool is_signed = false;         // below trust/: only theirs can stay, mine is signed again
    std::string their_name;         // who changed it last on the other side, as git has it
    std::optional<Date> their_date; // and when
    std::optional<Keep> chosen;     // none: somebody has to choose
    std::string kept;               // where the text that is not in the file lies, below the root; may be empty
};

enum class DepositEnd {
    sent,            // the others have it
    nothing_to_send, // nothing of hers is new; what others sent has been fetched
    kept_here,       // recorded, not sent: no network; the next deposit sends it
    choose,          // recorded; `two_texts` holds files for which somebody must choose; nothing was joined
    stopped,         // `obstacle` says why; what she wrote is where it was, and recorded if `recorded` says so
};

enum class DepositObstacle {
    none,
    no_git,          // the program git is missing
    no_repository,   // the folder is no copy of a shared repository
    not_ours,        // git does not trust the folder: another user of this machine owns it
    busy,            // another deposit, or another git, is at work here; `detail` is a lock that it holds or has left, if any
    unfinished,      // a merge, rebase or the like that another tool began: `detail` is git's word for it
    detached,        // no branch is chosen; `detail` is the branch to go to, if one is known
    no_identity,     // git does not know who she is and `author` is empty
    cannot_record,   // git refused to record: `git_words`
    no_remote,       // nobody said where to send to
    several_remotes, // and nobody said which; `detail` lists them
    no_network,      // goes with `kept_here`
    credentials,     // a password or key was refused, or would have to be asked for and `prompts` is never
    unknown_host,    // the server's ssh key is not known yet, or has changed
    no_such_place,   // the server has no such repository
    unrelated,       // this copy and the shared repository have nothing in common
    rewritten,       // the shared history was made anew: this copy is of the old one
    in_the_way,      // a file of hers that is not recorded lies where one of the others' goes: `detail`
    refused,         // the server refused: `server_words` says why
    overtaken,       // others kept sending at the same moment, every time
    unknown_file,    // `take_back` names a file that is on neither side: `detail`
    other,           // `git_words`
};

struct DepositOutcome {
    DepositEnd end = DepositEnd::stopped;
    DepositObstacle obstacle = DepositObstacle::none;
    std::string detail;
    std::string git_words;               // what git said (English), printable; may be empty
    std::string server_words;            // what the server said when it refused (livret guard, in her language), printable
    std::vector<DepositedFile> recorded; // of hers, now in the history of this copy; by path
    std::vector<DepositedFile> received; // of others, now in the working folder; by path
    std::vector<DepositedFile> sent;     // all that the others now have of hers, also from earlier deposits; by path
    std::vector<DepositedFile> waiting;  // what is recorded here and not sent yet, unless `end` is sent; by path
    std::vector<std::string> joined;     // changed by both in different places: the file holds both changes
    std::vector<TwoTexts> two_texts;
    std::vector<std::string> left_aside; // new files that are none of a shared repository's: not recorded
    std::vector<std::string> too_large;  // files beyond largest_deposited_file: not recorded
    std::vector<std::string> kept;       // files below kept-texts/ that this deposit wrote
    std::string place;                   // where it was sent, without user name and password: "exemple.org/ifm/livret.git"
    bool mended = false;                 // an earlier deposit had been interrupted; its files were put right first
};

// Whether there is nothing for her to do: also without a network.
bool went_well(const DepositOutcome& outcome);

// Throws DiskError if the machine fails (disk full, no rights).
DepositOutcome deposit(const DepositRequest& request);

} // namespace livret

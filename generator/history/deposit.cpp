#include "history/deposit.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "disk/disk.hpp"
#include "history/exchange.hpp"
#include "history/git.hpp"
#include "history/git_failures.hpp"
#include "history/git_locks.hpp"
#include "history/join.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::string_view kept_folder = "kept-texts/";
constexpr int most_attempts = 12; // of sending while others send too

// Of two deposits in one copy the second is told so. The kernel frees it with the process, however that ends.
class OnlyOne {
  public:
    explicit OnlyOne(const std::string& git_folder)
        : fd_(open((git_folder + "/livret-deposit.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)),
          mine_(fd_ >= 0 && flock(fd_, LOCK_EX | LOCK_NB) == 0) {
        if (fd_ < 0) throw DiskError("write", git_folder + "/livret-deposit.lock", {errno, std::generic_category()});
    }
    ~OnlyOne() { close(fd_); }
    OnlyOne(const OnlyOne&) = delete;
    OnlyOne& operator=(const OnlyOne&) = delete;
    bool is_mine() const { return mine_; }

  private:
    int fd_;
    bool mine_;
};

// New files that a shared repository is made of. What else lies in the folder (a site, a list of addresses, a key) stays at
// home.
bool belongs(const std::string& path) {
    static constexpr std::array<std::string_view, 9> folders{"frameworks/", "examples/",       "streams/", "gfp/",    "sessions/",
                                                             "trust/",      ".livret-schema/", ".github/", ".vscode/"};
    static constexpr std::array<std::string_view, 8> files{"livret.yaml",    "guard.yaml",    ".gitattributes", ".gitignore",
                                                           ".gitlab-ci.yml", ".editorconfig", "README.md",      "LISEZMOI.md"};
    if (std::find(files.begin(), files.end(), path) != files.end()) return true;
    if (path.ends_with('/')) return false; // another repository inside this one
    const auto in = [&](std::string_view folder) { return path.starts_with(folder); };
    if (in("themes/")) return path.find("/.") == std::string::npos;
    if (!std::any_of(folders.begin(), folders.end(), in)) return false;
    const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
    return path.starts_with('.') || (path.find("/.") == std::string::npos && !name.ends_with('~') && !name.starts_with("~$") &&
                                     name != "Thumbs.db" && name != "desktop.ini");
}

// Told by its own words (trust/key_file.hpp): a signing key must never leave its owner's machine.
bool is_key_file(const Disk& disk, const std::string& path) {
    constexpr std::uint64_t largest = 65536;
    if (!disk.exists(path) || disk.kind(path) != EntryKind::file) return false;
    if (!path.ends_with(".json")) return false;
    const std::string bytes = disk.read(path);
    return bytes.size() <= largest && bytes.find("\"LivretKey\"") != std::string::npos;
}

std::uint64_t size_of(const std::string& file) {
    std::error_code none;
    const auto size = std::filesystem::file_size(file, none);
    return none ? 0 : size;
}

std::string without_credentials(std::string url) {
    if (const std::size_t scheme = url.find("://"); scheme != std::string::npos) url = url.substr(scheme + 3);
    const std::size_t slash = url.find('/');
    if (const std::size_t at = url.rfind('@', slash); at != std::string::npos) url = url.substr(at + 1);
    return url;
}

class Depositor {
  public:
    explicit Depositor(const DepositRequest& request) : request_(request), git_(request.root) {}

    DepositOutcome run() {
        if (!find_place()) return std::move(out_);
        const OnlyOne only(place_.git_folder);
        if (!only.is_mine()) return stop(DepositObstacle::busy);
        if (!begin_work(place_)) {
            if (std::string lock = mend(git_, place_); !lock.empty()) return stop(DepositObstacle::busy, std::move(lock));
            out_.mended = true;
        }
        git_.note_work_in(place_.git_folder + "/" + git_at_work);
        work();
        end_work(place_);
        finish();
        return std::move(out_);
    }

  private:
    const DepositRequest& request_;
    DepositOutcome out_;
    Git git_;
    WorkTree place_;
    std::string branch_, remote_, target_; // the branch here, the remote, its branch
    std::string upstream_;                 // the commit that the others have, as far as is known; may be empty

    DepositOutcome stop(DepositObstacle obstacle, std::string detail = {}, std::string_view errors = {}) {
        out_.end = DepositEnd::stopped;
        out_.obstacle = obstacle;
        out_.detail = std::move(detail);
        out_.git_words = git_words(errors);
        return out_;
    }
    // For the steps: false, and why.
    bool stopped(DepositObstacle obstacle, std::string detail = {}, std::string_view errors = {}) {
        stop(obstacle, std::move(detail), errors);
        return false;
    }

    std::optional<std::string> commit_of(const std::string& name) const {
        return git_.line({"rev-parse", "--verify", "-q", name + "^{commit}"});
    }
    std::string tracking() const { return fmt::format("refs/remotes/{}/{}", remote_, target_); }

    bool find_place() {
        const ProcessResult said = git_.run({"rev-parse", "--show-toplevel", "--absolute-git-dir", "--show-prefix"});
        if (said.end == ProcessEnd::not_found) return stopped(DepositObstacle::no_git);
        if (!is_fine(said)) {
            if (said.errors.find("dubious ownership") != std::string::npos)
                return stopped(DepositObstacle::not_ours, {}, said.errors);
            return stopped(DepositObstacle::no_repository, {}, said.errors);
        }
        const auto lines = split_lines(said.output);
        if (lines.size() < 2) return stopped(DepositObstacle::no_repository);
        place_ = {std::string(lines[0]), lines.size() > 2 ? std::string(lines[2]) : "", std::string(lines[1])};
        git_ = Git(place_.top);
        set_prompts();
        return true;
    }

    // Without a person at the terminal nothing may wait for one. A slow network ends too.
    void set_prompts() {
        git_.add_setting("http.lowSpeedLimit=500");
        git_.add_setting("http.lowSpeedTime=60");
        git_.add_setting("commit.gpgSign=false"); // Livret's own signatures count; git's may ask for a passphrase
        git_.add_setting("push.gpgSign=false");
        if (request_.prompts == Prompts::on_terminal) return;
        git_.add_environment({"GIT_TERMINAL_PROMPT", "0"});
        git_.add_environment({"GIT_ASKPASS", "true"}); // a window that nobody sees waits for ever; no answer is a refusal
        git_.add_environment({"SSH_ASKPASS_REQUIRE", "never"});
        const char* given = std::getenv("GIT_SSH_COMMAND");
        std::string ssh = given != nullptr ? given : git_.line({"config", "core.sshCommand"}).value_or("");
        if (ssh.empty() && std::getenv("GIT_SSH") != nullptr) return;
        if (ssh.empty()) ssh = "ssh";
        git_.add_environment({"GIT_SSH_COMMAND",
                              ssh + " -o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=15 -o ServerAliveCountMax=4"});
    }

    void work() {
        if (!may_work() || !know_author() || !record()) return;
        if (!find_target()) return;
        for (int attempt = 0;; ++attempt) {
            if (attempt == most_attempts) {
                stop(DepositObstacle::overtaken);
                return;
            }
            if (attempt > 0) std::this_thread::sleep_for(std::chrono::milliseconds(50 + rand_up_to(200) * attempt));
            if (!fetch()) return;
            if (attempt == 0 && !take_back()) return;
            if (!join()) return;
            if (send() == Sending::over) return;
        }
    }

    static int rand_up_to(int most) { return std::stoi(random_hex(2), nullptr, 16) % most; }

    bool may_work() {
        const auto folder = open_real_disk(place_.git_folder);
        static constexpr std::array<std::pair<const char*, const char*>, 6> traces{{{"MERGE_HEAD", "merge"},
                                                                                    {"rebase-merge", "rebase"},
                                                                                    {"rebase-apply", "rebase"},
                                                                                    {"CHERRY_PICK_HEAD", "cherry-pick"},
                                                                                    {"REVERT_HEAD", "revert"},
                                                                                    {"BISECT_LOG", "bisect"}}};
        for (const auto& [trace, word] : traces)
            if (folder->exists(trace)) return stopped(DepositObstacle::unfinished, word);
        const auto branch = git_.line({"symbolic-ref", "-q", "--short", "HEAD"});
        if (branch) {
            branch_ = *branch;
            return true;
        }
        std::string known;
        for (const char* one : {"main", "master"})
            if (known.empty() && commit_of(std::string("refs/heads/") + one)) known = one;
        return stopped(DepositObstacle::detached, known);
    }

    bool know_author() {
        const auto said = [&](const char* key, const char* variable) {
            return std::getenv(variable) != nullptr || !git_.line({"config", key}).value_or("").empty();
        };
        if (said("user.name", "GIT_AUTHOR_NAME") && said("user.email", "GIT_AUTHOR_EMAIL")) return true;
        if (!request_.author || trim(request_.author->name).empty()) return stopped(DepositObstacle::no_identity);
        const std::string name = join_lines(request_.author->name);
        std::string email = join_lines(request_.author->email);
        if (email.empty()) email = slugify(name) + "@livret.invalid"; // RFC 2606: nobody's
        for (const auto& [key, value] : {std::pair("user.name", name), std::pair("user.email", email)})
            if (const auto set = git_.run({"config", "--local", key, value}); !is_fine(set))
                return stopped(DepositObstacle::cannot_record, {}, set.errors);
        return true;
    }

    static std::string join_lines(std::string_view text) {
        std::string out(trim(text));
        std::replace_if(
            out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
        return out;
    }

    // What is hers becomes a commit.
    bool record() {
        std::vector<std::string> words{"status",       "--porcelain=v1",         "-z", "--untracked-files=all",
                                       "--no-renames", "--ignore-submodules=all"};
        if (!place_.prefix.empty()) words.insert(words.end(), {"--", place_.prefix});
        const ProcessResult status = git_.run(words);
        if (!is_fine(status)) return stopped(DepositObstacle::cannot_record, {}, status.errors);
        const auto top = open_real_disk(place_.top);
        std::string paths;
        bool recording = false;
        std::vector<DepositedFile> files;
        out_.left_aside.clear();
        out_.too_large.clear();
        for (const std::string& entry : split_at_nul(status.output)) {
            if (entry.size() < 4) continue;
            const std::string state = entry.substr(0, 2), path = entry.substr(3);
            if (state.find('U') != std::string::npos || state == "AA" || state == "DD")
                return stopped(DepositObstacle::unfinished, "merge");
            const std::string own = below(place_.prefix, path);
            if (own.starts_with(".livret/")) continue; // what is typed and not saved is nobody else's, whatever git was told
            if (state == "??" && (own.starts_with(kept_folder) || own.starts_with("site/"))) continue;
            const bool fresh = state == "??" || state[0] == 'A';
            if (fresh && (!belongs(own) || is_key_file(*top, path))) {
                // Whoever put it on git's list: it stays at home. -f: the file may have changed since.
                if (state[0] == 'A' && !is_fine(git_.run({"rm", "-q", "-f", "--cached", "--", path})))
                    return stopped(DepositObstacle::cannot_record, own);
                out_.left_aside.push_back(own);
                continue;
            }
            const bool gone = state[1] == 'D' || (state[1] == ' ' && state[0] == 'D');
            if (!gone && size_of(place_.top + "/" + path) > largest_deposited_file) {
                if (state[0] == 'A') git_.run({"rm", "-q", "-f", "--cached", "--", path});
                if (state[0] == 'M') git_.run({"reset", "-q", "--", path});
                out_.too_large.push_back(own);
                continue;
            }
            recording = true;
            if (state != "D ") paths += path + '\0'; // a removal that git knows already: no file of that name is left to add
            files.push_back({own, fresh ? DepositChange::added : gone ? DepositChange::removed : DepositChange::changed});
        }
        if (!recording) return true;
        const ProcessResult add = paths.empty() ? ProcessResult{ProcessEnd::finished, "", ""}
                                                : git_.run({"add", "-A", "--pathspec-from-file=-", "--pathspec-file-nul"}, paths);
        if (!is_fine(add)) return not_recorded(add.errors);
        if (is_fine(git_.run({"diff", "--cached", "--quiet"})) && commit_of("HEAD")) return true; // dates or modes only
        const ProcessResult commit = git_.run({"commit", "-q", "--no-edit", "-F", "-"}, message_for(files));
        if (!is_fine(commit)) return not_recorded(commit.errors);
        for (DepositedFile& one : files) note(out_.recorded, std::move(one));
        return true;
    }

    // "Unable to create '/home/anne/livret/.git/index.lock': File exists."
    bool not_recorded(const std::string& errors) {
        const std::size_t end = errors.find(".lock': File exists");
        if (end == std::string::npos) return stopped(DepositObstacle::cannot_record, {}, errors);
        const std::size_t begin = errors.rfind('\'', end) + 1;
        return stopped(DepositObstacle::busy, errors.substr(begin, end + 5 - begin), errors);
    }

    static void note(std::vector<DepositedFile>& list, DepositedFile one) {
        const auto at = std::lower_bound(list.begin(), list.end(), one,
                                         [](const DepositedFile& a, const DepositedFile& b) { return a.path < b.path; });
        if (at != list.end() && at->path == one.path)
            at->change = one.change;
        else
            list.insert(at, std::move(one));
    }

    std::string message_for(const std::vector<DepositedFile>& files) const {
        if (const std::string own = join_lines(request_.message); !own.empty()) return own + "\n";
        const bool fr = request_.language == Language::fr;
        std::string out = files.size() == 1
                              ? fmt::format("{} {}\n", fr ? "Dépôt :" : "Deposit:", files.front().path)
                              : fmt::format(fmt::runtime(fr ? "Dépôt : {} fichiers\n" : "Deposit: {} files\n"), files.size());
        if (files.size() > 1) out += '\n';
        for (const DepositedFile& one : files)
            if (files.size() > 1) out += one.path + "\n";
        return out;
    }

    bool find_target() {
        const std::string key = fmt::format("branch.{}.", branch_);
        remote_ = git_.line({"config", key + "remote"}).value_or("");
        std::vector<std::string> remotes;
        for (const std::string_view line : split_lines(git_.run({"remote"}).output))
            if (!line.empty()) remotes.emplace_back(line);
        if (remote_.empty() || remote_ == ".") {
            if (remotes.empty()) return stopped(DepositObstacle::no_remote);
            const bool origin = std::find(remotes.begin(), remotes.end(), "origin") != remotes.end();
            if (remotes.size() > 1 && !origin) return stopped(DepositObstacle::several_remotes, livret::join(remotes, ", "));
            remote_ = origin ? "origin" : remotes.front();
        }
        out_.place = without_credentials(git_.line({"remote", "get-url", "--push", remote_}).value_or(remote_));
        const std::string merge = git_.line({"config", key + "merge"}).value_or("");
        chosen_target_ = merge.starts_with("refs/heads/");
        target_ = chosen_target_ ? merge.substr(11) : branch_;
        upstream_ = commit_of(tracking()).value_or("");
        return true;
    }
    bool chosen_target_ = false;

    ProcessResult fetch_target() const {
        return git_.run({"fetch", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", remote_,
                         fmt::format("refs/heads/{}:{}", target_, tracking())});
    }

    bool fetch() {
        ProcessResult fetched = fetch_target();
        Failure why = is_fine(fetched) ? Failure{DepositObstacle::none, false} : why_not_fetched(fetched.errors);
        if (why.missing_branch && !chosen_target_) { // "main" there, "master" here
            const ProcessResult heads = git_.run({"ls-remote", "--symref", remote_, "HEAD"});
            const std::string_view first = std::string_view(heads.output).substr(0, heads.output.find('\t'));
            if (is_fine(heads) && first.starts_with("ref: refs/heads/")) {
                const std::string before = std::exchange(target_, std::string(first.substr(16)));
                fetched = fetch_target();
                why = is_fine(fetched) ? Failure{DepositObstacle::none, false} : why_not_fetched(fetched.errors);
                if (why.missing_branch) target_ = before;
            }
        }
        if (why.missing_branch) { // nobody has sent anything yet
            upstream_.clear();
            return true;
        }
        if (why.obstacle == DepositObstacle::none) {
            upstream_ = commit_of(tracking()).value_or("");
            return true;
        }
        stop(why.obstacle, {}, fetched.errors);
        if (why.obstacle == DepositObstacle::no_network) out_.end = DepositEnd::kept_here;
        return false;
    }

    std::string kept_path(const std::string& date, const std::string& who, const std::string& path,
                          const std::string& bytes) const {
        const auto top = open_real_disk(place_.top);
        for (int number = 1;; ++number) {
            const std::string out = fmt::format("{}{}-{}{}/{}", kept_folder, date, who.empty() ? "x" : slugify(who),
                                                number > 1 ? fmt::format("-{}", number) : "", path);
            if (!top->exists(place_.prefix + out) || top->read_if_exists(place_.prefix + out) == bytes) return out;
        }
    }

    // A text that gives way to another, as a file of its own.
    std::string keep_text(const std::string& date, const std::string& who, const std::string& path, const std::string& bytes) {
        const std::string out = kept_path(date, who, path, bytes);
        const auto top = open_real_disk(place_.top);
        if (!top->exists(place_.prefix + out)) top->write_new(place_.prefix + out, bytes);
        if (std::find(out_.kept.begin(), out_.kept.end(), out) == out_.kept.end()) out_.kept.push_back(out);
        return out;
    }
    std::string my_name() const { return git_.line({"config", "user.name"}).value_or("x"); }
    std::string today() const { return iso(request_.now.local_date()); }

    static bool is_inside(const std::string& path) {
        const auto parts = split(path, '/');
        return std::none_of(parts.begin(), parts.end(), [](std::string_view one) {
            return one.empty() || one == "." || one == ".." || ascii_lower(one) == ".git";
        });
    }

    // Files that go back to how the others have them.
    bool take_back() {
        if (request_.take_back.empty()) return true;
        const auto top = open_real_disk(place_.top);
        for (const std::string& path : request_.take_back) {
            if (!is_inside(path)) return stopped(DepositObstacle::unknown_file, path);
            const std::string full = place_.prefix + path;
            const auto theirs =
                upstream_.empty() ? std::nullopt : git_.line({"rev-parse", "-q", "--verify", upstream_ + ":" + full});
            const bool here = top->exists(full) && top->kind(full) == EntryKind::file;
            if (!theirs && !here) return stopped(DepositObstacle::unknown_file, path);
            const auto bytes = theirs ? read_blob(git_, *theirs) : std::nullopt;
            if (theirs && !bytes) return stopped(DepositObstacle::unknown_file, path); // a folder
            if (here) {
                const std::string mine = top->read(full);
                if (bytes && mine == *bytes) continue;
                keep_text(today(), my_name(), path, mine);
            }
            if (bytes)
                top->write(full, *bytes);
            else
                top->remove(full);
        }
        return record();
    }

    std::optional<Keep> choice(const std::string& path) const {
        const auto found = request_.choices.find(path);
        return found == request_.choices.end() ? request_.keep : found->second;
    }

    // The working folder holds both sides' work afterwards.
    bool join() {
        for (int tries = 0; tries < 6; ++tries) {
            const auto head = commit_of("HEAD");
            if (upstream_.empty() || head == upstream_) return true;
            if (!head) return stopped(DepositObstacle::unrelated);
            auto base = git_.line({"merge-base", *head, upstream_});
            if (!base && git_.line({"rev-parse", "--is-shallow-repository"}) == "true") {
                git_.run({"fetch", "-q", "--unshallow", "--no-tags", remote_});
                base = git_.line({"merge-base", *head, upstream_});
            }
            if (!base) return stopped(DepositObstacle::unrelated);
            if (*base == upstream_) return true; // nothing new of theirs
            const auto to = *base == *head ? std::optional(upstream_) : joined(*base, *head);
            if (!to) return false;
            const Exchange done = exchange(git_, place_, *to, fmt::format("{}{}-{}/", kept_folder, today(), random_hex(2)));
            out_.kept.insert(out_.kept.end(), done.moved_aside.begin(), done.moved_aside.end());
            if (done.end == Exchanged::done) {
                const auto changes = tree_changes(git_, *head, *to);
                if (changes)
                    for (const auto& [path, change] : *changes) note(out_.received, file_of(path, change));
                return true;
            }
            if (!done.lock.empty()) return stopped(DepositObstacle::busy, done.lock);
            if (done.end == Exchanged::failed) return stopped(DepositObstacle::other, {}, done.errors);
            if (!record()) return false; // she went on typing: that too
        }
        return stopped(DepositObstacle::busy);
    }

    DepositedFile file_of(const std::string& path, const TreeChange& change) const {
        const DepositChange what = !change.before.is_there()  ? DepositChange::added
                                   : !change.after.is_there() ? DepositChange::removed
                                                              : DepositChange::changed;
        return {below(place_.prefix, path), what};
    }

    // The commit that has both; nothing: stopped, or somebody must choose.
    std::optional<std::string> joined(const std::string& base, const std::string& head) {
        JoinRequest request{
            base, head, upstream_, place_.prefix, [&](const std::string& path) { return choice(path); }, request_.language};
        Join made = join_histories(git_, request, place_.git_folder + "/livret-deposit.index");
        if (made.failed) {
            stop(made.in_the_way.empty() ? DepositObstacle::other : DepositObstacle::in_the_way, made.in_the_way);
            return std::nullopt;
        }
        for (TwoTexts& one : made.two_texts) {
            const std::string date = one.their_date ? iso(*one.their_date) : today();
            if (one.mine.empty() || one.theirs.empty()) continue; // one side removed it
            if (one.chosen == Keep::theirs)
                one.kept = keep_text(today(), my_name(), one.path, one.mine);
            else
                one.kept = keep_text(date, one.their_name, one.path, one.theirs);
        }
        out_.two_texts = made.two_texts;
        if (made.tree.empty()) {
            out_.end = DepositEnd::choose;
            return std::nullopt;
        }
        for (std::string& one : made.joined)
            if (std::find(out_.joined.begin(), out_.joined.end(), one) == out_.joined.end())
                out_.joined.push_back(std::move(one));
        const ProcessResult commit =
            git_.run({"commit-tree", made.tree, "-p", head, "-p", upstream_, "-F", "-"},
                     request_.language == Language::fr ? "Réunit ce que d’autres ont déposé\n" : "Joins what others deposited\n");
        if (is_fine(commit)) return commit.output.substr(0, commit.output.find('\n'));
        stop(DepositObstacle::cannot_record, {}, commit.errors);
        return std::nullopt;
    }

    enum class Sending { over, overtaken }; // overtaken: others sent meanwhile, and theirs is to be joined first
    Sending send() {
        const auto head = commit_of("HEAD");
        if (!head || *head == upstream_) {
            out_.end = DepositEnd::nothing_to_send;
            return Sending::over;
        }
        const ProcessResult push = git_.run({"push", "--porcelain", "--no-follow-tags", "--recurse-submodules=no", remote_,
                                             fmt::format("{}:refs/heads/{}", *head, target_)});
        if (is_fine(push)) {
            list_between(upstream_, *head, out_.sent);
            out_.end = DepositEnd::sent;
            upstream_ = *head;
            if (!chosen_target_) {
                git_.run({"config", fmt::format("branch.{}.remote", branch_), remote_});
                git_.run({"config", fmt::format("branch.{}.merge", branch_), "refs/heads/" + target_});
            }
            return Sending::over;
        }
        const DepositObstacle why = why_not_sent(push.output, push.errors);
        if (why == DepositObstacle::overtaken) return Sending::overtaken;
        stop(why, {}, push.errors);
        if (why == DepositObstacle::no_network) out_.end = DepositEnd::kept_here;
        if (why == DepositObstacle::refused) {
            out_.server_words = server_words(push.errors);
            out_.git_words.clear();
            for (const std::string_view line : split_lines(push.output))
                if (line.starts_with("!\t")) out_.git_words = git_words(line.substr(line.rfind('\t') + 1));
        }
        return Sending::over;
    }

    void list_between(const std::string& from, const std::string& to, std::vector<DepositedFile>& out) const {
        const std::string empty_tree = git_.run({"hash-object", "-t", "tree", "--stdin"}).output;
        const auto changes = tree_changes(git_, from.empty() ? empty_tree.substr(0, empty_tree.find('\n')) : from, to);
        if (changes)
            for (const auto& [path, change] : *changes) note(out, file_of(path, change));
    }

    // What others do not have yet.
    void finish() {
        if (out_.end == DepositEnd::sent || out_.end == DepositEnd::nothing_to_send) return;
        const auto head = commit_of("HEAD");
        if (!head || upstream_ == *head) return;
        const auto base = upstream_.empty() ? std::nullopt : git_.line({"merge-base", *head, upstream_});
        list_between(base.value_or(""), *head, out_.waiting);
    }
};

} // namespace

std::optional<Keep> keep_named(std::string_view word) {
    if (word == "mine") return Keep::mine;
    if (word == "theirs") return Keep::theirs;
    if (word == "both") return Keep::both;
    return std::nullopt;
}

bool went_well(const DepositOutcome& outcome) {
    return outcome.end == DepositEnd::sent || outcome.end == DepositEnd::nothing_to_send || outcome.end == DepositEnd::kept_here;
}

DepositOutcome deposit(const DepositRequest& request) {
    return Depositor(request).run();
}

} // namespace livret

#include "build/guard.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"
#include "base/words.hpp"
#include "build/guard_state.hpp"
#include "history/pushed.hpp"
#include "history/tree_disk.hpp"
#include "load/readers.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace livret {

namespace {

[[noreturn]] void git_failed() {
    throw DiskError("read", "git", std::make_error_code(std::errc::io_error));
}

std::map<std::string, CommitFile> files_at(const Git& git, const std::string& commit) {
    auto files = files_of_commit(git, commit);
    if (!files) git_failed();
    return std::move(*files);
}

class Guard {
  public:
    Guard(const Git& git, const GuardRequest& request) : git_(git), request_(request) {}

    GuardReport run() {
        out_.language = language_at(git_, request_.before.empty() ? request_.after : request_.before);
        if (!comes_after()) return std::move(out_);
        std::map<std::string, CommitFile> files_before;
        if (!request_.before.empty()) files_before = files_at(git_, request_.before);
        const std::map<std::string, CommitFile> files_after = files_at(git_, request_.after);
        compare(files_before, files_after);
        if (!is_small_enough(files_after)) return std::move(out_);
        if (!request_.before.empty()) {
            before_ = read(files_before, request_.believe);
            root_ = {before_->institute().trust.fingerprint, BelievedRoot::Claim::given};
        }
        const Date today = request_.now.local_date();
        const WhoSends who = who_sends(request_.sender, before_.get(), today);
        if (!who.sending) {
            out_.refusals.push_back(who.refusal);
            return std::move(out_);
        }
        refuse_odd_files(files_after);
        // Believed is what was believed before: no push brings its own root.
        const bool rooted = before_ && !root_.fingerprint.empty();
        after_ = read(files_after, rooted ? [this](const Configuration&, const TrustFiles&) { return root_; } : request_.believe);
        keep_root(rooted);
        check_signed(changes_, *who.sending, before_.get(), *after_, out_.refusals);
        if (who.sending->role != Sending::Role::administrator)
            check_files(changes_, *who.sending, *before_, *after_, today, out_.refusals);
        add_errors();
        return std::move(out_);
    }

  private:
    const Git& git_;
    const GuardRequest& request_;
    GuardReport out_;
    Blobs blobs_;
    std::map<std::string, TreeChange> changes_;
    std::unique_ptr<GuardState> before_, after_;
    BelievedRoot root_;

    bool refuse(std::string path, std::string fr, std::string en, bool can_take_back = false) {
        out_.refusals.push_back({std::move(path), std::move(fr), std::move(en), can_take_back});
        return false;
    }

    bool comes_after() {
        if (request_.after.empty())
            return refuse("", "la branche partagée ne se supprime pas", "the shared branch is not deleted");
        if (request_.before.empty() || continues(git_, request_.before, request_.after)) return true;
        return refuse(
            "",
            "l’histoire partagée ne se récrit pas : ce qui est envoyé doit suivre ce qui est là. Lancez « livret deposit », qui "
            "réunit les deux",
            "the shared history is not rewritten: what is sent has to follow what is there. Run “livret deposit”, which joins "
            "both");
    }

    void compare(const std::map<std::string, CommitFile>& before, const std::map<std::string, CommitFile>& after) {
        for (const auto& [path, file] : before) {
            const auto now = after.find(path);
            const TreeEntry entry = now == after.end() ? TreeEntry{} : now->second.entry;
            if (entry != file.entry) changes_[path] = {file.entry, entry};
        }
        for (const auto& [path, file] : after)
            if (!before.contains(path)) changes_[path] = {{}, file.entry};
    }

    bool is_small_enough(const std::map<std::string, CommitFile>& files) {
        auto size = pushed_size(git_, request_.after);
        if (!size) git_failed();
        for (const auto& [path, change] : changes_) // a range that the repository has already (a forge's job)
            if (const auto file = files.find(path); file != files.end() && file->second.size > size->largest) {
                size->largest = file->second.size;
                size->largest_path = path;
            }
        if (size->largest > largest_pushed_file)
            return refuse(
                size->largest_path,
                fmt::format("pèse {} ; pas plus de {} par fichier : réduisez-le, ou mettez-le ailleurs et donnez son adresse",
                            shown_size(size->largest, Language::fr), shown_size(largest_pushed_file, Language::fr)),
                fmt::format("is {}; not more than {} a file: make it smaller, or put it elsewhere and give its address",
                            shown_size(size->largest, Language::en), shown_size(largest_pushed_file, Language::en)));
        if (size->total <= largest_push) return true;
        return refuse("",
                      fmt::format("cet envoi pèse {} ; pas plus de {} à la fois", shown_size(size->total, Language::fr),
                                  shown_size(largest_push, Language::fr)),
                      fmt::format("this push is {}; not more than {} at once", shown_size(size->total, Language::en),
                                  shown_size(largest_push, Language::en)));
    }

    // What would act on whoever checks it out, in whatever folder it lies.
    void refuse_odd_files(const std::map<std::string, CommitFile>& files) {
        for (const auto& [path, change] : changes_) {
            if (!change.after.is_there()) continue;
            const auto parts = split(path, '/');
            const bool machines = parts.front() == ".livret"; // each machine's own: what is typed, what builds remember
            const bool gits = std::any_of(parts.begin(), parts.end(), [](std::string_view one) {
                const std::string lower = ascii_lower(one);
                // What git itself does not check out, or some system takes for another name.
                if (one.empty() || one == "." || one == ".." || lower == "git~1" || one.ends_with('.') || one.ends_with(' '))
                    return true;
                if (one.find_first_of("\\:*?\"<>|") != std::string_view::npos) return true;
                if (lower.starts_with(".g") &&
                    std::any_of(one.begin(), one.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
                    return true; // ".git" with signs that nobody sees
                return lower.starts_with(".git") && lower != ".gitignore" && lower != ".gitattributes" && lower != ".gitkeep" &&
                       lower != ".github" && lower != ".gitlab-ci.yml";
            });
            if (!change.after.is_file())
                refuse(path, "est un lien, ou un dépôt dans le dépôt : seuls des fichiers s’échangent ici",
                       "is a link, or a repository in the repository: only files are shared here", true);
            else if (machines)
                refuse(path, "est propre à chaque machine et ne se partage pas", "is each machine's own and is not shared", true);
            else if (gits || first_invalid_utf8(path) || first_control(path))
                refuse(path, "a un nom qu’aucun fichier du dépôt ne peut porter",
                       "has a name that no file of the repository may have", true);
            else if (const std::string* same = same_but_for_case(path, files))
                refuse(
                    path,
                    fmt::format("ne diffère de « {} » que par des majuscules : sur certaines machines, l’un effacerait l’autre",
                                *same),
                    fmt::format("differs from “{}” in capitals only: on some machines one would wipe out the other", *same),
                    true);
        }
    }

    const std::string* same_but_for_case(const std::string& path, const std::map<std::string, CommitFile>& files) {
        if (lower_.empty())
            for (const auto& [name, file] : files) lower_.emplace(ascii_lower(name), &name);
        const auto [first, last] = lower_.equal_range(ascii_lower(path));
        for (auto it = first; it != last; ++it)
            if (*it->second != path) return it->second;
        return nullptr;
    }
    std::multimap<std::string, const std::string*> lower_;

    std::unique_ptr<GuardState> read(const std::map<std::string, CommitFile>& files, const Believe& believe) {
        if (!read_small_files(git_, files, blobs_)) git_failed();
        auto out = std::make_unique<GuardState>();
        BuildOptions options;
        options.believe = believe;
        options.now = request_.now;
        options.jobs = request_.jobs;
        std::vector<BuildReport::Phase> phases;
        out->content = read_content(open_commit(git_, files, blobs_), options, out->sink, phases);
        const Disk& disk = *out->content.repository;
        const std::string name(access_file);
        if (disk.exists(name) && disk.kind(name) == EntryKind::file) {
            Sink said_already;
            out->access = read_access(
                disk.read(name), [](const Sender&) { return true; }, said_already);
        }
        return out;
    }

    // The institute's root is on paper, in the hands of juries.
    void keep_root(bool rooted) {
        if (!rooted) return;
        const std::string before = before_->institute().configuration.root_fingerprint;
        if (!before.empty() && before != after_->institute().configuration.root_fingerprint)
            refuse("livret.yaml", "change l’empreinte de la racine de l’institut, qui ne change jamais",
                   "changes the fingerprint of the institute's root, which never changes");
    }

    // Errors that were there already, wherever they stand now, are nobody's of this push.
    void add_errors() {
        using Key = std::tuple<std::string, Code, std::vector<std::string>>;
        const auto key = [](const Diagnostic& one) { return Key(one.path.value, one.code, one.arguments); };
        std::map<Key, std::size_t> known;
        if (before_)
            for (const Diagnostic& one : before_->sink.sorted())
                if (one.severity() == Severity::error) ++known[key(one)];
        for (Diagnostic& one : after_->sink.sorted()) {
            if (one.severity() != Severity::error) continue;
            if (auto found = known.find(key(one)); found != known.end() && found->second > 0) {
                --found->second;
                continue;
            }
            out_.added_errors.push_back(std::move(one));
        }
    }
};

} // namespace

Language language_at(const Git& git, const std::string& commit) {
    const ProcessResult settings = git.run({"cat-file", "blob", commit + ":livret.yaml"});
    if (!is_fine(settings) || settings.output.size() > max_source_bytes) return Language::fr;
    Sink unsaid;
    return read_configuration(settings.output, unsaid).language;
}

GuardReport guard(const Git& git, const GuardRequest& request) {
    return Guard(git, request).run();
}

} // namespace livret

#include "build/authorship.hpp"

#include "base/sha256_stream.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

// "DURAND Émilie" and "Emilie Durand" are one.
std::string name_key(std::string_view name) {
    const std::string folded = search_key(name);
    std::vector<std::string_view> words = split(folded, ' ');
    std::erase(words, "");
    std::sort(words.begin(), words.end());
    std::string out;
    for (const std::string_view word : words) (out += word) += ' ';
    return out;
}

// LOGIN of 12345+LOGIN@users.noreply.github.com and 12345-LOGIN@users.noreply.gitlab.example; empty for other addresses.
std::string login_in(std::string_view address) {
    const std::size_t at = address.find('@');
    if (at == std::string_view::npos || !address.substr(at + 1).starts_with("users.noreply.")) return {};
    std::string_view local = address.substr(0, at);
    const std::size_t digits = std::min(local.find_first_not_of("0123456789"), local.size());
    if (digits > 0 && digits < local.size() && (local[digits] == '+' || local[digits] == '-')) local.remove_prefix(digits + 1);
    return ascii_lower(local);
}

// The people of one group, and trainers.
class Directory {
  public:
    Directory(const Institute& shown, const Roster& roster, const GfpId& gfp) {
        for (const Trainee& one : shown.trainees)
            if (one.key.gfp == gfp) add_name(one.name, {one.key.gfp, one.key.trainee, {}});
        for (const Trainer& one : shown.configuration.trainers) add_name(one.name, {{}, {}, one.id});
        for (const RosterLine& line : roster.lines) {
            const std::size_t slash = line.folder.find('/');
            if (slash == std::string::npos || std::string_view(line.folder).substr(0, slash) != gfp.value) continue;
            const TraineeKey key{gfp, TraineeId{line.folder.substr(slash + 1)}};
            if (shown.find_trainee(key) == nullptr) continue;
            for (const std::string& login : line.logins) logins_.emplace(ascii_lower(login), PersonKey{key.gfp, key.trainee, {}});
        }
    }

    PersonKey find(const GitAuthor& author) const {
        for (const std::string& login : {login_in(author.address), ascii_lower(author.name)})
            if (const auto found = logins_.find(login); !login.empty() && found != logins_.end()) return found->second;
        const auto named = names_.find(name_key(author.name));
        return named == names_.end() ? PersonKey{} : named->second;
    }

  private:
    void add_name(const std::string& name, PersonKey person) {
        const auto [at, fresh] = names_.try_emplace(name_key(name), person);
        if (!fresh && at->second != person) at->second = {}; // two people of one name
    }

    std::map<std::string, PersonKey> names_, logins_;
};

// Whose files are whose, of those that the readers see.
std::map<SourcePath, TraineeKey> owners_of(const Institute& shown) {
    std::map<SourcePath, TraineeKey> out;
    for (const Trainee& one : shown.trainees) out.emplace(one.path, one.key);
    for (const Activity& one : shown.activities) {
        out.emplace(one.path, one.owner);
        for (const Attachment& file : one.attachments) out.emplace(file.path, one.owner);
    }
    for (const Positioning& one : shown.positionings) out.emplace(one.path, one.owner);
    return out;
}

} // namespace

GroupedHistory::GroupedHistory(History history, HistoryState given, Date last)
    : whole(std::move(history)), state(std::move(given)), until(last) {
    for (const FileChange& one : whole.changes) {
        const auto parts = one.path.parts();
        if (parts.size() > 2 && parts[0] == "gfp")
            of_groups[GfpId{std::string(parts[1])}].push_back(&one);
        else
            shared.push_back(&one);
        if (one.or_before) from = std::max(from.value_or(one.day), one.day);
    }
}

std::string GroupedHistory::digest(const GfpId& gfp) const {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = digests_.find(gfp); found != digests_.end()) return found->second;
    }
    Sha256Stream out;
    out.update(fmt::format("{} {} {}\n", whole.known, whole.cut, from ? iso(*from) : ""));
    const auto add = [&](const std::vector<const FileChange*>& changes) {
        for (const FileChange* one : changes) {
            const GitAuthor& author = whole.authors[one->author];
            out.update(
                fmt::format("{}\n{} {}\n{}\n{}\n", one->path.value, iso(one->day), one->or_before, author.name, author.address));
        }
        out.update("\n");
    };
    if (const auto found = of_groups.find(gfp); found != of_groups.end()) add(found->second);
    add(shared);
    const std::lock_guard lock(mutex_);
    return digests_.insert_or_assign(gfp, out.hex()).first->second;
}

Authorship authorship_of(const GroupedHistory& history, const std::vector<GfpId>& groups, const Institute& shown,
                         const Roster& roster, Audience audience) {
    Authorship out;
    out.known = history.whole.known;
    out.cut = history.whole.cut;
    out.from = history.from;
    const bool for_trainers = audience == Audience::trainers;
    const auto owners = for_trainers ? owners_of(shown) : std::map<SourcePath, TraineeKey>();
    const auto tell = [&](const std::vector<const FileChange*>& changes, const GfpId& gfp) {
        const Directory directory(shown, roster, gfp);
        std::map<std::size_t, PersonKey> people;
        for (const FileChange* one : changes) {
            const auto [known, fresh] = people.try_emplace(one->author);
            if (fresh && audience != Audience::public_) known->second = directory.find(history.whole.authors[one->author]);
            const PersonKey& by = known->second;
            out.last.try_emplace(one->path, LastChange{one->day, one->or_before, one->or_before ? PersonKey{} : by});
            const auto owner = owners.find(one->path);
            if (owner == owners.end() || one->or_before) continue;
            GitWork& work = out.work[owner->second];
            if (by != PersonKey{owner->second.gfp, owner->second.trainee, {}}) {
                ++work.by_others;
                continue;
            }
            ++work.by_her;
            work.first = std::min(work.first.value_or(one->day), one->day);
            work.last = std::max(work.last.value_or(one->day), one->day);
        }
    };
    for (const GfpId& gfp : groups)
        if (const auto found = history.of_groups.find(gfp); found != history.of_groups.end()) tell(found->second, gfp);
    tell(history.shared, {});
    return out;
}

} // namespace livret

#include "history/join.hpp"

#include "base/text.hpp"
#include "disk/disk.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace livret {

namespace {

// Lines with their ends.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        out.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return out;
}

bool is_readable_text(std::string_view bytes) {
    return bytes.find('\0') == std::string_view::npos && !first_invalid_utf8(bytes);
}

// So many signs that no text holds a line of them.
std::size_t marker_size(const std::string& base, const std::string& mine, const std::string& theirs) {
    for (std::size_t size = 40;; ++size) {
        const auto holds = [&](const std::string& text) {
            return std::any_of(std::string_view("<|=>").begin(), std::string_view("<|=>").end(),
                               [&](char sign) { return text.find(std::string(size, sign)) != std::string::npos; });
        };
        if (!holds(base) && !holds(mine) && !holds(theirs)) return size;
    }
}

bool is_inner(std::string_view line) {
    return line.front() == ' ' || line.front() == '\n' || line.front() == '\r';
}

// What both added at one place of a thread: "answers:" once, then the entries of each. False: it is something else.
bool append_both(std::vector<std::string_view> mine, std::vector<std::string_view> theirs, std::string& out) {
    while (!mine.empty() && !theirs.empty() && mine.front() == theirs.front() && !is_inner(mine.front())) {
        out += mine.front();
        mine.erase(mine.begin());
        theirs.erase(theirs.begin());
    }
    for (const auto* side : {&mine, &theirs}) {
        if (side->empty() || !trim(side->front()).starts_with("- ")) return false;
        if (!std::all_of(side->begin(), side->end(), is_inner)) return false;
        for (const std::string_view line : *side) out += line;
        if (out.back() != '\n') out += '\n';
    }
    return true;
}

// Goes through what git made of the texts; false: somebody must choose.
bool read_joined(std::string_view merged, std::size_t size, BothAdd both_add, std::string& out) {
    enum class In { text, mine, base, theirs } where = In::text;
    std::vector<std::string_view> mine, theirs;
    for (const std::string_view line : lines_of(merged)) {
        const auto is_marker = [&](char sign) { return line.starts_with(std::string(size, sign)); };
        if (where == In::text && is_marker('<')) {
            where = In::mine;
            mine.clear(), theirs.clear();
        } else if (where == In::mine && is_marker('|')) {
            where = In::base;
        } else if (where == In::base && is_marker('=')) {
            where = In::theirs;
        } else if (where == In::theirs && is_marker('>')) {
            where = In::text;
            if (!append_both(mine, theirs, out)) return false;
        } else if (where == In::base || (where != In::text && both_add == BothAdd::ask)) {
            return false; // both changed what was there
        } else if (where == In::text) {
            out += line;
        } else {
            (where == In::mine ? mine : theirs).push_back(line);
        }
    }
    return where == In::text;
}

struct TextParts {
    std::string_view header, body; // the header with its "---" lines
};
TextParts parts_of(std::string_view text) {
    if (!text.starts_with("---\n")) return {"", text};
    const std::size_t end = text.find("\n---\n", 3);
    if (end == std::string_view::npos) return {"", text};
    return {text.substr(0, end + 5), text.substr(end + 5)};
}

} // namespace

// What git makes of three texts; nothing if it could not. `how`: of git merge-file.
static std::optional<std::string> merged_by_git(const Git& git, const std::string& base, const std::string& mine,
                                                const std::string& theirs, std::vector<std::string> how) {
    const auto folder = git.line({"rev-parse", "--absolute-git-dir"});
    if (!folder) return std::nullopt;
    // git merge-file reads files; beside git's own, where nobody looks for texts.
    const auto disk = open_real_disk(*folder);
    const std::array names{std::string("livret-mine"), std::string("livret-base"), std::string("livret-theirs")};
    const std::array texts{&mine, &base, &theirs};
    for (std::size_t i = 0; i < names.size(); ++i) disk->write(names[i], *texts[i]);
    std::vector<std::string> words{"merge-file", "-p", "-q"};
    words.insert(words.end(), how.begin(), how.end());
    for (const std::string& name : names) words.push_back(*folder + "/" + name);
    ProcessResult merged = git.run(words);
    for (const std::string& name : names) disk->remove(name);
    if (!merged.errors.empty()) return std::nullopt;
    return std::move(merged.output);
}

JoinedText join_texts(const Git& git, const std::string& base, const std::string& mine, const std::string& theirs,
                      BothAdd both_add) {
    const std::size_t size = marker_size(base, mine, theirs);
    const auto merged = merged_by_git(git, base, mine, theirs, {"--diff3", fmt::format("--marker-size={}", size)});
    JoinedText out;
    if (merged) out.clean = read_joined(*merged, size, both_add, out.text);
    return out;
}

std::string mine_with_what_fits(const Git& git, const std::string& base, const std::string& mine, const std::string& theirs) {
    return merged_by_git(git, base, mine, theirs, {"--ours"}).value_or(mine);
}

std::string one_after_the_other(const TwoTexts& texts, Language language) {
    const TextParts theirs = parts_of(texts.theirs);
    if (trim(parts_of(texts.mine).body) == trim(theirs.body)) return texts.mine;
    std::string out = texts.mine;
    if (!out.ends_with('\n')) out += '\n';
    const std::string when = texts.their_date ? long_date(*texts.their_date, language) : "";
    out += language == Language::fr ? fmt::format("\n**Autre version{}{}, à reprendre :**\n\n",
                                                  texts.their_name.empty() ? "" : fmt::format(" ({})", texts.their_name),
                                                  when.empty() ? "" : fmt::format(" du {}", when))
                                    : fmt::format("\n**Other version{}{}, to be worked in:**\n\n",
                                                  texts.their_name.empty() ? "" : fmt::format(" ({})", texts.their_name),
                                                  when.empty() ? "" : fmt::format(" of {}", when));
    out += theirs.body;
    if (!out.ends_with('\n')) out += '\n';
    return out;
}

namespace {

class Joiner {
  public:
    Joiner(const Git& git, const JoinRequest& request) : git_(git), request_(request) {}

    Join join(const std::string& scratch) {
        const auto mine = tree_changes(git_, request_.base, request_.mine);
        const auto theirs = tree_changes(git_, request_.base, request_.theirs);
        if (!mine || !theirs) return failed();
        for (const auto& [path, change] : *mine) {
            const auto other = theirs->find(path);
            if (other == theirs->end())
                result_[path] = change.after;
            else if (other->second.after != change.after && !settle(path, change, other->second.after))
                return failed();
        }
        if (must_choose_) return std::move(out_);
        return build(scratch) ? std::move(out_) : failed();
    }

  private:
    const Git& git_;
    const JoinRequest& request_;
    Join out_;
    std::map<std::string, TreeEntry> result_; // laid over their tree
    bool must_choose_ = false;

    Join failed() {
        Join out;
        out.failed = true;
        out.in_the_way = out_.in_the_way;
        return out;
    }

    // A file that both changed, each in her way. False: git could not.
    bool settle(const std::string& path, const TreeChange& change, const TreeEntry& theirs) {
        const TreeEntry& mine = change.after;
        TwoTexts texts;
        texts.path = below(request_.prefix, path);
        texts.is_signed = texts.path.starts_with("trust/");
        if (!fill(mine, texts.mine) || !fill(theirs, texts.theirs)) return false;
        who_changed(path, texts);
        if (!mine.is_there() || !theirs.is_there()) { // removed by one, changed by the other: the text stays
            texts.chosen = mine.is_there() ? Keep::mine : Keep::theirs;
            if (mine.is_there()) result_[path] = mine;
            out_.two_texts.push_back(std::move(texts));
            return true;
        }
        const bool files = mine.is_file() && theirs.is_file();
        texts.is_text = files && is_readable_text(texts.mine) && is_readable_text(texts.theirs);
        std::string before; // of both, if it is a text
        if (texts.is_text && !texts.is_signed) {
            std::string base;
            if (!fill(change.before, base)) return false;
            const bool thread = texts.path.find("/questions/") != std::string::npos && texts.path.ends_with(".md");
            const JoinedText joined = is_readable_text(base) ? join_texts(git_, base, texts.mine, texts.theirs,
                                                                          thread ? BothAdd::keep_both : BothAdd::ask)
                                                             : JoinedText{};
            if (joined.clean) {
                out_.joined.push_back(texts.path);
                return put(path, mine.mode, joined.text);
            }
            before = std::move(base);
        }
        texts.chosen = texts.is_signed ? Keep::theirs : request_.choice(texts.path);
        if (!texts.chosen) {
            must_choose_ = true;
        } else if (*texts.chosen == Keep::mine) {
            result_[path] = mine;
        } else if (*texts.chosen == Keep::both) {
            if (texts.is_text && path.ends_with(".md")) {
                // What of theirs fits into hers stays in its place: an answer, a field of the header that she did not touch.
                TwoTexts both = texts;
                if (is_readable_text(before)) both.mine = mine_with_what_fits(git_, before, texts.mine, texts.theirs);
                if (!put(path, mine.mode, one_after_the_other(both, request_.language))) return false;
            } else {
                result_[path] = mine;
                result_[beside(path)] = theirs;
            }
        }
        out_.two_texts.push_back(std::move(texts));
        return true;
    }

    // gfp/a/photo.png: gfp/a/photo-autre-version.png
    std::string beside(const std::string& path) const {
        const std::size_t slash = path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1;
        std::size_t dot = path.rfind('.');
        if (dot == std::string::npos || dot <= slash) dot = path.size();
        const char* word = request_.language == Language::fr ? "autre-version" : "other-version";
        for (int number = 1;; ++number) {
            const std::string out = fmt::format("{}-{}{}{}", path.substr(0, dot), word,
                                                number > 1 ? fmt::format("-{}", number) : "", path.substr(dot));
            if (!result_.contains(out) && !git_.line({"cat-file", "-e", request_.theirs + ":" + out})) return out;
        }
    }

    bool fill(const TreeEntry& entry, std::string& out) const {
        if (!entry.is_there() || entry.mode == "160000") return true;
        auto bytes = read_blob(git_, entry.id);
        if (bytes) out = std::move(*bytes);
        return bytes.has_value();
    }

    bool put(const std::string& path, const std::string& mode, const std::string& text) {
        const auto id = write_blob(git_, text);
        if (id) result_[path] = {mode, *id};
        return id.has_value();
    }

    void who_changed(const std::string& path, TwoTexts& texts) const {
        const auto said = git_.line({"log", "-1", "--no-merges", "--format=%as%x09%aN",
                                     fmt::format("{}..{}", request_.base, request_.theirs), "--", path});
        if (!said || said->size() < 11) return;
        texts.their_date = parse_date(std::string_view(*said).substr(0, 10));
        if (!first_invalid_utf8(*said)) texts.their_name = said->substr(11);
    }

    // A file here, a folder of that name there: neither can stand.
    bool names_clash(std::vector<std::string> names) {
        std::sort(names.begin(), names.end());
        for (const std::string& one : names) {
            const auto inside = std::lower_bound(names.begin(), names.end(), one + "/");
            if (inside != names.end() && inside->starts_with(one + "/")) {
                out_.in_the_way = one;
                return true;
            }
        }
        return false;
    }

    bool build(const std::string& scratch) {
        Git with_index = git_;
        with_index.add_environment({"GIT_INDEX_FILE", scratch});
        // Theirs as it is; what is ours, taken out first and then put in.
        if (!is_fine(with_index.run({"read-tree", request_.theirs}))) return false;
        std::string out_of, into;
        for (const auto& [path, entry] : result_) {
            out_of += fmt::format("0 {}\t{}", std::string(request_.theirs.size(), '0'), path) + '\0';
            if (entry.is_there()) into += fmt::format("{} {}\t{}", entry.mode, entry.id, path) + '\0';
        }
        if (!is_fine(with_index.run({"update-index", "-z", "--index-info"}, out_of))) return false;
        const ProcessResult left = with_index.run({"ls-files", "-z"});
        std::vector<std::string> names = split_at_nul(left.output);
        for (const auto& [path, entry] : result_)
            if (entry.is_there()) names.push_back(path);
        if (!is_fine(left) || names_clash(std::move(names))) return false;
        if (!is_fine(with_index.run({"update-index", "-z", "--index-info"}, into))) return false;
        const auto tree = with_index.line({"write-tree"});
        if (tree) out_.tree = *tree;
        return tree.has_value();
    }
};

} // namespace

Join join_histories(const Git& git, const JoinRequest& request, const std::string& scratch) {
    Join out = Joiner(git, request).join(scratch);
    const std::size_t slash = scratch.rfind('/');
    const auto disk = open_real_disk(scratch.substr(0, slash));
    for (const std::string& name : {scratch.substr(slash + 1), scratch.substr(slash + 1) + ".lock"})
        if (disk->exists(name)) disk->remove(name);
    return out;
}

} // namespace livret

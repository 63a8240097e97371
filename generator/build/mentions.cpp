#include "build/mentions.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace livret {

namespace {

constexpr std::uint64_t largest_looked_at = 64u << 20;

bool continues_a_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0;
}

// `word` in `text`, not as a part of a longer word.
bool has_word(std::string_view text, std::string_view word) {
    if (word.empty()) return false;
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !continues_a_word(text[at - 1]) || !continues_a_word(word.front());
        const bool ends = end == text.size() || !continues_a_word(text[end]) || !continues_a_word(word.back());
        if (begins && ends) return true;
    }
    return false;
}

class Names {
  public:
    Names(const Leaver& leaver, const std::set<std::string>& references) {
        if (!leaver.id.empty()) as_written_.push_back(leaver.id);
        if (!leaver.key.trainee.empty()) {
            const auto capitals = [](const std::string& name) { return ascii_upper(replace_all(name, "-", "")); };
            as_written_.push_back("trainees/" + leaver.key.trainee.value);
            as_written_.push_back("/" + leaver.key.trainee.value + "/"); // links: ../../durand/activities/...
            as_written_.push_back(leaver.key.gfp.value + "/" + leaver.key.trainee.value);
            as_written_.push_back(capitals(leaver.key.gfp.value) + "-" + capitals(leaver.key.trainee.value) + "-");
        }
        as_written_.insert(as_written_.end(), references.begin(), references.end());
        if (leaver.name.empty()) return;
        folded_ = search_key(leaver.name);
        // Alone, a family name is often a word too (petit, leblanc): with its capital only.
        const std::string family = leaver.name.substr(leaver.name.rfind(' ') + 1);
        if (family.size() > 2) as_written_.push_back(family);
        as_written_.push_back(leaver.name);
    }

    bool in(std::string_view text) const {
        if (std::any_of(as_written_.begin(), as_written_.end(), [&](const std::string& one) { return has_word(text, one); }))
            return true;
        return !folded_.empty() && !first_invalid_utf8(text) && has_word(search_key(text), folded_);
    }

  private:
    std::vector<std::string> as_written_;
    std::string folded_;
};

bool is_of_the_format(std::string_view top) {
    constexpr std::array<std::string_view, 7> folders{"frameworks", "examples", "streams", "gfp", "sessions", "themes", "trust"};
    return std::find(folders.begin(), folders.end(), top) != folders.end();
}

class Finder {
  public:
    Finder(const Disk& disk, const Names& names, Removal& out) : disk_(disk), names_(names), out_(out) {
        for (const auto* list : {&out.own, &out.threads, &out.attestations, &out.certificates, &out.snapshots, &out.rosters})
            gone_.insert(list->begin(), list->end());
        for (const Removal::Edit& one : out.edits) edited_[one.path] = &one.text;
    }

    void walk(const std::string& folder, int depth) {
        std::vector<DiskEntry> entries;
        try {
            entries = disk_.list(folder);
        } catch (const DiskError&) { // a folder that may not be read holds nothing that this program wrote
            return;
        }
        for (const DiskEntry& entry : entries) {
            if (entry.name == ".git") continue;
            const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
            if (entry.kind == EntryKind::folder && depth < 32) walk(path, depth + 1);
            if (entry.kind != EntryKind::file || gone_.contains(path) || entry.size > largest_looked_at) continue;
            look_at(path);
        }
    }

  private:
    const Disk& disk_;
    const Names& names_;
    Removal& out_;
    std::set<std::string> gone_;
    std::map<std::string, const std::string*> edited_;

    void look_at(const std::string& path) {
        std::string bytes;
        if (const auto edit = edited_.find(path); edit != edited_.end())
            bytes = *edit->second;
        else
            try {
                bytes = disk_.read(path);
            } catch (const DiskError&) {
                return;
            }
        const bool named = names_.in(path);
        if (!named && !names_.in(bytes)) return;
        const std::size_t slash = path.find('/');
        const std::string top = path.substr(0, slash);
        if (slash != std::string::npos && !is_of_the_format(top)) {
            ++out_.elsewhere[top + "/"];
        } else if (top == "trust") {
            out_.signed_mentions.push_back(path);
        } else {
            if (named) out_.mentions.push_back({path, 0});
            int line = 0;
            for (const std::string_view one : split_lines(bytes))
                if (++line; names_.in(one)) out_.mentions.push_back({path, line});
        }
    }
};

} // namespace

void find_mentions(const Disk& disk, const Leaver& leaver, const std::set<std::string>& references, Removal& out) {
    const Names names(leaver, references);
    Finder(disk, names, out).walk("", 0);
}

} // namespace livret

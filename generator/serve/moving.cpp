#include "serve/moving.hpp"

#include "base/page_paths.hpp"
#include "base/text.hpp"
#include "load/fields.hpp"
#include "load/header_writer.hpp"
#include "markup/addresses.hpp"
#include "markup/front_matter.hpp"
#include "markup/markdown.hpp"
#include "markup/yaml_writer.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

namespace livret {

namespace {

RichText parsed(std::string_view markdown) {
    Sink ignored;
    return parse_markdown(Reporter(SourcePath{"a.md"}, markdown, ignored), markdown, 0, {});
}

std::string moved_target(const Slot& slot, const Move& move) {
    const std::string& target = slot.target;
    const std::size_t hash = std::min(target.find('#'), target.size());
    const std::string path = target.substr(0, hash);
    if (path.empty() || address_kind(target) != AddressKind::local || target.starts_with('/')) return target;
    if (slot.kind == Slot::Kind::link && is_reference(path) && path.find('-') != std::string::npos) return target;
    if (move.beside.contains(percent_decode(path))) return target;
    const auto leads = resolve_link(move.from, percent_decode(path));
    if (leads && leads_to(*leads, move.to)) return "index.md" + target.substr(hash);
    std::string_view rest = target;
    while (rest.starts_with("./")) rest.remove_prefix(2);
    return "../" + std::string(rest);
}

constexpr std::size_t most_places = 500; // a text of two hundred pages has fewer links to files

// Where an address may stand: behind "](" or "]:", perhaps between < and >. In code it is none, which only reading tells.
std::vector<std::size_t> places_of(std::string_view markdown, std::string_view target) {
    std::vector<std::size_t> out;
    for (std::size_t at = markdown.find(target); at != std::string_view::npos; at = markdown.find(target, at + 1)) {
        std::size_t before = at;
        if (before > 0 && markdown[before - 1] == '<') --before;
        while (before > 0 && (markdown[before - 1] == ' ' || markdown[before - 1] == '\n')) --before;
        const std::string_view sign = before >= 2 ? markdown.substr(before - 2, 2) : std::string_view();
        const std::size_t end = at + target.size();
        const char after = end < markdown.size() ? markdown[end] : '\n';
        if ((sign == "](" || sign == "]:") && (after == ')' || after == '>' || after == ' ' || after == '\n')) out.push_back(at);
    }
    return out;
}

// What is read as an address at that place; nothing if it is none.
std::optional<Slot> slot_at(std::string_view markdown, std::size_t at, std::size_t size) {
    static constexpr std::string_view probe = "livret-probe";
    std::string other(markdown);
    other.replace(at, size, probe);
    const RichText text = parsed(other);
    for (const Slot& one : text.slots)
        if (one.target == probe) return one;
    return std::nullopt;
}

} // namespace

SourcePath place_in_folder(const Disk& disk, const SourcePath& from) {
    for (int n = 1;; ++n) {
        const SourcePath folder = from.parent() / (std::string(from.stem()) + (n == 1 ? "" : fmt::format("-{}", n)));
        const bool empty = disk.exists(folder.value) && disk.kind(folder.value) == EntryKind::folder &&
                           disk.list(folder.value).empty(); // left by a save that was killed
        if ((!disk.exists(folder.value) || empty) && (n == 1 || !disk.exists(folder.value + ".md"))) return folder / "index.md";
    }
}

std::optional<std::string> moved_text(std::string_view markdown, const Move& move) {
    const RichText before = parsed(markdown);
    std::set<std::string> targets;
    for (const Slot& slot : before.slots)
        if (moved_target(slot, move) != slot.target) targets.insert(slot.target);
    std::map<std::size_t, std::pair<std::size_t, std::string>> changes; // where, how many bytes, what instead
    std::size_t places = 0;
    for (const std::string& target : targets)
        for (const std::size_t at : places_of(markdown, target)) {
            if (++places > most_places) return std::nullopt;
            auto slot = slot_at(markdown, at, target.size());
            if (!slot) continue;
            slot->target = target;
            changes.emplace(at, std::pair(target.size(), moved_target(*slot, move)));
        }
    std::string out;
    std::size_t done = 0;
    for (const auto& [at, change] : changes) {
        out.append(markdown, done, at - done);
        out += change.second;
        done = at + change.first;
    }
    out += markdown.substr(done);
    // Each address is what it should be, and every word what it was.
    const RichText after = parsed(out);
    const bool good =
        std::equal(before.slots.begin(), before.slots.end(), after.slots.begin(), after.slots.end(),
                   [&](const Slot& a, const Slot& b) { return moved_target(a, move) == b.target && a.text == b.text; });
    if (!good || before.plain != after.plain || before.html != after.html) return std::nullopt;
    return out;
}

std::optional<std::string> moved_document(std::string_view file, const Move& move) {
    const std::string plain = lf_text(file);
    Sink ignored;
    const FrontMatter front = split_front_matter(Reporter(SourcePath{"a.md"}, plain, ignored));
    if (!front.found || !front.data) return std::nullopt;
    const std::string_view old_body = std::string_view(plain).substr(front.body_offset);
    const auto body = moved_text(old_body, move);
    if (!body) return std::nullopt;
    std::vector<HeaderEdit> edits;
    for (const YamlEntry& entry : front.data->entries) {
        if (entry.key.text != "replies" && entry.key.text != "réponses") continue;
        for (std::size_t i = 0; i < entry.value.items.size(); ++i)
            for (const YamlEntry& one : entry.value.items[i].entries) {
                if ((one.key.text != "text" && one.key.text != "texte") || one.value.kind != YamlNode::Kind::scalar) continue;
                const auto words = moved_text(one.value.text, move);
                if (!words) return std::nullopt;
                if (*words == one.value.text) continue;
                edits.push_back(
                    {"replies", HeaderEdit::What::within, {}, {{std::to_string(i + 1), yaml_text(*words, 2)}}, one.key.text});
            }
    }
    if (edits.empty() && *body == old_body) return std::string(file);
    return with_fields(file, activity_kind, edits, *body == old_body ? std::nullopt : body, Language::fr);
}

} // namespace livret

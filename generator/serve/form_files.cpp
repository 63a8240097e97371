#include "serve/form_files.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "base/words.hpp"
#include "build/attachments.hpp"
#include "diag/printer.hpp"
#include "disk/private_file.hpp"
#include "import/attachment_names.hpp"
#include "load/file_slug.hpp"
#include "media/media.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

// The folder that holds a text's files; empty for a text that is one file, or none yet.
std::string folder_of(const JournalEntry& entry) {
    const SourcePath path{entry.path};
    return path.name() == "index.md" ? path.parent().value : std::string();
}

std::string last_part(const std::string& name) {
    return name.substr(name.find_last_of("/\\") + 1);
}

} // namespace

std::vector<JoinedFile> FormFiles::all(const JournalEntry& entry) const {
    std::vector<JoinedFile> out;
    if (entry.kind != "activity") return out;
    if (const std::string folder = folder_of(entry); !folder.empty() && disk_.exists(folder))
        for (const DiskEntry& one : disk_.list(folder))
            if (one.kind == EntryKind::file && one.name != "index.md" && !one.name.starts_with('.'))
                out.push_back({one.name, one.size, true});
    for (const std::string& name : journal_.files(entry.id))
        out.push_back({name, journal_.file(entry.id, name).value_or("").size(), false});
    return out;
}

std::optional<std::string> FormFiles::shown(const JournalEntry& entry, const std::string& name) const {
    for (const JoinedFile& one : all(entry)) {
        if (one.name != name) continue;
        const std::string bytes =
            one.saved ? disk_.read(folder_of(entry) + "/" + name) : journal_.file(entry.id, name).value_or("");
        Sink ignored;
        const auto prepared = prepare_attachment(SourcePath{name}, bytes, ignored);
        return prepared ? std::optional(prepared->bytes) : std::nullopt;
    }
    return std::nullopt;
}

std::vector<std::string> FormFiles::join(const JournalEntry& entry, const std::vector<HttpFile>& files) {
    std::vector<std::string> wrong;
    if (entry.kind != "activity") return {facts_.words.say("files.not-here")};
    std::set<std::string> taken{file_name_key("index.md")};
    for (const JoinedFile& one : all(entry)) taken.insert(file_name_key(one.name));
    for (const HttpFile& one : files) {
        if (one.bytes.empty()) continue;
        if (const auto no = join_one(entry, one, taken)) wrong.push_back(*no);
    }
    return wrong;
}

// One that stands in a link of Markdown as it is: "mon-ete-a-l-ecole.jpg".
std::string FormFiles::safe_name(const std::string& base) const {
    const std::size_t dot = base.rfind('.');
    if (dot == std::string::npos || dot == 0) return attachment_name(base);
    return attachment_name(file_slug(base.substr(0, dot)) + ascii_lower(base.substr(dot)));
}

// What it is called here, and without what its camera wrote into it; or why not.
std::optional<std::string> FormFiles::join_one(const JournalEntry& entry, const HttpFile& file, std::set<std::string>& taken) {
    const FormWords& words = facts_.words;
    const std::string base = last_part(file.name);
    if (first_invalid_utf8(base)) return words.say("files.bad-name");
    if (file.bytes.size() > largest_attachment)
        return words.say("files.too-large", {{"name", base}, {"limit", shown_size(largest_attachment, words.language())}});
    const std::string name = free_name(safe_name(base), taken);
    Sink sink;
    if (!prepare_attachment(SourcePath{name}, file.bytes, sink)) {
        std::string why;
        for (const Diagnostic& one : sink.items())
            if (one.severity() == Severity::error)
                why = message_of(one, words.language()) + " – " + hint_of(one, words.language());
        return fmt::format("{} : {}.", base, why);
    }
    const auto cleaned = strip_picture(SourcePath{name}, file.bytes);
    journal_.put_file(entry.id, name, cleaned ? *cleaned : file.bytes);
    return std::nullopt;
}

std::vector<std::string> FormFiles::cleaned(const std::vector<HttpFile>& files) const {
    std::vector<std::string> out;
    for (const HttpFile& one : files) {
        Sink sink;
        const std::string base = last_part(one.name);
        if (first_invalid_utf8(base)) continue;
        if (prepare_attachment(SourcePath{safe_name(base)}, one.bytes, sink))
            for (const Diagnostic& each : sink.items())
                out.push_back(
                    facts_.words.say("files.cleaned", {{"name", base}, {"what", message_of(each, facts_.words.language())}}));
    }
    return out;
}

void FormFiles::place(const JournalEntry& entry) {
    if (entry.kind != "activity") return;
    const std::string folder = SourcePath{entry.path}.parent().value;
    for (const std::string& name : journal_.files(entry.id)) {
        const auto bytes = journal_.file(entry.id, name);
        const std::string to = folder + "/" + name;
        if (bytes && !(disk_.exists(to) && disk_.read(to) == *bytes)) disk_.write_new(to, *bytes);
        flush_to_disk(root_ + "/" + to);
    }
}

void FormFiles::forget_placed(const JournalEntry& entry) {
    for (const std::string& name : journal_.files(entry.id)) journal_.remove_file(entry.id, name);
}

bool FormFiles::take_away(const JournalEntry& entry, const std::string& name) {
    const auto files = all(entry);
    const auto found = std::find_if(files.begin(), files.end(), [&](const JoinedFile& one) { return one.name == name; });
    if (found == files.end()) return false;
    if (!found->saved) {
        journal_.remove_file(entry.id, name);
        return true;
    }
    const std::string path = folder_of(entry) + "/" + name;
    journal_.put_file(entry.id.substr(0, 8) + "00000000", name, disk_.read(path));
    disk_.remove(path);
    return true;
}

} // namespace livret

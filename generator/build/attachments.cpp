#include "build/attachments.hpp"

#include "base/hash.hpp"
#include "base/threads.hpp"
#include "base/words.hpp"
#include "media/media.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

struct Examined {
    bool good = false;
    MediaFacts facts;
    std::uint64_t size = 0;
    SourceContent source;
    Sink sink;
};

void report(Sink& sink, Code code, const SourcePath& path, std::vector<std::string> arguments) {
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.path = path;
    diagnostic.arguments = std::move(arguments);
    sink.add(std::move(diagnostic));
}

Examined examine(const Disk& disk, const Attachment& attachment) {
    Examined out;
    if (attachment.size > largest_attachment) {
        report(out.sink, Code::file_too_large, attachment.path,
               {shown_size(attachment.size, Language::fr), shown_size(largest_attachment, Language::fr),
                shown_size(attachment.size, Language::en), shown_size(largest_attachment, Language::en)});
        return out;
    }
    try {
        std::string bytes = disk.read(attachment.path.value);
        out.source = {bytes.size(), sha256_hex(bytes)};
        if (auto prepared = prepare_attachment(attachment.path, std::move(bytes), out.sink)) {
            out.good = true;
            out.facts = prepared->facts;
            out.size = prepared->bytes.size();
        }
    } catch (const DiskError& error) {
        report(out.sink, Code::unreadable_file, attachment.path,
               {system_words(error.code(), Language::fr), system_words(error.code(), Language::en)});
    }
    return out;
}

} // namespace

void examine_attachments(Institute& institute, const Disk& disk, unsigned jobs, Sink& sink) {
    std::map<SourcePath, Attachment> all;
    const auto collect = [&](const std::vector<Attachment>& list) {
        for (const Attachment& one : list) all.emplace(one.path, one);
    };
    for (const Activity& one : institute.activities) collect(one.attachments);
    for (const Example& one : institute.examples) collect(one.attachments);
    for (const Trainee& one : institute.trainees)
        if (one.portrait) collect({*one.portrait});
    std::vector<Attachment> list;
    for (const auto& [path, one] : all) list.push_back(one);
    std::vector<Examined> found(list.size());
    parallel_for(list.size(), jobs, [&](std::size_t i) { found[i] = examine(disk, list[i]); });
    std::map<SourcePath, const Examined*> by_path;
    for (std::size_t i = 0; i < list.size(); ++i) {
        sink.append(found[i].sink);
        by_path[list[i].path] = &found[i];
    }
    const auto fill = [&](Attachment& one) {
        const Examined& examined = *by_path.at(one.path);
        one.width = examined.facts.width;
        one.height = examined.facts.height;
        one.size = examined.size;
        one.source = examined.source;
        return examined.good;
    };
    const auto keep_good = [&](std::vector<Attachment>& attachments) {
        std::erase_if(attachments, [&](Attachment& one) { return !fill(one); });
    };
    for (Activity& one : institute.activities) keep_good(one.attachments);
    for (Example& one : institute.examples) keep_good(one.attachments);
    for (Trainee& one : institute.trainees)
        if (one.portrait && !fill(*one.portrait)) one.portrait.reset();
}

std::string attachment_bytes(const Disk& disk, const SourcePath& path) {
    Sink said_before;
    auto prepared = prepare_attachment(path, disk.read(path.value), said_before);
    // It changed under the build's hands: better nothing than something unclean.
    if (!prepared) throw DiskError("read", path.value, std::make_error_code(std::errc::io_error));
    return std::move(prepared->bytes);
}

} // namespace livret

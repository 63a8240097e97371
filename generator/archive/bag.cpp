#include "archive/bag.hpp"

#include "archive/bag_form.hpp"
#include "base/hash.hpp"
#include "base/sha256_stream.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>

namespace livret {

namespace {

// Digests by name from the top, as they become known: the zip is written in the order of its names.
using Known = std::map<std::string, std::string>;

// The same entry, whose bytes are hashed while they go by.
NewEntry hashed(NewEntry entry, const std::shared_ptr<Known>& known) {
    if (entry.size == 0) known->emplace(entry.name, sha256_hex(""));
    return {entry.name, entry.size, [name = entry.name, size = entry.size, open = std::move(entry.open), known] {
                auto hash = std::make_shared<Sha256Stream>();
                return [=, pull = open(), left = size](std::span<char> piece) mutable {
                    const std::size_t count = pull(piece);
                    hash->update({piece.data(), count});
                    if (count > 0 && count == left) known->emplace(name, hash->hex());
                    left -= std::min<std::uint64_t>(count, left);
                    return count;
                };
            }};
}

// A manifest of these files, all of which sort before it: by the time it is asked for, their digests are known.
NewEntry manifest_of(std::string_view name, std::vector<std::string> listed, const std::shared_ptr<Known>& known) {
    std::sort(listed.begin(), listed.end());
    std::uint64_t size = 0;
    for (const std::string& path : listed) size += bag_form::manifest_line(std::string(64, '0'), path).size();
    return {std::string(name), size, [listed, known] {
                std::string text;
                for (const std::string& path : listed) text += bag_form::manifest_line(known->at(path), path);
                return entry_of_bytes("", std::move(text)).open();
            }};
}

std::string oxum(const std::vector<NewEntry>& payload) {
    std::uint64_t bytes = 0;
    for (const NewEntry& entry : payload) bytes += entry.size;
    return fmt::format("{}.{}", bytes, payload.size());
}

std::optional<ZipProblem> check(const BagContents& contents) {
    const auto name_problem = [](const std::string& name) {
        return ZipProblem{fmt::format("le fichier «\u00A0{}\u00A0» n’est pas à sa place dans un sac BagIt", name),
                          fmt::format("the file “{}” has no place there in a BagIt bag", name)};
    };
    if (contents.payload.empty()) return ZipProblem{"le sac BagIt n’a rien à contenir", "the BagIt bag has nothing to hold"};
    for (const NewEntry& entry : contents.payload)
        if (!entry.name.starts_with(bag_form::data)) return name_problem(entry.name);
    for (const NewEntry& entry : contents.tags)
        if (entry.name.starts_with(bag_form::data) || entry.name == bag_form::fetch || entry.name >= bag_form::manifest)
            return name_problem(entry.name);
    if (!contents.top.empty() && safe_entry_name(contents.top) && contents.top.find('/') == std::string::npos)
        return std::nullopt;
    return ZipProblem{
        fmt::format("son nom, «\u00A0{}\u00A0», est trop long ou ne convient pas à tous les ordinateurs", contents.top),
        fmt::format("its name, “{}”, is too long or does not suit every computer", contents.top)};
}

} // namespace

std::variant<WrittenBag, ZipProblem> write_bag(const std::string& target, BagContents contents, Taken taken) {
    if (auto fault = check(contents)) return *fault;
    contents.info.emplace_back(bag_form::oxum, oxum(contents.payload));
    const std::string info = bag_form::write_info(contents.info);
    if (bag_form::read_info(info) != contents.info)
        return ZipProblem{"bag-info.txt ne peut pas porter ces valeurs", "bag-info.txt cannot carry these values"};

    const auto known = std::make_shared<Known>();
    std::vector<NewEntry> all;
    std::vector<std::string> payload, tags;
    const auto put = [&](NewEntry entry, std::vector<std::string>& listed) {
        listed.push_back(entry.name);
        all.push_back(hashed(std::move(entry), known));
    };
    for (NewEntry& entry : contents.payload) put(std::move(entry), payload);
    for (NewEntry& entry : contents.tags) put(std::move(entry), tags);
    put(entry_of_bytes(std::string(bag_form::bagit), std::string(bag_form::declaration)), tags);
    put(entry_of_bytes(std::string(bag_form::info), info), tags);
    put(manifest_of(bag_form::manifest, payload, known), tags);
    std::vector<std::string> last;
    put(manifest_of(bag_form::tagmanifest, tags, known), last);
    for (NewEntry& entry : all) entry.name = contents.top + "/" + entry.name;
    auto placed = place_zip(target, std::move(all), taken);
    if (auto* fault = std::get_if<ZipProblem>(&placed)) return std::move(*fault);
    return WrittenBag{Digests(known->begin(), known->end()), std::get<Placed>(placed)};
}

} // namespace livret

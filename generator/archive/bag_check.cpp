#include "archive/bag_check.hpp"

#include "archive/bag_form.hpp"
#include "archive/entry_names.hpp"
#include "base/hash.hpp"
#include "base/sha256_stream.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

using Digests = std::map<std::string, std::string, std::less<>>;

// Bytes of a file that is read as a whole here: a manifest of 20,000 lines has 10 MB.
constexpr std::uint64_t largest_tag_file = 16u << 20;

bool is_digest(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// What is wrong with a declaration, in words of its own where people meet it.
DossierFault declaration_fault(std::string_view text) {
    constexpr std::string_view encoding = "Tag-File-Character-Encoding: ";
    if (text.starts_with("\xEF\xBB\xBF")) return refused("bag.byte-order-mark", bag_form::bagit);
    if (text.find('\r') != std::string_view::npos) return refused("bag.line-ends", bag_form::bagit);
    if (!text.starts_with("BagIt-Version: 1.0\n")) return refused("bag.version");
    const std::string_view rest = text.substr(text.find('\n') + 1);
    if (rest.starts_with(encoding) && !rest.starts_with("Tag-File-Character-Encoding: UTF-8\n")) return refused("bag.encoding");
    return refused("bag.declaration");
}

// One line of a manifest, taken off: its path and digest, or the fault.
std::variant<std::pair<std::string_view, std::string_view>, DossierFault> take_line(std::string_view manifest,
                                                                                    std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (line.find('\r') != std::string_view::npos) return refused("bag.line-ends", manifest);
    if (end == std::string_view::npos || line.size() < 67 || !is_digest(line.substr(0, 64)) || line.substr(64, 2) != "  ")
        return refused("bag.manifest-line", manifest, line);
    text.remove_prefix(end + 1);
    const std::string_view path = line.substr(66);
    if (path.find('%') != std::string_view::npos) return refused("bag.percent", manifest, path);
    if (name_fault(path) || path.ends_with('/')) return refused("bag.manifest-path", manifest, path);
    return std::pair(path, line.substr(0, 64));
}

std::variant<Digests, DossierFault> read_manifest(std::string_view manifest, std::string_view text) {
    Digests out;
    std::string_view previous;
    if (text.starts_with("\xEF\xBB\xBF")) return refused("bag.byte-order-mark", manifest);
    while (!text.empty()) {
        const auto line = take_line(manifest, text);
        if (const auto* fault = std::get_if<DossierFault>(&line)) return *fault;
        const auto [path, digest] = std::get<0>(line);
        const bool of_payload = manifest == bag_form::manifest;
        if (path.starts_with(bag_form::data) != of_payload || path == bag_form::tagmanifest)
            return refused("bag.manifest-path", manifest, path);
        if (path == previous) return refused("bag.manifest-twice", manifest, path);
        if (path < previous) return refused("bag.manifest-order", manifest, path);
        out.emplace(path, digest);
        previous = path;
    }
    return out;
}

} // namespace

class BagChecker {
  public:
    explicit BagChecker(const Container& container) : bag_(container) {}

    // In this order; what comes later is read only if all before it is good.
    std::optional<DossierFault> check() {
        if (auto fault = check_presence()) return fault;
        if (auto fault = check_declaration()) return fault;
        if (auto fault = check_manifest(bag_form::tagmanifest)) return fault;
        if (auto fault = check_manifest(bag_form::manifest)) return fault;
        return check_info(); // last: which file is missing says more than a number that is not the one stated
    }
    CheckedBag take() { return std::move(bag_); }

  private:
    const Container& container() const { return bag_.container_; }

    std::optional<DossierFault> check_presence() const {
        if (container().find(bag_form::fetch)) return refused("bag.fetch");
        for (const std::string_view needed : {bag_form::bagit, bag_form::info, bag_form::manifest, bag_form::tagmanifest})
            if (!container().find(needed)) return refused("bag.missing", needed);
        bool payload = false;
        for (const ContainerFile& file : container().files()) {
            payload = payload || file.path.starts_with(bag_form::data);
            const std::string_view path = file.path;
            const bool is_manifest =
                (path.starts_with("manifest-") || path.starts_with("tagmanifest-")) && path.ends_with(".txt");
            if (is_manifest && path.find('/') == std::string_view::npos && path != bag_form::manifest &&
                path != bag_form::tagmanifest)
                return refused("bag.other-algorithm", path);
        }
        return payload ? std::nullopt : std::optional(refused("bag.no-payload"));
    }

    std::variant<std::string, DossierFault> text_of(std::string_view path) const {
        return container().read_all(path, largest_tag_file);
    }

    std::optional<DossierFault> check_declaration() const {
        const auto read = text_of(bag_form::bagit);
        if (const auto* fault = std::get_if<DossierFault>(&read)) return *fault;
        const auto& text = std::get<std::string>(read);
        return text == bag_form::declaration ? std::nullopt : std::optional(declaration_fault(text));
    }

    // That a manifest lists exactly the files it is there for, and that each is the one it lists.
    std::optional<DossierFault> check_manifest(std::string_view manifest) {
        const auto read = text_of(manifest);
        if (const auto* fault = std::get_if<DossierFault>(&read)) return *fault;
        const auto& text = std::get<std::string>(read);
        if (manifest == bag_form::tagmanifest)
            bag_.digests_.emplace(manifest, sha256_hex(text));
        else if (sha256_hex(text) != bag_.digests_.at(std::string(manifest)))
            return refused("bag.digest", manifest); // changed since it was checked
        const auto parsed = read_manifest(manifest, text);
        if (const auto* fault = std::get_if<DossierFault>(&parsed)) return *fault;
        const auto& listed = std::get<Digests>(parsed);
        for (const auto& [path, digest] : listed)
            if (!container().find(path)) return refused("bag.missing", path);
        const bool of_payload = manifest == bag_form::manifest;
        for (const ContainerFile& file : container().files())
            if (file.path.starts_with(bag_form::data) == of_payload && file.path != bag_form::tagmanifest &&
                !listed.contains(file.path))
                return refused("bag.unlisted", file.path);
        for (const auto& [path, digest] : listed)
            if (auto fault = check_digest(path, digest)) return fault;
        return std::nullopt;
    }

    std::optional<DossierFault> check_digest(const std::string& path, const std::string& wanted) {
        Sha256Stream hash;
        if (auto fault = container().read(path, [&](std::string_view piece) { hash.update(piece); })) return fault;
        if (hash.hex() != wanted) return refused("bag.digest", path);
        bag_.digests_.emplace(path, wanted);
        return std::nullopt;
    }

    std::optional<DossierFault> check_info() {
        const auto read = bag_.read_all(bag_form::info, largest_tag_file);
        if (const auto* fault = std::get_if<DossierFault>(&read)) return *fault;
        const auto lines = bag_form::read_info(std::get<std::string>(read));
        if (!lines) return refused("bag.info");
        bag_.info_ = *lines;
        std::uint64_t bytes = 0, count = 0;
        for (const ContainerFile& file : container().files()) {
            if (!file.path.starts_with(bag_form::data)) continue;
            bytes += file.size;
            ++count;
        }
        const auto stated = bag_.info(bag_form::oxum);
        if (!stated || *stated != fmt::format("{}.{}", bytes, count)) return refused("bag.oxum", stated.value_or(""));
        return std::nullopt;
    }

    CheckedBag bag_;
};

std::optional<std::string> CheckedBag::info(std::string_view label) const {
    for (const auto& [name, value] : info_)
        if (name == label) return value;
    return std::nullopt;
}

std::variant<std::string, DossierFault> CheckedBag::read_all(std::string_view path, std::uint64_t limit) const {
    auto read = container_.read_all(path, limit);
    const auto* bytes = std::get_if<std::string>(&read);
    if (!bytes) return read;
    const auto known = digests_.find(path);
    if (known == digests_.end() || sha256_hex(*bytes) != known->second) return refused("bag.digest", path);
    return read;
}

std::variant<CheckedBag, DossierFault> check_bag(const Container& container) {
    BagChecker checker(container);
    if (auto fault = checker.check()) return *fault;
    return checker.take();
}

} // namespace livret

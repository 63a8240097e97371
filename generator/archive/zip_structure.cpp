#include "archive/zip_structure.hpp"

#include "archive/entry_names.hpp"
#include "archive/zip_format.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace livret {

namespace {

// The file has become shorter since it was opened. Caught where this file is entered.
struct Shrunk {};

// Small reads share one of 64 KiB: twenty thousand headers are not as many calls.
class Window {
  public:
    explicit Window(const RandomBytes& file) : file_(file) {}

    // Exactly these bytes, good until the next call. All that is asked for lies within the size that the file had.
    std::string_view at(std::uint64_t offset, std::size_t count) {
        if (offset < start_ || offset + count > start_ + held_.size()) {
            held_.resize(std::max<std::size_t>(count, 1u << 16));
            start_ = offset;
            held_.resize(file_.read(offset, held_));
            if (held_.size() < count) throw Shrunk{};
        }
        return std::string_view(held_).substr(offset - start_, count);
    }

  private:
    const RandomBytes& file_;
    std::string held_;
    std::uint64_t start_ = 0;
};

struct Entry {
    std::string name;
    std::uint16_t version, flags, method;
    std::uint32_t crc, packed, size, offset, attributes;
    std::uint64_t data = 0;
    bool is_folder() const { return name.ends_with('/'); }
};

namespace flag {
constexpr unsigned descriptor = 1u << 3;
constexpr unsigned encrypted = 1u << 0 | 1u << 6 | 1u << 13;
constexpr unsigned allowed = 1u << 1 | 1u << 2 | descriptor | 1u << 11; // the deflater's effort; UTF-8
} // namespace flag
constexpr std::uint32_t saturated = 0xFFFFFFFF; // "see the zip64 field"

class Reader {
  public:
    Reader(const RandomBytes& zip, TopFolder top) : zip_(zip), wanted_(top), window_(zip) {}

    std::optional<DossierFault> read() {
        if (auto fault = read_end()) return fault;
        if (auto fault = read_directory()) return fault;
        if (auto fault = check_together()) return fault;
        return read_local_headers();
    }
    ZipStructure structure() const;

  private:
    std::optional<DossierFault> read_end();
    std::optional<DossierFault> look_for_end();
    std::optional<DossierFault> read_directory();
    std::optional<DossierFault> read_entry(std::string_view& rest);
    std::optional<DossierFault> check_together();
    std::optional<DossierFault> find_top();
    std::optional<DossierFault> read_local_headers();
    std::optional<DossierFault> read_local(Entry& entry, std::uint64_t& position);
    std::optional<DossierFault> skip_descriptor(const Entry& entry, std::uint64_t& position);

    const RandomBytes& zip_;
    TopFolder wanted_;
    Window window_;
    std::uint64_t directory_ = 0; // where it begins
    std::size_t count_ = 0;
    std::vector<Entry> entries_; // as the directory lists them
    std::string directory_bytes_, top_;
    bool canonical_ = true;
};

// No end record where it must be: said why.
std::optional<DossierFault> Reader::look_for_end() {
    const std::size_t length = static_cast<std::size_t>(std::min<std::uint64_t>(zip_.size, zip_format::end_size + 0xFFFF));
    const std::string_view tail = window_.at(zip_.size - length, length);
    for (std::size_t i = tail.size() - zip_format::end_size + 1; i-- > 0;) {
        if (u32_at(tail, i) != zip_format::end_record) continue;
        const std::size_t end = i + zip_format::end_size + u16_at(tail, i + 20);
        if (end == tail.size()) return refused("container.archive-comment");
        if (end < tail.size()) return refused("container.trailer");
    }
    return refused("container.not-zip");
}

std::optional<DossierFault> Reader::read_end() {
    if (zip_.size > container_limits::size) return refused("container.too-large");
    if (zip_.size < zip_format::end_size) return refused("container.not-zip");
    const std::uint64_t place = zip_.size - zip_format::end_size;
    const std::string end(window_.at(place, zip_format::end_size));
    if (u32_at(end, 0) != zip_format::end_record || u16_at(end, 20) != 0) return look_for_end();
    if (place >= 20 && u32_at(window_.at(place - 20, 4), 0) == zip_format::zip64_locator) return refused("container.zip64");
    const auto disk = u16_at(end, 4), directory_disk = u16_at(end, 6), here = u16_at(end, 8), total = u16_at(end, 10);
    const auto size = u32_at(end, 12), offset = u32_at(end, 16);
    if (disk == 0xFFFF || directory_disk == 0xFFFF || here == 0xFFFF || total == 0xFFFF || size == saturated ||
        offset == saturated)
        return refused("container.zip64");
    if (disk != 0 || directory_disk != 0 || here != total) return refused("container.multi-disk");
    if (total == 0) return refused("container.empty");
    if (total > container_limits::entries) return refused("container.too-many-entries");
    if (u32_at(window_.at(0, 4), 0) != zip_format::local_header) return refused("container.prefix");
    if (std::uint64_t{offset} + size != place || size > container_limits::directory) return refused("container.directory");
    directory_ = offset;
    count_ = total;
    directory_bytes_ = window_.at(offset, size);
    canonical_ = end == canonical_end(total, size, offset);
    return std::nullopt;
}

// Times and owners, as archivers write them, hurt nobody. Whatever else stands there may be a second name, a link's target or
// another size, for readers who know it.
std::optional<std::string_view> extra_fault(std::string_view extra) {
    static constexpr std::array<std::uint16_t, 6> harmless{0x5455, 0x5855, 0x7855, 0x7875, 0x000A, 0xCAFE};
    while (!extra.empty()) {
        if (extra.size() < 4 || extra.size() - 4 < u16_at(extra, 2)) return "container.extra";
        const std::uint16_t kind = u16_at(extra, 0);
        if (kind == 0x0001) return "container.zip64";
        if (kind == 0x9901 || kind == 0x0017) return "container.encrypted";
        if (kind == 0x7075) return "container.two-readings"; // Info-ZIP's Unicode path
        if (std::find(harmless.begin(), harmless.end(), kind) == harmless.end()) return "container.extra";
        extra.remove_prefix(4u + u16_at(extra, 2));
    }
    return std::nullopt;
}

// The high half of the attributes is UNIX's mode wherever it is not 0, the low byte MS-DOS's; whatever system the entry says it
// was made on, because readers differ in whether they look.
std::optional<std::string_view> mode_fault(const Entry& entry) {
    const std::uint32_t mode = entry.attributes >> 16, kind = mode & 0170000;
    constexpr std::uint32_t reparse_point = 0x400, device_or_label = 0x48, folder = 0x10;
    if (kind == 0120000 || (entry.attributes & reparse_point) != 0) return "container.link";
    if (kind != 0 && kind != 0100000 && kind != 0040000) return "container.special";
    if ((mode & 07000) != 0 || (entry.attributes & device_or_label) != 0) return "container.special";
    const bool says_folder = kind == 0040000 || (entry.attributes & folder) != 0;
    if (says_folder && !entry.is_folder()) return "container.kind";
    return kind == 0100000 && entry.is_folder() ? std::optional<std::string_view>("container.kind") : std::nullopt;
}

std::optional<DossierFault> Reader::read_directory() {
    entries_.reserve(count_); // at most the limit
    std::string_view rest = directory_bytes_;
    for (std::size_t i = 0; i < count_; ++i)
        if (auto fault = read_entry(rest)) return fault;
    if (!rest.empty()) return refused("container.directory");
    return std::nullopt;
}

std::optional<DossierFault> Reader::read_entry(std::string_view& rest) {
    if (rest.size() < zip_format::directory_size || u32_at(rest, 0) != zip_format::directory_header)
        return refused("container.directory");
    const std::size_t name_size = u16_at(rest, 28), extra_size = u16_at(rest, 30), comment_size = u16_at(rest, 32);
    const std::size_t whole = zip_format::directory_size + name_size + extra_size + comment_size;
    if (rest.size() < whole) return refused("container.directory");
    const std::string_view header = rest.substr(0, whole);
    rest.remove_prefix(whole);
    Entry entry{std::string(header.substr(zip_format::directory_size, name_size)),
                u16_at(header, 6),
                u16_at(header, 8),
                u16_at(header, 10),
                u32_at(header, 16),
                u32_at(header, 20),
                u32_at(header, 24),
                u32_at(header, 42),
                u32_at(header, 38)};
    const auto fault = [&](std::string_view code) { return refused(code, entry.name); };
    if (const auto wrong = name_fault(entry.name)) return fault("container." + std::string(*wrong));
    if ((entry.flags & flag::encrypted) != 0) return fault("container.encrypted");
    if ((entry.flags & ~flag::allowed) != 0) return fault("container.flags");
    if (entry.packed == saturated || entry.size == saturated || entry.offset == saturated) return fault("container.zip64");
    if (const auto wrong = extra_fault(header.substr(zip_format::directory_size + name_size, extra_size))) return fault(*wrong);
    if (comment_size != 0) return fault("container.entry-comment");
    if (u16_at(header, 34) != 0) return fault("container.multi-disk");
    if (entry.version > 20) return fault("container.version");
    if (entry.method != 0 && entry.method != 8) return fault("container.method");
    if (const auto wrong = mode_fault(entry)) return fault(*wrong);
    if (entry.method == 0 && entry.packed != entry.size) return fault("container.wrong-size");
    if (entry.is_folder() && (entry.size != 0 || entry.packed > 2)) return fault("container.folder-data"); // 2: nothing, deflated
    canonical_ = canonical_ && header == canonical_directory_header({entry.name, entry.crc, entry.size, entry.offset}) &&
                 !entry.is_folder() && !is_added_by_macos(entry.name) && (entries_.empty() || entries_.back().name < entry.name);
    entries_.push_back(std::move(entry));
    return std::nullopt;
}

std::optional<DossierFault> Reader::check_together() {
    const auto add = [](std::uint64_t sum, const Entry& entry) { return sum + entry.size; };
    const std::uint64_t total = std::accumulate(entries_.begin(), entries_.end(), std::uint64_t{0}, add);
    if (total > container_limits::size) return refused("container.too-large");
    if (total > container_limits::small && total > container_limits::ratio * zip_.size) return refused("container.bomb");
    std::vector<std::string_view> names;
    names.reserve(entries_.size());
    for (const Entry& entry : entries_) names.push_back(entry.name);
    if (auto fault = tree_fault(names)) return fault;
    return wanted_ == TopFolder::one ? find_top() : std::nullopt;
}

std::optional<DossierFault> Reader::find_top() {
    for (const Entry& entry : entries_) {
        if (is_added_by_macos(entry.name)) continue;
        const std::size_t slash = entry.name.find('/');
        if (slash == std::string::npos) return refused("container.no-top", entry.name);
        const std::string_view first = std::string_view(entry.name).substr(0, slash);
        if (top_.empty()) top_ = first;
        if (top_ != first) return refused("container.several-tops", entry.name, top_);
    }
    if (top_.empty()) return refused("container.empty");
    return std::nullopt;
}

std::optional<DossierFault> Reader::read_local_headers() {
    std::vector<std::size_t> order(entries_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [this](auto a, auto b) { return entries_[a].offset < entries_[b].offset; });
    std::uint64_t position = 0;
    for (const std::size_t i : order)
        if (auto fault = read_local(entries_[i], position)) return fault;
    if (position != directory_) return refused("container.gap");
    canonical_ = canonical_ && std::is_sorted(order.begin(), order.end());
    return std::nullopt;
}

std::optional<DossierFault> Reader::read_local(Entry& entry, std::uint64_t& position) {
    const auto fault = [&](std::string_view code, std::string_view other = {}) { return refused(code, entry.name, other); };
    if (entry.offset < position) return fault("container.overlap");
    if (entry.offset > position) return position == 0 ? refused("container.prefix") : fault("container.gap");
    if (position + zip_format::local_size > directory_) return fault("container.local-header");
    std::string header(window_.at(position, zip_format::local_size));
    if (u32_at(header, 0) != zip_format::local_header) return fault("container.local-header");
    const std::size_t name_size = u16_at(header, 26), extra_size = u16_at(header, 28);
    const std::size_t whole = zip_format::local_size + name_size + extra_size;
    if (position + whole + entry.packed > directory_) return fault("container.overlap");
    header = window_.at(position, whole);
    const std::string_view name = std::string_view(header).substr(zip_format::local_size, name_size);
    if (name != entry.name) return fault("container.two-readings", name);
    if (u16_at(header, 6) != entry.flags || u16_at(header, 8) != entry.method) return fault("container.two-readings");
    if (u16_at(header, 4) > 20) return fault("container.version");
    if (const auto wrong = extra_fault(std::string_view(header).substr(zip_format::local_size + name_size))) return fault(*wrong);

    const bool later = (entry.flags & flag::descriptor) != 0; // stated behind the data: 0 here, or the same
    const auto agrees = [&](std::size_t at, std::uint32_t stated) {
        return u32_at(header, at) == stated || (later && u32_at(header, at) == 0);
    };
    if (!agrees(14, entry.crc) || !agrees(18, entry.packed) || !agrees(22, entry.size)) return fault("container.local-sizes");
    // Who reads from the front cannot know where stored data ends.
    if (entry.method == 0 && u32_at(header, 18) != entry.packed) return fault("container.descriptor");
    canonical_ = canonical_ && header == canonical_local_header({entry.name, entry.crc, entry.size, 0});
    entry.data = position + whole;
    position = entry.data + entry.packed;
    return later ? skip_descriptor(entry, position) : std::nullopt;
}

// CRC and sizes, mostly behind a signature (APPNOTE.TXT §4.3.9).
std::optional<DossierFault> Reader::skip_descriptor(const Entry& entry, std::uint64_t& position) {
    const std::string_view bytes =
        window_.at(position, static_cast<std::size_t>(std::min<std::uint64_t>(16, directory_ - position)));
    const auto states = [&](std::size_t at) {
        return bytes.size() >= at + 12 && u32_at(bytes, at) == entry.crc && u32_at(bytes, at + 4) == entry.packed &&
               u32_at(bytes, at + 8) == entry.size;
    };
    const bool is_signed = bytes.size() >= 4 && u32_at(bytes, 0) == zip_format::descriptor && states(4);
    if (!is_signed && !states(0)) return refused("container.descriptor", entry.name);
    position += is_signed ? 16 : 12;
    return std::nullopt;
}

ZipStructure Reader::structure() const {
    ZipStructure out{canonical_, top_, {}, {}};
    for (const Entry& entry : entries_) {
        if (is_added_by_macos(entry.name))
            out.ignored.push_back(entry.name);
        else if (!entry.is_folder())
            out.files.push_back({entry.name, entry.method == 8, entry.crc, entry.packed, entry.size, entry.data});
    }
    const auto by_name = [](const auto& a, const auto& b) { return a.name < b.name; };
    std::sort(out.files.begin(), out.files.end(), by_name);
    std::sort(out.ignored.begin(), out.ignored.end());
    return out;
}

} // namespace

bool is_added_by_macos(std::string_view name) {
    return name.starts_with("__MACOSX/") || name == ".DS_Store" || name.ends_with("/.DS_Store");
}

std::variant<ZipStructure, DossierFault> read_zip_structure(const RandomBytes& zip, TopFolder top) {
    try {
        Reader reader(zip, top);
        if (auto fault = reader.read()) return *fault;
        return reader.structure();
    } catch (const Shrunk&) {
        return refused("container.changed");
    }
}

} // namespace livret

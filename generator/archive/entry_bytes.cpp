// The data of one entry: unpacked in pieces, never by more than the directory states, and checked to the last bit.
#include "archive/entry_names.hpp"
#include "archive/zip_structure.hpp"

#include <algorithm>
#include <array>

#include <zlib.h>

namespace livret {

namespace {

constexpr std::size_t piece_size = 1u << 16;

// Gives `take` what is in order, and remembers how much that was, and its checksum.
class Checked {
  public:
    Checked(const PlacedEntry& entry, const std::function<void(std::string_view)>& take) : entry_(entry), take_(take) {}
    std::uint64_t left() const { return entry_.size - done_; }
    bool put(std::string_view piece) { // false: more than the directory states
        if (piece.size() > left()) return false;
        done_ += piece.size();
        crc_ = static_cast<std::uint32_t>(
            ::crc32(crc_, reinterpret_cast<const Bytef*>(piece.data()), static_cast<uInt>(piece.size())));
        if (!piece.empty()) take_(piece);
        return true;
    }
    std::optional<DossierFault> end() const {
        if (left() != 0) return refused("container.wrong-size", entry_.name);
        return crc_ == entry_.crc ? std::nullopt : std::optional(refused("container.wrong-crc", entry_.name));
    }

  private:
    const PlacedEntry& entry_;
    const std::function<void(std::string_view)>& take_;
    std::uint64_t done_ = 0;
    std::uint32_t crc_ = 0;
};

// The entry's bytes as they lie in the zip. False: the file has become shorter.
class Packed {
  public:
    Packed(const RandomBytes& zip, const PlacedEntry& entry) : zip_(zip), at_(entry.data), end_(entry.data + entry.packed) {}
    bool at_end() const { return at_ == end_; }
    bool next(std::string_view& piece) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(end_ - at_, buffer_.size()));
        if (zip_.read(at_, {buffer_.data(), wanted}) != wanted) return false;
        at_ += wanted;
        piece = {buffer_.data(), wanted};
        return true;
    }

  private:
    const RandomBytes& zip_;
    std::uint64_t at_, end_;
    std::array<char, piece_size> buffer_{};
};

struct Inflater {
    z_stream stream{};
    bool ready = ::inflateInit2(&stream, -MAX_WBITS) == Z_OK; // raw deflate
    Inflater() = default;
    ~Inflater() { ::inflateEnd(&stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
};

std::optional<DossierFault> inflate_entry(Packed& packed, const PlacedEntry& entry, Checked& checked) {
    Inflater inflater;
    if (!inflater.ready) throw std::bad_alloc();
    z_stream& stream = inflater.stream;
    std::array<char, piece_size> out{};
    for (int status = Z_OK; status != Z_STREAM_END;) {
        if (stream.avail_in == 0) {
            std::string_view piece;
            if (!packed.next(piece)) return refused("container.changed", entry.name);
            stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data())); // zlib does not write there
            stream.avail_in = static_cast<uInt>(piece.size());
        }
        // One byte more than is stated, to see whether there is one.
        const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(checked.left() + 1, out.size()));
        stream.next_out = reinterpret_cast<Bytef*>(out.data());
        stream.avail_out = static_cast<uInt>(room);
        status = ::inflate(&stream, Z_NO_FLUSH);
        if (!checked.put({out.data(), room - stream.avail_out})) return refused("container.wrong-size", entry.name);
        // Z_BUF_ERROR: it wants more input, and there is none.
        if (status != Z_OK && status != Z_STREAM_END && !(status == Z_BUF_ERROR && !packed.at_end()))
            return refused("container.deflate", entry.name);
        if (status == Z_OK && stream.avail_in == 0 && packed.at_end() && stream.avail_out != 0)
            return refused("container.deflate", entry.name);
    }
    // Bytes behind the end of the compressed data are read by nobody; they have no business there.
    if (stream.avail_in != 0 || !packed.at_end()) return refused("container.wrong-size", entry.name);
    return checked.end();
}

} // namespace

std::optional<DossierFault> bytes_of_entry(const RandomBytes& zip, const PlacedEntry& entry,
                                           const std::function<void(std::string_view piece)>& take) {
    Packed packed(zip, entry);
    Checked checked(entry, take);
    if (entry.deflated) return inflate_entry(packed, entry, checked);
    while (!packed.at_end()) {
        std::string_view piece;
        if (!packed.next(piece)) return refused("container.changed", entry.name);
        checked.put(piece); // sizes of what is stored are the same by now
    }
    return checked.end();
}

} // namespace livret

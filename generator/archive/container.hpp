// A dossier that somebody handed over: a zip file, or what one unpacks to; hostile until shown otherwise (schema/dossier.md).
//
// No zip library decides: libzip, asked to be strict, opens 27 of 40 hostile zips made for this. Structure, names and limits
// are checked here, on the bytes, before anything of an entry is read; then each header is encoded again and compared. A
// container that is not canonical but breaks no rule was re-zipped by somebody's computer: its contents may be whole, which the
// bag decides (bag_check.hpp). Whatever is dangerous or can be read in two ways is refused as a whole. themes/program/verify/
// container.js decides the same; tests/dossier holds both together.
//
// Nothing is extracted; memory does not depend on what a container states about itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

namespace container_limits {
// Bytes of the zip, and of all files together: what a browser still reads in a minute; far beyond a portfolio.
inline constexpr std::uint64_t size = 2ULL << 30;
inline constexpr std::size_t entries = 20'000; // files and folders; the largest example has some thousand
inline constexpr std::size_t name = 400;       // bytes; a dossier's longest is below 300: its ids have 64 characters at most
inline constexpr std::size_t part = 150;       // dossier-<gfp>-<slug>-jury: 142
inline constexpr std::size_t depth = 16;       // parts of a name
// Bytes of the central directory, held in memory: 20,000 entries with names of 300 and what re-zipping adds.
inline constexpr std::size_t directory = 16u << 20;
// Unpacked to zipped, of the whole, where more than `small` bytes are unpacked; honest dossiers stay below 20.
inline constexpr std::uint64_t ratio = 200;
inline constexpr std::uint64_t small = 64u << 20;
inline constexpr std::uint64_t held = 64u << 20; // bytes of a file that callers hold in memory
} // namespace container_limits

// Why a container or a bag is refused. The sentence for people is share/livret/program/words/{fr,en}.json's `code`, in which
// {name} and {other} are to be replaced.
struct DossierFault {
    std::string code;  // "container.duplicate", "bag.digest"
    std::string name;  // the entry or file, with what is not printable made visible; may be empty
    std::string other; // a second name or value; mostly empty
    bool operator==(const DossierFault&) const = default;
};

enum class ContainerState {
    canonical, // byte for byte what a program of Livret writes
    rezipped,  // safe, but written by another program
    unpacked,  // a folder
};
std::string_view text_of(ContainerState state);

struct ContainerFile {
    std::string path; // below the top folder: "data/dossier.json"
    std::uint64_t size = 0;
    bool operator==(const ContainerFile&) const = default;
};

class Container {
  public:
    ContainerState state() const;
    // The one folder at the top of the zip; of an unpacked dossier its folder's name, which its owner may have changed.
    const std::string& top() const;
    // Sorted by bytes. Folders are not listed.
    const std::vector<ContainerFile>& files() const;
    // What macOS adds (.DS_Store, __MACOSX/): not read, not listed, covered by nothing. To be said.
    const std::vector<std::string>& ignored() const;
    const ContainerFile* find(std::string_view path) const;

    // The file in pieces of at most 64 KiB. Nothing, or what turned out to be wrong (checksum, size, compressed data, changed
    // meanwhile): then what came so far is worth nothing. Throws DiskError.
    std::optional<DossierFault> read(std::string_view path, const std::function<void(std::string_view piece)>& take) const;
    // The whole file; "container.too-large" beyond `limit`, "container.missing" if there is none.
    std::variant<std::string, DossierFault> read_all(std::string_view path, std::uint64_t limit = container_limits::held) const;

    struct Source; // a zip file or a folder
    explicit Container(std::shared_ptr<const Source> source) : source_(std::move(source)) {}

  private:
    std::shared_ptr<const Source> source_; // reading is const and needs no lock: positions are given, not kept
};

// A zip file or a folder of this machine, given by its path. Throws DiskError.
std::variant<Container, DossierFault> open_container(const std::string& path);

} // namespace livret

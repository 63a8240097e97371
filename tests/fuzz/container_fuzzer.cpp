// libFuzzer (clang): whatever the bytes of a zip file, reading its structure, every file and the bag ends without harm; nothing
// is listed that could lead outside; a file's bytes are as many as it says; and a container that passes as canonical is exactly
// what our encoder writes.
#include "archive/bag_check.hpp"
#include "archive/container_source.hpp"
#include "archive/entry_names.hpp"
#include "archive/zip_format.hpp"
#include "archive/zip_writer.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace livret;

namespace {

void must(bool holds) {
    if (!holds) std::abort();
}

RandomBytes bytes_of(std::string_view zip) {
    return {zip.size(), [zip](std::uint64_t offset, std::span<char> out) {
                if (offset >= zip.size()) return std::size_t{0};
                const std::string_view part = zip.substr(offset, out.size());
                std::copy(part.begin(), part.end(), out.begin());
                return part.size();
            }};
}

void check_files(const Container& container) {
    std::string_view previous;
    for (const ContainerFile& file : container.files()) {
        must(safe_entry_name(container.top() + "/" + file.path));
        must(previous < file.path);
        previous = file.path;
        std::uint64_t count = 0;
        const auto fault = container.read(file.path, [&](std::string_view piece) { count += piece.size(); });
        must(count <= file.size);
        must(fault || count == file.size);
    }
}

// The whole zip once more, from what was read of it.
void check_canonical(std::string_view zip, const ZipStructure& structure) {
    std::string body, directory;
    for (const PlacedEntry& entry : structure.files) {
        const CanonicalEntry here{entry.name, entry.crc, static_cast<std::uint32_t>(entry.size),
                                  static_cast<std::uint32_t>(body.size())};
        directory += canonical_directory_header(here);
        body += canonical_local_header(here);
        body += zip.substr(entry.data, entry.packed);
    }
    const auto size = static_cast<std::uint32_t>(directory.size()), offset = static_cast<std::uint32_t>(body.size());
    must(body + directory + canonical_end(static_cast<std::uint16_t>(structure.files.size()), size, offset) == zip);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view zip(reinterpret_cast<const char*>(data), size);
    const auto structure = read_zip_structure(bytes_of(zip));
    const auto opened = open_zip_container(bytes_of(zip));
    must(structure.index() == opened.index());
    if (const auto* container = std::get_if<Container>(&opened)) {
        const auto& read = std::get<ZipStructure>(structure);
        check_files(*container);
        must(read.canonical == (container->state() == ContainerState::canonical));
        if (read.canonical) check_canonical(zip, read);
        (void)check_bag(*container);
    }
    return 0;
}

#include "archive/zip_reader.hpp"

#include "archive/zip_names.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include <zip.h>

namespace livret {

struct ZipReader::Handle {
    explicit Handle(zip_t* opened) : zip(opened) {}
    ~Handle() { zip_discard(zip); } // never zip_close: nothing is to be written
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    zip_t* zip;
};

namespace {

struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

struct Error { // zip_error_t owns a text that must be freed
    zip_error_t value{};
    Error() { zip_error_init(&value); }
    ~Error() { zip_error_fini(&value); }
    Error(const Error&) = delete;
    Error& operator=(const Error&) = delete;
};

ZipProblem damaged() {
    return {"ce n’est pas une archive zip, ou elle est abîmée", "this is no zip archive, or it is damaged"};
}

zip_t* open(std::string_view bytes) {
    // While it reads the directory, libzip asks the C library to convert each entry's time. That takes a lock
    // inside the C library, so threads gain nothing from going there at once; one that the thread sanitizer
    // sees costs no more.
    static std::mutex one_at_a_time;
    const std::scoped_lock lock(one_at_a_time);
    Error error;
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error.value);
    if (!source) return nullptr;
    zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, &error.value);
    if (!zip) zip_source_free(source); // otherwise the archive owns it
    return zip;
}

// Unix keeps the kind of file in the high half of the external attributes: 0170000 is its mask, 0120000 a
// symbolic link, 0040000 a folder and 0100000 a file (sys/stat.h); 0 where the writer did not say.
bool is_special(zip_t* zip, zip_uint64_t index) {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(zip, index, 0, &system, &attributes) != 0) return true;
    if (system != ZIP_OPSYS_UNIX && system != ZIP_OPSYS_OS_X) return false;
    const auto kind = (attributes >> 16) & 0170000U;
    return kind != 0 && kind != 0040000U && kind != 0100000U;
}

std::optional<ZipEntry> entry_at(zip_t* zip, zip_uint64_t index) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if (zip_stat_index(zip, index, ZIP_FL_ENC_GUESS, &stat) != 0 || (stat.valid & needed) != needed) return std::nullopt;
    const bool encrypted = (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE;
    return ZipEntry{stat.name, stat.size, stat.comp_size, encrypted};
}

std::optional<ZipProblem> check_sizes(const std::vector<ZipEntry>& entries, const ZipLimits& limits) {
    std::uint64_t left = limits.total_size;
    for (const auto& entry : entries) {
        if (entry.size > left) {
            const auto limit = std::to_string(limits.total_size >> 20);
            return ZipProblem{"décompressée, l’archive dépasse " + limit + " Mio",
                              "unpacked, the archive exceeds " + limit + " MiB"};
        }
        left -= entry.size;
    }
    return std::nullopt;
}

} // namespace

std::variant<ZipReader, ZipProblem> open_zip(std::string_view bytes, const ZipLimits& limits) {
    // A prefix before the first entry is how a file is made to be two things at once.
    if (!bytes.starts_with("PK\x03\x04") && !bytes.starts_with("PK\x05\x06")) return damaged();
    zip_t* zip = open(bytes);
    if (!zip) return damaged();
    auto handle = std::make_shared<ZipReader::Handle>(zip);

    const auto count = zip_get_num_entries(zip, 0);
    if (count < 0) return damaged();
    if (static_cast<std::uint64_t>(count) > limits.entries) {
        const auto limit = std::to_string(limits.entries);
        return ZipProblem{"l’archive a plus de " + limit + " fichiers", "the archive holds more than " + limit + " files"};
    }
    std::vector<ZipEntry> entries;
    entries.reserve(static_cast<std::size_t>(count));
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        auto entry = entry_at(zip, i);
        if (!entry) return damaged();
        if (is_special(zip, i))
            return ZipProblem{"« " + entry->name + " » est un lien, pas un fichier",
                              "“" + entry->name + "” is a link, not a file"};
        entries.push_back(std::move(*entry));
    }
    if (auto problem = check_sizes(entries, limits)) return *problem;
    if (auto problem = check_zip_names(entries)) return *problem;
    return ZipReader(std::move(handle), std::move(entries));
}

const ZipEntry* ZipReader::find(std::string_view name) const {
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [name](const ZipEntry& entry) { return entry.name == name; });
    return found == entries_.end() ? nullptr : &*found;
}

std::optional<std::string> ZipReader::read(std::string_view name, std::uint64_t max_bytes) const {
    const auto* entry = find(name);
    if (!entry || entry->is_folder() || entry->encrypted || entry->size > max_bytes) return std::nullopt;
    const auto index = static_cast<zip_uint64_t>(entry - entries_.data());
    const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(handle_->zip, index, 0));
    if (!file) return std::nullopt;

    // Not reserved from the stated size: a small archive may state a large one for each entry. Read to the
    // very end, because that is where libzip compares checksum and size.
    std::string out;
    std::array<char, 1U << 16> chunk{};
    for (;;) {
        const auto got = zip_fread(file.get(), chunk.data(), chunk.size());
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        out.append(chunk.data(), static_cast<std::size_t>(got));
        if (out.size() > entry->size) return std::nullopt;
    }
    if (out.size() != entry->size) return std::nullopt;
    return out;
}

} // namespace livret

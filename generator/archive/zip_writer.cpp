#include "archive/zip_writer.hpp"

#include "archive/entry_names.hpp"
#include "archive/zip_format.hpp"
#include "archive/zip_structure.hpp"
#include "disk/open_file.hpp"
#include "disk/part_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <zip.h>

namespace livret {

namespace {

// One entry being read by libzip, through its callbacks. What they may not let through, an exception, waits here until libzip has
// returned.
struct Input {
    const NewEntry* entry = nullptr;
    std::exception_ptr* failure = nullptr;
    Pull pull;
    std::uint64_t done = 0;
    zip_error_t error{};
};

[[noreturn]] void changed(const NewEntry& entry) {
    throw DiskError("read", entry.name, std::error_code(ESTALE, std::generic_category()));
}

std::size_t fill(Input& input, std::span<char> out) {
    std::size_t count = 0;
    while (count < out.size()) {
        const std::size_t got = input.pull(out.subspan(count));
        if (got == 0) break;
        count += got;
    }
    input.done += count;
    if (input.done > input.entry->size || (count < out.size() && input.done < input.entry->size)) changed(*input.entry);
    return count;
}

zip_int64_t input_callback(void* state, void* data, zip_uint64_t length, zip_source_cmd_t command) {
    Input& input = *static_cast<Input*>(state);
    switch (command) {
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                              ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
    case ZIP_SOURCE_STAT: {
        auto* stat = static_cast<zip_stat_t*>(data);
        zip_stat_init(stat);
        stat->size = input.entry->size; // without it, libzip reserves a zip64 field
        stat->valid = ZIP_STAT_SIZE;
        return sizeof *stat;
    }
    case ZIP_SOURCE_OPEN:
    case ZIP_SOURCE_READ:
        try {
            if (command == ZIP_SOURCE_OPEN) {
                input.pull = input.entry->open();
                return 0;
            }
            return static_cast<zip_int64_t>(fill(input, {static_cast<char*>(data), static_cast<std::size_t>(length)}));
        } catch (...) {
            *input.failure = std::current_exception();
            zip_error_set(&input.error, ZIP_ER_READ, EIO);
            return -1;
        }
    case ZIP_SOURCE_CLOSE:
        input.pull = nullptr;
        return 0; // closes the file
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&input.error, data, length);
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        zip_error_set(&input.error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

// Where libzip writes to. Its own way to write a file takes a name and rights of its own.
struct Output {
    PartFile& file;
    std::exception_ptr* failure;
    std::uint64_t position = 0, size = 0;
    zip_error_t error{};
    // What lies one behind the other goes to the disk at once: libzip writes in pieces of 8 KiB at most, each field of an entry's
    // header for itself, and the header once more when its file has gone by.
    std::string waiting = {};
    std::uint64_t waits_at = 0;

    void write(std::string_view bytes) {
        if (position < waits_at || position > waits_at + waiting.size() || position + bytes.size() > waits_at + most_waiting) {
            flush();
            waits_at = position;
        }
        const auto start = static_cast<std::size_t>(position - waits_at);
        waiting.replace(start, std::min(bytes.size(), waiting.size() - start), bytes);
        position += bytes.size();
        size = std::max(size, position);
    }
    void flush() {
        file.write(waits_at, waiting);
        waiting.clear();
    }
    static constexpr std::size_t most_waiting = 128 * 1024;
};

zip_int64_t seek_output(Output& output, void* data, zip_uint64_t length) {
    const auto place = zip_source_seek_compute_offset(output.position, output.size, data, length, &output.error);
    if (place < 0) return -1;
    output.position = static_cast<std::uint64_t>(place);
    return 0;
}

zip_int64_t output_callback(void* state, void* data, zip_uint64_t length, zip_source_cmd_t command) {
    Output& output = *static_cast<Output*>(state);
    switch (command) {
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(
            ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
            ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE,
            ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE, -1);
    case ZIP_SOURCE_STAT: {
        auto* stat = static_cast<zip_stat_t*>(data);
        zip_stat_init(stat);
        stat->size = 0;
        stat->valid = ZIP_STAT_SIZE;
        return sizeof *stat;
    }
    case ZIP_SOURCE_WRITE:
        try {
            output.write({static_cast<const char*>(data), static_cast<std::size_t>(length)});
        } catch (...) {
            *output.failure = std::current_exception();
            zip_error_set(&output.error, ZIP_ER_WRITE, EIO);
            return -1;
        }
        return static_cast<zip_int64_t>(length);
    case ZIP_SOURCE_SEEK_WRITE:
        return seek_output(output, data, length);
    case ZIP_SOURCE_TELL_WRITE:
        return static_cast<zip_int64_t>(output.position);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&output.error, data, length);
    default:
        return 0; // it is new and empty: nothing to read; `file` commits or rolls back
    }
}

// libzip said no, and none of our callbacks did: a mistake in this file.
void must(bool good, const char* what) {
    if (!good) throw std::logic_error(std::string("libzip: ") + what);
}

std::optional<ZipProblem> problem(std::string_view what, const char* fr, const char* en) {
    return ZipProblem{fmt::format(fmt::runtime(fr), what), fmt::format(fmt::runtime(en), what)};
}

std::optional<ZipProblem> check(const std::vector<NewEntry>& entries) {
    if (entries.empty())
        return problem("", "il n’y a rien à mettre dans l’archive{}", "there is nothing to put into the archive{}");
    if (entries.size() > container_limits::entries)
        return problem("20\u202F000", "plus de {} fichiers ne tiennent pas dans un dossier",
                       "more than {} files do not fit into a dossier");
    std::uint64_t total = zip_format::end_size;
    std::vector<std::string_view> names;
    for (const NewEntry& entry : entries) {
        if (!safe_entry_name(entry.name))
            return problem(shown_name(entry.name), "le nom «\u00A0{}\u00A0» ne convient pas à tous les ordinateurs",
                           "the name “{}” does not suit every computer");
        if (entry.size > container_limits::size) total = container_limits::size; // no overflow below
        total += entry.size + zip_format::local_size + zip_format::directory_size + 2 * entry.name.size();
        if (total > container_limits::size)
            return problem("2", "le dossier dépasserait {}\u00A0Gio", "the dossier would exceed {} GiB");
        names.push_back(entry.name);
    }
    if (const auto fault = tree_fault(names))
        return problem(fault->name, "le nom «\u00A0{}\u00A0» se heurte à un autre, qui est le même sur certains ordinateurs",
                       "the name “{}” collides with another, which is the same on some computers");
    return std::nullopt;
}

void add(zip_t* zip, Input& input) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_function_create(input_callback, &input, &error);
    must(source != nullptr, "source");
    const auto index = zip_file_add(zip, input.entry->name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) zip_source_free(source);
    must(index >= 0, "add");
    const auto i = static_cast<zip_uint64_t>(index);
    must(zip_set_file_compression(zip, i, ZIP_CM_STORE, 0) == 0, "compression");
    must(zip_file_set_dostime(zip, i, 0, 0x0021, 0) == 0, "date"); // zip_file_set_mtime depends on the time zone
    must(zip_file_set_external_attributes(zip, i, 0, ZIP_OPSYS_UNIX, 0100644u << 16) == 0, "attributes");
}

void write_with_libzip(PartFile& file, const std::vector<NewEntry>& entries) {
    std::exception_ptr failure;
    std::vector<Input> inputs(entries.size());
    Output output{file, &failure};
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_function_create(output_callback, &output, &error);
    must(target != nullptr, "target");
    zip_t* zip = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (!zip) zip_source_free(target);
    must(zip != nullptr, "open");
    try {
        for (std::size_t i = 0; i < entries.size(); ++i) {
            inputs[i].entry = &entries[i];
            inputs[i].failure = &failure;
            add(zip, inputs[i]);
        }
    } catch (...) {
        zip_discard(zip);
        throw;
    }
    if (zip_close(zip) == 0) return output.flush();
    const std::string why = zip_strerror(zip);
    zip_discard(zip);
    if (failure) std::rethrow_exception(failure);
    must(false, why.c_str());
}

// Another version of libzip may write other bytes: such a file does not get its name.
void must_be_canonical(const std::string& path) {
    const OpenFile written(path);
    const auto read = read_zip_structure(
        {written.size(), [&](std::uint64_t offset, std::span<char> out) { return written.read(offset, out); }}, TopFolder::any);
    const auto* structure = std::get_if<ZipStructure>(&read);
    must(structure && structure->canonical, "what it wrote is not canonical");
}

} // namespace

bool safe_entry_name(std::string_view name) {
    return !name_fault(name) && !name.ends_with('/');
}

NewEntry entry_of_bytes(std::string name, std::string bytes) {
    const std::uint64_t size = bytes.size();
    auto held = std::make_shared<const std::string>(std::move(bytes));
    return {std::move(name), size, [held] {
                return [held, at = std::size_t{0}](std::span<char> piece) mutable {
                    const std::size_t count = std::min(piece.size(), held->size() - at);
                    std::memcpy(piece.data(), held->data() + at, count);
                    at += count;
                    return count;
                };
            }};
}

NewEntry entry_of_file(std::string name, const std::string& folder, std::string_view relative) {
    const std::uint64_t size = OpenFile(folder, relative).size();
    return {std::move(name), size, [folder, path = std::string(relative)] {
                auto file = std::make_shared<const OpenFile>(folder, path);
                return [file, at = std::uint64_t{0}](std::span<char> piece) mutable {
                    const std::size_t count = file->read(at, piece);
                    at += count;
                    return count;
                };
            }};
}

std::optional<ZipProblem> write_zip(const std::string& target, std::vector<NewEntry> entries) {
    auto placed = place_zip(target, std::move(entries), Taken::replace);
    if (auto* fault = std::get_if<ZipProblem>(&placed)) return std::move(*fault);
    return std::nullopt;
}

std::variant<Placed, ZipProblem> place_zip(const std::string& target, std::vector<NewEntry> entries, Taken taken) {
    if (auto fault = check(entries)) return std::move(*fault);
    PartFile file(target);
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    write_with_libzip(file, entries);
    must_be_canonical(file.part());
    return file.place(taken);
}

} // namespace livret

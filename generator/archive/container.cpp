#include "archive/container.hpp"

#include "archive/container_source.hpp"
#include "archive/entry_names.hpp"
#include "disk/open_file.hpp"

#include <algorithm>
#include <utility>

namespace livret {

namespace {

struct ZipSource : Container::Source {
    RandomBytes zip;
    std::vector<PlacedEntry> entries; // entries[i] is files[i]

    std::optional<DossierFault> read(std::size_t index, const Take& take) const override {
        return bytes_of_entry(zip, entries[index], take);
    }
};

} // namespace

std::variant<Container, DossierFault> open_zip_container(RandomBytes zip) {
    auto read = read_zip_structure(zip);
    if (auto* refusal = std::get_if<DossierFault>(&read)) return *refusal;
    auto& structure = std::get<ZipStructure>(read);
    auto source = std::make_shared<ZipSource>();
    source->zip = std::move(zip);
    source->state = structure.canonical ? ContainerState::canonical : ContainerState::rezipped;
    source->top = std::move(structure.top);
    source->ignored = std::move(structure.ignored);
    source->entries = std::move(structure.files);
    for (const PlacedEntry& entry : source->entries)
        source->files.push_back({entry.name.substr(source->top.size() + 1), entry.size});
    return Container(std::move(source));
}

std::variant<Container, DossierFault> open_container(const std::string& path) {
    if (is_folder(path)) return open_folder_container(path);
    const auto file = std::make_shared<OpenFile>(path);
    return open_zip_container(
        {file->size(), [file](std::uint64_t offset, std::span<char> out) { return file->read(offset, out); }});
}

std::string_view text_of(ContainerState state) {
    switch (state) {
    case ContainerState::canonical:
        return "canonical";
    case ContainerState::rezipped:
        return "rezipped";
    case ContainerState::unpacked:
        return "unpacked";
    }
    return "";
}

ContainerState Container::state() const {
    return source_->state;
}
const std::string& Container::top() const {
    return source_->top;
}
const std::vector<ContainerFile>& Container::files() const {
    return source_->files;
}
const std::vector<std::string>& Container::ignored() const {
    return source_->ignored;
}

const ContainerFile* Container::find(std::string_view path) const {
    const auto found = std::lower_bound(files().begin(), files().end(), path,
                                        [](const ContainerFile& file, std::string_view wanted) { return file.path < wanted; });
    return found != files().end() && found->path == path ? &*found : nullptr;
}

std::optional<DossierFault> Container::read(std::string_view path, const Take& take) const {
    const ContainerFile* file = find(path);
    if (!file) return refused("container.missing", path);
    return source_->read(static_cast<std::size_t>(file - files().data()), take);
}

std::variant<std::string, DossierFault> Container::read_all(std::string_view path, std::uint64_t limit) const {
    const ContainerFile* file = find(path);
    if (file && file->size > limit) return refused("container.file-too-large", path);
    std::string out; // grows with what comes, not with what is stated
    if (auto refusal = read(path, [&](std::string_view piece) { out += piece; })) return *refusal;
    return out;
}

} // namespace livret

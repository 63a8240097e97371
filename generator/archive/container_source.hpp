// What Container reads from; inside this room only.
#pragma once

#include "archive/container.hpp"
#include "archive/zip_structure.hpp"

#include <memory>
#include <variant>

namespace livret {

using Take = std::function<void(std::string_view piece)>;

struct Container::Source {
    ContainerState state = ContainerState::unpacked;
    std::string top;
    std::vector<ContainerFile> files; // sorted
    std::vector<std::string> ignored;

    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    virtual ~Source() = default;
    // files[index] in pieces
    virtual std::optional<DossierFault> read(std::size_t index, const Take& take) const = 0;
};

std::variant<Container, DossierFault> open_zip_container(RandomBytes zip);
std::variant<Container, DossierFault> open_folder_container(const std::string& path);

} // namespace livret

// Whether the files of a container are a bag as a program of Livret writes it (BagIt 1.0, RFC 8493, in the one spelling of
// schema/dossier.md), and whether each file is the one that its manifest lists.
#pragma once

#include "archive/container.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace livret {

class CheckedBag {
  public:
    // bag-info.txt's lines, in its order.
    const std::vector<std::pair<std::string, std::string>>& info() const { return info_; }
    std::optional<std::string> info(std::string_view label) const;
    // SHA-256 of every file, by path; of tagmanifest-sha256.txt itself too.
    const std::map<std::string, std::string, std::less<>>& digests() const { return digests_; }
    const Container& container() const { return container_; }

    // The file, if it is still the one that was checked; else bag.digest.
    std::variant<std::string, DossierFault> read_all(std::string_view path, std::uint64_t limit = container_limits::held) const;

  private:
    friend class BagChecker;
    explicit CheckedBag(Container container) : container_(std::move(container)) {}
    Container container_;
    std::vector<std::pair<std::string, std::string>> info_;
    std::map<std::string, std::string, std::less<>> digests_;
};

// Reads every file once. Throws DiskError.
std::variant<CheckedBag, DossierFault> check_bag(const Container& container);

} // namespace livret

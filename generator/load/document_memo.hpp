// Documents as they were read, in memory, for whoever reads a repository again and again. A document depends on its file, on
// what it is read against (Scope), and on which files lie beside it.
#pragma once

#include "load/document.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace livret {

class DocumentMemo {
  public:
    // A run begins. `against`: a digest of all that documents are read against. `began`: see stamping_clock(); a file that was
    // changed later may change once more without showing it. Documents of files that are gone are forgotten sooner or later.
    void begin(std::string against, std::int64_t began, const Snapshot& snapshot);

    void forget_all();

    // Any thread. The document without what cross_checks.hpp says of it; null if it is not known.
    std::shared_ptr<const Document> find(const SourceFile& file, const Snapshot& snapshot) const;
    void keep(const SourceFile& file, const Snapshot& snapshot, const Document& document);

  private:
    struct Entry {
        Stamp stamp;
        std::string beside;
        std::shared_ptr<const Document> document;
    };
    std::string against_;
    std::int64_t began_ = 0;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_; // by path
};

} // namespace livret

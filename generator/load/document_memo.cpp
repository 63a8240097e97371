#include "load/document_memo.hpp"

#include <algorithm>

namespace livret {

namespace {

// The names and sizes of what belongs to a document: beside index.md, its attachments; beside profile.md, the portrait.
std::string beside(const SourceFile& file, const Snapshot& snapshot) {
    if (file.path.name() != "index.md" && file.path.name() != "profile.md") return {};
    std::string out;
    for (const SourceFile& one : snapshot.below(file.path.parent()))
        if (one.path != file.path) out += one.path.value + "\n" + std::to_string(one.size) + "\n";
    return out;
}

} // namespace

void DocumentMemo::begin(std::string against, std::int64_t began, const Snapshot& snapshot) {
    const std::lock_guard lock(mutex_);
    if (against != against_) entries_.clear();
    against_ = std::move(against);
    began_ = began;
    std::erase_if(entries_, [&](const auto& one) { return snapshot.find(one.first) == nullptr; });
}

void DocumentMemo::forget_all() {
    const std::lock_guard lock(mutex_);
    entries_.clear();
}

std::optional<Document> DocumentMemo::find(const SourceFile& file, const Snapshot& snapshot) const {
    Entry found;
    {
        const std::lock_guard lock(mutex_);
        const auto at = entries_.find(file.path);
        if (at == entries_.end() || at->second.stamp != file.stamp) return std::nullopt;
        found = at->second;
    }
    if (found.beside != beside(file, snapshot)) return std::nullopt;
    return *found.document;
}

void DocumentMemo::keep(const SourceFile& file, const Snapshot& snapshot, const Document& document) {
    if (std::max(file.stamp.written, file.stamp.changed) >= began_) return;
    Entry entry{file.stamp, beside(file, snapshot), std::make_shared<const Document>(document)};
    const std::lock_guard lock(mutex_);
    entries_.insert_or_assign(file.path, std::move(entry));
}

} // namespace livret

#include "load/document_memo.hpp"

#include <algorithm>

namespace livret {

namespace {

// The names and sizes of what belongs to a document: beside index.md, its attachments; beside profile.md, the portrait, and
// nothing that is a document itself.
std::string beside(const SourceFile& file, const Snapshot& snapshot) {
    if (file.path.name() != "index.md" && file.path.name() != "profile.md") return {};
    std::string out;
    for (const SourceFile& one : snapshot.below(file.path.parent()))
        if (one.path != file.path && !is_document(place_of(one.path).kind))
            out += one.path.value + "\n" + std::to_string(one.size) + "\n";
    return out;
}

} // namespace

void DocumentMemo::begin(std::string against, std::int64_t began, const Snapshot& snapshot) {
    const std::lock_guard lock(mutex_);
    if (against != against_) entries_.clear();
    against_ = std::move(against);
    began_ = began;
    if (entries_.size() > snapshot.files.size()) // not each time: looking takes longer than one of them is worth
        std::erase_if(entries_, [&](const auto& one) { return snapshot.find(SourcePath{one.first}) == nullptr; });
}

void DocumentMemo::forget_all() {
    const std::lock_guard lock(mutex_);
    entries_.clear();
}

std::shared_ptr<const Document> DocumentMemo::find(const SourceFile& file, const Snapshot& snapshot) const {
    const std::lock_guard lock(mutex_);
    const auto at = entries_.find(file.path.value);
    if (at == entries_.end() || at->second.stamp != file.stamp || at->second.beside != beside(file, snapshot)) return nullptr;
    return at->second.document;
}

void DocumentMemo::keep(const SourceFile& file, const Snapshot& snapshot, const Document& document) {
    if (std::max(file.stamp.written, file.stamp.changed) >= began_) return;
    if (document.bytes.empty()) return;               // perhaps it can be read the next time
    if (const auto* trainee = document.as<Trainee>(); // beside() tells of no documents
        trainee != nullptr && trainee->portrait && is_document(place_of(trainee->portrait->path).kind))
        return;
    Entry entry{file.stamp, beside(file, snapshot), std::make_shared<const Document>(document)};
    const std::lock_guard lock(mutex_);
    entries_.insert_or_assign(file.path.value, std::move(entry));
}

} // namespace livret

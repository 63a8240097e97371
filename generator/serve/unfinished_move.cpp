#include "serve/unfinished_move.hpp"

#include "base/hash.hpp"
#include "serve/moving.hpp"

#include <utility>

namespace livret {

void complete_move(Journal& journal, Disk& disk, JournalEntry& entry) {
    if (disk.exists(entry.moved_from) || !disk.exists(entry.path)) { // it did not begin
        entry.path = std::exchange(entry.moved_from, {});
        journal.put(entry);
        return;
    }
    Move move{SourcePath{entry.moved_from}, SourcePath{entry.path}};
    for (const DiskEntry& one : disk.list(move.to.parent().value)) move.beside.insert(one.name);
    for (const std::string& name : journal.files(entry.id)) move.beside.insert(name);
    const std::string file = disk.read(entry.path);
    // Else it was written from its new place already, by this form or by somebody: then both texts are shown.
    if (const auto moved = moved_document(file, move); moved && sha256_hex(file) == entry.base) {
        if (*moved != file) disk.write(entry.path, *moved);
        entry.base = sha256_hex(*moved);
    }
    if (const auto body = moved_text(typed_text(entry.values.one("body")), move)) entry.values.set("body", *body);
    follow_move(journal, entry);
    entry.moved_from.clear();
    journal.put(entry);
}

void follow_move(Journal& journal, const JournalEntry& entry) {
    for (JournalEntry one : journal.all()) {
        if (one.id == entry.id || one.path != entry.moved_from) continue;
        Move move{SourcePath{entry.moved_from}, SourcePath{entry.path}};
        for (const std::string& name : journal.files(one.id)) move.beside.insert(name);
        if (const auto body = moved_text(typed_text(one.values.one("body")), move)) one.values.set("body", *body);
        one.path = entry.path;
        journal.put(one);
    }
}

} // namespace livret

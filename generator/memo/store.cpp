#include "memo/store.hpp"

#include "base/hash.hpp"

#include <cstdio>
#include <map>

#include <sqlite3.h>

namespace livret {

namespace {

// A statement that is finished with when it goes.
class Statement {
  public:
    Statement(sqlite3* database, const char* text) {
        if (sqlite3_prepare_v2(database, text, -1, &it_, nullptr) != SQLITE_OK) it_ = nullptr;
    }
    ~Statement() { sqlite3_finalize(it_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    explicit operator bool() const { return it_ != nullptr; }
    void bind(int place, std::string_view bytes) { sqlite3_bind_blob64(it_, place, bytes.data(), bytes.size(), SQLITE_STATIC); }
    int step() { return sqlite3_step(it_); }
    void again() { sqlite3_reset(it_); }
    std::string_view column(int number) const {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(it_, number));
        return bytes == nullptr ? std::string_view()
                                : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(it_, number)));
    }

  private:
    sqlite3_stmt* it_ = nullptr;
};

// A country's groups leave half a megabyte each.
constexpr std::size_t most_waiting = 1 << 20;
// Another process writes for some thousandths of a second at a time.
constexpr int patience = 500; // ms

std::string seal(std::string_view name, std::string_view bytes) {
    std::string all = std::to_string(name.size()) + " ";
    all.reserve(all.size() + name.size() + bytes.size());
    all += name;
    all += bytes;
    return sha256_hex(all);
}

} // namespace

struct MemoStore::Inside {
    std::string path, maker, trouble;
    sqlite3* database = nullptr;
    std::map<std::string, std::optional<std::string>, std::less<>> waiting; // nothing: to be dropped
    std::size_t waiting_bytes = 0;

    bool run(const char* text) { return sqlite3_exec(database, text, nullptr, nullptr, nullptr) == SQLITE_OK; }

    void close() {
        sqlite3_close(database);
        database = nullptr;
    }

    // A lost memo costs a build; waiting for the disk would cost each of them. The table has row numbers: in one WITHOUT ROWID
    // (which is what "memo" was) SQLite reads the bytes of each entry that it compares a name with.
    bool open() {
        if (sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW,
                            nullptr) != SQLITE_OK)
            return false;
        sqlite3_limit(database, SQLITE_LIMIT_LENGTH, 256 << 20);
        sqlite3_busy_timeout(database, patience);
        return run("PRAGMA synchronous=OFF") && run("PRAGMA journal_mode=TRUNCATE") && run("PRAGMA temp_store=MEMORY") &&
               run("PRAGMA cell_size_check=ON") && run("PRAGMA cache_size=-512") &&
               run("CREATE TABLE IF NOT EXISTS kept (name BLOB PRIMARY KEY, seal BLOB, bytes BLOB)") && is_ours();
    }

    bool is_ours() {
        if (get("maker") == maker) return true;
        return run("DROP TABLE IF EXISTS memo") && run("DELETE FROM kept") && put("maker", maker);
    }

    std::optional<std::string> get(std::string_view name) {
        Statement select(database, "SELECT seal, bytes FROM kept WHERE name = ?");
        if (!select) return std::nullopt;
        select.bind(1, name);
        if (select.step() != SQLITE_ROW) return std::nullopt;
        std::string bytes(select.column(1));
        if (select.column(0) != seal(name, bytes)) return std::nullopt;
        return bytes;
    }

    bool put(std::string_view name, std::string_view bytes) {
        Statement insert(database, "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)");
        if (!insert) return false;
        const std::string own = seal(name, bytes);
        insert.bind(1, name);
        insert.bind(2, own);
        insert.bind(3, bytes);
        return insert.step() == SQLITE_DONE;
    }

    // Somebody else's turn, or no place to write to: then there is no memo, and the file is left alone.
    bool is_elsewhere() const {
        const int code = sqlite3_errcode(database) & 0xff;
        return code == SQLITE_BUSY || code == SQLITE_LOCKED || code == SQLITE_CANTOPEN || code == SQLITE_READONLY ||
               code == SQLITE_PERM;
    }

    void give_up(std::string why) {
        trouble = std::move(why);
        waiting.clear();
        close();
    }

    void write() {
        if (waiting.empty()) return;
        bool good = run("BEGIN IMMEDIATE");
        for (const auto& [name, bytes] : waiting) {
            if (!good) break;
            if (bytes) {
                good = put(name, *bytes);
            } else {
                Statement remove(database, "DELETE FROM kept WHERE name = ?");
                if (remove) remove.bind(1, name);
                good = remove && remove.step() == SQLITE_DONE;
            }
        }
        waiting.clear();
        waiting_bytes = 0;
        if (good && run("COMMIT")) return;
        const std::string why = sqlite3_errmsg(database);
        run("ROLLBACK");
        give_up(why);
    }
};

MemoStore::MemoStore(std::string path, std::string maker) : inside_(std::make_unique<Inside>()) {
    Inside& it = *inside_;
    it.path = std::move(path);
    it.maker = std::move(maker);
    if (it.open()) return;
    std::string why = sqlite3_errmsg(it.database);
    if (it.is_elsewhere()) {
        it.give_up(std::move(why));
        return;
    }
    it.close(); // damaged: another one in its place
    for (const char* more : {"", "-journal", "-wal", "-shm"}) std::remove((it.path + more).c_str());
    if (it.open())
        it.trouble = std::move(why);
    else
        it.give_up(std::move(why));
}

MemoStore::~MemoStore() {
    inside_->close();
}

std::optional<std::string> MemoStore::get(std::string_view name) {
    if (inside_->database == nullptr) return std::nullopt;
    const auto waits = inside_->waiting.find(name);
    return waits != inside_->waiting.end() && waits->second ? waits->second : inside_->get(name);
}

void MemoStore::put(std::string_view name, std::string_view bytes) {
    if (inside_->database == nullptr) return;
    inside_->waiting.insert_or_assign(std::string(name), std::string(bytes));
    inside_->waiting_bytes += name.size() + bytes.size();
    if (inside_->waiting_bytes > most_waiting) inside_->write();
}

void MemoStore::drop(std::string_view name) {
    if (inside_->database != nullptr) inside_->waiting.insert_or_assign(std::string(name), std::nullopt);
}

void MemoStore::save() {
    if (inside_->database != nullptr) inside_->write();
}

const std::string& MemoStore::trouble() const {
    return inside_->trouble;
}

} // namespace livret

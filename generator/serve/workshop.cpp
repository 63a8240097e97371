#include "serve/workshop.hpp"

#include "base/hash.hpp"
#include "disk/read_only_disk.hpp"
#include "load/repository.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <sys/stat.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

// The real disk, but for one text that is not there yet.
class DiskWith : public ReadOnlyDisk {
  public:
    DiskWith(const Disk& real, const Attempt& attempt) : real_(real), attempt_(attempt) {}

    std::vector<DiskEntry> list(std::string_view folder) const override { return real_.list(folder); }
    std::string read(std::string_view path) const override {
        return path == attempt_.path.value ? attempt_.text : real_.read(path);
    }
    bool exists(std::string_view path) const override { return path == attempt_.path.value || real_.exists(path); }
    EntryKind kind(std::string_view path) const override {
        return path == attempt_.path.value ? EntryKind::file : real_.kind(path);
    }

  private:
    const Disk& real_;
    const Attempt& attempt_;
};

void add(Snapshot& snapshot, SourceFile file) {
    const auto at = std::lower_bound(snapshot.files.begin(), snapshot.files.end(), file,
                                     [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    if (at != snapshot.files.end() && at->path == file.path)
        *at = std::move(file);
    else
        snapshot.files.insert(at, std::move(file));
}

} // namespace

Workshop::Workshop(BuildOptions options, std::function<Moment()> clock)
    : options_(std::move(options)), clock_(std::move(clock)), disk_(open_real_disk(options_.root)) {}

std::string Workshop::fingerprint() const {
    std::string all;
    std::error_code ignored;
    const fs::path root(options_.root);
    for (fs::recursive_directory_iterator it(root, fs::directory_options::skip_permission_denied, ignored), end;
         !ignored && it != end; it.increment(ignored)) {
        const std::string name = it->path().filename().string();
        if (name.starts_with('.') || (options_.output_in_root && it->path() == fs::path(options_.output))) {
            it.disable_recursion_pending();
            continue;
        }
        struct stat facts {};
        if (::lstat(it->path().c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) continue;
        all += fmt::format("{}\n{} {}.{}\n", it->path().native(), facts.st_size, facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec);
    }
    return sha256_hex(all);
}

std::shared_ptr<const WholeRepository> Workshop::whole() {
    const std::lock_guard lock(mutex_);
    const std::string now = fingerprint();
    if (whole_ == nullptr || now != read_at_) {
        BuildOptions options = options_;
        options.now = clock_();
        whole_ = std::make_shared<const WholeRepository>(read_whole(options));
        read_at_ = now;
    }
    return whole_;
}

std::vector<Diagnostic> Workshop::messages(const Attempt& attempt) {
    Sink sink, ignored;
    Snapshot snapshot = take_snapshot(*disk_, options_.output_in_root, ignored);
    std::erase_if(snapshot.files, [&](const SourceFile& one) { return one.path.value == attempt.in_place_of; });
    add(snapshot, {attempt.path, attempt.text.size()});
    for (const std::string& name : attempt.beside) add(snapshot, {attempt.path.parent() / name, 0});
    load_repository(DiskWith(*disk_, attempt), snapshot, {options_.jobs}, sink);
    std::vector<Diagnostic> out = sink.sorted();
    std::erase_if(out, [&](const Diagnostic& one) { return one.path != attempt.path; });
    return out;
}

} // namespace livret

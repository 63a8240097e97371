// What is remembered from one build to the next, so that a group that nobody touched is not made again.
//
// The files of a group, and its messages, depend on its ingredients and on nothing else: each is a digest of what goes in (the
// program, the options, the settings, the theme, what is signed, the group's own sources ...). Equal ingredients, and the files
// still lying there as they were left: nothing is to be done. Whatever is not among the ingredients and changes a page is a
// bug; tests/incremental looks for it.
//
// Times and sizes of files are hints only: that a file has the same content as when it was read last. One that was changed so
// late that it may change once more without showing it is read again.
#pragma once

#include "build/kept.hpp"
#include "build/pipeline.hpp"
#include "memo/store.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace livret {

// A group, or what lies above the groups, as it was made.
struct Kept {
    Ingredients ingredients;
    Lasting lasting;
    std::string output; // how its files lie in the site
    std::vector<Diagnostic> messages;
    std::size_t pages = 0, files = 0;
    // Of a group: digests of what others may name, and of what the pages above are made of.
    std::string names, surface, rest;
};

class BuildMemo {
  public:
    // Without a place to remember in, or if `options` say so, it finds nothing and keeps nothing.
    BuildMemo(const BuildOptions& options, const Disk& repository, std::int64_t began);

    // For a site in memory: what is known of files is kept in `hints`, and nothing else.
    struct Hints {
        std::map<std::string, std::string> bytes;
        struct Content {
            Stamp stamp;
            std::string digest;
        };
        std::unordered_map<std::string, Content> contents; // of single files, by path
    };
    BuildMemo(const BuildOptions& options, const Disk& repository, std::int64_t began, std::shared_ptr<Hints> hints);

    // Whether an earlier build left one.
    static bool is_there(const BuildOptions& options);

    bool remembers() const { return store_ != nullptr || hints_ != nullptr; }

    // The digest of the contents of some files of the repository, `name` being what they are: from hints, or by reading them
    // (through `from`, the repository or what stands before it).
    struct File {
        std::string path;
        Stamp stamp; // as it lay there when this run began
    };
    std::string contents(const std::string& name, std::vector<File> files) {
        return contents(name, std::move(files), repository_);
    }
    std::string contents(const std::string& name, std::vector<File> files, const Disk& from);
    // What contents() told of that name in this run, if nothing was kept since that is made of it.
    std::optional<std::string> told_contents(const std::string& name) const;

    // As it was made, whatever it was made of; nothing if it is not known.
    std::optional<Kept> kept(const std::string& part);
    // Why it cannot be taken; empty: it can.
    std::vector<std::string> differences(const Kept& kept, const Ingredients& now, const Disk& site, const Disk& manifests,
                                         const std::string& part) const;
    // `read`: the names of the contents that went into it alone: how their files lie there is looked at now, and forgotten. Its
    // output is looked at when all is written; and if a file may have changed while it was read, nothing is kept. Any thread.
    void keep(const std::string& part, Kept kept, std::vector<std::string> read);
    // Contents that went into everything.
    void read_by_all(std::vector<std::string> names);
    void forget(const std::string& part);

    // Whether some contents lie there as they were read, and what comes will show; those that went into everything.
    bool is_settled(const std::vector<std::string>& contents) const;
    bool is_settled_for_all() const { return is_settled(read_by_all_); }

    // Of a site in memory: the digest of one file's content. Any thread.
    std::string content_of(const File& file) { return content_of(file, repository_); }
    bool knows_each_file() const { return hints_ != nullptr; }

    std::optional<std::string> bytes(const std::string& name);
    void keep_bytes(const std::string& name, std::string_view bytes);

    // When everything has been written.
    void save(const Disk& site, const Disk& manifests);
    const std::string& trouble() const;

  private:
    struct ToKeep {
        Kept kept;
        bool is_settled = false;
    };

    const BuildOptions& options_;
    const Disk& repository_;
    std::int64_t began_; // on the clock that stamps files, before the first was looked at
    std::string scope_;  // of the names: one site's, with these options
    std::unique_ptr<MemoStore> store_;
    std::shared_ptr<Hints> hints_;
    struct Told {
        std::vector<File> files;
        std::string digest;
    };
    std::map<std::string, Told> told_; // of each of the contents
    std::vector<std::string> read_by_all_;
    std::map<std::string, ToKeep> to_keep_;
    mutable std::mutex mutex_;
    std::string none_;

    std::string content_of(const File& file, const Disk& from);
    bool is_settled(const std::vector<File>& files) const;
    std::string output_of(const Disk& site, const Disk& manifests, const std::string& part, std::int64_t* newest) const;
};

// The program and the libraries that it runs with.
std::string program_digest();

} // namespace livret

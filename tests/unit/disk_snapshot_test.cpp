#include "disk/snapshot.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace livret;

TEST_CASE("a snapshot is sorted by path, also where a folder is named as a file begins") {
    const auto disk = make_memory_disk();
    for (const char* path : {"livret.yaml", "gfp/a/notices/b.md", "gfp/a/notices/b/index.md", "gfp/a/notices/b/plan.pdf",
                             "gfp/a/notices/b0.md", "gfp/a/notices/b-c/index.md", "gfp/a.md", "gfp/a0/gfp.md"})
        disk->write(path, "");
    Sink sink;
    const Snapshot snapshot = take_snapshot(*disk, std::nullopt, sink);
    CHECK(snapshot.files.size() == 8);
    CHECK(std::is_sorted(snapshot.files.begin(), snapshot.files.end(),
                         [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; }));
    for (const SourceFile& one : snapshot.files) CHECK(snapshot.find(one.path) == &one);
    CHECK(snapshot.below(SourcePath{"gfp/a/notices/b"}).size() == 2);
}

#include "load/document_memo.hpp"

#include <doctest/doctest.h>

using namespace livret;

namespace {

SourceFile file(std::string path, std::int64_t changed, std::uint64_t size = 10) {
    return {SourcePath{std::move(path)}, size, Stamp{changed, changed, 7}};
}
Document document(const SourceFile& file) {
    Document out;
    out.path = file.path;
    out.bytes = "text";
    return out;
}

const SourceFile alone = file("gfp/a/notices/x.md", 50);
const SourceFile with_files = file("gfp/a/trainees/b/activities/y/index.md", 50);
const SourceFile picture = file("gfp/a/trainees/b/activities/y/plan.png", 50);

} // namespace

TEST_CASE("a document that was read is found again as long as its file is the same") {
    const Snapshot snapshot{{alone}};
    DocumentMemo memo;
    memo.begin("settings", 100, snapshot);
    CHECK(!memo.find(alone, snapshot));
    memo.keep(alone, snapshot, document(alone));
    REQUIRE(memo.find(alone, snapshot));
    CHECK(memo.find(alone, snapshot)->bytes == "text");

    memo.begin("settings", 200, snapshot);
    CHECK(memo.find(alone, snapshot));
    SourceFile other = alone;
    ++other.stamp.changed; // the time that a program can set stays
    CHECK(!memo.find(other, Snapshot{{other}}));
    other = alone;
    ++other.stamp.file; // another file under this name
    CHECK(!memo.find(other, Snapshot{{other}}));
}

TEST_CASE("a document is read again when something that it is read against has changed, and forgotten with its file") {
    const Snapshot snapshot{{alone}};
    DocumentMemo memo;
    memo.begin("settings", 100, snapshot);
    memo.keep(alone, snapshot, document(alone));
    memo.begin("other settings", 100, snapshot);
    CHECK(!memo.find(alone, snapshot));

    memo.keep(alone, snapshot, document(alone));
    memo.begin("other settings", 100, {});
    memo.begin("other settings", 100, snapshot);
    CHECK(!memo.find(alone, snapshot));

    memo.keep(alone, snapshot, document(alone));
    memo.forget_all();
    CHECK(!memo.find(alone, snapshot));
}

TEST_CASE("a document with files of its own is read again when there are others, or of another size") {
    const Snapshot snapshot{{with_files, picture}};
    DocumentMemo memo;
    memo.begin("settings", 100, snapshot);
    memo.keep(with_files, snapshot, document(with_files));
    CHECK(memo.find(with_files, snapshot));
    CHECK(!memo.find(with_files, Snapshot{{with_files}}));
    SourceFile larger = picture;
    ++larger.size;
    CHECK(!memo.find(with_files, Snapshot{{with_files, larger}}));
    CHECK(!memo.find(with_files, Snapshot{{with_files, picture, file("gfp/a/trainees/b/activities/y/z.png", 50)}}));
}

TEST_CASE("a file that may still change without showing it is not remembered") {
    const SourceFile late = file("gfp/a/notices/x.md", 100);
    const Snapshot snapshot{{late}};
    DocumentMemo memo;
    memo.begin("settings", 100, snapshot);
    memo.keep(late, snapshot, document(late));
    CHECK(!memo.find(late, snapshot));
}

TEST_CASE("a profile is not read again for her other texts, but for what lies beside it") {
    const SourceFile profile = file("gfp/a/trainees/b/profile.md", 50), text = file("gfp/a/trainees/b/activities/y/index.md", 50),
                     portrait = file("gfp/a/trainees/b/portrait.png", 50);
    const Snapshot snapshot{{text, portrait, profile}};
    DocumentMemo memo;
    memo.begin("settings", 100, snapshot);
    memo.keep(profile, snapshot, document(profile));
    SourceFile longer = text;
    ++longer.size;
    CHECK(memo.find(profile, Snapshot{{longer, portrait, profile}}));
    CHECK(!memo.find(profile, Snapshot{{text, profile}}));

    Document strange = document(profile); // whoever names a text her portrait
    Trainee trainee;
    trainee.portrait = Attachment{text.path, "index.md", 10, 0, 0, {}};
    strange.value = std::move(trainee);
    memo.forget_all();
    memo.keep(profile, snapshot, strange);
    CHECK(!memo.find(profile, snapshot));
}

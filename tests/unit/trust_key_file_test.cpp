// Keys at rest: what opens, what does not, and what is refused before anything is computed.
#include "base/hash.hpp"
#include "base/text.hpp"
#include "disk/disk.hpp"
#include "disk/private_file.hpp"
#include "support/temporary_folder.hpp"
#include "trust/key_file.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

using namespace livret;
namespace fs = std::filesystem;

namespace {

SecretBytes secret(std::string_view text) {
    SecretBytes out(text.size());
    if (!text.empty()) std::memcpy(out.data(), text.data(), text.size());
    return out;
}

const std::string& a_file() {
    static const std::string text = [] {
        const SigningKey key = SigningKey::from_seed(secret("0123456789abcdef0123456789abcdef"));
        return seal_key(key, {"Catherine Leroy", key.public_key(), *parse_date("2004-09-20"), false},
                        secret("quatre mots au hasard"), least_cost);
    }();
    return text;
}

KeyFault fault_of(std::string_view text) {
    const auto read = read_key_file(text);
    REQUIRE(std::holds_alternative<KeyFault>(read));
    return std::get<KeyFault>(read);
}

bool opens(std::string_view text, std::string_view passphrase) {
    const auto read = read_key_file(text);
    return std::holds_alternative<KeyFile>(read) && open_key(std::get<KeyFile>(read), secret(passphrase)).has_value();
}

std::string changed(std::string_view what, std::string_view with) {
    REQUIRE(a_file().find(what) != std::string::npos);
    return replace_all(a_file(), what, with);
}

} // namespace

TEST_CASE("a key file gives its key back to the passphrase that sealed it, and to no other") {
    const auto read = read_key_file(a_file());
    REQUIRE(std::holds_alternative<KeyFile>(read));
    const auto& file = std::get<KeyFile>(read);
    CHECK(file.facts.name == "Catherine Leroy");
    CHECK(file.cost == least_cost);
    const auto key = open_key(file, secret("quatre mots au hasard"));
    REQUIRE(key);
    CHECK(key->seed().view() == "0123456789abcdef0123456789abcdef");
    CHECK(key->public_key() == file.facts.key);
    CHECK_FALSE(opens(a_file(), "quatre mots au hasarD"));
    CHECK_FALSE(opens(a_file(), "quatre mots au hasard "));
    CHECK_FALSE(opens(a_file(), ""));
}

TEST_CASE("a key file tells neither its seed nor its passphrase") {
    CHECK(a_file().find("quatre mots") == std::string::npos);
    CHECK(a_file().find("0123456789abcdef0123456789abcdef") == std::string::npos);
    CHECK(a_file().find(to_hex("0123456789abcdef")) == std::string::npos);
}

TEST_CASE("two files of one key and passphrase share neither salt nor nonce") {
    const SigningKey key = SigningKey::generate();
    const KeyFacts facts{"x", key.public_key(), *parse_date("2004-09-20"), false};
    const auto a = read_key_file(seal_key(key, facts, secret("quatre mots au hasard"), least_cost));
    const auto b = read_key_file(seal_key(key, facts, secret("quatre mots au hasard"), least_cost));
    CHECK(std::get<KeyFile>(a).salt != std::get<KeyFile>(b).salt);
    CHECK(std::get<KeyFile>(a).nonce != std::get<KeyFile>(b).nonce);
    CHECK(std::get<KeyFile>(a).sealed != std::get<KeyFile>(b).sealed);
}

TEST_CASE("every other member of a key file is authenticated") {
    const KeyFile file = std::get<KeyFile>(read_key_file(a_file()));
    const std::string one_more_pass = changed("\"passes\": 2", "\"passes\": 3");
    for (const std::string& text : {
             changed("Catherine Leroy", "Philippe Anselme"),
             changed("2004-09-20", "2004-09-21"),
             changed("\"kdf\":", "\"example\": true,\n  \"kdf\":"),
             changed(to_hex(file.salt), std::string(32, '0')),
             changed(to_hex(file.nonce), std::string(48, '0')),
             changed(to_hex(file.sealed).substr(0, 8), "00000000"),
             one_more_pass,
         }) {
        CAPTURE(text);
        CHECK(text != a_file());
        REQUIRE(std::holds_alternative<KeyFile>(read_key_file(text)));
        CHECK_FALSE(opens(text, "quatre mots au hasard"));
    }
}

TEST_CASE("what a key file asks of the machine is bounded before anything is computed") {
    CHECK(fault_of(changed("67108864", "67108863")) == KeyFault::too_cheap);
    CHECK(fault_of(changed("67108864", "8192")) == KeyFault::too_cheap);
    CHECK(fault_of(changed("67108864", "68719476736")) == KeyFault::too_dear);
    CHECK(fault_of(changed("67108864", "9007199254740991")) == KeyFault::too_dear);
    CHECK(fault_of(changed("\"passes\": 2", "\"passes\": 1")) == KeyFault::too_cheap);
    CHECK(fault_of(changed("\"passes\": 2", "\"passes\": 17")) == KeyFault::too_dear);
}

TEST_CASE("what is no key file is refused") {
    CHECK(fault_of("") == KeyFault::not_a_key_file);
    CHECK(fault_of("[]") == KeyFault::not_a_key_file);
    CHECK(fault_of(a_file().substr(0, a_file().size() / 2)) == KeyFault::not_a_key_file);
    CHECK(fault_of(a_file() + a_file()) == KeyFault::not_a_key_file);
    CHECK(fault_of(std::string(largest_key_file + 1, ' ')) == KeyFault::not_a_key_file);
    CHECK(fault_of(changed("LivretKey", "LivretRoot")) == KeyFault::not_a_key_file);
    CHECK(fault_of(changed("\"version\": 1", "\"version\": 2")) == KeyFault::unknown_version);
    CHECK(fault_of(changed("argon2id-1.3", "none")) == KeyFault::not_a_key_file);
    CHECK(fault_of(changed("xchacha20-poly1305", "none")) == KeyFault::not_a_key_file);
    CHECK(fault_of(changed("\"kdf\":", "\"note\": \"x\",\n  \"kdf\":")) == KeyFault::not_a_key_file);
    CHECK(fault_of(changed("\"kdf\":", "\"name\": \"x\",\n  \"kdf\":")) == KeyFault::not_a_key_file);
    CHECK(fault_of(changed("\"sealed\": \"", "\"sealed\": \"00")) == KeyFault::not_a_key_file);
}

TEST_CASE("new passphrases are judged by their length, and by whether they are more than a few signs") {
    CHECK(fault_of_new_passphrase(secret("onze signes")) == PassphraseFault::too_short);
    CHECK(fault_of_new_passphrase(secret("")) == PassphraseFault::too_short);
    CHECK(fault_of_new_passphrase(secret("aaaaaaaaaaaaaaaa")) == PassphraseFault::too_few_signs);
    CHECK(fault_of_new_passphrase(secret(std::string(longest_passphrase + 1, 'x'))) == PassphraseFault::too_long);
    CHECK(fault_of_new_passphrase(secret("lampe vent cerise")) == PassphraseFault::none);
}

TEST_CASE("a private file is its owner's alone, and never replaces another unless asked") {
    const TemporaryFolder folder;
    const std::string path = (folder.path / "keys" / "leroy.json").string();
    write_private_file(path, "one", Replace::no);
    struct stat facts {};
    REQUIRE(::stat(path.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 07777) == 0600);
    REQUIRE(::stat((folder.path / "keys").c_str(), &facts) == 0);
    CHECK((facts.st_mode & 07777) == 0700);
    CHECK_THROWS_AS(write_private_file(path, "two", Replace::no), DiskError);
    CHECK(open_real_disk(folder.path.string())->read("keys/leroy.json") == "one");
    write_private_file(path, "two", Replace::yes);
    CHECK(open_real_disk(folder.path.string())->read("keys/leroy.json") == "two");
    CHECK(std::distance(fs::directory_iterator(folder.path / "keys"), {}) == 1);
    CHECK(PrivateFile(path).privacy() == Privacy::own);
    ::chmod(path.c_str(), 0640);
    CHECK(PrivateFile(path).privacy() == Privacy::others_may_read);
    CHECK_THROWS_AS(PrivateFile((folder.path / "none").string()), DiskError);
    CHECK_THROWS_AS(PrivateFile{folder.path.string()}, DiskError);
}

TEST_CASE("shared folders are found above a file, through links too") {
    const TemporaryFolder folder;
    fs::create_directories(folder.path / "depot" / ".git");
    fs::create_directories(folder.path / "depot" / "keys");
    fs::create_directories(folder.path / "livret" / "a" / "b");
    std::ofstream(folder.path / "livret" / "livret.yaml") << "language: fr\n";
    fs::create_directory_symlink(folder.path / "depot" / "keys", folder.path / "link");
    const std::string real = fs::canonical(folder.path).string();
    CHECK(shared_folder_above((folder.path / "depot/keys/x.json").string()) == real + "/depot");
    CHECK(shared_folder_above((folder.path / "link/x.json").string()) == real + "/depot");
    CHECK(shared_folder_above((folder.path / "livret/a/b/x.json").string()) == real + "/livret");
    CHECK(shared_folder_above((folder.path / "x.json").string()) == std::nullopt);
}

TEST_CASE("a file that is new is never written over another") {
    const TemporaryFolder folder;
    const auto real = open_real_disk(folder.path.string());
    const auto memory = make_memory_disk();
    for (Disk* disk : {real.get(), memory.get()}) {
        disk->write_new("trust/registry-2.json", "one");
        CHECK_THROWS_AS(disk->write_new("trust/registry-2.json", "two"), DiskError);
        CHECK(disk->read("trust/registry-2.json") == "one");
        CHECK(disk->list("trust").size() == 1);
    }
}

// No signed file survives the change of a byte, whatever its type.
#include "support/sanitized.hpp"
#include "support/trust_samples.hpp"

#include <cstdlib>
#include <doctest/doctest.h>

#include <string_view>

using namespace livret;

namespace {

// What a reader may do with a changed file: refuse it before any signature is checked, or find its signature bad.
struct Count {
    std::size_t refused = 0, bad_signature = 0, survived = 0;
};

void look_at(const std::string& file, Count& count) {
    const auto read = read_signed(file);
    const auto* document = std::get_if<SignedDocument>(&read);
    if (!document)
        ++count.refused;
    else if (!signatures_hold(*document))
        ++count.bad_signature;
    else
        ++count.survived;
}

} // namespace

TEST_CASE("a signed file of each type is read and holds") {
    const auto files = tests::sample_files();
    CHECK(files.size() == 11);
    for (const auto& [name, bytes] : files) {
        const std::string& shown = name;
        CAPTURE(shown);
        const auto read = read_signed(bytes);
        REQUIRE(std::holds_alternative<SignedDocument>(read));
        CHECK(signatures_hold(std::get<SignedDocument>(read)));
        CHECK(std::get<SignedDocument>(read).proofs.size() == (name == "root-2" ? 2 : 1));
        CHECK(check_proof_only(bytes).state == ProofState::holds);
    }
}

// Every byte is changed; which of its bits, and how a file is cut, goes by turns, so that neighbours differ. With
// LIVRET_EVERY_BIT set (tests/long/tampering.sh) all of them.
static bool every_bit() {
    return std::getenv("LIVRET_EVERY_BIT") != nullptr;
}

TEST_CASE("flipping any bit of a signed file of any type, or putting another byte there, leaves nothing that verifies") {
    constexpr std::string_view others("\0\n \"\\/09AZaz{}[]:,.\x7f\x80\xc3\xff", 24);
    for (const auto& [name, bytes] : tests::sample_files()) {
        const std::string& shown = name;
        CAPTURE(shown);
        Count count;
        std::string changed = bytes;
        for (std::size_t at = 0; at < bytes.size(); at += tests::byte_step) {
            for (int bit = 0; bit < 8; ++bit) {
                if (!every_bit() && static_cast<std::size_t>(bit) != (at * 5) % 8) continue;
                changed[at] = static_cast<char>(bytes[at] ^ (1 << bit));
                look_at(changed, count);
            }
            const char other = others[(at * 7) % others.size()];
            changed[at] = other == bytes[at] ? 'x' : other;
            if ((every_bit() || at % 3 == 0) && changed[at] != bytes[at]) look_at(changed, count);
            changed[at] = bytes[at];
        }
        CHECK(count.survived == 0);
        // Both must happen, or this looks at the wrong thing.
        CHECK(count.refused > bytes.size() / tests::byte_step);
        CHECK(count.bad_signature > 100 / tests::byte_step);
    }
}

TEST_CASE("a byte more, a byte less, and a file cut short are no signed file") {
    for (const auto& [name, bytes] : tests::sample_files()) {
        const std::string& shown = name;
        CAPTURE(shown);
        Count count;
        for (std::size_t at = 0; at < bytes.size(); at += tests::byte_step) {
            if (every_bit() || at % 3 == 0) look_at(bytes.substr(0, at), count);
            if (every_bit() || at % 3 == 1) look_at(bytes.substr(0, at) + bytes.substr(at + 1), count);
            if (every_bit() || at % 3 == 2) look_at(bytes.substr(0, at) + bytes[at] + bytes.substr(at), count);
        }
        CHECK(count.survived == 0);
        CHECK(count.refused > 0);
    }
}

TEST_CASE("a proof cannot be moved to another document, or an older one put under a newer text") {
    const auto files = tests::sample_files();
    const auto proof_of = [](const std::string& file) {
        const auto from = file.find("\"proof\":"), to = file.find(",\"type\":[\"VerifiableCredential\"");
        return file.substr(from, to - from);
    };
    for (const auto& one : files)
        for (const auto& other : files) {
            if (proof_of(one.bytes) == proof_of(other.bytes)) continue;
            std::string changed = one.bytes;
            changed.replace(changed.find(proof_of(one.bytes)), proof_of(one.bytes).size(), proof_of(other.bytes));
            Count count;
            look_at(changed, count);
            CHECK(count.survived == 0);
        }
}

TEST_CASE("of a root's two proofs, neither can be left out, doubled, or put in the other's place") {
    const std::string file = tests::sample_files().back().bytes;
    const auto from = file.find("\"proof\":[") + 9, middle = file.find("},{", from),
               to = file.find("}],\"type\":[\"VerifiableCredential\"", middle);
    const std::string first = file.substr(from, middle + 1 - from), second = file.substr(middle + 2, to + 1 - (middle + 2));
    const auto with = [&](const std::string& proofs) {
        Count count;
        look_at(file.substr(0, from) + proofs + file.substr(to + 1), count);
        return count;
    };
    CHECK(with(first + "," + second).survived == 1);
    for (const auto& proofs :
         {second + "," + first, first, second, first + "," + first, first + "," + second + "," + second, std::string()})
        CHECK(with(proofs).survived == 0);
    // The same proof twice has the right number and the right signer, so only the chain can refuse it: it asks whose the first
    // is.
    CHECK(with(second + "," + second).survived == 1);
}

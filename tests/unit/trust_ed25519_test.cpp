// Keys and signatures, against published values. Each was computed again with another program (Node's crypto, or plain
// arithmetic on the curve) before it was written here.
#include "base/hash.hpp"
#include "trust/did_key.hpp"
#include "trust/ed25519.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>

using namespace livret;

namespace {

SigningKey key_from(std::string_view seed_digits) {
    const std::string bytes = from_hex(seed_digits);
    SecretBytes seed(SigningKey::seed_size);
    std::memcpy(seed.data(), bytes.data(), bytes.size());
    return SigningKey::from_seed(seed);
}

template <class Bytes> // PublicKey, Signature
Bytes bytes_of(std::string_view digits) {
    Bytes out{};
    const std::string bytes = from_hex(digits);
    REQUIRE(bytes.size() == out.size());
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
}

template <class Bytes> std::string digits_of(const Bytes& bytes) {
    return to_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string base58_of(std::string_view digits) {
    const std::string bytes = from_hex(digits);
    return base58({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

// Every encoding of a point of small order that fits into 255 bits and a sign: the eight points, then the spellings of them
// that are not canonical (a sign for x = 0, and y not reduced).
constexpr std::string_view small_order[] = {"0100000000000000000000000000000000000000000000000000000000000000",
                                            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                            "0000000000000000000000000000000000000000000000000000000000000000",
                                            "0000000000000000000000000000000000000000000000000000000000000080",
                                            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                                            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                                            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                                            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                                            "0100000000000000000000000000000000000000000000000000000000000080",
                                            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                                            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                                            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"};

// RFC 8032 §7.1, test 1.
constexpr std::string_view rfc_key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
constexpr std::string_view rfc_signature =
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
    "d25bf5f0595bbe24655141438e7a100b";

} // namespace

TEST_CASE("RFC 8032 §7.1: its keys and signatures are made, and verify") {
    struct Vector {
        std::string_view seed, key, message, signature;
    };
    for (const Vector& one :
         {Vector{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", rfc_key, "", rfc_signature},
          Vector{
              "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
              "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
              "b00d291612bb0c00"},
          Vector{
              "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
              "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
              "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
              "c027beceea1ec40a"}}) {
        const SigningKey key = key_from(one.seed);
        CHECK(digits_of(key.public_key()) == one.key);
        CHECK(digits_of(key.sign(from_hex(one.message))) == one.signature);
        CHECK(verify_ed25519(key.public_key(), from_hex(one.message), bytes_of<Signature>(one.signature)));
        CHECK_FALSE(verify_ed25519(key.public_key(), from_hex(one.message) + "x", bytes_of<Signature>(one.signature)));
        CHECK(is_valid_public_key(key.public_key()));
    }
}

TEST_CASE("points of small order are no keys, verify nothing, and are no half of a signature") {
    for (const auto key : small_order) {
        CAPTURE(key);
        CHECK_FALSE(is_valid_public_key(bytes_of<PublicKey>(key)));
        for (const auto r : small_order) {
            // S is 0: where the guard is missing, one of these is "valid" for any message.
            const auto signature = bytes_of<Signature>(std::string(r) + std::string(64, '0'));
            for (const auto message : {"any message", "another", "a third one", "and one more"})
                CHECK_FALSE(verify_ed25519(bytes_of<PublicKey>(key), message, signature));
            CHECK_FALSE(verify_ed25519(bytes_of<PublicKey>(rfc_key), "", signature));
        }
    }
}

TEST_CASE("a key has one encoding: y must be below 2^255-19") {
    for (int y = 0; y < 19; ++y) {
        std::string digits = "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f";
        const std::string low(1, static_cast<char>(0xED + y));
        digits.replace(0, 2, to_hex(low));
        CAPTURE(digits);
        CHECK_FALSE(is_valid_public_key(bytes_of<PublicKey>(digits)));
        CHECK_FALSE(verify_ed25519(bytes_of<PublicKey>(digits), "", bytes_of<Signature>(rfc_signature)));
        // The same as the first half of a signature.
        CHECK_FALSE(verify_ed25519(bytes_of<PublicKey>(rfc_key), "",
                                   bytes_of<Signature>(digits + std::string(rfc_signature.substr(64)))));
    }
}

TEST_CASE("a signature has one spelling: S is below the order of the group") {
    // The first signature of RFC 8032 with S + L for S: the same point, and refused.
    const auto again =
        std::string(rfc_signature.substr(0, 64)) + "4c8c7872aa064e049dbb3013fbf29380d25bf5f0595bbe24655141438e7a101b";
    CHECK(verify_ed25519(bytes_of<PublicKey>(rfc_key), "", bytes_of<Signature>(rfc_signature)));
    CHECK_FALSE(verify_ed25519(bytes_of<PublicKey>(rfc_key), "", bytes_of<Signature>(again)));
}

TEST_CASE(
    "a key outside the main subgroup cannot be registered, though a signature of it can be made that every verifier takes") {
    // The key of RFC 8032's first test plus a point of order 8, and a signature whose challenge is a multiple of 8.
    const auto mixed = bytes_of<PublicKey>("9158312a9a8d6e3b34c891d6d61444f8b8211c5117ebad15bdb0bd68b07e0245");
    const auto signature = bytes_of<Signature>("edc876d6831fd2105d0b4389ca2e283166469289146e2ce06faefe98b22548df"
                                               "9318758cc1585fd4ad16ccdeb38d09fbe5a291dbea6a2af6c8fc9b5e982d960d");
    CHECK_FALSE(is_valid_public_key(mixed));
    CHECK(verify_ed25519(mixed, "any message", signature)); // so it is the registering that must refuse it
    CHECK_FALSE(verify_ed25519(mixed, "another", signature));
}

TEST_CASE("base58btc: the examples of its Internet-Draft (draft-msporny-base58 §5), and zeros in front") {
    CHECK(base58_of("48656c6c6f20576f726c6421") == "2NEpo7TZRRrLZSi2U");
    CHECK(base58_of("54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f672e") ==
          "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z");
    CHECK(base58_of("0000287fb4cd") == "11233QC4");
    CHECK(base58_of("") == "");
    CHECK(base58_of("00") == "1");
    CHECK(base58_of(std::string(64, '0')) == std::string(32, '1'));
    std::array<unsigned char, 6> six{};
    CHECK(parse_base58("11233QC4", six));
    CHECK(six == std::array<unsigned char, 6>{0, 0, 0x28, 0x7f, 0xb4, 0xcd});
    for (const auto text : {"1233QC4", "111233QC4", "233QC4", "11233QC", "11233QC4z", "1123 3QC4", "11233QC0", "11233QCO",
                            "11233QCI", "11233QCl", "", "1", "zzzzzzzzzzzz"})
        CHECK_FALSE(parse_base58(text, six));
    std::array<unsigned char, 32> none{1};
    CHECK(parse_base58(std::string(32, '1'), none));
    CHECK(none == std::array<unsigned char, 32>{});
}

TEST_CASE("did:key and multibase are read and written; both halves of a verification method must be equal") {
    const std::string did = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    const auto key = parse_did_key(did);
    REQUIRE(key);
    CHECK(did_key(*key) == did);
    CHECK(verification_method(*key) == did + "#" + did.substr(8));
    CHECK(parse_verification_method(verification_method(*key)) == key);
    const std::string other = did_key(key_from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").public_key());
    for (const std::string& method :
         {did, did + "#", did + "#" + other.substr(8), did + "#" + did, did + "#" + did.substr(9),
          did + "#" + did.substr(8) + "z", did + "##" + did.substr(8), did.substr(0, 8) + "#" + did.substr(8),
          "#" + did.substr(8), std::string("#"), std::string()})
        CHECK_FALSE(parse_verification_method(method));
    CHECK_FALSE(parse_did_key(did.substr(0, did.size() - 1)));
    CHECK_FALSE(parse_did_key(did + "1"));
    CHECK_FALSE(parse_did_key("did:key:z1" + did.substr(9)));
    CHECK_FALSE(parse_did_key("DID:key:" + did.substr(8)));
    CHECK_FALSE(parse_did_key("did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc")); // X25519
    CHECK_FALSE(parse_did_key("did:key:z" + std::string(5000, 'z')));
    CHECK_FALSE(parse_multibase_signature("z" + std::string(63, '1')));
    CHECK(parse_multibase_signature("z" + std::string(64, '1')) == Signature{});
    CHECK_FALSE(parse_multibase_signature("Z" + std::string(64, '1')));
}

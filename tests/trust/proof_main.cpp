// What the suites beside this file ask the program's own code about canonical JSON and proofs, one process a question:
//
//   jcs               lines of JSON on standard input; their canonical forms, a line each ("! reason" if it is none)
//   check             a document on standard input; what --proof-only says of it, and what the strict reading says
//   sign TYPE NAME    a credentialSubject on standard input; the whole file, signed by the test key of that name
//   samples FOLDER    writes a signed file of each type there
//   cheapen FILE      its passphrase on standard input; the key file FILE, sealed at the least cost that one may have
//   flips MASK        a signed file on standard input; a line for each of its bytes: what is said of it with that byte xor MASK
#include "disk/disk.hpp"
#include "support/trust_samples.hpp"
#include "trust/canonical_json.hpp"
#include "trust/key_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

using namespace livret;

namespace {

std::string canonical_line(std::string_view text) {
    const auto parsed = parse_json(text);
    if (const auto* error = std::get_if<JsonError>(&parsed)) return "! " + error->reason;
    return canonical_json(std::get<Json>(parsed));
}

std::string canonical_lines(std::string_view input) {
    std::string out;
    while (!input.empty()) {
        const auto end = input.find('\n');
        out += canonical_line(input.substr(0, end)) + "\n";
        input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
    }
    return out;
}

std::string check(std::string_view file) {
    static constexpr std::string_view words[] = {"holds", "does-not-hold", "cannot-be-read"};
    const auto report = check_proof_only(file);
    std::string out = fmt::format("proof {} {} {}\n", words[static_cast<std::size_t>(report.state)], report.key, report.what);
    const auto read = read_signed(file);
    if (const auto* fault = std::get_if<Malformed>(&read))
        return out + fmt::format("malformed rule-{} {}: {}\n", fault->rule, fault->where, fault->what);
    const auto& document = std::get<SignedDocument>(read);
    return out + fmt::format("{} {} {}\n", signatures_hold(document) ? "signed" : "bad-signature", type_name(document.subject),
                             document.digest);
}

// "malformed rule-1", "bad-signature", "holds".
std::string word_of(std::string_view file) {
    const auto read = read_signed(file);
    if (const auto* fault = std::get_if<Malformed>(&read)) return "malformed " + fault->reason();
    return signatures_hold(std::get<SignedDocument>(read)) ? "holds" : "bad-signature";
}

std::string flips(std::string file, int mask) {
    std::string out = word_of(file) + "\n"; // the first line: as it is
    for (char& byte : file) {
        const char before = byte;
        byte = static_cast<char>(byte ^ mask);
        out += word_of(file) + "\n";
        byte = before;
    }
    return out;
}

int sign(std::string_view type, std::string_view name, std::string_view input) {
    const auto json = parse_json(input);
    if (!std::holds_alternative<Json>(json)) return 1;
    const auto subject = read_subject(type, std::get<Json>(json));
    if (const auto* fault = std::get_if<Malformed>(&subject)) {
        std::cerr << fault->where << ": " << fault->what << '\n';
        return 1;
    }
    std::cout << signed_file(std::get<SignedSubject>(subject), tests::test_key(name), tests::sample_instant);
    return 0;
}

// The same key, name and day, sealed under the same passphrase at the least cost that a key file may have.
int cheapen(const std::string& path, std::string_view passphrase) {
    while (passphrase.ends_with('\n')) passphrase.remove_suffix(1);
    SecretBytes secret(passphrase.size());
    std::copy(passphrase.begin(), passphrase.end(), secret.data());
    const std::size_t slash = path.rfind('/');
    const auto file = read_key_file(open_real_disk(path.substr(0, slash))->read(path.substr(slash + 1)));
    if (!std::holds_alternative<KeyFile>(file)) return 1;
    const auto key = open_key(std::get<KeyFile>(file), secret);
    if (!key) return 1;
    std::cout << seal_key(*key, std::get<KeyFile>(file).facts, secret, least_cost);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    const std::string_view verb = argc > 1 ? argv[1] : "";
    const auto input = [] { return std::string{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()}; };
    if (verb == "jcs" && argc == 2) {
        std::cout << canonical_lines(input());
    } else if (verb == "check" && argc == 2) {
        std::cout << check(input());
    } else if (verb == "sign" && argc == 4) {
        if (const int status = sign(argv[2], argv[3], input()); status != 0) return status;
    } else if (verb == "samples" && argc == 3) {
        const auto disk = open_real_disk(argv[2]);
        for (const auto& [name, bytes] : tests::sample_files()) disk->write(name + ".json", bytes);
    } else if (verb == "cheapen" && argc == 3) {
        if (const int status = cheapen(argv[2], input()); status != 0) return status;
    } else if (verb == "flips" && argc == 3) {
        std::cout << flips(input(), std::atoi(argv[2]));
    } else {
        std::cerr << "usage: proof_program jcs | check | sign TYPE NAME | samples FOLDER | cheapen FILE | flips MASK\n";
        return 2;
    }
    return std::cout.flush() ? 0 : 1;
}

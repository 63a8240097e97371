// Signed documents: whatever a document says, it is read as it was written; whatever happened to a file, reading it ends.
#include "base/hash.hpp"
#include "property.hpp"
#include "support/trust_samples.hpp"
#include "trust/canonical_json.hpp"
#include "trust/did_key.hpp"
#include "trust/frozen_state.hpp"
#include "trust/merkle.hpp"

#include <algorithm>
#include <set>

namespace livret::tests {

namespace {

using rc::gen::arbitrary;
using rc::gen::inRange;

rc::Gen<std::string> line() {
    return rc::gen::map(text_of({"a", "é", "\"", "\\", "/", "<b>", "\U0001F600", "\uFB33", "\u2028", "\u0085", "\uFFFF", "0", " ",
                                 "}", "e\u0301"}),
                        [](std::string text) { return text.empty() ? "x" : text; });
}
rc::Gen<std::string> text() {
    return text_of({"mot", "\n", "\t", "\"", "\\u0041", "œ", "\U00010000", "-", "["});
} // may be empty
rc::Gen<std::string> id() {
    return rc::gen::map(inRange(0, 100000), [](int number) { return "id-" + std::to_string(number); });
}
rc::Gen<Digest> digest() {
    return rc::gen::map(arbitrary<std::string>(), [](const std::string& seed) { return sha256_hex(seed); });
}
rc::Gen<std::int64_t> number() {
    return inRange<std::int64_t>(0, 9007199254740992);
}
rc::Gen<Date> day() {
    return rc::gen::map(inRange(0, 200000), [](int days) {
        return Date(std::chrono::sys_days(*parse_date("1600-01-01")) + std::chrono::days(days));
    });
}
rc::Gen<Period> span() {
    return rc::gen::apply(
        [](Date a, Date b, bool open) {
            return Period{std::min(a, b), open ? std::nullopt : std::optional(std::max(a, b))};
        },
        day(), day(), arbitrary<bool>());
}
rc::Gen<PublicKey> key() {
    return rc::gen::map(rc::gen::container<std::vector<unsigned char>>(32, arbitrary<unsigned char>()),
                        [](const std::vector<unsigned char>& bytes) {
                            PublicKey out{};
                            std::copy(bytes.begin(), bytes.end(), out.begin());
                            return out;
                        });
}

std::vector<std::string> sorted_set(std::vector<std::string> values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}
rc::Gen<std::vector<std::string>> set_of(const rc::Gen<std::string>& one) {
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(one), sorted_set);
}

// Sorted by a member, each value of it once.
template <class T> std::vector<T> sorted_by(std::vector<T> values, std::string T::*member) {
    std::sort(values.begin(), values.end(), [&](const T& a, const T& b) { return a.*member < b.*member; });
    values.erase(std::unique(values.begin(), values.end(), [&](const T& a, const T& b) { return a.*member == b.*member; }),
                 values.end());
    return values;
}

template <class T, class F> std::vector<T> some(F make) {
    std::vector<T> out;
    for (int i = *inRange(0, 4); i > 0; --i) out.push_back(make());
    return out;
}

NamedDigest named_digest() {
    return {*id(), *digest()};
}
Named named() {
    return {*number(), *digest()};
}
Content content() {
    return {*number(), *digest()};
}

ActivityManifest activity(const std::string& trainee) {
    ActivityManifest one;
    one.trainee = trainee;
    one.reference = *line();
    one.title = *line();
    one.from = *day();
    one.to = *day();
    one.context = *id();
    one.situation = *rc::gen::element<std::string>("none", "classroom", "distance", "mixed");
    one.phases = *set_of(rc::gen::element<std::string>("analyse", "conception", "evaluation", "mise-en-oeuvre"));
    one.body = content();
    one.files = sorted_by(some<ManifestFile>([] { return ManifestFile{"f/" + *id(), content()}; }), &ManifestFile::path);
    return one;
}

TrainingManifest training(const std::string& gfp) {
    return {gfp, *id(), *line(), *day(), *id(), *set_of(id()), *set_of(line()), content()};
}

SignedSubject attestation() {
    Attestation one;
    one.institution = *id();
    one.trainee = *id();
    one.gfp = *id();
    one.framework = named_digest();
    switch (*inRange(0, 3)) {
    case 0:
        one.about = activity(one.trainee);
        break;
    case 1:
        one.about = training(one.gfp);
        break;
    default: {
        Contributions items{{"a/" + *id(), std::nullopt, *digest()}};
        for (auto& item : some<Contribution>([] {
                 return Contribution{*id(), *rc::gen::maybe(number()) ? std::optional(*number()) : std::nullopt, *digest()};
             }))
            items.push_back(item);
        one.about = items;
    }
    }
    one.decisions = {{*line(), *text(), Outcome::attested, *text()}};
    for (auto& more : some<Decision>([] { return Decision{*line(), *text(), static_cast<Outcome>(*inRange(0, 4)), *text()}; }))
        one.decisions.push_back(more);
    one.decisions = sorted_by(one.decisions, &Decision::competence);
    one.after = named();
    one.supersedes = *set_of(digest());
    return one;
}

SignedSubject root() {
    Root one;
    one.institution = *id();
    one.name = *line();
    one.number = 1 + *inRange(0, 3);
    if (one.number > 1) one.previous = *digest();
    one.root = *key();
    one.registry = *key();
    one.checkpoint = *key();
    one.certificate = *key();
    one.example = *arbitrary<bool>();
    return one;
}

RegisteredTrainer trainer() {
    RegisteredTrainer one{*id(), *line(), {}, {}};
    one.keys = some<RegisteredKey>([] {
        RegisteredKey own{*key(), *span(), static_cast<KeyStatus>(*inRange(0, 3)), {}};
        if (own.status == KeyStatus::compromised) own.since = *day();
        if (own.status == KeyStatus::retired && !own.span.until) own.span.until = own.span.from;
        return own;
    });
    one.scopes = some<SignerScope>([] {
        return SignerScope{static_cast<Role>(*inRange(0, 3)), *arbitrary<bool>() ? std::vector<std::string>{"*"} : *set_of(id()),
                           *span()};
    });
    return one;
}

SignedSubject registry() {
    Registry one;
    one.institution = *id();
    one.number = 1 + *inRange(0, 3);
    if (one.number > 1) one.previous = *digest();
    one.grace_days = *inRange(0, 3661);
    one.trainers = sorted_by(some<RegisteredTrainer>(trainer), &RegisteredTrainer::id);
    std::set<PublicKey> keys; // each once in the whole registry
    for (auto& holder : one.trainers)
        std::erase_if(holder.keys, [&](const RegisteredKey& own) { return !keys.insert(own.key).second; });
    one.roster = {*number(), *digest()};
    one.in_force.configuration = *digest();
    one.in_force.frameworks = sorted_by(some<NamedDigest>(named_digest), &NamedDigest::id);
    if (*arbitrary<bool>()) one.in_force.theme = *digest();
    one.in_force.sessions = sorted_by(some<NamedDigest>(named_digest), &NamedDigest::id);
    one.revocations = sorted_by(some<Revocation>([] { return Revocation{*digest(), *day(), *line()}; }), &Revocation::digest);
    return one;
}

SignedSubject checkpoint() {
    Checkpoint one{*id(), *number(), *day(), "", named(), named(), {*number(), *digest()}};
    if (one.number > 0) one.previous = *digest();
    return one;
}

SignedSubject freeze() {
    return Freeze{*id(), *id(), named(),
                  sorted_by(some<Freeze::Candidate>([] {
                                const std::string trainee = *id();
                                return Freeze::Candidate{trainee, *digest()};
                            }),
                            &Freeze::Candidate::trainee)};
}

SignedSubject jury_decision() {
    return JuryDecision{*id(), *id(), *id(), static_cast<JuryOutcome>(*inRange(0, 3)), *text(), *digest(), *set_of(digest())};
}

SignedSubject certificate() {
    Certificate one;
    one.institution = *id();
    one.institution_name = *line();
    one.trainee = *id();
    one.trainee_name = *line();
    one.salt = *line();
    one.checkpoint = named();
    one.checkpoint_date = *day();
    one.framework = named_digest();
    one.framework_title = *line();
    if (*arbitrary<bool>()) one.rule = Certificate::Rule{*id(), *arbitrary<bool>(), *line()};
    one.competences = some<Certificate::Competence>([] {
        return Certificate::Competence{*line(), *line(), some<Certificate::Line>([] {
                                           return Certificate::Line{*digest(), *line(), *day(), *day()};
                                       })};
    });
    one.partial_counted = *set_of(line());
    if (*arbitrary<bool>()) one.session = *id();
    if (*arbitrary<bool>()) one.decision = *digest();
    return one;
}

SignedSubject any_subject() {
    switch (*rc::gen::element(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)) {
    case 0:
        return root();
    case 1:
        return KeyRequest{*line(), *key()};
    case 2:
        return registry();
    case 3:
        return checkpoint();
    case 4:
        return freeze();
    case 5:
        return jury_decision();
    case 6:
        return certificate();
    default:
        return attestation();
    }
}

bool subjects_are_read_as_they_were_written(const char* name) {
    return rc::check(name, [] {
        const SignedSubject subject = any_subject();
        RC_TAG(std::string(type_name(subject)));
        const Json json = subject_json(subject);
        const auto read = read_subject(type_name(subject), json);
        if (const auto* fault = std::get_if<Malformed>(&read)) RC_FAIL(fault->where + ": " + fault->what);
        RC_ASSERT(canonical_json(subject_json(std::get<SignedSubject>(read))) == canonical_json(json));
        // No other type's reader takes it.
        for (const auto& other : sample_subjects())
            if (type_name(other) != type_name(subject))
                RC_ASSERT(std::holds_alternative<Malformed>(read_subject(type_name(other), json)));
    });
}

bool signed_files_are_their_canonical_bytes(const char* name) {
    return rc::check(name, [] {
        const SignedSubject subject = any_subject();
        const auto own = test_key("own"), before = test_key("before");
        const Root* second = std::get_if<Root>(&subject);
        const std::string file = second && second->number > 1 ? signed_root(*second, before, own, sample_instant)
                                                              : signed_file(subject, own, sample_instant);
        const auto read = read_signed(file);
        if (const auto* fault = std::get_if<Malformed>(&read)) RC_FAIL(fault->where + ": " + fault->what);
        RC_ASSERT(signatures_hold(std::get<SignedDocument>(read)));
        RC_ASSERT(std::get<SignedDocument>(read).digest == sha256_hex(file));
        RC_ASSERT(canonical_json(std::get<Json>(parse_json(file))) + "\n" == file);
        RC_ASSERT(check_proof_only(file).state == ProofState::holds);
    });
}

// Pieces of JSON put over, into and out of a signed file.
bool a_changed_file_never_verifies(const char* name) {
    static const auto files = sample_files();
    return rc::check(name, [] {
        const std::string& file = files[*inRange<std::size_t>(0, files.size())].bytes;
        std::string changed = file;
        for (int i = *inRange(1, 4); i > 0; --i) {
            const auto at = *inRange<std::size_t>(0, changed.size()), size = *inRange<std::size_t>(0, 40);
            const std::string piece = *text_of({"{", "}", "[", "]", "\"", ",", ":", "\\u0000", "null", "1e9",
                                                "\"proof\":", "\"a\":0", "\n", std::string(1, '\0'), "\xff", "é", "-"});
            changed.replace(at, std::min(size, changed.size() - at),
                            *arbitrary<bool>() ? piece : file.substr(*inRange<std::size_t>(0, file.size()), size));
        }
        const auto read = read_signed(changed);
        const auto* document = std::get_if<SignedDocument>(&read);
        RC_CLASSIFY(document != nullptr, "well formed");
        const bool verifies = document && signatures_hold(*document); // RC_ASSERT would look at every part of an "or"
        RC_ASSERT(changed == file || !verifies);
        check_proof_only(changed); // ends
    });
}

bool base58_reads_what_it_writes(const char* name) {
    return rc::check(name, [] {
        auto bytes = *arbitrary<std::vector<unsigned char>>();
        bytes.insert(bytes.begin(), *inRange<std::size_t>(0, 4), 0);
        const std::string written = base58(bytes);
        std::vector<unsigned char> read(bytes.size());
        RC_ASSERT(parse_base58(written, read));
        RC_ASSERT(read == bytes);
        RC_ASSERT(!parse_base58("1" + written, read));
        read.push_back(0);
        RC_ASSERT(!parse_base58(written, read));
        if (const auto own = *key(); true) RC_ASSERT(parse_verification_method(verification_method(own)) == own);
    });
}

FrozenState frozen_state() {
    FrozenState out;
    out.trainee = *id();
    for (ActivityManifest& one :
         sorted_by(some<ActivityManifest>([&] { return activity(out.trainee); }), &ActivityManifest::reference)) {
        auto declared = sorted_by(some<FrozenDeclarations>([] {
                                      auto list = sorted_by(some<FrozenDeclaration>([] {
                                                                return FrozenDeclaration{*line(), *text()};
                                                            }),
                                                            &FrozenDeclaration::competence);
                                      if (list.empty()) list.push_back({*line(), ""});
                                      return FrozenDeclarations{*id(), std::move(list)};
                                  }),
                                  &FrozenDeclarations::framework);
        out.activities.push_back({std::move(one), std::move(declared), *rc::gen::element<std::string>("jury", "gfp", "public")});
    }
    return out;
}

bool frozen_states_are_read_as_they_were_written(const char* name) {
    return rc::check(name, [] {
        const FrozenState state = frozen_state();
        const std::string file = frozen_state_file(state);
        const auto read = read_frozen_state(file);
        if (const auto* fault = std::get_if<Malformed>(&read)) RC_FAIL(fault->where + ": " + fault->what);
        RC_ASSERT(std::get<FrozenState>(read) == state);
        RC_ASSERT(looks_like_frozen_state(file));
        // One byte more, less or other is another file, and mostly none: what is read is written again as it was.
        std::string changed = file;
        const auto at = *inRange<std::size_t>(0, file.size());
        *arbitrary<bool>() ? changed.erase(at, 1) : changed.insert(at, 1, *arbitrary<char>());
        const auto again = read_frozen_state(changed);
        if (const auto* other = std::get_if<FrozenState>(&again)) RC_ASSERT(frozen_state_file(*other) == changed);
    });
}

bool paths_lead_to_the_root(const char* name) {
    return rc::check(name, [] {
        std::vector<std::string> entries;
        for (const auto& one : *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(digest())))
            entries.push_back(from_hex(one));
        const auto index = *inRange<std::size_t>(0, entries.size());
        const Digest root = merkle_root(entries);
        auto path = merkle_path(entries, index);
        RC_ASSERT(root_from_path(entries[index], index, entries.size(), path) == root);
        if (path.empty()) return;
        char& digit = path[*inRange<std::size_t>(0, path.size())][*inRange<std::size_t>(0, 64)];
        digit = digit == '0' ? '1' : '0';
        RC_ASSERT(root_from_path(entries[index], index, entries.size(), path) != root);
    });
}

} // namespace

std::vector<Property> trust_properties() {
    return {{"a subject of any type is read as it was written, and as no other type", subjects_are_read_as_they_were_written},
            {"a file that we sign is accepted, holds, and is its own canonical bytes", signed_files_are_their_canonical_bytes},
            {"a changed file is read to an end, and never verifies", a_changed_file_never_verifies},
            {"base58 reads what it writes, and nothing else", base58_reads_what_it_writes},
            {"a frozen state is read as it was written, and only its canonical bytes are",
             frozen_states_are_read_as_they_were_written},
            {"each entry's path leads to the root of the tree", paths_lead_to_the_root}};
}

} // namespace livret::tests

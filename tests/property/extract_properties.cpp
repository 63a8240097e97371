// Extracts of random institutes: they say of their trainee what the whole says, and nothing that is done to their leaves makes
// anything count that the whole would not let count.
#include "property.hpp"
#include "support/extract_world.hpp"

#include <map>
#include <set>

namespace livret::tests {

namespace {

using rc::gen::arbitrary;
using rc::gen::inRange;

template <class T> const T& one_of(const std::vector<T>& list) {
    return list[*inRange<std::size_t>(0, list.size())];
}
bool one_in(int n) {
    return *inRange(0, n) == 0;
}

struct RandomWorld : ExtractWorld {
    std::vector<std::string> ids;
    std::vector<Digest> attested;
    std::set<std::string> gone;

    RandomWorld() {
        for (int i = *rc::gen::resize(100, inRange(1, 8)); i > 0; --i)
            ids.push_back(fmt::format("{:08x}", 0x9e3779b9u * static_cast<unsigned>(i)));
        enrol(ids);
        for (const std::string& id : ids)
            if (id == ids.front() || one_in(2)) attested.push_back(attest("leroy", id, "A-1"));
        checkpoint();
        for (int i = *rc::gen::resize(100, inRange(0, 25)); i > 0; --i) step();
        for (const std::string& id : ids)
            if (one_in(2)) certify(id);
        for (int i = *inRange(0, 3); i > 0; --i) lose();
    }

  private:
    void step() {
        switch (*inRange(0, 10)) {
        case 0:
            return checkpoint("registrar");
        case 1:
            return checkpoint();
        case 2:
            return change_registry();
        default:
            break;
        }
        const std::string& id = one_of(ids);
        if (gone.contains(id)) return;
        const auto signer = *rc::gen::element<std::string>("leroy", "leroy", "leroy", "anselme", "somebody");
        std::set<Digest> replaced;
        if (!attested.empty() && one_in(3)) replaced.insert(one_of(attested));
        const auto reference = *rc::gen::element<std::string>("A-1", "A-2", "A-3");
        attested.push_back(attest(signer, id, reference, "math1", {replaced.begin(), replaced.end()}));
    }

    void change_registry() {
        switch (*inRange(0, 5)) {
        case 0:
            if (!attested.empty()) {
                const Digest& digest = one_of(attested);
                if (registry.revocation(digest)) break;
                registry.revocations.push_back({digest, *parse_date("2004-10-01"), "x"});
                std::sort(registry.revocations.begin(), registry.revocations.end(),
                          [](const auto& a, const auto& b) { return a.digest < b.digest; });
            }
            break;
        case 1:
            registry.trainers[1].keys[0].status = KeyStatus::compromised,
            registry.trainers[1].keys[0].since = *parse_date("2004-09-20");
            break;
        case 2: {
            const std::string& id = one_of(ids);
            if (gone.insert(id).second) return erase(id);
            break;
        }
        case 3:
            for (RosterLine& one : roster.lines)
                if (one_in(3)) one.gfps[0].gfp = one.gfps[0].gfp == "math1" ? "hg1" : "math1", one.blind.clear();
            break;
        default:
            break;
        }
        next_registry();
    }

    // A file is deleted.
    void lose() {
        if (one_in(2) && !files.snapshots.empty()) {
            files.snapshots.erase(std::next(files.snapshots.begin(),
                                            *inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(files.snapshots.size()))));
            return;
        }
        std::vector<std::string> paths;
        for (const auto& [path, bytes] : files.documents)
            if (path.starts_with("attestations/")) paths.push_back(path);
        if (!paths.empty()) files.documents.erase(one_of(paths));
    }
};

using Words = std::map<std::string, Word>;
Words words_of(const Judged& judged) {
    Words out;
    for (const auto& one : judged.attestations) out[one.path] = one.judgement.word;
    return out;
}

bool an_extract_says_what_the_whole_says(const char* name) {
    return rc::check(name, [] {
        const RandomWorld world;
        const Judged whole = world.judged();
        RC_ASSERT(whole.chain->holds());
        const Words known = words_of(whole);
        for (const std::string& id : world.ids) {
            const TrustFiles files = extract_of(world.files, *whole.chain, id);
            const bool listed = whole.chain->newest().leaves.contains(id);
            RC_ASSERT(files.documents.empty() == !listed);
            if (!listed) continue; // nothing to show of her
            const Judged judged = judge(files, world.fingerprint(), {}, 1);
            RC_ASSERT(judged.chain->broken == "");
            RC_ASSERT(judged.chain->extract_of() == id);
            const std::string own = "attestations/" + id + "/";
            const Words told = words_of(judged);
            for (const auto& [path, word] : told) RC_ASSERT(path.starts_with(own) && known.at(path) == word);
            for (const auto& [path, word] : known)
                if (path.starts_with(own) && word != Word::unknown_key && word != Word::bad_signature)
                    RC_ASSERT(told.contains(path));
            for (const auto& [path, judgement] : judged.documents) RC_ASSERT(judgement.word == Word::valid);
            const auto missing = [&](const Judged& from) {
                const auto found = from.incomplete.find(id);
                return found == from.incomplete.end() ? std::vector<Digest>{} : found->second.missing;
            };
            RC_ASSERT(missing(judged) == missing(whole));
            for (const auto& [path, bytes] : files.documents)
                for (const std::string& other : world.ids)
                    RC_ASSERT(other == id || (path + bytes).find(other) == std::string::npos);
        }
    });
}

// Leaves that are changed, exchanged, or of another day, and files of others put in.
bool no_extract_makes_more_count(const char* name) {
    return rc::check(name, [] {
        const RandomWorld world;
        const Judged whole = world.judged();
        const Words known = words_of(whole);
        std::vector<std::string> listed;
        for (const auto& [id, line] : whole.chain->newest().leaves) listed.push_back(id);
        if (listed.empty()) return; // all are erased
        TrustFiles files = extract_of(world.files, *whole.chain, one_of(listed));
        const std::string registry_leaf = fmt::format("registry-{}.leaf", whole.chain->registry.number);
        const std::string checkpoint_leaf = fmt::format("checkpoint-{}.leaf", whole.chain->newest().checkpoint.number);
        for (int i = *inRange(1, 4); i > 0; --i) {
            const std::string& leaf = *arbitrary<bool>() ? registry_leaf : checkpoint_leaf;
            switch (*inRange(0, 5)) {
            case 0:
                files.documents[leaf] = extract_of(world.files, *whole.chain, one_of(listed)).documents[leaf];
                break;
            case 1: {
                std::string& bytes = files.documents[leaf];
                if (!bytes.empty())
                    bytes[*inRange<std::size_t>(0, bytes.size())] = *rc::gen::element('0', '1', 'a', 'f', '{', '"', ',', '\n');
                break;
            }
            case 2: {
                const auto at = *inRange<std::size_t>(0, whole.chain->checkpoints.size());
                files.documents[checkpoint_leaf] = write_checkpoint_leaf(whole.chain->checkpoints[at].leaves, one_of(listed));
                break;
            }
            case 3:
                for (const auto& [path, bytes] : world.files.documents)
                    if (path.ends_with(".json") && one_in(2)) files.documents.emplace(path, bytes);
                break;
            default:
                files.documents.erase(leaf);
                break;
            }
        }
        files.snapshots = world.files.snapshots;
        const Judged judged = judge(files, world.fingerprint(), {}, 1);
        RC_CLASSIFY(judged.chain->holds(), "it holds");
        for (const auto& one : judged.attestations)
            if (one.counts())
                RC_ASSERT(known.contains(one.path) &&
                          (known.at(one.path) == Word::valid || known.at(one.path) == Word::unsealed));
    });
}

} // namespace

std::vector<Property> extract_properties() {
    return {{"an extract says of its trainee what the whole says, and of others nothing", an_extract_says_what_the_whole_says},
            {"no leaf of whatever kind makes more count in an extract than in the whole", no_extract_makes_more_count}};
}

} // namespace livret::tests

#include "trust/chain.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "trust/did_key.hpp"
#include "trust/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace livret {

LIVRET_MADE_ONCE(Chain)

namespace {

// Follows the numbered files of one kind and keeps a judgement for each.
class Reader {
  public:
    Reader(const TrustFiles& files, Chain& chain) : files_(files), chain_(chain) {}

    void read(std::string_view fingerprint) {
        chain_.is_extract = files_.is_extract();
        read_registries();
        read_roots(fingerprint);
        if (chain_.roots.empty()) {
            chain_.broken = "unknown-root";
            refuse_rest("unknown-root");
            return;
        }
        read_checkpoints();
        if (chain_.checkpoints.empty()) {
            chain_.broken = "no-checkpoint";
            refuse_rest("no-checkpoint");
            return;
        }
        use_registry();
        if (chain_.broken.empty()) read_rosters();
        if (chain_.broken.empty() && chain_.is_extract) read_leaf_of_extract();
        refuse_rest("not-of-the-chain");
    }

  private:
    const TrustFiles& files_;
    Chain& chain_;
    std::map<std::int64_t, std::pair<std::string, SignedDocument>> registries_; // by number: path, document
    std::map<PublicKey, bool> sound_;                                           // what was asked of is_sound

    std::optional<SignedDocument> open(const std::string& path) {
        const auto found = files_.documents.find(path);
        if (found == files_.documents.end()) return std::nullopt;
        return open_signed(path, found->second, chain_.documents[path]);
    }

    bool refuse(const std::string& path, Word word, const char* reason) {
        chain_.documents[path] = {word, reason, ""};
        return false;
    }

    void read_roots(std::string_view fingerprint) {
        for (std::int64_t number = 1;; ++number) {
            const std::string path = fmt::format("root-{}.json", number);
            auto document = open(path);
            if (!document || !take_root(path, *document, fingerprint)) return;
        }
    }

    bool take_root(const std::string& path, const SignedDocument& document, std::string_view fingerprint) {
        const auto& root = std::get<Root>(document.subject);
        if (document.issuer != root.root) return refuse(path, Word::unknown_key, "not-its-own-key");
        if (chain_.roots.empty()) {
            if (document.digest != fingerprint) return refuse(path, Word::unknown_key, "unknown-root");
        } else {
            const SealedRoot& before = chain_.roots.back();
            if (root.previous != before.digest || root.institution != before.root.institution)
                return refuse(path, Word::unknown_key, "not-the-next");
            if (document.proofs.front().key != before.root.root) return refuse(path, Word::unknown_key, "not-by-the-root-before");
        }
        for (const PublicKey& key : {root.root, root.registry, root.checkpoint, root.certificate})
            if (!is_sound(key)) return refuse(path, Word::malformed, "rule-6");
        chain_.roots.push_back({root, document.digest});
        return true;
    }

    // Programs disagree about the signatures of a key off the main subgroup, and one secret has several such keys. Registries
    // repeat their keys, and the question is as dear as a signature: it is asked once a key.
    bool is_sound(const PublicKey& key) {
        const auto [found, fresh] = sound_.try_emplace(key, false);
        if (fresh) found->second = is_valid_public_key(key);
        return found->second;
    }
    bool holds_sound_keys_only(const Registry& registry) {
        return std::all_of(registry.trainers.begin(), registry.trainers.end(), [&](const RegisteredTrainer& one) {
            return std::all_of(one.keys.begin(), one.keys.end(), [&](const RegisteredKey& own) { return is_sound(own.key); });
        });
    }

    void read_registries() {
        for (auto at = files_.documents.lower_bound("registry-");
             at != files_.documents.end() && at->first.starts_with("registry-"); ++at) {
            std::int64_t number = 0;
            const std::string_view name = std::string_view(at->first).substr(9);
            if (!name.ends_with(".json") || name.size() > 15) continue;
            for (const char c : name.substr(0, name.size() - 5))
                number = c >= '0' && c <= '9' ? number * 10 + (c - '0') : -1'000'000'000;
            if (number < 1 || at->first != fmt::format("registry-{}.json", number)) continue;
            auto document = open(at->first);
            if (!document) continue;
            if (!holds_sound_keys_only(std::get<Registry>(document->subject)))
                refuse(at->first, Word::malformed, "rule-6");
            else
                registries_.emplace(number, std::pair(at->first, std::move(*document)));
        }
    }

    const SealedRoot* root_named(const Named& name) const {
        const auto found = std::find_if(chain_.roots.begin(), chain_.roots.end(), [&](const SealedRoot& one) {
            return one.root.number == name.number && one.digest == name.digest;
        });
        return found == chain_.roots.end() ? nullptr : &*found;
    }

    // A registry that a checkpoint names: by the registry key of the checkpoint's root or of an earlier one.
    const Registry* registry_named(const Named& name, std::int64_t root) const {
        const auto found = registries_.find(name.number);
        if (found == registries_.end() || found->second.second.digest != name.digest) return nullptr;
        const auto& document = found->second.second;
        const bool known = std::any_of(chain_.roots.begin(), chain_.roots.end(), [&](const SealedRoot& one) {
            return one.root.number <= root && one.root.registry == document.issuer;
        });
        const auto& registry = std::get<Registry>(document.subject);
        return known && registry.institution == chain_.roots.front().root.institution ? &registry : nullptr;
    }

    void read_checkpoints() {
        for (std::int64_t number = 0;; ++number) {
            const std::string path = fmt::format("checkpoint-{}.json", number);
            auto document = open(path);
            if (!document || !take_checkpoint(path, *document)) return;
        }
    }

    bool take_checkpoint(const std::string& path, const SignedDocument& document) {
        const auto& one = std::get<Checkpoint>(document.subject);
        const SealedRoot* root = root_named(one.root);
        if (!root || one.institution != root->root.institution) return refuse(path, Word::unknown_key, "other-root");
        if (!chain_.checkpoints.empty()) {
            const Checkpoint& before = chain_.checkpoints.back().checkpoint;
            if (one.previous != chain_.checkpoints.back().digest || one.date < before.date ||
                one.root.number < before.root.number || one.registry.number < before.registry.number)
                return refuse(path, Word::unknown_key, "not-the-next");
        }
        const Registry* registry = registry_named(one.registry, one.root.number);
        if (document.issuer != root->root.checkpoint && !(registry && is_registrar(*registry, document.issuer, one.date)))
            return refuse(path, Word::unknown_key, "not-a-registrar");
        Leaves leaves;
        if (!chain_.is_extract) {
            auto read = lines_at(fmt::format("checkpoint-{}.leaves", one.number), one.tree, read_leaves);
            if (!read) return refuse(path, Word::content_missing, "leaves");
            leaves = std::move(*read);
            if (!says_since_rightly(leaves, chain_.checkpoints.empty() ? Leaves{} : chain_.newest().leaves, one.number))
                return refuse(path, Word::content_missing, "since");
        }
        if (registry) named_.insert(fmt::format("registry-{}.json", one.registry.number));
        chain_.documents[path] = {};
        chain_.checkpoints.push_back({one, document.digest, std::move(leaves)});
        return true;
    }

    // What a file of lines holds, if it is there and fits the tree.
    template <class T>
    std::optional<T> lines_at(const std::string& path, const TreeHead& tree,
                              std::optional<T> (*reader)(std::string_view, const TreeHead&)) const {
        const auto file = files_.documents.find(path);
        return file == files_.documents.end() ? std::nullopt : reader(file->second, tree);
    }

    static bool is_registrar(const Registry& registry, const PublicKey& key, Date day) {
        const auto holder = registry.holder(key);
        if (!holder.key || holder.key->status != KeyStatus::active) return false;
        return std::any_of(holder.trainer->scopes.begin(), holder.trainer->scopes.end(),
                           [&](const SignerScope& scope) { return scope.role == Role::registrar && scope.span.holds_on(day); });
    }

    void use_registry() {
        const Checkpoint& newest = chain_.newest().checkpoint;
        const Registry* registry = registry_named(newest.registry, newest.root.number);
        if (!registry) {
            chain_.broken = "old-registry";
            return;
        }
        chain_.registry = *registry;
        chain_.registry_digest = newest.registry.digest;
        // The ones before it are the institute's if the chain of `previous` leads to them.
        Digest wanted = registry->previous;
        for (std::int64_t number = registry->number - 1; number >= 1; --number) {
            const auto found = registries_.find(number);
            if (found == registries_.end() || found->second.second.digest != wanted) break;
            chain_.documents[found->second.first] = {};
            wanted = std::get<Registry>(found->second.second.subject).previous;
            accepted_.insert(found->second.first);
        }
        accepted_.insert(named_.begin(), named_.end());
        accepted_.insert(fmt::format("registry-{}.json", registry->number));
        for (std::int64_t number = registry->number + 1;; ++number) {
            const auto found = registries_.find(number);
            if (found == registries_.end()) return;
            const auto& [path, document] = found->second;
            const auto& next = std::get<Registry>(document.subject);
            if (next.previous != chain_.registry_digest || next.institution != chain_.registry.institution) {
                refuse(path, Word::unknown_key, "not-the-next");
                return;
            }
            if (document.issuer != chain_.roots.back().root.registry) {
                refuse(path, Word::unknown_key, "not-the-registry-key");
                return;
            }
            chain_.registry = next;
            chain_.registry_digest = document.digest;
            accepted_.insert(path);
        }
    }

    // Every registry's roster, if it lies there: the one in use must.
    void read_rosters() {
        for (const auto& [number, registry] : registries_) {
            const auto& [path, document] = registry;
            if (!accepted_.contains(path)) continue;
            const TreeHead& tree = std::get<Registry>(document.subject).roster;
            const bool in_use = document.digest == chain_.registry_digest;
            const std::string lines = fmt::format("registry-{}.{}", number, chain_.is_extract ? "leaf" : "roster");
            if (!in_use && (chain_.is_extract || !files_.documents.contains(lines))) continue;
            auto roster = lines_at(lines, tree, chain_.is_extract ? read_registry_leaf : read_roster);
            if (!roster) refuse(path, Word::content_missing, "roster");
            if (!roster && in_use) chain_.broken = "no-roster";
            if (roster && in_use) chain_.roster = std::move(*roster);
        }
    }

    // The newest checkpoint's line of the extract's trainee.
    void read_leaf_of_extract() {
        SealedCheckpoint& newest = chain_.checkpoints.back();
        const std::int64_t number = newest.checkpoint.number;
        auto leaf = lines_at(fmt::format("checkpoint-{}.leaf", number), newest.checkpoint.tree, read_checkpoint_leaf);
        const bool hers = leaf && leaf->begin()->first == chain_.extract_of();
        if (hers && std::all_of(leaf->begin()->second.begin(), leaf->begin()->second.end(),
                                [&](const Listed& one) { return one.since <= number; })) {
            newest.leaves = std::move(*leaf);
            return;
        }
        refuse(fmt::format("checkpoint-{}.json", number), Word::content_missing, "leaf");
        chain_.broken = "no-leaf";
    }

    // Numbered files that are well signed but that nobody vouched for.
    void refuse_rest(const char* reason) {
        for (const auto& [number, registry] : registries_)
            if (!accepted_.contains(registry.first) && chain_.documents[registry.first].word == Word::valid)
                refuse(registry.first, Word::unknown_key, reason);
        // What lies behind the end of a list, or beside a chain that does not begin.
        const auto sealed = [&](const std::string& path) {
            for (const auto& root : chain_.roots)
                if (path == fmt::format("root-{}.json", root.root.number)) return true;
            for (const auto& one : chain_.checkpoints)
                if (path == fmt::format("checkpoint-{}.json", one.checkpoint.number)) return true;
            return accepted_.contains(path);
        };
        for (const auto& [path, bytes] : files_.documents) {
            const bool numbered = (path.starts_with("root-") || path.starts_with("checkpoint-")) && path.ends_with(".json");
            if (!numbered || sealed(path) || chain_.documents.contains(path)) continue;
            if (open(path)) refuse(path, Word::unknown_key, reason);
        }
    }

    std::set<std::string> accepted_;
    std::set<std::string> named_; // registries that an accepted checkpoint names
};

} // namespace

std::optional<SignedDocument> open_signed(const std::string& path, std::string_view bytes, Judgement& judgement) {
    auto read = read_signed(bytes);
    if (const auto* fault = std::get_if<Malformed>(&read)) {
        judgement = {Word::malformed, fault->reason(), fault->detail()};
        return std::nullopt;
    }
    auto& document = std::get<SignedDocument>(read);
    if (path != place_of(document.subject, document.digest)) {
        judgement = {Word::malformed, "wrong-place", "not what its name says"};
        return std::nullopt;
    }
    judgement = {};
    if (signatures_hold(document)) return std::move(document);
    judgement.word = Word::bad_signature;
    return std::nullopt;
}

std::optional<std::int64_t> Chain::first_listed(std::string_view trainee, std::string_view digest) const {
    return checkpoints.empty() ? std::nullopt : listed_since(newest().leaves, trainee, digest);
}

std::string Chain::extract_of() const {
    if (!is_extract || (roster.lines.empty() && roster.erased.empty())) return {};
    return roster.lines.empty() ? roster.erased.front().trainee : roster.lines.front().id;
}

bool TrustFiles::is_extract() const {
    bool leaf = false;
    for (const auto& [path, bytes] : documents) {
        if (path.find('/') != std::string::npos) continue;
        if (path.ends_with(".leaves") || path.ends_with(".roster")) return false;
        leaf = leaf || path.ends_with(".leaf");
    }
    return leaf;
}

Chain read_chain(const TrustFiles& files, std::string_view fingerprint) {
    Chain chain;
    Reader(files, chain).read(fingerprint);
    return chain;
}

Digest claimed_fingerprint(const TrustFiles& files) {
    const auto root = files.documents.find("root-1.json");
    return root == files.documents.end() ? Digest{} : sha256_hex(root->second);
}

std::string grouped(std::string_view fingerprint) {
    std::string out;
    for (std::size_t i = 0; i < fingerprint.size(); ++i) {
        if (i > 0 && i % 4 == 0) out += ' ';
        out += fingerprint[i];
    }
    return out;
}

std::optional<Digest> parse_fingerprint(std::string_view text) {
    std::string digits;
    for (const char c : ascii_lower(text)) {
        if (c == ' ' || c == '-' || c == ':' || c == '\t' || c == '\n') continue;
        digits += c;
    }
    // Narrow and no-break spaces, as a page or a letter prints them.
    for (const char* space : {"\u00a0", "\u202f", "\u2009"}) digits = replace_all(std::move(digits), space, "");
    return is_digest(digits) ? std::optional(digits) : std::nullopt;
}

} // namespace livret

#include "trust/extract.hpp"

#include "trust/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace livret {

namespace {

class Extractor {
  public:
    Extractor(const TrustFiles& files, const Chain& chain, std::string_view trainee)
        : files_(files), chain_(chain), trainee_(trainee) {}

    TrustFiles run() {
        if (!chain_.holds() || chain_.is_extract || !add_leaves()) return {};
        add_chain();
        each_in("attestations", [&](const std::string& path, const std::string& bytes) { add_attestation(path, bytes); });
        each_in("certificates", [&](const std::string& path, const std::string& bytes) { add_certificate(path, bytes); });
        return std::move(out_);
    }

  private:
    const TrustFiles& files_;
    const Chain& chain_;
    std::string_view trainee_;
    TrustFiles out_;

    bool add_leaves() {
        const std::string line = write_registry_leaf(chain_.roster, trainee_);
        const std::string leaf = write_checkpoint_leaf(chain_.newest().leaves, trainee_);
        if (line.empty() || leaf.empty()) return false;
        out_.documents[fmt::format("registry-{}.leaf", chain_.registry.number)] = line;
        out_.documents[fmt::format("checkpoint-{}.leaf", chain_.newest().checkpoint.number)] = leaf;
        return true;
    }

    void add(const std::string& path) {
        if (const auto found = files_.documents.find(path); found != files_.documents.end()) out_.documents.insert(*found);
    }

    void add_chain() {
        for (const SealedRoot& one : chain_.roots) add(fmt::format("root-{}.json", one.root.number));
        for (const SealedCheckpoint& one : chain_.checkpoints) {
            const std::string path = fmt::format("checkpoint-{}.json", one.checkpoint.number);
            add(path);
            if (!is_by_its_root(path, one.checkpoint)) add(fmt::format("registry-{}.json", one.checkpoint.registry.number));
        }
        for (std::int64_t number = chain_.newest().checkpoint.registry.number; number <= chain_.registry.number; ++number)
            add(fmt::format("registry-{}.json", number));
    }

    // A registrar's is believed because of the registry that it names.
    bool is_by_its_root(const std::string& path, const Checkpoint& checkpoint) const {
        const auto file = files_.documents.find(path);
        const auto read = file == files_.documents.end() ? Malformed{} : read_signed(file->second);
        const auto* document = std::get_if<SignedDocument>(&read);
        return document && std::any_of(chain_.roots.begin(), chain_.roots.end(), [&](const SealedRoot& one) {
                   return one.root.number == checkpoint.root.number && one.root.checkpoint == document->issuer;
               });
    }

    template <class F> void each_in(std::string_view folder, F&& take) {
        const std::string prefix = fmt::format("{}/{}/", folder, trainee_);
        for (auto at = files_.documents.lower_bound(prefix); at != files_.documents.end() && at->first.starts_with(prefix); ++at)
            take(at->first, at->second);
    }

    void add_attestation(const std::string& path, const std::string& bytes) {
        const JudgedAttestation one = judge_new(files_, {}, chain_, path, bytes);
        const Word word = one.judgement.word;
        if (!one.is_read) return;
        const bool nobodys = word == Word::bad_signature || word == Word::unknown_key;
        if (nobodys && !listed_since(chain_.newest().leaves, trainee_, one.digest)) return;
        out_.documents.emplace(path, bytes);
        // A stranger's attestation, or one outside her groups, could name anybody's bytes; no verdict looks at those.
        if (nobodys || word == Word::erased || word == Word::out_of_scope) return;
        const auto keep = [&](const Digest& digest) {
            if (files_.snapshots.contains(digest)) out_.snapshots.insert(digest);
        };
        for (const Digest& digest : one.attestation.contents()) keep(digest);
    }

    void add_certificate(const std::string& path, const std::string& bytes) {
        Judgement judgement;
        const auto document = open_signed(path, bytes, judgement);
        const auto* certificate = document ? std::get_if<Certificate>(&document->subject) : nullptr;
        if (!certificate || certificate->trainee != trainee_) return;
        const bool known = std::any_of(chain_.roots.begin(), chain_.roots.end(),
                                       [&](const SealedRoot& one) { return one.root.certificate == document->issuer; });
        if (known) out_.documents.emplace(path, bytes);
    }
};

} // namespace

TrustFiles extract_of(const TrustFiles& files, const Chain& chain, std::string_view trainee) {
    return Extractor(files, chain, trainee).run();
}

} // namespace livret

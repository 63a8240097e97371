#include "build/dossier.hpp"

#include "archive/bag.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "build/attachments.hpp"
#include "build/dossier_sources.hpp"
#include "export/certificate_page.hpp"
#include "export/dossier_page.hpp"
#include "media/base64.hpp"
#include "media/media_types.hpp"
#include "resolve/one_trainee.hpp"
#include "trust/did_key.hpp"
#include "trust/extract.hpp"
#include "trust/store.hpp"
#include "view/parts.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

// Read again when its turn comes, unless it is small: a dossier's files together may be large.
constexpr std::size_t kept_in_memory = 256u << 10;
// Pictures within LIRE.html; beyond, their alternative text stands there and the picture lies in the dossier.
constexpr std::size_t largest_picture = 1u << 20, all_pictures = 8u << 20;

NewEntry entry_read_later(std::string name, std::function<std::string()> read) {
    std::string bytes = read();
    if (bytes.size() <= kept_in_memory) return entry_of_bytes(std::move(name), std::move(bytes));
    NewEntry out;
    out.name = std::move(name);
    out.size = bytes.size();
    out.open = [read = std::move(read)]() -> Pull {
        auto text = std::make_shared<const std::string>(read());
        return [text, at = std::size_t{0}](std::span<char> piece) mutable {
            const std::size_t count = std::min(piece.size(), text->size() - at);
            std::copy_n(text->data() + at, count, piece.data());
            at += count;
            return count;
        };
    };
    return out;
}

// Everything of one dossier while it is made. The pages point into `shown`.
class DossierMaker {
  public:
    DossierMaker(const Holdings& holdings, const Look& look, const PageFonts& fonts, const TraineeKey& trainee,
                 DossierFor readers)
        : holdings_(holdings), look_(look), fonts_(fonts), trainee_(*holdings.institute.find_trainee(trainee)), readers_(readers),
          name_(dossier_name(trainee, readers)) {}

    std::variant<WrittenDossier, NoDossier> write(const std::string& folder, Taken taken) {
        collect_signed();
        say_what_is_left_out();
        show();
        add_sources();
        add_site();
        add_signed();
        add_frameworks();
        payload_.push_back(entry_of_bytes("data/dossier.json", index().dump(Json::Style::indented) + "\n"));
        BagContents contents;
        contents.top = name_;
        contents.payload = std::move(payload_);
        contents.tags.push_back(entry_of_bytes("LIRE.html", page()));
        contents.info = info();
        WrittenDossier out;
        out.path = folder + "/" + name_ + ".zip";
        out.files = contents.payload.size();
        const auto written = write_bag(out.path, std::move(contents), taken);
        if (const auto* problem = std::get_if<ZipProblem>(&written)) return NoDossier{problem->french, problem->english};
        out.placed = std::get<WrittenBag>(written).placed;
        out.notes = std::move(notes_);
        return out;
    }

  private:
    const Holdings& holdings_;
    const Look& look_;
    const PageFonts& fonts_;
    const Trainee& trainee_;
    const DossierFor readers_;
    const std::string name_;
    ShownSite shown_;
    TrustFiles signed_;
    Date day_;
    std::set<Digest> withheld_; // snapshots of what these readers do not see
    std::vector<DossierSource> sources_;
    std::vector<NewEntry> payload_;
    std::vector<DossierNote> notes_;

    const Institute& whole() const { return holdings_.institute; }
    bool for_jury() const { return readers_ == DossierFor::jury; }

    void note(std::string fr, std::string en) { notes_.push_back({std::move(fr), std::move(en)}); }

    void collect_signed() {
        if (!whole().trust.present) return;
        signed_ = extract_of(holdings_.verdicts.files, *holdings_.verdicts.judged.chain, trainee_.id);
        if (signed_.documents.empty())
            note("rien de signé à son sujet ne peut être mis dans ce dossier : elle n’est pas au registre, ou aucune liste de "
                 "l’institut ne porte d’attestation d’elle",
                 "nothing signed about her can go into this dossier: she is not on the roster, or no list of the institute holds "
                 "an attestation of hers");
    }

    void say_what_is_left_out() {
        const auto& left = whole().left_out;
        const auto count = std::count_if(left.begin(), left.end(), [&](const LeftOut& one) { return one.owner == trainee_.key; });
        if (count > 0)
            note(fmt::format("des fichiers ont des erreurs et ne sont pas dans les pages : {} (livret check dit lesquelles){}",
                             count, for_jury() ? "" : " ; ils sont dans data/left-out/"),
                 fmt::format("files have errors and are not in the pages: {} (livret check says which){}", count,
                             for_jury() ? "" : "; they are in data/left-out/"));
    }

    // What these readers see, as of the checkpoint's date: no page depends on today.
    void show() {
        Institute hers = only_of(whole(), trainee_.key);
        hers.configuration.base_url.clear();
        hers.configuration.robots = Robots::noindex;
        if (!for_jury()) sources_ = dossier_sources(hers, true); // withdrawn activities too
        const Audience audience = for_jury() ? Audience::jury : Audience::owner;
        hers = restrict_to(std::move(hers), audience, for_jury() ? Drafts::left_out : Drafts::shown);
        if (for_jury()) {
            sources_ = dossier_sources(hers, false);
            find_withheld(hers);
        }
        shown_.context.signed_files = signed_.documents.empty() ? SignedFilesAt::nowhere : SignedFilesAt::dossier;
        day_ = day_of(hers);
        resolve(std::move(hers), audience, midday(day_), shown_);
        shown_.context.offers_guides = false;
        list_pages(look_, shown_);
    }

    // What was signed about an activity that is not for this jury: its text stays with its author.
    void find_withheld(const Institute& seen) {
        std::set<std::string> bound;
        const auto add = [](const AttestationRecord& record, std::set<std::string>& out) {
            out.insert(record.state->body_sha256);
            for (const SignedState::File& one : record.state->files) out.insert(one.sha256);
            for (const AttestationRecord::Contribution& one : record.contributions) out.insert(one.sha256);
        };
        std::set<std::string> shown_digests;
        for (const AttestationRecord& one : seen.trust.attestations) {
            shown_digests.insert(one.digest);
            add(one, bound);
        }
        std::set<std::string> others;
        for (const AttestationRecord& one : whole().trust.attestations)
            if (one.trainee == trainee_.key && !shown_digests.contains(one.digest)) add(one, others);
        for (const std::string& digest : others)
            if (!bound.contains(digest) && signed_.snapshots.contains(digest)) withheld_.insert(digest);
        if (!withheld_.empty())
            note("des textes signés restent chez leur auteur, qui ne les montre plus au jury : les attestations qui portent sur "
                 "eux ne comptent pas dans cette copie",
                 "some signed texts stay with their author, who no longer shows them to the jury: attestations about them do not "
                 "count in this copy");
    }

    // The checkpoint's date; without one, that of the latest thing she did that these readers see.
    Date day_of(const Institute& seen) const {
        if (whole().trust.checkpoint_date != Date{}) return whole().trust.checkpoint_date;
        Date latest = Date{std::chrono::year{1980}, std::chrono::January, std::chrono::day{1}};
        for (const Activity& one : seen.activities) latest = std::max(latest, last_date(one));
        return latest;
    }

    void add_sources() {
        const Disk& disk = *holdings_.repository;
        for (const DossierSource& one : sources_) {
            if (one.attachment)
                payload_.push_back(
                    entry_read_later(one.path, [&disk, source = one.source] { return attachment_bytes(disk, source); }));
            else
                payload_.push_back(entry_of_bytes(one.path, disk.read(one.source.value)));
        }
    }

    // Her group's folder is a site of its own; the institute's pages above it speak of others.
    void add_site() {
        const std::string folder = trainee_.key.gfp.value + "/";
        const auto renderer = std::make_shared<Renderer>(look_.programs);
        for (const SiteFile& file : list_files(holdings_, look_, shown_)) {
            if (!file.path.value.starts_with(folder)) continue;
            payload_.push_back(entry_read_later("data/site/" + file.path.value.substr(folder.size()),
                                                [bytes = file.bytes, renderer] { return bytes(*renderer); }));
        }
    }

    void add_signed() {
        for (const auto& [path, bytes] : signed_.documents) payload_.push_back(entry_of_bytes("data/trust/" + path, bytes));
        for (const Digest& digest : signed_.snapshots) {
            if (withheld_.contains(digest)) continue;
            payload_.push_back(entry_read_later("data/trust/snapshots/" + digest, [&disk = *holdings_.repository, digest] {
                auto bytes = read_snapshot(disk, "trust", digest);
                if (!bytes) throw DiskError("read", "trust/snapshots/" + digest, std::make_error_code(std::errc::io_error));
                return std::move(*bytes);
            }));
        }
        for (const auto& [path, bytes] : signed_.documents)
            if (path.starts_with("certificates/")) add_certificate(path, bytes);
    }

    // A certificate as people read and print it.
    void add_certificate(const std::string& path, const std::string& bytes) {
        const auto judged = holdings_.verdicts.judged.documents.find(path);
        if (judged == holdings_.verdicts.judged.documents.end() || judged->second.word != Word::valid) return;
        const auto document = std::get<SignedDocument>(read_signed(bytes));
        const std::string stem = fmt::format("attestation-{}", document.digest.substr(0, 8));
        const CertificatePage page{std::get<Certificate>(document.subject),
                                   document.digest,
                                   path.substr(path.rfind('/') + 1),
                                   document.valid_from,
                                   did_key(document.issuer),
                                   whole().trust.fingerprint,
                                   whole().trust.example,
                                   whole().configuration.language};
        payload_.push_back(entry_of_bytes(fmt::format("data/certificate/{}.html", stem), certificate_page(page, fonts_)));
    }

    void add_frameworks() {
        for (const Framework* one : shown_.portfolio.frameworks) {
            const std::string path = "frameworks/" + one->id.value + ".xml";
            payload_.push_back(entry_of_bytes("data/" + path, holdings_.repository->read(path)));
        }
    }

    // data/dossier.json: what lies where, under which name its author knows it; and what opens the roster's commitment.
    Json index() const {
        Json out = Json::object();
        out.set("version", 1);
        out.set("kind", for_jury() ? "jury" : "owner");
        Json institution = Json::object();
        institution.set("id", whole().configuration.institution_id);
        institution.set("name", whole().configuration.institution_name);
        out.set("institution", std::move(institution));
        Json trainee = Json::object();
        trainee.set("id", trainee_.id);
        trainee.set("name", trainee_.name);
        trainee.set("salt", trainee_.salt);
        trainee.set("folder", trainee_.key.gfp.value + "/" + trainee_.key.trainee.value);
        out.set("trainee", std::move(trainee));
        if (const Gfp* gfp = whole().find_gfp(trainee_.key.gfp)) {
            Json group = Json::object();
            group.set("id", gfp->id.value);
            group.set("title", gfp->title);
            if (gfp->year.first != 0) group.set("year", gfp->year.text());
            out.set("gfp", std::move(group));
        }
        if (!signed_.documents.empty()) {
            Json checkpoint = Json::object();
            checkpoint.set("number", whole().trust.checkpoint);
            checkpoint.set("date", iso(whole().trust.checkpoint_date));
            out.set("checkpoint", std::move(checkpoint));
        }
        Json files = Json::array();
        for (const DossierSource& one : sources_) {
            Json file = Json::object();
            file.set("path", one.path);
            file.set("name", one.source.value.substr(one.source.value.rfind('/') + 1));
            file.set("source", one.source.value);
            files.push(std::move(file));
        }
        out.set("files", std::move(files));
        Json withheld = Json::array();
        for (const Digest& one : withheld_) withheld.push(one);
        out.set("withheld", std::move(withheld));
        return out;
    }

    std::string page() const {
        std::size_t room = all_pictures;
        DossierPage page;
        page.context = &shown_.context;
        page.file_name = name_ + ".zip";
        page.for_jury = for_jury();
        page.picture = [&](const Attachment& one) -> std::optional<std::string> {
            const std::string_view type = media_type(one.path.extension());
            if (!type.starts_with("image/") || one.size > largest_picture) return std::nullopt;
            const std::string bytes = attachment_bytes(*holdings_.repository, one.path);
            if (bytes.size() > std::min(largest_picture, room)) return std::nullopt;
            room -= bytes.size();
            return fmt::format("data:{};base64,{}", type, encode_base64(bytes));
        };
        page.place = [&](const Attachment& one) -> std::string {
            const auto found = std::find_if(sources_.begin(), sources_.end(),
                                            [&](const DossierSource& each) { return each.source == one.path; });
            return found == sources_.end() ? std::string() : found->path;
        };
        return dossier_page(page, fonts_);
    }

    BagInfo info() const {
        BagInfo out{{"Source-Organization", whole().configuration.institution_name}, {"Bagging-Date", iso(day_)}};
        if (!signed_.documents.empty())
            out.emplace_back("External-Identifier", fmt::format("{}:{}:{}", whole().configuration.institution_id, trainee_.id,
                                                                whole().trust.checkpoint));
        out.emplace_back("Bag-Software-Agent", fmt::format("Livret {}", LIVRET_VERSION));
        return out;
    }
};

} // namespace

std::string dossier_name(const TraineeKey& trainee, DossierFor readers) {
    return fmt::format("dossier-{}-{}{}", trainee.gfp.value, trainee.trainee.value, readers == DossierFor::jury ? "-jury" : "");
}

Dossiers::Dossiers(const BuildOptions& options, Sink& sink) : options_(options) {
    std::vector<BuildReport::Phase> phases;
    holdings_ = read_content(options_, sink, phases);
    const std::size_t before = sink.errors();
    read_look(options_, *holdings_.repository, holdings_.institute.configuration, holdings_.institute.trust, look_, sink);
    has_pages_ = sink.errors() == before;
    fonts_ = page_fonts_of(options_.share);
}

std::variant<WrittenDossier, NoDossier> write_dossier(const Holdings& holdings, const Look& look, const PageFonts& fonts,
                                                      const TraineeKey& trainee, DossierFor readers, const std::string& folder,
                                                      Taken taken) {
    const TrustState& trust = holdings.institute.trust;
    if (readers == DossierFor::jury && !trust.not_in_force.empty())
        return NoDossier{
            fmt::format(
                "{} n’est pas ce que le registre tient pour en vigueur : aucune copie pour un jury n’est faite sur cette base",
                trust.not_in_force.front()),
            fmt::format("{} is not what the registry holds to be in force: no jury's copy is made on that ground",
                        trust.not_in_force.front())};
    return DossierMaker(holdings, look, fonts, trainee, readers).write(folder, taken);
}

std::variant<WrittenDossier, NoDossier> Dossiers::write(const TraineeKey& trainee, DossierFor readers,
                                                        const std::string& folder) const {
    return write_dossier(holdings_, look_, fonts_, trainee, readers, folder);
}

} // namespace livret

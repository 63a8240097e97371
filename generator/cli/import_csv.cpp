// livret import csv FILE: a class list into profiles. Everything is read, checked and prepared before
// anything is written; what was written is taken away again when something fails on the way.
#include "cli/exchange_verbs.hpp"
#include "cli/new_files.hpp"
#include "cli/people_file.hpp"
#include "cli/suggestion.hpp"
#include "load/scaffolds.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "load/class_list.hpp"
#include "load/places.hpp"
#include "load/repository.hpp"
#include "markup/yaml_traps.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

// At most one byte more than may be: the file can be a pipe that never ends.
std::string read_list(const std::string& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored))
        throw usage(fmt::format("« {} » est un dossier", path), fmt::format("“{}” is a folder", path));
    std::ifstream file(path, std::ios::binary);
    if (!file) throw DiskError("read", path, std::error_code(errno, std::generic_category()));
    std::string bytes(largest_sheet + 1, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    if (bytes.size() > largest_sheet)
        throw CommandError{Exit::content,
                           fmt::format("« {} » a plus de {} Mio : ce n’est pas une liste de classe", path, largest_sheet >> 20),
                           fmt::format("“{}” has more than {} MiB: it is no class list", path, largest_sheet >> 20)};
    return bytes;
}

// What the repository holds of people and groups, and what is to be added.
class Register {
  public:
    Register(const Command& command, const std::string& path)
        : command_(command), path_(path), root_(find_root(command)), disk_(open_real_disk(root_)) {
        Sink ignored; // `check` says what is wrong with what is there
        snapshot_ = take_snapshot(*disk_, std::nullopt, ignored);
        institute_ = load_repository(*disk_, snapshot_, {}, ignored);
        for (const SourceFile& file : snapshot_.files) {
            const Place place = place_of(file.path);
            if (place.kind == PlaceKind::gfp) groups_[place.gfp.value];
            if (!place.trainee.empty()) groups_[place.gfp.value].insert(place.trainee.value);
        }
    }

    Exit run();

  private:
    struct Addition {
        ClassEntry entry;
        std::string id, slug;
    };

    KnownGroups known_groups() const;
    // The trainee who is meant, if she is there already.
    const Trainee* find(const ClassEntry& entry, const std::vector<ClassEntry>& all, const Reporter& reporter) const;
    std::string free_slug(const ClassEntry& entry, const std::vector<ClassEntry>& added);
    NewFile profile(const Addition& one) const;
    void note(const std::string& id, const std::string& folder, const ClassEntry& entry);
    void stop_on_errors(const Sink& sink) const;
    void write(const std::vector<NewFile>& files, bool people_changed) const;
    void say_what_next() const;
    bool french() const { return command_.french(); }

    const Command& command_;
    const std::string& path_;
    std::string root_;
    std::unique_ptr<Disk> disk_;
    Snapshot snapshot_;
    Institute institute_;
    std::map<std::string, std::set<std::string>> groups_; // and their trainees' folders
    std::set<std::string> identifiers_;
    PeopleFile people_;
    std::string people_path_; // empty: the list has neither addresses nor logins
    bool logins_ = false;
};

KnownGroups Register::known_groups() const {
    KnownGroups out;
    for (const auto& [id, trainees] : groups_) {
        const Gfp* gfp = institute_.find_gfp(GfpId{id});
        out.groups.emplace_back(id, gfp == nullptr ? id : gfp->title);
    }
    out.only = command_.arguments.all("--gfp");
    for (const std::string& one : out.only)
        if (!groups_.contains(one)) {
            std::vector<std::string> known;
            for (const auto& [id, trainees] : groups_) known.push_back(id);
            const Suggestion near = suggestion_for(one, known);
            throw usage(fmt::format("--gfp : aucun groupe « {} »{}", one, near.fr),
                        fmt::format("--gfp: no group “{}”{}", one, near.en));
        }
    return out;
}

const Trainee* Register::find(const ClassEntry& entry, const std::vector<ClassEntry>& all, const Reporter& reporter) const {
    const auto same = [](const std::string& a, const std::string& b) { return !a.empty() && search_key(a) == search_key(b); };
    for (const Trainee& one : institute_.trainees)
        if (const auto facts = people_.find(one.id);
            one.key.gfp == entry.gfp && facts != people_.end() &&
            (same(facts->second.login, entry.login) || same(facts->second.email, entry.email)))
            return &one;
    const std::string key = name_key(entry.name);
    for (const Trainee& one : institute_.trainees) {
        if (one.key.gfp != entry.gfp || name_key(one.name) != key) continue;
        // Known by an address of her own, she is not the other person of her name.
        if (const auto facts = people_.find(one.id);
            facts != people_.end() && !facts->second.email.empty() && !entry.email.empty())
            continue;
        const auto namesakes = std::count_if(all.begin(), all.end(), [&](const ClassEntry& other) {
            return other.gfp == entry.gfp && name_key(other.name) == key;
        });
        if (namesakes > 1) reporter.report(Code::list_known, entry.at, {entry.name});
        return &one;
    }
    return nullptr;
}

// durand; durand-emilie where others are called so too; then durand-emilie-2.
std::string Register::free_slug(const ClassEntry& entry, const std::vector<ClassEntry>& added) {
    std::set<std::string>& taken = groups_[entry.gfp.value];
    const auto usable = [](const std::string& text) { return slugify(text) != "sans-nom" ? file_slug(text) : std::string(); };
    const std::string family = usable(entry.family);
    const auto namesakes = std::count_if(added.begin(), added.end(), [&](const ClassEntry& other) {
        return other.gfp == entry.gfp && usable(other.family) == family;
    });
    std::string base = family;
    if (namesakes > 1 || taken.contains(base)) base = usable(entry.family + " " + entry.given);
    if (base.empty()) base = usable(entry.login);
    if (base.empty()) base = french() ? "stagiaire" : "trainee";
    std::string out = base;
    for (int n = 2; taken.contains(out); ++n) out = fmt::format("{}-{}", base, n);
    taken.insert(out);
    return out;
}

NewFile Register::profile(const Addition& one) const {
    ScaffoldFacts facts;
    facts.language = institute_.configuration.language;
    facts.now = now_of(command_);
    std::vector<FieldValue> values{{"id", "\"" + one.id + "\""},
                                   {"name", yaml_quoted(one.entry.name)},
                                   {"salt", "\"" + random_hex(16) + "\""},
                                   {"participates", iso(facts.now.local_date())}};
    if (!one.entry.subject.empty()) values.push_back({"subject", yaml_quoted(one.entry.subject)});
    if (!one.entry.school.empty()) values.push_back({"school", yaml_quoted(one.entry.school)});
    return {"gfp/" + one.entry.gfp.value + "/trainees/" + one.slug + "/profile.md",
            scaffold_document(profile_kind, values, scaffold_body(profile_kind, facts.language), facts)};
}

// What the list says of her replaces what was known; what it does not say is kept.
void Register::note(const std::string& id, const std::string& folder, const ClassEntry& entry) {
    if (people_path_.empty()) return;
    PersonFacts& facts = people_[id];
    facts.folder = folder;
    if (!entry.login.empty()) facts.login = entry.login;
    if (!entry.email.empty()) facts.email = entry.email;
}

void Register::stop_on_errors(const Sink& sink) const {
    if (sink.errors() == 0) return;
    print_messages(command_, sink, 2);
    throw CommandError{Exit::content, "la liste a des erreurs : rien n’a été écrit", "the list has errors: nothing was written"};
}

void Register::write(const std::vector<NewFile>& files, bool people_changed) const {
    write_together(*disk_, files);
    if (!people_changed) return;
    try {
        write_people(people_path_, people_);
    } catch (const DiskError&) {
        take_away_together(*disk_, files);
        throw;
    }
}

void Register::say_what_next() const {
    const bool registry = disk_->exists("trust/root-1.json");
    if (logins_)
        print_line(french() ? fmt::format("adresses et identifiants de connexion : {} (à vous seul, hors du dépôt)", people_path_)
                            : fmt::format("addresses and logins: {} (yours alone, outside the repository)", people_path_));
    const std::string roster = logins_ ? fmt::format("livret trust roster --people \"{}\"", people_path_) : "livret trust roster";
    if (registry)
        print_line(french() ? fmt::format("ensuite, avec la clé du registre : {}", roster)
                            : fmt::format("next, with the registry's key: {}", roster));
    else
        print_line(french() ? fmt::format("quand l’institut aura son registre (livret trust init) : {}", roster)
                            : fmt::format("once the institute has its registry (livret trust init): {}", roster));
}

Exit Register::run() {
    const std::string bytes = read_list(path_);
    const auto decoded = decode_text(bytes);
    Sink sink;
    const std::string text = decoded ? decoded->text : "";
    const Reporter reporter(SourcePath{path_}, text, sink);
    if (!decoded) reporter.report(Code::list_unreadable, Span{{1, 1}, 1}, {"ce n’est pas du texte", "it is no text"});
    const auto rows = decoded ? read_sheet(text, reporter) : std::nullopt;
    stop_on_errors(sink);
    const std::vector<ClassEntry> entries = read_class_list(*rows, known_groups(), reporter);
    stop_on_errors(sink);

    logins_ = std::any_of(entries.begin(), entries.end(),
                          [](const ClassEntry& one) { return !one.login.empty() || !one.email.empty(); });
    if (logins_) {
        people_path_ = people_path(command_, institute_.configuration.institution_id);
        people_ = read_people(people_path_);
    }
    const PeopleFile before = people_;
    for (const Trainee& one : institute_.trainees) identifiers_.insert(one.id);
    std::vector<ClassEntry> added;
    std::vector<const Trainee*> there;
    for (const ClassEntry& one : entries) {
        const Trainee* found = find(one, entries, reporter);
        if (found == nullptr) {
            added.push_back(one);
            continue;
        }
        there.push_back(found);
        note(found->id, found->key.gfp.value + "/" + found->key.trainee.value, one);
    }
    stop_on_errors(sink);
    std::vector<NewFile> files;
    for (const ClassEntry& one : added) {
        Addition addition{one, random_hex(4), ""};
        while (!identifiers_.insert(addition.id).second) addition.id = random_hex(4);
        addition.slug = free_slug(one, added);
        note(addition.id, one.gfp.value + "/" + addition.slug, one);
        files.push_back(profile(addition));
    }
    if (const auto taken = taken_paths(*disk_, files); !taken.empty())
        throw CommandError{Exit::content,
                           fmt::format("« {} » existe déjà et n’est pas remplacé ; rien n’a été écrit", taken.front()),
                           fmt::format("“{}” exists already and is not replaced; nothing was written", taken.front())};
    const bool dry = command_.arguments.has("--dry-run"), people_changed = people_ != before;
    if (!dry) write(files, people_changed);

    print_messages(command_, sink, 2); // warnings
    if (decoded->encoding == TextEncoding::windows_1252)
        print_line(command_.say("la liste est lue en Windows-1252, car elle n’est pas en UTF-8 : vérifiez les accents",
                                "the list is read as Windows-1252, since it is not UTF-8: check the accents"));
    for (std::size_t i = 0; i < files.size(); ++i) print_data(fmt::format("{}  {}\n", files[i].path, added[i].name));
    if (command_.quiet()) return Exit::fine;
    for (const Trainee* one : there)
        print_line(french() ? fmt::format("déjà là : {} ({}/{})", one->name, one->key.gfp.value, one->key.trainee.value)
                            : fmt::format("there already: {} ({}/{})", one->name, one->key.gfp.value, one->key.trainee.value));
    print_line(french() ? fmt::format("{}profils : {} ; déjà là : {}", dry ? "rien n’est écrit (--dry-run) ; " : "", files.size(),
                                      there.size())
                        : fmt::format("{}profiles: {}; there already: {}", dry ? "nothing is written (--dry-run); " : "",
                                      files.size(), there.size()));
    if (!dry && (!files.empty() || people_changed)) say_what_next();
    return Exit::fine;
}

} // namespace

Exit import_csv(const Command& command) {
    const std::vector<std::string>& words = command.arguments.rest;
    if (words.size() != 2) throw usage("quelle liste ? livret import csv FICHIER", "which list? livret import csv FILE");
    return Register(command, words[1]).run();
}

} // namespace livret

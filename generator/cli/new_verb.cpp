// livret new KIND ...: one file from a scaffold, with what the repository knows already: the next reference,
// today's date, the names of its groups and people.
#include "cli/command.hpp"
#include "cli/new_files.hpp"
#include "cli/new_kinds.hpp"
#include "cli/suggestion.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "load/cross_checks.hpp"
#include "load/places.hpp"
#include "load/repository.hpp"
#include "load/starter.hpp"
#include "markup/yaml_traps.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::size_t longest_title = 200; // characters

[[noreturn]] void refuse(std::string fr, std::string en, Exit exit = Exit::usage) {
    throw CommandError{exit, std::move(fr), std::move(en)};
}

// « ; vouliez-vous dire « durand » ? » or the list of what there is.
[[noreturn]] void refuse_unknown(std::string fr, std::string en, std::string_view word, const std::vector<std::string>& known) {
    if (const Suggestion near = suggestion_for(word, known); !near.fr.empty()) {
        fr += near.fr;
        en += near.en;
    } else if (!known.empty()) {
        fr += fmt::format(" ; il y a : {}", join(known, ", "));
        en += fmt::format("; there are: {}", join(known, ", "));
    }
    refuse(std::move(fr), std::move(en));
}

// The moment of the run in the writer's own zone, unless the run was told when it is.
Moment local_now(const Command& command) {
    Moment now = now_of(command);
    if (command.arguments.has("--now") || std::getenv("SOURCE_DATE_EPOCH") != nullptr) return now;
    const std::time_t seconds = now.utc.time_since_epoch().count();
    std::tm local{};
    if (localtime_r(&seconds, &local) != nullptr) now.offset_minutes = static_cast<int>(local.tm_gmtoff / 60);
    return now;
}

// One line of text that a person typed.
std::string checked_line(const std::string& text, std::string_view what_fr, std::string_view what_en) {
    const std::string line(trim(text));
    const bool strange = first_invalid_utf8(line) || std::any_of(line.begin(), line.end(), [](char c) {
                             return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
                         });
    if (strange)
        refuse(fmt::format("{} : une seule ligne de texte est attendue", what_fr),
               fmt::format("{}: one line of text is expected", what_en));
    if (count_characters(line) > longest_title)
        refuse(fmt::format("{} : plus de {} caractères", what_fr, longest_title),
               fmt::format("{}: more than {} characters", what_en, longest_title));
    return line;
}

// A title and the name of the file that it gives: the words after the target are the title, unless --title
// gives one and they are the name.
struct Titled {
    std::string title, slug;
};

class Desk {
  public:
    Desk(const Command& command, const NewKind& kind)
        : command_(command), kind_(kind), root_(find_root(command)), disk_(open_real_disk(root_)),
          words_(command.arguments.rest) {
        words_.erase(words_.begin());
        Sink sink;
        snapshot_ = take_snapshot(*disk_, std::nullopt, sink);
        institute_ = load_repository(*disk_, snapshot_, {}, sink);
        for (const SourceFile& file : snapshot_.files) {
            const Place place = place_of(file.path);
            if (place.kind == PlaceKind::gfp) groups_[place.gfp.value];
            if (place.kind == PlaceKind::profile) groups_[place.gfp.value].insert(place.trainee.value);
        }
        facts_.language = institute_.configuration.language;
        facts_.now = local_now(command);
        facts_.framework = institute_.find_framework(institute_.configuration.framework);
        for (const Context& one : institute_.configuration.contexts) facts_.contexts.push_back(one.id.value);
        for (const Stream& one : institute_.configuration.streams) facts_.streams.push_back(one.id.value);
        for (const Trainer& one : institute_.configuration.trainers) facts_.trainers.push_back(one.id.value);
    }

    Exit run();

  private:
    // --- what the command line says
    bool french() const { return facts_.language == Language::fr; }
    std::string today() const { return iso(facts_.now.local_date()); }

    std::string usage() const { return fmt::format("livret new {} {}", kind_.name, kind_.arguments); }

    const std::string& word(std::size_t i) const {
        if (i < words_.size()) return words_[i];
        refuse(fmt::format("il manque quelque chose : {}", usage()), fmt::format("something is missing: {}", usage()));
    }

    Titled titled(std::size_t from) const {
        std::vector<std::string> rest(words_.begin() + static_cast<std::ptrdiff_t>(std::min(from, words_.size())), words_.end());
        const std::string typed = checked_line(join(rest, " "), "le titre", "the title");
        if (!command_.arguments.has("--title")) {
            if (typed.empty())
                refuse(fmt::format("il manque le titre : {}", usage()), fmt::format("the title is missing: {}", usage()));
            return {typed, file_slug(typed)};
        }
        const std::string title = checked_line(command_.arguments.value("--title"), "--title", "--title");
        if (title.empty()) refuse("--title : le titre est vide", "--title: the title is empty");
        if (typed.empty()) return {title, file_slug(title)};
        require_slug(typed);
        return {title, typed};
    }

    static void require_slug(const std::string& id) {
        if (is_slug(id) && id == file_slug(id)) return;
        refuse(fmt::format("« {} » n’est pas un identifiant : minuscules sans accent, chiffres et tirets ; "
                           "par exemple « {} »",
                           id, file_slug(id)),
               fmt::format("“{}” is not an identifier: a-z, 0-9 and hyphens; for instance “{}”", id, file_slug(id)));
    }

    void no_more_words(std::size_t count) const {
        if (words_.size() > count)
            refuse(fmt::format("« {} » est de trop : {}", words_[count], usage()),
                   fmt::format("“{}” is too much: {}", words_[count], usage()));
    }

    // --- names, held against the repository
    GfpId group(const std::string& id) {
        if (!groups_.contains(id)) {
            std::vector<std::string> known;
            for (const auto& [one, trainees] : groups_) known.push_back(one);
            if (known.empty())
                refuse(fmt::format("aucun groupe « {0} » : « livret new gfp {0} » le crée", id),
                       fmt::format("no group “{0}”: “livret new gfp {0}” creates it", id));
            refuse_unknown(fmt::format("aucun groupe « {} »", id), fmt::format("no group “{}”", id), id, known);
        }
        facts_.trainees.assign(groups_.at(id).begin(), groups_.at(id).end());
        return GfpId{id};
    }

    std::vector<std::string> all_trainees() const {
        std::vector<std::string> out;
        for (const auto& [gfp, trainees] : groups_)
            for (const std::string& one : trainees) out.push_back(gfp + "/" + one);
        return out;
    }

    // math1/durand, or durand where one group only has her.
    TraineeKey trainee(const std::string& typed) {
        if (const std::size_t slash = typed.find('/'); slash != std::string::npos) {
            const GfpId gfp = group(typed.substr(0, slash));
            const std::string id = typed.substr(slash + 1);
            if (!groups_.at(gfp.value).contains(id))
                refuse_unknown(fmt::format("aucun stagiaire « {} » dans le groupe {}", id, gfp.value),
                               fmt::format("no trainee “{}” in the group {}", id, gfp.value), id, facts_.trainees);
            return {gfp, TraineeId{id}};
        }
        std::vector<std::string> found;
        for (const auto& [gfp, trainees] : groups_)
            if (trainees.contains(typed)) found.push_back(gfp);
        if (found.size() == 1) return {group(found[0]), TraineeId{typed}};
        if (found.size() > 1)
            refuse(
                fmt::format("plusieurs groupes ont un stagiaire « {0} » : écrivez {1}/{0} ou {2}/{0}", typed, found[0], found[1]),
                fmt::format("several groups have a trainee “{0}”: write {1}/{0} or {2}/{0}", typed, found[0], found[1]));
        std::vector<std::string> known;
        for (const auto& [gfp, trainees] : groups_) known.insert(known.end(), trainees.begin(), trainees.end());
        if (groups_.contains(typed))
            refuse(fmt::format("« {0} » est un groupe : écrivez {0}/STAGIAIRE", typed),
                   fmt::format("“{0}” is a group: write {0}/TRAINEE", typed));
        refuse_unknown(fmt::format("aucun stagiaire « {} »", typed), fmt::format("no trainee “{}”", typed), typed, known);
    }

    // Who writes, as files name her: a trainer, a trainee of the group, or group/trainee. `gfp` is empty in a
    // stream.
    std::string person(const GfpId& gfp) {
        std::vector<std::string> known = facts_.trainers;
        if (!gfp.empty())
            for (const std::string& one : groups_.at(gfp.value)) known.push_back(one);
        if (!command_.arguments.has("--by"))
            refuse(fmt::format("il manque --by : qui écrit ? {}", join(known, ", ")),
                   fmt::format("--by is missing: who writes? {}", join(known, ", ")));
        const std::string typed = command_.arguments.value("--by");
        if (std::find(known.begin(), known.end(), typed) != known.end()) return typed;
        const std::vector<std::string> everyone = all_trainees();
        std::vector<std::string> same;
        for (const std::string& one : everyone)
            if (one == typed || one.ends_with("/" + typed)) same.push_back(one);
        if (same.size() == 1) {
            const bool here = !gfp.empty() && same[0].starts_with(gfp.value + "/");
            return here ? same[0].substr(gfp.value.size() + 1) : same[0];
        }
        known.insert(known.end(), everyone.begin(), everyone.end());
        refuse_unknown(fmt::format("personne ne s’appelle « {} » ici", typed), fmt::format("nobody is called “{}” here", typed),
                       typed, known);
    }

    std::string fresh_identifier() const {
        for (;;) {
            std::string id = random_hex(4);
            const bool used = std::any_of(institute_.trainees.begin(), institute_.trainees.end(),
                                          [&](const Trainee& one) { return one.id == id; });
            if (!used) return id;
        }
    }

    std::string a_context(std::string_view wanted) const {
        const bool there = std::find(facts_.contexts.begin(), facts_.contexts.end(), wanted) != facts_.contexts.end();
        return there || facts_.contexts.empty() ? std::string(wanted) : facts_.contexts.front();
    }

    NewFile document(std::string path, const Kind& kind, const std::vector<FieldValue>& values) const {
        return {std::move(path), scaffold_document(kind, values, scaffold_body(kind, facts_.language), facts_)};
    }

    // That --like names, by its file's name or its title; null without --like.
    const Example* chosen_example() const {
        if (!command_.arguments.has("--like")) return nullptr;
        const std::string typed = command_.arguments.value("--like");
        std::vector<std::string> known;
        for (const Example& one : institute_.examples) {
            if (one.slug == typed || search_key(one.title) == search_key(typed)) return &one;
            known.push_back(one.slug);
        }
        refuse_unknown(fmt::format("aucun exemple « {} »", typed), fmt::format("no example “{}”", typed), typed, known);
    }

    // --- one function per kind
    NewFile new_gfp();
    NewFile new_trainee();
    NewFile new_activity();
    NewFile new_training();
    NewFile new_question();
    NewFile new_position();
    NewFile new_notice();
    NewFile new_example();

    std::vector<std::pair<std::string, int>> last_levels(const TraineeKey& key) const {
        std::vector<std::pair<std::string, int>> out;
        for (const Positioning& one : institute_.positionings) // by owner, then date
            if (one.owner == key && facts_.framework != nullptr && one.framework == facts_.framework->id) {
                out.clear();
                for (const Positioning::Level& level : one.levels) out.emplace_back(level.code, level.level);
            }
        return out;
    }

    const Command& command_;
    const NewKind& kind_;
    std::string root_;
    std::unique_ptr<Disk> disk_;
    std::vector<std::string> words_; // after the kind
    Snapshot snapshot_;
    Institute institute_;
    std::map<std::string, std::set<std::string>> groups_; // and their trainees
    ScaffoldFacts facts_;
    std::string next_; // what to do with the new file, for the writer
};

NewFile Desk::new_gfp() {
    const Titled gfp = titled(0);
    std::vector<FieldValue> values{{"title", yaml_quoted(gfp.title)}, {"year", school_year_of(facts_.now.local_date())}};
    next_ = french() ? fmt::format("ensuite : livret new trainee {}/ID --name \"Prénom Nom\"", gfp.slug)
                     : fmt::format("next: livret new trainee {}/ID --name \"First Last\"", gfp.slug);
    return document("gfp/" + gfp.slug + "/gfp.md", gfp_kind, values);
}

NewFile Desk::new_trainee() {
    const std::string typed = word(0);
    no_more_words(1);
    const std::size_t slash = typed.find('/');
    const GfpId gfp = group(typed.substr(0, slash));
    const std::string name = checked_line(command_.arguments.value("--name"), "--name", "--name");
    if (name.empty()) refuse(fmt::format("il manque --name : {}", usage()), fmt::format("--name is missing: {}", usage()));
    std::string id = slash == std::string::npos ? file_slug(name.substr(name.find_last_of(" ") + 1)) : typed.substr(slash + 1);
    require_slug(id);
    const std::vector<FieldValue> values{{"id", "\"" + fresh_identifier() + "\""},
                                         {"name", yaml_quoted(name)},
                                         {"salt", "\"" + random_hex(16) + "\""},
                                         {"participates", today()}};
    next_ = french() ? fmt::format("ensuite : livret new activity {}/{} \"Titre\"", gfp.value, id)
                     : fmt::format("next: livret new activity {}/{} \"Title\"", gfp.value, id);
    return document("gfp/" + gfp.value + "/trainees/" + id + "/profile.md", profile_kind, values);
}

NewFile Desk::new_activity() {
    const TraineeKey owner = trainee(word(0));
    const Titled activity = titled(1);
    std::erase(facts_.trainees, owner.trainee.value); // done together: with others
    const Language language = facts_.language;
    const std::string status = choice_word(activity_kind, "status", "draft", language);
    std::vector<FieldValue> values{{"title", yaml_quoted(activity.title)},
                                   {"date", today()},
                                   {"context", a_context("stage-en-responsabilite")},
                                   {"status", status},
                                   {"visibility", choice_word(activity_kind, "visibility", "gfp", language)}};
    const std::string reference = next_reference(owner, taken_references(institute_, *disk_));
    if (is_reference(reference)) values.push_back({"reference", reference});
    const Example* example = chosen_example();
    if (example != nullptr) {
        facts_.framework = institute_.find_framework(example->framework);
        for (FieldValue& one : starter_values(*example, facts_)) {
            std::erase_if(values, [&](const FieldValue& given) { return given.key == one.key; });
            values.push_back(std::move(one));
        }
    }
    const std::string folder = "gfp/" + owner.gfp.value + "/trainees/" + owner.trainee.value + "/activities/" + activity.slug;
    const bool in_folder = command_.arguments.has("--folder");
    if (const std::string other = folder + (in_folder ? ".md" : "/index.md"); disk_->exists(other))
        refuse(fmt::format("« {} » existe déjà : choisissez un autre titre", other),
               fmt::format("“{}” exists already: choose another title", other), Exit::content);
    next_ = french() ? "c’est un brouillon : quand il est prêt, « statut: déclarée » et ses compétences le "
                       "soumettent aux formateurs"
                     : "it is a draft: when it is ready, “status: declared” and its competences put it "
                       "before the trainers";
    NewFile out = document(folder + (in_folder ? "/index.md" : ".md"), activity_kind, values);
    if (example != nullptr)
        out.bytes = scaffold_document(
            activity_kind, values, starter_body(*example, in_folder ? StarterPlace::folder : StarterPlace::file, facts_), facts_);
    return out;
}

NewFile Desk::new_training() {
    const GfpId gfp = group(word(0));
    const Titled training = titled(1);
    return document("gfp/" + gfp.value + "/trainings/" + training.slug + ".md", training_kind,
                    {{"title", yaml_quoted(training.title)},
                     {"date", today()},
                     {"status", choice_word(training_kind, "status", "planned", facts_.language)}});
}

NewFile Desk::new_question() {
    const std::string place = word(0);
    const bool in_stream =
        !groups_.contains(place) && std::find(facts_.streams.begin(), facts_.streams.end(), place) != facts_.streams.end();
    if (!in_stream && !groups_.contains(place)) {
        std::vector<std::string> known = facts_.streams;
        for (const auto& [gfp, trainees] : groups_) known.push_back(gfp);
        refuse_unknown(fmt::format("« {} » n’est ni un groupe ni une filière", place),
                       fmt::format("“{}” is neither a group nor a stream", place), place, known);
    }
    const GfpId gfp = in_stream ? GfpId{} : group(place);
    const Titled question = titled(1);
    return document(
        (in_stream ? "streams/" : "gfp/") + place + "/questions/" + question.slug + ".md", question_kind,
        {{"asked", written_moment(facts_.now)}, {"by", person(gfp)}, {"to", "forum"}, {"title", yaml_quoted(question.title)}});
}

NewFile Desk::new_position() {
    const TraineeKey owner = trainee(word(0));
    no_more_words(1);
    if (facts_.framework == nullptr)
        refuse("le référentiel de livret.yaml ne se lit pas : « livret check » dit pourquoi",
               "the framework of livret.yaml cannot be read: “livret check” says why", Exit::content);
    const auto levels = last_levels(owner);
    next_ = french() ? (levels.empty() ? "tous les niveaux sont à 0 : mettez les vôtres"
                                       : "les niveaux sont ceux de la dernière fois : mettez ceux d’aujourd’hui")
                     : (levels.empty() ? "all levels are 0: put yours" : "the levels are those of last time: put today's");
    return document("gfp/" + owner.gfp.value + "/trainees/" + owner.trainee.value + "/positions/" + today() + ".md",
                    position_kind, {{"date", today()}, {"levels", levels_value(*facts_.framework, levels, facts_.language)}});
}

NewFile Desk::new_notice() {
    const GfpId gfp = group(word(0));
    const Titled notice = titled(1);
    return document("gfp/" + gfp.value + "/notices/" + today() + "-" + notice.slug + ".md", notice_kind,
                    {{"title", yaml_quoted(notice.title)}, {"date", today()}, {"by", person(gfp)}});
}

NewFile Desk::new_example() {
    const Titled example = titled(0);
    if (const std::string other = "examples/" + example.slug + "/index.md"; disk_->exists(other))
        refuse(fmt::format("« {} » existe déjà : choisissez un autre titre", other),
               fmt::format("“{}” exists already: choose another title", other), Exit::content);
    return document("examples/" + example.slug + ".md", example_kind, {{"title", yaml_quoted(example.title)}});
}

Exit Desk::run() {
    struct Maker {
        std::string_view kind;
        NewFile (Desk::*make)();
    };
    static constexpr std::array makers{
        Maker{"gfp", &Desk::new_gfp},           Maker{"trainee", &Desk::new_trainee},   Maker{"activity", &Desk::new_activity},
        Maker{"training", &Desk::new_training}, Maker{"question", &Desk::new_question}, Maker{"position", &Desk::new_position},
        Maker{"notice", &Desk::new_notice},     Maker{"example", &Desk::new_example},
    };
    const auto maker = std::find_if(makers.begin(), makers.end(), [&](const Maker& one) { return one.kind == kind_.name; });
    const NewFile file = (this->*maker->make)();
    if (!taken_paths(*disk_, {file}).empty())
        refuse(fmt::format("« {} » existe déjà et n’est pas remplacé", file.path),
               fmt::format("“{}” exists already and is not replaced", file.path), Exit::content);
    write_together(*disk_, {file});
    // As the writer's shell would name it from where she stands.
    std::error_code ignored;
    const auto shown =
        std::filesystem::relative(std::filesystem::path(root_) / file.path, std::filesystem::current_path(), ignored);
    print_data((ignored || shown.empty() ? file.path : shown.generic_string()) + "\n");
    if (!command_.quiet() && !next_.empty()) print_line(next_);
    return Exit::fine;
}

} // namespace

Exit run_new(const Command& command) {
    const std::vector<std::string>& words = command.arguments.rest;
    if (words.empty()) {
        print_data(new_kinds_text(command.language));
        return Exit::fine;
    }
    const NewKind* kind = find_new_kind(words[0]);
    if (kind == nullptr) {
        std::vector<std::string> known;
        for (const NewKind& one : new_kinds()) {
            known.emplace_back(one.name);
            known.emplace_back(one.french);
        }
        const Suggestion near = suggestion_for(words[0], known);
        refuse(fmt::format("« {} » n’est pas une sorte de fichier{} ; « livret new » seul les montre", words[0], near.fr),
               fmt::format("“{}” is not a kind of file{}; “livret new” alone lists them", words[0], near.en));
    }
    for (const std::string_view option : {"--title", "--name", "--by", "--folder", "--like"})
        if (command.arguments.has(option) && kind->options.find(fmt::format(" {} ", option)) == std::string_view::npos)
            refuse(fmt::format("{} ne va pas avec « livret new {} »", option, kind->name),
                   fmt::format("{} does not go with “livret new {}”", option, kind->name));
    return Desk(command, *kind).run();
}

} // namespace livret

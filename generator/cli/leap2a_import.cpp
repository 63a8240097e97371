// livret import leap2a FILE --trainee GFP/FOLDER [--dry-run]: drafts from an export of Mahara, all of them or none.
#include "cli/exchange_verbs.hpp"

#include "base/text.hpp"
#include "base/words.hpp"
#include "cli/find_trainee.hpp"
#include "cli/new_files.hpp"
#include "cli/source_words.hpp"
#include "import/leap2a_drafts.hpp"
#include "load/repository.hpp"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

CommandError refused(const std::string& file, std::string fr, std::string en) {
    return {Exit::content, fmt::format("{} : {} ; rien n’a été écrit", file, fr),
            fmt::format("{}: {}; nothing was written", file, en)};
}

CommandError refused(const std::string& file, const LeapFault& fault) {
    if (fault.at.line == 0) return refused(file, fault.fr, fault.en);
    return refused(fmt::format("{}/leap2a.xml:{}:{}", file, fault.at.line, fault.at.column), fault.fr, fault.en);
}

// The whole file, whose size is looked at first.
std::string archive_bytes(const std::string& file, const std::string& shown) {
    std::error_code error;
    if (!fs::is_regular_file(file, error))
        throw CommandError{Exit::environment, fmt::format("« {} » n’est pas un fichier", shown),
                           fmt::format("“{}” is not a file", shown)};
    if (fs::file_size(file, error) > leap2a_limits::archive)
        throw refused(shown, fmt::format("l’archive dépasse {}", shown_size(leap2a_limits::archive, Language::fr)),
                      fmt::format("the archive is larger than {}", shown_size(leap2a_limits::archive, Language::en)));
    std::ifstream stream(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.good() && !stream.eof())
        throw CommandError{Exit::environment, fmt::format("« {} » ne se lit pas", shown),
                           fmt::format("“{}” cannot be read", shown)};
    return bytes;
}

// leap2a.xml, with the limits of leap2a_reader.hpp.
std::string xml_of(const ZipReader& archive, const std::string& shown) {
    const ZipEntry* entry = archive.find("leap2a.xml");
    if (entry == nullptr)
        throw refused(shown, "l’archive n’a pas de leap2a.xml à sa racine : dans Mahara, choisissez l’export « Leap2A »",
                      "the archive has no leap2a.xml at its root: in Mahara choose the export “Leap2A”");
    if (entry->size > leap2a_limits::xml)
        throw refused(shown, fmt::format("leap2a.xml dépasse {}", shown_size(leap2a_limits::xml, Language::fr)),
                      fmt::format("leap2a.xml is larger than {}", shown_size(leap2a_limits::xml, Language::en)));
    auto xml = archive.read("leap2a.xml", leap2a_limits::xml);
    if (!xml) throw refused(shown, "leap2a.xml est abîmé ou chiffré", "leap2a.xml is damaged or encrypted");
    return std::move(*xml);
}

void report(const Command& command, const ImportedDrafts& drafts) {
    for (const DraftLine& one : drafts.report) {
        if (command.quiet()) break;
        const std::string title = terminal_text(one.title), what = terminal_text(command.french() ? one.fr : one.en);
        if (one.made)
            print_line(command.french() ? fmt::format("leap2a.xml:{} : « {} » → {}", one.at.line, title, what)
                                        : fmt::format("leap2a.xml:{}: “{}” → {}", one.at.line, title, what));
        else
            print_line(command.french() ? fmt::format("leap2a.xml:{} : « {} », laissé de côté : {}", one.at.line, title, what)
                                        : fmt::format("leap2a.xml:{}: “{}”, left out: {}", one.at.line, title, what));
    }
}

} // namespace

Exit import_leap2a(const Command& command) {
    if (command.arguments.rest.size() < 2)
        throw CommandError{Exit::usage, "livret import leap2a attend un fichier : l’export de Mahara, un zip",
                           "livret import leap2a takes a file: Mahara's export, a zip"};
    if (command.arguments.rest.size() > 2)
        throw CommandError{Exit::usage, fmt::format("« {} » est de trop : un fichier à la fois", command.arguments.rest[2]),
                           fmt::format("“{}” is one word too many: one file at a time", command.arguments.rest[2])};
    if (!command.arguments.has("--trainee"))
        throw CommandError{Exit::usage, "il manque --trainee GFP/STAGIAIRE : chez qui ranger les brouillons ?",
                           "--trainee GFP/TRAINEE is missing: in whose folder do the drafts go?"};
    const std::string& shown = command.arguments.rest[1];
    const auto disk = open_real_disk(find_root(command));
    Sink sink;
    const Snapshot snapshot = take_snapshot(*disk, std::nullopt, sink);
    const Institute institute = load_repository(*disk, snapshot, {}, sink);
    const Trainee& trainee = find_trainee(command, institute, command.arguments.value("--trainee"));

    const std::string bytes = archive_bytes(shown, shown);
    const auto opened = open_zip(bytes, {.entries = leap2a_limits::entries, .total_size = leap2a_limits::unpacked});
    if (const auto* problem = std::get_if<ZipProblem>(&opened))
        throw refused(shown, terminal_text(problem->french), terminal_text(problem->english));
    const ZipReader& archive = std::get<ZipReader>(opened);
    const auto feed = read_leap2a(xml_of(archive, shown));
    if (const auto* fault = std::get_if<LeapFault>(&feed)) throw refused(shown, *fault);

    DraftFacts facts;
    facts.language = institute.configuration.language;
    facts.contexts = institute.configuration.contexts;
    if (const Framework* first = institute.find_framework(institute.configuration.framework)) facts.frameworks.push_back(first);
    for (const Framework& one : institute.frameworks)
        if (one.id != institute.configuration.framework) facts.frameworks.push_back(&one);
    facts.today = now_of(command).local_date();
    facts.folder = fmt::format("gfp/{}/trainees/{}/activities", trainee.key.gfp.value, trainee.key.trainee.value);
    facts.slug = file_slug;
    facts.taken = [&](std::string_view slug) {
        return disk->exists(fmt::format("{}/{}.md", facts.folder, slug)) ||
               disk->exists(fmt::format("{}/{}", facts.folder, slug));
    };
    auto made = make_drafts(std::get<LeapFeed>(feed), archive, facts);
    if (const auto* fault = std::get_if<LeapFault>(&made)) throw refused(shown, *fault);
    ImportedDrafts& drafts = std::get<ImportedDrafts>(made);

    std::vector<NewFile> files;
    for (DraftFile& one : drafts.files) files.push_back({std::move(one.path), std::move(one.bytes)});
    if (const auto taken = taken_paths(*disk, files); !taken.empty())
        throw refused(shown, fmt::format("« {} » existe déjà", taken.front()), fmt::format("“{}” exists already", taken.front()));
    const bool dry = command.arguments.has("--dry-run");
    if (!dry) write_together(*disk, files);
    report(command, drafts);
    for (const NewFile& one : files) print_data(one.path + "\n");
    if (!command.quiet())
        print_line(command.french()
                       ? fmt::format("{} : {}, pièces jointes : {}", dry ? "brouillons qui seraient faits" : "brouillons faits",
                                     drafts.drafts, drafts.attachments)
                       : fmt::format("{}: {}, attachments: {}", dry ? "drafts that would be made" : "drafts made", drafts.drafts,
                                     drafts.attachments));
    return Exit::fine;
}

} // namespace livret

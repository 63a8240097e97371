#include "load/repository.hpp"

#include "base/sort_large.hpp"
#include "base/text.hpp"
#include "base/threads.hpp"
#include "base/words.hpp"
#include "load/access.hpp"
#include "load/fields.hpp"
#include "load/framework_reader.hpp"
#include "load/readers.hpp"
#include "markup/front_matter.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace livret {

LIVRET_MADE_ONCE(Frame)
LIVRET_MADE_ONCE(Part)

namespace {

void report_file(Sink& sink, Code code, const SourcePath& path, std::vector<std::string> arguments) {
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.path = path;
    diagnostic.arguments = std::move(arguments);
    sink.add(std::move(diagnostic));
}

// The bytes of a source, if they can be worked on: small enough, readable, UTF-8.
std::optional<std::string> read_source(const Disk& disk, const SourceFile& file, Sink& sink) {
    if (file.size > max_source_bytes) {
        report_file(sink, Code::file_too_large, file.path,
                    {shown_size(file.size, Language::fr), shown_size(max_source_bytes, Language::fr),
                     shown_size(file.size, Language::en), shown_size(max_source_bytes, Language::en)});
        return std::nullopt;
    }
    std::string bytes;
    try {
        bytes = disk.read(file.path.value);
    } catch (const DiskError& error) {
        report_file(sink, Code::unreadable_file, file.path,
                    {system_words(error.code(), Language::fr), system_words(error.code(), Language::en)});
        return std::nullopt;
    }
    if (const auto bad = first_invalid_utf8(bytes)) {
        const Position place = position_at(std::string_view(bytes).substr(0, *bad), *bad);
        Diagnostic diagnostic;
        diagnostic.code = Code::not_utf8;
        diagnostic.path = file.path;
        diagnostic.at = {place, 1};
        diagnostic.arguments = {fmt::format("0x{:02X}", static_cast<unsigned char>(bytes[*bad])),
                                ", ou lancez « livret check --fix »", ", or run “livret check --fix”"};
        sink.add(std::move(diagnostic));
        return std::nullopt;
    }
    return bytes;
}

// guard.yaml, which only `livret guard` uses: its mistakes are found here, before they shut somebody out.
void check_access(const Disk& disk, const Snapshot& snapshot, const Scope& scope, Sink& sink) {
    const SourceFile* file = snapshot.find(SourcePath{std::string(access_file)});
    if (file == nullptr) return;
    const auto bytes = read_source(disk, *file, sink);
    if (!bytes) return;
    const auto is_here = [&](const Sender& one) {
        if (const auto* trainee = std::get_if<TraineeKey>(&one)) {
            const auto group = scope.trainees.find(trainee->gfp);
            return group != scope.trainees.end() && group->second.contains(trainee->trainee);
        }
        const auto* trainer = std::get_if<TrainerId>(&one);
        const auto& trainers = scope.configuration.trainers;
        return trainer == nullptr || !scope.configuration_good ||
               std::any_of(trainers.begin(), trainers.end(), [&](const Trainer& each) { return each.id == *trainer; });
    };
    read_access(*bytes, is_here, sink);
}

// Names of people and groups are those of folders: known before any document is read.
void list_files(const Snapshot& snapshot, Frame& out, Sink& sink) {
    Scope& scope = out.scope;
    std::set<std::pair<std::string, std::string>> folders;
    // Files are in order: those of a group follow one another, and those of a trainee.
    const GfpId* last_gfp = nullptr;
    std::set<TraineeId>* people = nullptr;
    SourceFiles* documents = nullptr;
    const std::pair<std::string, std::string>* last_folder = nullptr;
    for (const SourceFile& file : snapshot.files) {
        const Place place = place_of(file.path);
        const bool is_read = is_document(place.kind) || place.kind == PlaceKind::session;
        if (place.kind == PlaceKind::unknown) report_file(sink, Code::unexpected_file, file.path, {});
        if (place.kind == PlaceKind::attachment && snapshot.find(place.owner) == nullptr)
            report_file(sink, Code::unexpected_file, file.path, {});
        if (place.gfp.empty()) {
            if (is_read) out.shared.push_back(&file);
            continue;
        }
        if (last_gfp == nullptr || *last_gfp != place.gfp) {
            const auto at = scope.trainees.try_emplace(place.gfp).first;
            last_gfp = &at->first;
            people = &at->second;
            documents = nullptr;
        }
        if (last_folder == nullptr || last_folder->first != place.gfp.value || last_folder->second != place.trainee.value)
            last_folder = &*folders.emplace(place.gfp.value, place.trainee.value).first;
        if (place.kind == PlaceKind::profile) people->insert(place.trainee);
        if (!is_read) continue;
        if (documents == nullptr) documents = &out.groups[place.gfp];
        documents->push_back(&file);
    }
    for (const auto& [gfp, trainee] : folders) {
        const SourcePath folder = SourcePath{"gfp"} / gfp;
        const SourcePath wanted = trainee.empty() ? folder / "gfp.md" : folder / "trainees" / trainee / "profile.md";
        if (snapshot.find(wanted) == nullptr)
            report_file(sink, Code::missing_file, wanted.parent(),
                        {std::string(wanted.name()), trainee.empty() ? "new gfp" : "new trainee"});
    }
    for (const auto& [gfp, trainees] : scope.trainees) {
        const SourcePath wanted = SourcePath{"gfp"} / gfp.value / "gfp.md";
        if (snapshot.find(wanted) == nullptr && !folders.contains({gfp.value, ""}))
            report_file(sink, Code::missing_file, wanted.parent(), {"gfp.md", "new gfp"});
    }
}

void read_frameworks(const Disk& disk, const Snapshot& snapshot, Scope& scope, Sink& sink) {
    for (const SourceFile& file : snapshot.below(SourcePath{"frameworks"})) {
        if (place_of(file.path).kind != PlaceKind::framework) continue;
        const auto bytes = read_source(disk, file, sink);
        if (!bytes) continue;
        if (auto framework = read_framework(file.path, *bytes, sink)) scope.frameworks.push_back(std::move(*framework));
    }
    std::sort(scope.frameworks.begin(), scope.frameworks.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    check_crosswalks(scope.frameworks, sink);
}

// The frameworks that livret.yaml names must be there. `bytes` is livret.yaml.
void check_configured_frameworks(const Snapshot& snapshot, const Scope& scope, const std::string& bytes, Sink& sink) {
    const Reporter reporter(SourcePath{"livret.yaml"}, bytes, sink);
    std::vector<std::string> known;
    for (const SourceFile& file : snapshot.below(SourcePath{"frameworks"}))
        if (place_of(file.path).kind == PlaceKind::framework) known.emplace_back(file.path.stem());
    const auto check = [&](const FrameworkId& id, const std::string& key) {
        if (id.empty() || std::find(known.begin(), known.end(), id.value) != known.end()) return;
        const auto written = scope.configuration.written.find(key);
        const int line = written == scope.configuration.written.end() ? 1 : written->second;
        const std::size_t column = line_of(bytes, line).find(id.value);
        const int at =
            column == std::string_view::npos ? 1 : static_cast<int>(count_characters(line_of(bytes, line).substr(0, column))) + 1;
        reporter.report(Code::unknown_framework, Span{{line, at}, static_cast<int>(id.value.size())}, {id.value},
                        {.did_you_mean = closest(id.value, known), .fixes = {}});
    };
    check(scope.configuration.framework, "framework");
    for (const FrameworkId& id : scope.configuration.also) check(id, "also." + id.value);
}

// School years are needed by the documents of a group before those are read.
void read_years(const Disk& disk, const Snapshot& snapshot, Scope& scope) {
    for (const auto& [gfp, trainees] : scope.trainees) {
        const SourceFile* file = snapshot.find(SourcePath{"gfp"} / gfp.value / "gfp.md");
        if (file == nullptr) continue;
        Sink ignored; // it is read again, with the documents
        const auto bytes = read_source(disk, *file, ignored);
        if (!bytes) continue;
        const FrontMatter front = split_front_matter(Reporter(file->path, *bytes, ignored));
        if (!front.data) continue;
        for (const YamlEntry& entry : front.data->entries)
            if (entry.key.text == "year" || entry.key.text == "année")
                if (const auto year = parse_school_year(entry.value.text)) scope.years[gfp] = *year;
    }
}

Document read_one(const Disk& disk, const SourceFile& file, const Scope& scope) {
    Document out;
    out.path = file.path;
    out.place = place_of(out.path);
    auto bytes = read_source(disk, file, out.sink);
    if (!bytes) return out;
    out.bytes = std::move(*bytes);
    if (out.place.kind == PlaceKind::session)
        read_session(out, scope);
    else
        read_document(out, scope);
    return out;
}

std::vector<ListedDocument> read_documents(const Disk& disk, const SourceFiles& files, const Scope& scope, unsigned jobs,
                                           DocumentMemo* memo = nullptr) {
    std::vector<ListedDocument> documents(files.size());
    std::vector<std::size_t> unknown; // a thread takes longer to begin than most readings to be looked up
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto known = memo != nullptr ? memo->find(*files[i], *scope.snapshot) : nullptr;
        if (known)
            documents[i] = ListedDocument(std::move(known));
        else
            unknown.push_back(i);
    }
    parallel_for(unknown.size(), jobs, [&](std::size_t n) {
        const SourceFile& file = *files[unknown[n]];
        Document document = read_one(disk, file, scope);
        if (memo != nullptr) memo->keep(file, *scope.snapshot, document);
        documents[unknown[n]] = ListedDocument(std::move(document));
    });
    return documents;
}

struct Collector {
    Institute& out;
    void operator()(std::monostate) {}
    void operator()(Gfp&& value) { out.gfps.push_back(std::move(value)); }
    void operator()(Trainee&& value) { out.trainees.push_back(std::move(value)); }
    void operator()(Activity&& value) { out.activities.push_back(std::move(value)); }
    void operator()(Positioning&& value) { out.positionings.push_back(std::move(value)); }
    void operator()(Training&& value) { out.trainings.push_back(std::move(value)); }
    void operator()(Question&& value) { out.questions.push_back(std::move(value)); }
    void operator()(Notice&& value) { out.notices.push_back(std::move(value)); }
    void operator()(Example&& value) { out.examples.push_back(std::move(value)); }
    void operator()(JurySession&& value) { out.sessions.push_back(std::move(value)); }
};

void sort_lists(Institute& out) {
    const auto by = [](auto& list, auto key) { sort_large(list, [&](const auto& a, const auto& b) { return key(a) < key(b); }); };
    by(out.gfps, [](const Gfp& x) { return std::tie(x.id); });
    by(out.trainees, [](const Trainee& x) { return std::tie(x.key); });
    by(out.activities, [](const Activity& x) { return std::tie(x.owner, x.dates, x.path); });
    by(out.positionings, [](const Positioning& x) { return std::tie(x.owner, x.date, x.path); });
    by(out.trainings, [](const Training& x) { return std::tie(x.gfp, x.date, x.path); });
    by(out.questions, [](const Question& x) { return std::tie(x.gfp, x.stream, x.asked, x.path); });
    by(out.notices, [](const Notice& x) { return std::tie(x.gfp, x.date, x.path); });
    by(out.examples, [](const Example& x) { return std::tie(x.path); });
    by(out.sessions, [](const JurySession& x) { return std::tie(x.path); });
}

} // namespace

void read_frame(const Disk& disk, const Snapshot& snapshot, Frame& out, Sink& sink) {
    Scope& scope = out.scope;
    scope.snapshot = &snapshot;
    std::string configuration;
    if (const SourceFile* file = snapshot.find(SourcePath{"livret.yaml"})) {
        Sink own;
        if (auto bytes = read_source(disk, *file, own)) {
            configuration = std::move(*bytes);
            scope.configuration = read_configuration(configuration, own);
            scope.configuration_good = own.errors() == 0;
        }
        sink.append(own);
    } else {
        report_file(sink, Code::missing_file, SourcePath{"livret.yaml"}, {"livret.yaml", "init"});
    }
    list_files(snapshot, out, sink);
    read_frameworks(disk, snapshot, scope, sink);
    check_configured_frameworks(snapshot, scope, configuration, sink);
    check_access(disk, snapshot, scope, sink);
    read_years(disk, snapshot, scope);
}

std::optional<Configuration> read_configuration_now(const Disk& disk) {
    Sink unheard;
    for (const DiskEntry& one : disk.list("")) {
        if (one.name != "livret.yaml" || one.kind != EntryKind::file) continue;
        const auto bytes = read_source(disk, SourceFile{SourcePath{one.name}, one.size, one.stamp}, unheard);
        return bytes ? std::optional(read_configuration(*bytes, unheard)) : std::nullopt;
    }
    return std::nullopt;
}

namespace {

template <class Value>
std::vector<Value> read_values(const Disk& disk, const SourceFiles& files, const Scope& scope, unsigned jobs) {
    std::vector<Value> out;
    for (ListedDocument& one : read_documents(disk, files, scope, jobs)) {
        if (one.sink().errors() > 0) continue;
        one.hand_over([&]<class Other>(Other&& value) {
            if constexpr (std::is_same_v<Other, Value>) out.push_back(std::move(value));
        });
    }
    return out;
}

} // namespace

std::vector<Gfp> read_groups(const Disk& disk, const Frame& frame, unsigned jobs) {
    SourceFiles files;
    for (const auto& [gfp, own] : frame.groups)
        if (const SourceFile* file = frame.scope.snapshot->find(SourcePath{"gfp"} / gfp.value / "gfp.md")) files.push_back(file);
    return read_values<Gfp>(disk, files, frame.scope, jobs);
}

std::vector<Trainee> read_profiles(const Disk& disk, const Frame& frame, const std::set<TraineeKey>& whose, unsigned jobs) {
    SourceFiles files;
    for (const TraineeKey& one : whose)
        if (const SourceFile* file =
                frame.scope.snapshot->find(SourcePath{"gfp"} / one.gfp.value / "trainees" / one.trainee.value / "profile.md"))
            files.push_back(file);
    return read_values<Trainee>(disk, files, frame.scope, jobs);
}

Part load_part(const Disk& disk, const SourceFiles& files, const Scope& scope, const Others& others, unsigned jobs,
               DocumentMemo* memo) {
    Part out;
    std::vector<ListedDocument> documents = read_documents(disk, files, scope, jobs, memo);
    out.surface = surface_of(documents);
    out.complete = check_across(documents, out.surface, others, scope);
    out.institute.activities.reserve(documents.size()); // most of them are
    for (ListedDocument& document : documents) {
        out.sink.append(document.sink());
        if (document.sink().errors() == 0) {
            document.hand_over(Collector{out.institute});
        } else {
            const TraineeKey owner{document->place.gfp, document->place.trainee};
            out.institute.left_out.push_back(
                {document->path, owner, document.sink().errors(), document->visibility, document->status});
        }
    }
    sort_lists(out.institute);
    return out;
}

Institute load_repository(const Disk& disk, const Snapshot& snapshot, const LoadOptions& options, Sink& sink) {
    Frame frame;
    read_frame(disk, snapshot, frame, sink);
    frame.scope.bodies = options.bodies;
    SourceFiles all = frame.shared;
    for (const auto& [gfp, files] : frame.groups) all.insert(all.end(), files.begin(), files.end());
    std::sort(all.begin(), all.end(), [](const SourceFile* a, const SourceFile* b) { return a->path < b->path; });
    Part part = load_part(disk, all, frame.scope, {}, options.jobs);
    sink.append(part.sink);
    part.institute.configuration = std::move(frame.scope.configuration);
    part.institute.frameworks = std::move(frame.scope.frameworks);
    return std::move(part.institute);
}

} // namespace livret

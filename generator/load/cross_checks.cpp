#include "load/cross_checks.hpp"

#include "base/page_paths.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "load/fields.hpp"
#include "load/places.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

using Documents = std::vector<ListedDocument>;

// What somebody may name: in these documents, and in others as far as they are known.
class Known {
  public:
    Known(const Surface& own, const Others& others) : own_(own), others_(others) {}

    bool all() const { return others_.all; }

    // The first document, in the order of paths, that has this reference or identifier; empty: none that is known.
    std::string_view first(NamesOf Surface::*names, std::string_view name) const {
        std::string_view out;
        each([&](const Surface& one) {
            const auto found = (one.*names).find(name);
            if (found != (one.*names).end() && (out.empty() || found->second < out)) out = found->second;
        });
        return out;
    }

    const Surface::Page* page(std::string_view path) const {
        const Surface::Page* out = nullptr;
        each([&](const Surface& one) {
            if (out == nullptr) out = one.find(path);
        });
        return out;
    }

    std::vector<std::string> references() const {
        std::set<std::string> out;
        each([&](const Surface& one) {
            for (const auto& [reference, path] : one.references) out.insert(reference);
        });
        return {out.begin(), out.end()};
    }

  private:
    const Surface& own_;
    const Others& others_;

    template <class Do> void each(Do what) const {
        what(own_);
        for (const Surface* one : others_.known) what(*one);
    }
};

// Whether all that was asked could be answered.
bool check_references(Documents& documents, const Known& known) {
    bool complete = true;
    for (ListedDocument& document : documents) {
        const auto* activity = document->as<Activity>();
        if (activity == nullptr) continue;
        if (activity->reference.empty()) {
            if (activity->status != Status::draft && !document.sink().has_errors_in(document->path)) {
                complete = complete && known.all(); // another group's name may begin with the same letters
                document.reporter().report(Code::missing_reference, document->reference_at,
                                           {next_reference(activity->owner, known.references())});
            }
            continue;
        }
        const std::string_view first = known.first(&Surface::references, activity->reference);
        if (first != document->path.value) {
            complete = complete && known.all();
            document.reporter().report(
                Code::duplicate_reference, document->reference_at,
                {activity->reference, std::string(first), next_reference(activity->owner, known.references())});
        }
    }
    for (ListedDocument& document : documents) {
        const auto* activity = document->as<Activity>();
        if (activity == nullptr || activity->same_as.empty()) continue;
        if (!known.first(&Surface::references, activity->same_as).empty()) continue;
        complete = complete && known.all();
        document.reporter().report(Code::unknown_reference, document->same_as_at, {activity->same_as},
                                   {.did_you_mean = closest(activity->same_as, known.references()), .fixes = {}});
    }
    return complete;
}

void check_identifiers(Documents& documents, const Known& known) {
    for (ListedDocument& document : documents) {
        const auto* trainee = document->as<Trainee>();
        if (trainee == nullptr || trainee->id.empty()) continue;
        const std::string_view first = known.first(&Surface::identifiers, trainee->id);
        if (first != document->path.value)
            document.reporter().report(Code::duplicate_id, document->identifier_at, {trainee->id, std::string(first)});
    }
}

// x.md and x/index.md.
void check_pages(Documents& documents) {
    const auto is_page = [](const ListedDocument& one) {
        return one->place.kind == PlaceKind::activity || one->place.kind == PlaceKind::example;
    };
    std::set<std::string> in_folders; // as they would be called without
    for (const ListedDocument& document : documents)
        if (is_page(document) && document->path.name() == "index.md") in_folders.insert(as_one_file(document->path).value);
    if (in_folders.empty()) return;
    std::map<std::string, const Document*> first;
    for (ListedDocument& document : documents) {
        if (!is_page(document)) continue;
        const std::string page = as_one_file(document->path).value;
        if (!in_folders.contains(page)) continue;
        const auto [known, fresh] = first.try_emplace(page, &*document);
        if (!fresh)
            document.reporter().report(Code::duplicate_page, Span{{1, 1}, 1},
                                       {known->second->path.value, page.substr(0, page.size() - 3)});
    }
}

// --- links

const RichText* body_of(const Document& document) {
    struct Visitor {
        const RichText* operator()(const std::monostate&) const { return nullptr; }
        const RichText* operator()(const JurySession&) const { return nullptr; }
        const RichText* operator()(const Activity& value) const { return &*value.body; }
        const RichText* operator()(const Gfp& value) const { return &*value.text; }
        const RichText* operator()(const Trainee& value) const { return &*value.text; }
        const RichText* operator()(const Positioning& value) const { return &*value.text; }
        const RichText* operator()(const Training& value) const { return &*value.text; }
        const RichText* operator()(const Question& value) const { return &*value.text; }
        const RichText* operator()(const Notice& value) const { return &*value.text; }
        const RichText* operator()(const Example& value) const { return &*value.text; }
    };
    return std::visit(Visitor{}, document.value);
}

std::vector<const RichText*> texts_of(const Document& document) {
    std::vector<const RichText*> out;
    if (const RichText* body = body_of(document)) out.push_back(body);
    if (const auto* activity = document.as<Activity>())
        for (const Reply& reply : activity->replies) out.push_back(&*reply.text);
    if (const auto* question = document.as<Question>())
        for (const Answer& answer : question->answers) out.push_back(&*answer.text);
    return out;
}

// Below gfp/, in the folder of another group than the document's; from what is of no group, all of them are.
bool is_elsewhere(const SourcePath& document, std::string_view path) {
    if (!path.starts_with("gfp/")) return false;
    const std::string_view folder = path.substr(0, path.find('/', 4));
    return !document.value.starts_with(folder) || document.value.size() <= folder.size() || document.value[folder.size()] != '/';
}

bool is_external(std::string_view target) {
    const std::string lower = ascii_lower(target);
    return lower.starts_with("http:") || lower.starts_with("https:") || lower.starts_with("mailto:");
}

class LinkChecker {
  public:
    LinkChecker(const Known& known, const Scope& scope) : known_(known), scope_(scope) {}

    // False: it leads to where nobody looked yet.
    bool check(ListedDocument& document, const Slot& slot) const {
        if (slot.target.empty() || is_external(slot.target)) return true;
        const auto report = [&](Code code, std::vector<std::string> arguments, Reporter::Options options = {}) {
            document.reporter().report(code, slot.at, std::move(arguments), std::move(options));
            return true;
        };
        const std::size_t hash = slot.target.find('#');
        const std::string path = slot.target.substr(0, hash);
        const std::string anchor = hash == std::string::npos ? std::string() : percent_decode(slot.target.substr(hash + 1));
        std::string target = document->path.value;
        // [her activity](MATH1-DURAND-03); a hyphen tells it from a file like LICENSE.
        if (slot.kind == Slot::Kind::link && is_reference(path) && path.find('-') != std::string::npos) {
            target = known_.first(&Surface::references, path);
            if (target.empty()) {
                if (!known_.all()) return false;
                return report(is_of_nobody_here(path) ? Code::link_to_absent : Code::unknown_reference, {path},
                              {.did_you_mean = closest(path, known_.references()), .fixes = {}});
            }
        } else if (!path.empty()) {
            const auto resolved = resolve_link(document->path, percent_decode(path));
            if (!resolved) return report(Code::link_outside, {slot.target});
            target = resolved->value;
            if (known_.page(target) == nullptr) {
                if (!known_.all() && is_elsewhere(document->path, target)) return false;
                check_file(document, slot, *resolved);
                return true;
            }
            if (slot.kind == Slot::Kind::image) return report(Code::missing_attachment, {slot.target});
        }
        if (const Surface::Page* page = known_.page(target); page != nullptr && !anchor.empty())
            check_anchor(*page, slot, anchor, document.reporter());
        return true;
    }

  private:
    // In the folder of a trainee who is not in her group, or no longer (livret remove): a colleague's signed text must not be
    // left out for a link that she could only mend by changing what was signed.
    bool is_of_nobody_here(const SourcePath& path) const {
        const auto parts = path.parts();
        if (parts.size() < 5 || parts[0] != "gfp" || parts[2] != "trainees") return false;
        const auto group = scope_.trainees.find(GfpId{std::string(parts[1])});
        return group != scope_.trainees.end() && !group->second.contains(TraineeId{std::string(parts[3])});
    }
    // Likewise a reference, which begins with its group's and its trainee's names.
    bool is_of_nobody_here(std::string_view reference) const {
        const auto prefix = [](std::string_view name) { return ascii_upper(replace_all(std::string(name), "-", "")) + "-"; };
        for (const auto& [gfp, trainees] : scope_.trainees) {
            if (!reference.starts_with(prefix(gfp.value))) continue;
            const std::string_view rest = reference.substr(prefix(gfp.value).size());
            return std::none_of(trainees.begin(), trainees.end(),
                                [&](const TraineeId& one) { return rest.starts_with(prefix(one.value)); });
        }
        return false;
    }

    void check_file(ListedDocument& document, const Slot& slot, const SourcePath& path) const {
        const Reporter reporter = document.reporter();
        if (scope_.snapshot->find(path) == nullptr) {
            const bool text = path.extension() == ".md" || path.extension().empty();
            const auto near = nearest(*document, path, text);
            if (slot.kind == Slot::Kind::link && is_of_nobody_here(path)) {
                reporter.report(Code::link_to_absent, slot.at, {slot.target}, {.did_you_mean = near, .fixes = {}});
                return;
            }
            reporter.report(text && slot.kind == Slot::Kind::link ? Code::dead_link : Code::missing_attachment, slot.at,
                            {slot.target}, {.did_you_mean = near, .fixes = {}});
            return;
        }
        const Place place = place_of(path);
        if (place.kind == PlaceKind::attachment && place.owner == document->path) {
            const auto* trainee = document->as<Trainee>(); // beside a profile, the portrait alone is published
            if (document->place.kind != PlaceKind::profile ||
                (trainee != nullptr && trainee->portrait && trainee->portrait->path == path))
                return;
        }
        const PlaceKind kind = document->place.kind;
        const bool may_have_a_folder = kind == PlaceKind::activity || kind == PlaceKind::example;
        if (place.kind == PlaceKind::attachment) {
            reporter.report(Code::foreign_attachment, slot.at, {slot.target});
        } else if (place.kind == PlaceKind::unknown && may_have_a_folder && path.parent() == document->path.parent()) {
            const std::string slug = document->place.slug; // x.md: what belongs to it lies in x/
            reporter.report(Code::attachment_place, slot.at,
                            {slot.target, slug + "/index.md", slug + "/" + std::string(path.name())});
        } else {
            reporter.report(Code::link_not_published, slot.at, {slot.target});
        }
    }

    void check_anchor(const Surface::Page& target, const Slot& slot, const std::string& anchor, const Reporter& reporter) const {
        if (!target.has_text) return; // it could not be read: its own errors say so
        const std::vector<std::string>& ids = target.anchors;
        if (std::find(ids.begin(), ids.end(), anchor) != ids.end()) return;
        auto near = closest(anchor, ids);
        if (near) near = "#" + *near;
        const std::string page = slot.target.substr(0, slot.target.find('#'));
        reporter.report(Code::dead_anchor, slot.at, {page.empty() ? std::string(SourcePath{target.path}.name()) : page, anchor},
                        {.did_you_mean = near, .fixes = {}});
    }

    // The nearest file, written as a link of this document would write it. Not in another group: no page leads there.
    std::optional<std::string> nearest(const Document& document, const SourcePath& wanted, bool text) const {
        std::vector<std::string> candidates;
        for (const SourceFile& file : scope_.snapshot->files)
            if (file.path.value.ends_with(".md") == text && !is_elsewhere(document.path, file.path.value))
                candidates.push_back(relative_url(SitePath{document.path.value}, SitePath{file.path.value}));
        // As written, not from the root: a long way that both share would make anything near.
        return closest(relative_url(SitePath{document.path.value}, SitePath{wanted.value}), candidates);
    }

    const Known& known_;
    const Scope& scope_;
};

bool check_links(Documents& documents, const Known& known, const Scope& scope) {
    const LinkChecker checker(known, scope);
    bool complete = true;
    for (ListedDocument& document : documents)
        for (const RichText* text : texts_of(*document))
            for (const Slot& slot : text->slots)
                if (!document.sink().full(document->path)) complete = checker.check(document, slot) && complete;
    return complete;
}

} // namespace

const Surface::Page* Surface::find(std::string_view path) const {
    const auto found = by_path.find(path);
    return found == by_path.end() ? nullptr : &pages[found->second];
}

Surface surface_of(const Documents& documents) {
    Surface out;
    out.pages.reserve(documents.size());
    for (const ListedDocument& document : documents) {
        Surface::Page page{document->path.value, false, {}};
        if (const RichText* body = body_of(*document)) {
            page.has_text = true;
            for (const Heading& heading : body->headings) page.anchors.push_back(heading.id);
        }
        out.by_path.emplace_hint(out.by_path.end(), page.path, out.pages.size());
        out.pages.push_back(std::move(page));
        if (const auto* activity = document->as<Activity>(); activity != nullptr && !activity->reference.empty())
            out.references.emplace_hint(out.references.end(), activity->reference, document->path.value);
        if (const auto* trainee = document->as<Trainee>(); trainee != nullptr && !trainee->id.empty())
            out.identifiers.emplace(trainee->id, document->path.value);
    }
    for (std::size_t i = 0; i < documents.size(); ++i) { // what lies there itself goes before
        const PlaceKind kind = documents[i]->place.kind;
        if ((kind == PlaceKind::activity || kind == PlaceKind::example) && documents[i]->path.name() == "index.md")
            out.by_path.emplace(as_one_file(documents[i]->path).value, i);
    }
    return out;
}

bool check_across(Documents& documents, const Surface& own, const Others& others, const Scope& scope) {
    const Known known(own, others);
    const bool complete = check_references(documents, known);
    check_identifiers(documents, known);
    check_pages(documents);
    return check_links(documents, known, scope) && complete;
}

std::vector<std::string> values_of_lines(std::string_view text, std::initializer_list<std::string_view> keys) {
    std::vector<std::string> out;
    for (const std::string_view line : split_lines(text))
        for (const std::string_view key : keys)
            if (line.starts_with(key)) {
                std::string_view value = trim(line.substr(key.size()));
                value = value.substr(0, value.find_first_of(" \t"));
                out.push_back(replace_all(replace_all(std::string(value), "\"", ""), "'", ""));
            }
    return out;
}

std::vector<std::string> taken_references(const Institute& institute, const Disk& disk) {
    std::vector<std::string> out;
    for (const Activity& one : institute.activities)
        if (!one.reference.empty()) out.push_back(one.reference);
    for (const LeftOut& file : institute.left_out) {
        if (place_of(file.path).kind != PlaceKind::activity) continue;
        for (std::string& one : values_of_lines(disk.read_if_exists(file.path.value), {"reference:", "référence:"}))
            out.push_back(std::move(one));
    }
    return out;
}

std::string next_reference(const TraineeKey& owner, const std::vector<std::string>& taken) {
    const std::string prefix =
        ascii_upper(replace_all(owner.gfp.value, "-", "")) + "-" + ascii_upper(replace_all(owner.trainee.value, "-", "")) + "-";
    int last = 0;
    for (const std::string& reference : taken) {
        if (!reference.starts_with(prefix)) continue;
        const std::string rest = reference.substr(prefix.size());
        if (!rest.empty() && rest.size() < 6 &&
            std::all_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; }))
            last = std::max(last, std::stoi(rest));
    }
    return fmt::format("{}{:02}", prefix, last + 1);
}

} // namespace livret

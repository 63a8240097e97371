#include "import/leap2a_drafts.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"
#include "base/unicode.hpp"
#include "base/words.hpp"
#include "diag/printer.hpp"
#include "import/attachment_names.hpp"
#include "import/html_to_markdown.hpp"
#include "import/markdown_inline.hpp"
#include "markup/addresses.hpp"
#include "markup/markdown.hpp"
#include "markup/yaml_traps.hpp"
#include "media/file_types.hpp"
#include "media/media.hpp"
#include "model/activity_sheet.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::size_t longest_title = 200;                 // characters, as livret new takes them
constexpr std::size_t longest_body = std::size_t{1} << 20; // bytes, as parse_markdown takes them

struct Both {
    std::string fr, en;
};

bool is_relation(const LeapEntry::Link& link, std::string_view name) {
    return link.rel == name || link.rel == std::string(leap2_terms) + std::string(name);
}

// Why an entry is no text of hers, or nothing.
std::optional<Both> left_out(const LeapEntry& entry) {
    if (entry.type == "person") return Both{"la fiche de la personne", "the person's own card"};
    if (entry.plugin == "comment")
        return Both{"un commentaire : les paroles d’autrui ne s’importent pas",
                    "a comment: other people's words are not imported"};
    if (entry.type == "achievement")
        return Both{"une attestation ne s’importe pas : elle vaut ce que vaut sa signature",
                    "an attestation is not imported: it is worth what its signature is worth"};
    if (entry.type == "selection" && entry.has_category("selection_type", "Blog"))
        return Both{"un journal : ses billets viennent un à un", "a journal: its posts come one by one"};
    if (entry.type == "selection" && entry.has_category("selection_type", "Folder"))
        return Both{"un dossier de fichiers", "a folder of files"};
    if (entry.type == "selection")
        return Both{"une page ou une collection : ses textes viennent un à un",
                    "a page or a collection: its texts come one by one"};
    if (entry.plugin == "resume") return Both{"le curriculum vitæ", "the curriculum"};
    if (entry.plugin == "plans" || entry.type == "plan") return Both{"un plan ou une tâche", "a plan or a task"};
    if (entry.plugin == "internal" && entry.artefact != "html")
        return Both{"un renseignement du profil", "a part of the profile"};
    if (entry.type == "activity" || entry.type == "entry" || entry.type.empty()) return std::nullopt;
    return Both{fmt::format("de type « {} », qui n’a pas de place dans un livret", excerpt(entry.type, 40)),
                fmt::format("of type “{}”, which has no place in a portfolio here", excerpt(entry.type, 40))};
}

// 2004-10-14T12:00:00+01:00, 2004-10-14; also 2004-10 and 2004, which Leap2A allows.
std::optional<Date> day_of(std::string_view text) {
    text = trim(text);
    if (text.size() == 4) return parse_date(std::string(text) + "-01-01");
    if (text.size() == 7) return parse_date(std::string(text) + "-01");
    return parse_date(text.substr(0, 10));
}

// What an activity's own sheet says, if Livret wrote one.
struct Sheet {
    bool found = false;
    std::optional<ContextId> context;
    std::vector<Phase> phases;
    Situation situation = Situation::none;
    Pictures pictures = Pictures::unsaid;
    const Framework* framework = nullptr;
    std::map<std::string, std::string> words; // by code as it is typed
};

struct Joined {
    std::string name;
    std::string bytes;
};

class Maker {
  public:
    Maker(const LeapFeed& feed, const ZipReader& archive, const DraftFacts& facts)
        : feed_(feed), archive_(archive), facts_(facts) {
        for (const LeapEntry& one : feed.entries) by_id_.emplace(one.id, &one);
        for (const ZipEntry& one : archive.entries())
            if (!one.is_folder()) by_name_.emplace(one.name, &one);
    }

    std::variant<ImportedDrafts, LeapFault> run() {
        for (const LeapEntry& entry : feed_.entries) {
            if (fault_) break;
            if (entry.type == "resource") {
                if (path_of(entry)) find_file(entry);
                continue; // said below, once it is known who has it
            }
            if (auto reason = left_out(entry))
                say(entry, false, std::move(*reason));
            else
                make_draft(entry);
        }
        for (const LeapEntry& entry : feed_.entries)
            if (entry.type == "resource") say_file(entry);
        if (fault_) return *fault_;
        std::stable_sort(out_.report.begin(), out_.report.end(),
                         [](const DraftLine& a, const DraftLine& b) { return a.at < b.at; });
        return std::move(out_);
    }

  private:
    bool french() const { return facts_.language == Language::fr; }
    void fail(const LeapEntry& entry, std::string fr, std::string en) {
        if (!fault_) fault_ = LeapFault{entry.at, std::move(fr), std::move(en)};
    }
    void say(const LeapEntry& entry, bool made, Both what) {
        out_.report.push_back({entry.at, title_of(entry), made, std::move(what.fr), std::move(what.en)});
    }

    std::string title_of(const LeapEntry& entry) const {
        const std::string line(trim_spaces(collapsed(entry.title)));
        if (line.empty()) return french() ? "Sans titre" : "Untitled";
        return std::string(trim(first_characters(line, longest_title)));
    }

    // --- files
    static std::optional<std::string> path_of(const LeapEntry& entry) {
        if (entry.content == LeapEntry::Content::elsewhere) return entry.text;
        for (const LeapEntry::Link& link : entry.links)
            if (is_relation(link, "enclosure")) return link.href;
        return std::nullopt;
    }

    // Mahara writes names as they are, or encoded; PHP reads + as a space.
    const ZipEntry* named(const std::string& path) const {
        const std::string decoded = percent_decode(path);
        for (const std::string& one :
             {decoded, path, replace_all(decoded, "+", " "), percent_decode(replace_all(path, "+", " "))})
            if (const auto found = by_name_.find(one); found != by_name_.end()) return found->second;
        return nullptr;
    }

    const ZipEntry* find_file(const LeapEntry& entry) {
        const std::string path = *path_of(entry);
        const ZipEntry* found = named(path);
        if (found == nullptr)
            fail(entry, fmt::format("le fichier « {} » n’est pas dans l’archive", excerpt(printable(path), 120)),
                 fmt::format("the file “{}” is not in the archive", excerpt(printable(path), 120)));
        return found;
    }

    std::string file_name(const LeapEntry& entry, const ZipEntry& file) const {
        const std::string title = attachment_name(trim_spaces(collapsed(entry.title)));
        const auto accepted = [](std::string_view name) {
            return std::holds_alternative<FileType>(file_type(ascii_lower(SourcePath{std::string(name)}.extension())));
        };
        if (accepted(title)) return title;
        std::string_view own = std::string_view(file.name).substr(file.name.rfind('/') + 1);
        for (std::size_t digits = own.find_first_not_of("0123456789");
             digits != std::string_view::npos && digits > 0 && own[digits] == '-' && digits + 1 < own.size();
             digits = own.find_first_not_of("0123456789"))
            own.remove_prefix(digits + 1); // Mahara's numbers: 0-123-photo.jpg
        return attachment_name(own);
    }

    // The attachment's name in the draft, once; nothing if it cannot be kept, which its own line will say.
    std::optional<std::string> join_file(const LeapEntry& entry) {
        if (const auto known = joined_names_.find(entry.id); known != joined_names_.end()) return known->second;
        std::optional<std::string>& out = joined_names_[entry.id];
        if (entry.type != "resource" || !path_of(entry) || refused_.contains(entry.id)) return out;
        const ZipEntry* file = find_file(entry);
        if (file == nullptr) return out;
        const std::string name = file_name(entry, *file);
        if (auto bytes = clean_bytes(entry, *file, name)) {
            out = free_name(name, joined_keys_);
            joined_.push_back({*out, std::move(*bytes)});
            kept_.insert(entry.id);
        }
        return out;
    }

    std::optional<std::string> clean_bytes(const LeapEntry& entry, const ZipEntry& file, const std::string& name) {
        const auto refuse = [&](std::string fr, std::string en) {
            refused_[entry.id] = {std::move(fr), std::move(en)};
            return std::nullopt;
        };
        const std::string extension = ascii_lower(SourcePath{name}.extension());
        if (const auto type = file_type(extension); const auto* way_out = std::get_if<WayOut>(&type))
            return refuse(fmt::format("« {} » : ce type de fichier ne se joint pas ({})", name, way_out->french),
                          fmt::format("“{}”: this type of file is not attached ({})", name, way_out->english));
        if (file.size > leap2a_limits::attachment)
            return refuse(fmt::format("« {} » dépasse {}", name, shown_size(leap2a_limits::attachment, Language::fr)),
                          fmt::format("“{}” is larger than {}", name, shown_size(leap2a_limits::attachment, Language::en)));
        if (taken_ += file.size; taken_ > leap2a_limits::taken) {
            fail(entry, fmt::format("les pièces jointes dépassent ensemble {}", shown_size(leap2a_limits::taken, Language::fr)),
                 fmt::format("together the attachments are larger than {}", shown_size(leap2a_limits::taken, Language::en)));
            return std::nullopt;
        }
        auto bytes = archive_.read(file.name, leap2a_limits::attachment);
        if (!bytes) {
            fail(entry, fmt::format("le fichier « {} » de l’archive est abîmé ou chiffré", file.name),
                 fmt::format("the archive's file “{}” is damaged or encrypted", file.name));
            return std::nullopt;
        }
        Sink found;
        const SourcePath path{facts_.folder + "/import/" + name};
        if (!prepare_attachment(path, *bytes, found)) {
            Both why;
            for (const Diagnostic& one : found.items())
                if (one.severity() == Severity::error && why.fr.empty())
                    why = {message_of(one, Language::fr), message_of(one, Language::en)};
            return refuse(fmt::format("« {} » : {}", name, why.fr), fmt::format("“{}”: {}", name, why.en));
        }
        if (auto stripped = strip_picture(path, *bytes)) return stripped;
        return bytes;
    }

    void say_file(const LeapEntry& entry) {
        if (kept_.contains(entry.id)) return say(entry, true, {"joint", "attached"});
        if (const auto reason = refused_.find(entry.id); reason != refused_.end()) return say(entry, false, reason->second);
        if (!path_of(entry)) return say(entry, false, {"une adresse, sans fichier", "an address, without a file"});
        say(entry, false, {"un fichier que ne joint aucun texte importé", "a file that no imported text has attached"});
    }

    // portfolio:artefact12, or an address of Mahara's own that means the same.
    const LeapEntry* entry_of(std::string_view address) const {
        std::string id(trim(address));
        constexpr std::string_view download = "artefact/file/download.php?file=";
        if (const std::size_t at = id.find(download); at != std::string::npos) {
            const std::size_t from = at + download.size();
            id = "portfolio:artefact" + id.substr(from, std::min(id.find_first_not_of("0123456789", from), id.size()) - from);
        }
        const auto found = by_id_.find(id);
        return found == by_id_.end() ? nullptr : found->second;
    }

    std::optional<std::string> target_of(const HtmlNode& node) {
        for (const std::string_view key : {"href", "src"})
            if (const LeapEntry* entry = entry_of(node.attribute(key)); entry != nullptr)
                if (const auto name = join_file(*entry); name && (node.tag == "a" || is_picture_name(SourcePath{*name})))
                    return replace_all(replace_all(*name, "%", "%25"), "#", "%23");
        if (node.tag != "a") return std::nullopt;
        const std::string href(trim(node.attribute("href")));
        const AddressKind kind = address_kind(href);
        if (href.empty() || (kind != AddressKind::external && kind != AddressKind::mail)) return std::nullopt;
        return href;
    }

    // --- the sheet that Livret adds to what it exports
    static bool is_sheet_heading(const HtmlNode& node) {
        if (node.tag.size() != 2 || node.tag[0] != 'h') return false;
        const std::string words = search_key(plain_line(node));
        return words == search_key(sheet_words(Language::fr).heading) || words == search_key(sheet_words(Language::en).heading);
    }

    // The one node that is not white space; null if there are several.
    static HtmlNode* only_part(std::vector<HtmlNode>& nodes) {
        HtmlNode* out = nullptr;
        for (HtmlNode& one : nodes) {
            if (one.is_text() && is_only_spaces(one.text)) continue;
            if (out != nullptr) return nullptr;
            out = &one;
        }
        return out;
    }

    Sheet take_sheet(std::vector<HtmlNode>& nodes) const {
        Sheet out;
        std::vector<HtmlNode>* list = &nodes;
        for (HtmlNode* only = only_part(*list); only != nullptr && only->tag == "div"; only = only_part(*list))
            list = &only->children; // as Mahara wraps a text
        const auto heading = std::find_if(list->rbegin(), list->rend(), is_sheet_heading);
        if (heading == list->rend()) return out;
        out.found = true;
        const auto from = heading.base() - 1;
        for (auto node = from; node != list->end(); ++node) read_sheet(*node, out);
        list->erase(from, list->end());
        return out;
    }

    void read_sheet(const HtmlNode& node, Sheet& out) const {
        if (node.tag != "li") {
            for (const HtmlNode& child : node.children) read_sheet(child, out);
            return;
        }
        std::string label, value, words;
        for (const HtmlNode& child : node.children) {
            const bool strong = child.tag == "strong" || child.tag == "b", emphasis = child.tag == "em" || child.tag == "i";
            (strong && label.empty() ? label : emphasis ? words : value) += text_of(child);
        }
        label = search_key(replace_all(std::string(trim_spaces(collapsed(label))), ":", ""));
        label = std::string(trim_spaces(label));
        value = std::string(trim_spaces(collapsed(value)));
        const auto is = [&](std::string_view SheetWords::*name) {
            return label == search_key(sheet_words(Language::fr).*name) || label == search_key(sheet_words(Language::en).*name);
        };
        if (is(&SheetWords::context)) {
            for (const Context& one : facts_.contexts)
                if (typeset(one.label.fr, Language::fr) == value || typeset(one.label.en, Language::en) == value ||
                    one.id.value == value)
                    out.context = one.id;
        } else if (is(&SheetWords::phases)) {
            for (const std::string_view one : split(value, ','))
                if (const auto phase = parse_phase(trim(one))) out.phases.push_back(*phase);
        } else if (is(&SheetWords::situation)) {
            out.situation = parse_situation(value).value_or(Situation::none);
        } else if (is(&SheetWords::pictures)) {
            out.pictures = parse_pictures(value).value_or(Pictures::unsaid);
        } else if (is(&SheetWords::framework)) {
            for (const Framework* one : facts_.frameworks)
                if (one->id.value == value) out.framework = one;
        } else if (!words.empty()) {
            out.words.emplace(label, trim_spaces(collapsed(words)));
        }
    }

    // --- a draft
    void make_draft(const LeapEntry& entry) {
        joined_.clear();
        joined_names_.clear();
        joined_keys_ = {file_name_key("index.md")};
        std::vector<HtmlNode> nodes = content_of(entry);
        const Sheet sheet = take_sheet(nodes);
        std::string body = html_to_markdown(nodes, [&](const HtmlNode& node) { return target_of(node); });
        for (const LeapEntry::Link& link : entry.links)
            if (is_relation(link, "related") || is_relation(link, "enclosure") || is_relation(link, "has_attachment"))
                if (const auto found = by_id_.find(link.href); found != by_id_.end()) join_file(*found->second);
        if (fault_) return;
        const Framework* framework = sheet.framework != nullptr  ? sheet.framework
                                     : facts_.frameworks.empty() ? nullptr
                                                                 : facts_.frameworks.front();
        std::vector<std::string> codes, others;
        sort_tags(entry, framework, codes, others);
        body = checked(std::move(body), nodes);
        if (!others.empty()) {
            if (!body.empty()) body += '\n';
            body += markdown_of_words((french() ? "Mots-clés : " : "Keywords: ") + join(others, ", ")) + "\n";
        }
        if (body.size() > longest_body)
            return say(entry, false,
                       {fmt::format("le texte dépasse {}", shown_size(longest_body, Language::fr)),
                        fmt::format("the text is larger than {}", shown_size(longest_body, Language::en))});
        const std::string text = header(entry, sheet, framework, codes) + body;
        put(entry, text, codes.size(), others.size());
    }

    static std::vector<HtmlNode> content_of(const LeapEntry& entry) {
        switch (entry.content) {
        case LeapEntry::Content::xhtml:
            return entry.nodes;
        case LeapEntry::Content::html:
            return parse_html(entry.text);
        case LeapEntry::Content::text:
            return text_content(entry.text);
        default:
            return {};
        }
    }

    // Lines are lines; where Mahara could not make XHTML of a text, it writes the HTML as if it were words.
    static std::vector<HtmlNode> text_content(const std::string& text) {
        for (const std::string_view tag : {"</p>", "<br", "</a>", "</li>", "</strong>", "</em>", "</div>"})
            if (text.find(tag) != std::string::npos) return parse_html(text);
        std::vector<HtmlNode> out;
        bool in_paragraph = false;
        for (const std::string_view line : split_lines(text)) {
            if (is_blank(line)) {
                in_paragraph = false;
                continue;
            }
            if (!in_paragraph) out.push_back({"p", ""});
            if (in_paragraph) out.back().children.push_back({"br", ""});
            out.back().children.push_back({"", std::string(line)});
            in_paragraph = true;
        }
        return out;
    }

    void sort_tags(const LeapEntry& entry, const Framework* framework, std::vector<std::string>& codes,
                   std::vector<std::string>& others) const {
        for (const LeapEntry::Category& one : entry.categories) {
            if (!one.scheme.empty()) continue;
            const std::string tag(trim_spaces(collapsed(one.label.empty() ? one.term : one.label)));
            const Competence* known = framework == nullptr || tag.empty() ? nullptr : framework->find_typed(tag);
            std::vector<std::string>& into = known != nullptr ? codes : others;
            const std::string word = known != nullptr ? known->code : std::string(first_characters(tag, 80));
            if (!word.empty() && std::find(into.begin(), into.end(), word) == into.end()) into.push_back(word);
        }
    }

    // What pages would make of it is looked at before anything is written: what livret check would refuse comes as its words.
    std::string checked(std::string body, const std::vector<HtmlNode>& nodes) const {
        Sink sink;
        const SourcePath path{facts_.folder + "/import.md"};
        const Reporter reporter(path, body, sink);
        MarkdownOptions options;
        options.language = facts_.language;
        parse_markdown(reporter, body, 0, options);
        const bool good = std::all_of(sink.items().begin(), sink.items().end(), [](const Diagnostic& one) {
            return one.severity() != Severity::error && one.code != Code::raw_html;
        });
        if (good) return body;
        std::string words;
        for (const HtmlNode& node : nodes)
            if (const std::string line = markdown_of_words(text_of(node)); !line.empty())
                words += (words.empty() ? "" : "\n") + line + "\n";
        return words;
    }

    std::string header(const LeapEntry& entry, const Sheet& sheet, const Framework* framework,
                       const std::vector<std::string>& codes) const {
        const bool fr = french();
        std::string out = fmt::format("---\n{}: {}\n", fr ? "titre" : "title", yaml_quoted(title_of(entry)));
        std::optional<Date> from, to;
        if (const auto start = entry.dates.find("start"); start != entry.dates.end()) from = day_of(start->second);
        if (const auto end = entry.dates.find("end"); end != entry.dates.end()) to = day_of(end->second);
        if (!from) from = day_of(entry.published);
        if (!from) from = day_of(entry.updated);
        const Date day = from.value_or(facts_.today);
        out += to && *to > day
                   ? fmt::format("date: {{{}: {}, {}: {}}}\n", fr ? "du" : "from", iso(day), fr ? "au" : "to", iso(*to))
                   : fmt::format("date: {}\n", iso(day));
        if (!sheet.context) out += fr ? "# importé : le contexte est à choisir\n" : "# imported: the context is to be chosen\n";
        out += fmt::format("{}: {}\n", fr ? "contexte" : "context", sheet.context ? sheet.context->value : default_context());
        static constexpr std::string_view phases[] = {"conception", "analyse", "mise-en-oeuvre", "evaluation"};
        static constexpr std::string_view situations[] = {"none", "classroom", "distance", "mixed"};
        static constexpr std::string_view pictures[] = {"", "none", "no-persons", "consent"};
        if (!sheet.phases.empty()) {
            std::vector<std::string> words;
            for (const Phase one : sheet.phases)
                if (const std::string word(phases[static_cast<std::size_t>(one)]);
                    std::find(words.begin(), words.end(), word) == words.end())
                    words.push_back(word);
            out += fmt::format("phases: [{}]\n", join(words, ", "));
        }
        if (sheet.situation != Situation::none)
            out += fmt::format("situation: {}\n", situations[static_cast<std::size_t>(sheet.situation)]);
        if (framework != nullptr && !facts_.frameworks.empty() && framework != facts_.frameworks.front())
            out += fmt::format("{}: {}\n", fr ? "référentiel" : "framework", framework->id.value);
        if (!codes.empty()) out += fmt::format("{}:\n", fr ? "compétences" : "competences");
        for (const std::string& code : codes) {
            const auto words = sheet.words.find(search_key(code));
            out += words == sheet.words.end() ? fmt::format("  - {}\n", code)
                                              : fmt::format("  - {}: {}\n", code, yaml_quoted(words->second));
        }
        out += fmt::format("{}\n{}: gfp\n", fr ? "statut: brouillon" : "status: draft", fr ? "visibilité" : "visibility");
        if (sheet.pictures != Pictures::unsaid)
            out += fmt::format("{}: {}\n", fr ? "images" : "pictures", pictures[static_cast<std::size_t>(sheet.pictures)]);
        return out + "---\n";
    }

    std::string default_context() const {
        for (const Context& one : facts_.contexts)
            if (one.id.value == "personnel") return one.id.value;
        return facts_.contexts.empty() ? "personnel" : facts_.contexts.front().id.value;
    }

    void put(const LeapEntry& entry, const std::string& text, std::size_t codes, std::size_t others) {
        const std::string base = facts_.slug(title_of(entry));
        std::string slug = base;
        for (int number = 2; !slugs_.insert(slug).second || facts_.taken(slug); ++number)
            slug = fmt::format("{}-{}", base, number);
        const std::string folder = facts_.folder + "/" + slug;
        const std::string path = folder + (joined_.empty() ? ".md" : "/index.md");
        out_.files.push_back({path, text});
        for (Joined& one : joined_) out_.files.push_back({folder + "/" + one.name, std::move(one.bytes)});
        ++out_.drafts;
        out_.attachments += joined_.size();
        say(entry, true,
            {fmt::format("{} (compétences : {}, autres mots-clés : {}, pièces jointes : {})", path, codes, others,
                         joined_.size()),
             fmt::format("{} (competences: {}, other keywords: {}, attachments: {})", path, codes, others, joined_.size())});
    }

    const LeapFeed& feed_;
    const ZipReader& archive_;
    const DraftFacts& facts_;
    ImportedDrafts out_;
    std::optional<LeapFault> fault_;
    std::map<std::string, const LeapEntry*, std::less<>> by_id_;
    std::map<std::string, const ZipEntry*, std::less<>> by_name_;
    std::set<std::string> slugs_, kept_;
    std::map<std::string, Both> refused_;
    std::uint64_t taken_ = 0;
    // Of the draft that is being made.
    std::vector<Joined> joined_;
    std::map<std::string, std::optional<std::string>> joined_names_;
    std::set<std::string> joined_keys_;
};

} // namespace

std::variant<ImportedDrafts, LeapFault> make_drafts(const LeapFeed& feed, const ZipReader& archive, const DraftFacts& facts) {
    return Maker(feed, archive, facts).run();
}

} // namespace livret

#include "serve/write_desk.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/words.hpp"
#include "disk/left_parts.hpp"
#include "disk/move_file.hpp"
#include "disk/private_file.hpp"
#include "load/places.hpp"
#include "media/media.hpp"
#include "serve/document_form.hpp"
#include "serve/dossier_download.hpp"
#include "serve/form_checks.hpp"
#include "serve/form_fields.hpp"
#include "serve/form_files.hpp"
#include "serve/own_words.hpp"
#include "serve/small_pages.hpp"
#include "serve/unfinished_move.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace livret {

namespace {

std::int64_t number(const std::string& text) {
    std::int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

std::string hash_of(const std::string& bytes) {
    return bytes.empty() ? std::string() : sha256_hex(bytes);
}

HttpResponse json_response(const Json& json, int status = 200) {
    return {status, "application/json", json.dump(), {}};
}

} // namespace

struct WriteDesk::Turn {
    WriteDesk& desk;
    const HttpRequest& request;
    std::shared_ptr<const WholeRepository> whole;
    const FormWords& words;
    FormFacts facts;
    PageFacts page;
    FormFiles files;
    std::unique_lock<std::mutex>& lock;

    Turn(WriteDesk& desk_, const HttpRequest& request_, std::shared_ptr<const WholeRepository> whole_,
         std::unique_lock<std::mutex>& lock_)
        : desk(desk_), request(request_), whole(std::move(whole_)),
          words(whole->institute.configuration.language == Language::fr ? desk.french_ : desk.english_),
          facts{whole->institute, desk.workshop_.disk(), words, desk.workshop_.now(), {}}, page{facts, desk.options_.base,
                                                                                                desk.options_.site},
          files(facts, desk.journal_, desk.workshop_.disk(), desk.workshop_.options().root), lock(lock_) {
        if (const auto person = desk.person()) facts.person = *person;
        page.deposit = static_cast<bool>(desk.options_.deeds.deposit);
        page.import_signed = static_cast<bool>(desk.options_.deeds.import_signed) && facts.person.is_trainer();
        page.chosen_here = !desk.options_.person;
    }

    std::string at(const std::string& path) const { return desk.options_.base + path; }

    // To a page: for a browser by redirection, for our script in words.
    HttpResponse go(const std::string& path) const {
        if (!request.by_script) return redirect(at(path));
        Json out = Json::object();
        out.set("location", at(path));
        return json_response(out);
    }
    HttpResponse plain(int status, std::string_view key,
                       std::initializer_list<std::pair<std::string_view, std::string_view>> values = {}) const {
        const std::string sentence = words.say(key, values);
        if (request.by_script) {
            Json out = Json::object();
            out.set("error", sentence);
            return json_response(out, status);
        }
        return {status, "text/html; charset=utf-8", plain_page(page, words.say(fmt::format("{}.title", key)), sentence), {}};
    }

    // --- entries
    JournalEntry fresh(const std::string& kind) const {
        JournalEntry out;
        out.kind = kind;
        out.person = name_of(facts.person);
        out.kept = iso(facts.now);
        return out;
    }

    std::string file_now(const JournalEntry& entry) const {
        return entry.path.empty() ? std::string() : facts.disk.read_if_exists(entry.path);
    }

    // One text more in a file that others write to as well: nothing of theirs is replaced.
    bool appends(const JournalEntry& entry) const {
        return entry.item.empty() && (entry.kind == "answer" || entry.kind == "reply");
    }
    bool is_part(const JournalEntry& entry) const { return entry.kind == "answer" || entry.kind == "reply"; }

    // What the form was filled from, as it is now: the file, or the words in it that the form corrects.
    std::string source_now(const JournalEntry& entry) const {
        if (entry.item.empty()) return file_now(entry);
        const auto own = words_of_form(facts, entry, file_now(entry));
        return own ? own->item.text : std::string();
    }
    bool is_older(const JournalEntry& entry) const { return !appends(entry) && hash_of(source_now(entry)) != entry.base; }

    std::vector<std::string> joining(const JournalEntry& entry) const {
        return entry.kind == "activity" ? desk.journal_.files(entry.id) : std::vector<std::string>{};
    }

    // Its values from its file, as long as nobody typed in it.
    bool fill(JournalEntry& entry) const {
        auto values = first_values(facts, entry);
        if (!values) return false;
        entry.values = std::move(*values);
        entry.base = {};
        entry.base = hash_of(source_now(entry));
        entry.touched = false;
        return true;
    }

    HttpResponse open(const std::string& kind) {
        JournalEntry entry = fresh(kind);
        entry.path = request.parameter("path");
        entry.about = kind == "activity" ? request.parameter("from") : request.parameter("to");
        // One way to write a path, so that what is asked about it is asked about the file.
        if (const auto normal_path = resolve_link(SourcePath{"a"}, entry.path);
            !entry.path.empty() && (!normal_path || normal_path->value != entry.path))
            return plain(404, "not-here");
        if ((kind == "activity" || kind == "reply") && !entry.path.empty() && !facts.disk.exists(entry.path))
            if (const std::string in_folder = entry.path.substr(0, entry.path.rfind('.')) + "/index.md";
                facts.disk.exists(in_folder))
                entry.path = in_folder; // it moved since the link was made
        if (kind == "answer" || kind == "reply") entry.item = request.parameter("n");
        if (kind == "reply" && entry.about.empty() && place_of(SourcePath{entry.path}).kind == PlaceKind::activity)
            for (const ThreadItem& one : thread_items(file_now(entry), activity_kind)) // what it answers is in the file
                if (one.number == entry.item) entry.about = one.to;
        if (!entry.path.empty())
            for (const JournalEntry& one : desk.journal_.all()) // a form of this file is open already
                if (!one.aside && one.person == entry.person && one.kind == kind && one.path == entry.path &&
                    one.about == entry.about && one.item == entry.item) {
                    entry = one;
                    break;
                }
        if (entry.id.empty())
            entry.id = entry.path.empty() ? random_hex(8)
                                          : Journal::id_of_file(entry.person, kind, entry.path, entry.about + entry.item);
        if (!may_write(facts, entry)) return plain(403, "not-yours");
        if (!entry.touched) {
            if (!entry.path.empty() && !facts.disk.exists(entry.path)) return plain(404, "not-here");
            const std::string told = entry.told;
            if (!fill(entry)) return plain(409, "header-unreadable");
            entry.told = told;
            desk.journal_.put(entry);
        }
        return redirect(at("/form/" + entry.id));
    }

    // --- what a form shows
    // What check says of the form as it stands.
    std::vector<FieldMessage> messages(const JournalEntry& entry) const {
        if (appends(entry) && typed_text(entry.values.one("text")).empty()) return {};
        const Plan plan = plan_of(facts, entry, file_now(entry), joining(entry));
        return checked(desk.workshop_, plan, entry.kind, files.all(entry), words);
    }

    std::string preview(const JournalEntry& entry) const {
        const auto address = [&](const std::string& name) {
            return at(fmt::format("/form/{}/file/{}", entry.id, encode_url_path(name)));
        };
        return preview_of(entry.values.one("body"), files.all(entry), address, words);
    }

    // Killed between the file and the journal, or written alike by somebody: the file says what the form
    // does.
    bool says_the_same(const JournalEntry& entry) const {
        const std::string current = file_now(entry);
        if (is_part(entry) || current.empty() || plan_of(facts, entry, current, joining(entry)).text != current) return false;
        const auto all = files.all(entry);
        return std::none_of(all.begin(), all.end(), [](const JoinedFile& one) { return !one.saved; });
    }

    HttpResponse show(JournalEntry entry) {
        if (entry.touched && is_older(entry) && says_the_same(entry) && fill(entry)) desk.journal_.put(entry);
        if (!entry.touched && entry.told.empty() && !fill(entry)) return plain(409, "header-unreadable");
        FormPage shown{entry, {}, files.all(entry)};
        // What nobody typed in yet has nothing to be corrected.
        const std::string view = request.parameter("show");
        if (!entry.path.empty() || view == "check") shown.messages = messages(entry);
        if (view == "preview") shown.preview = preview(entry);
        if (entry.touched && is_older(entry)) shown.theirs = source_now(entry);
        if (is_part(entry)) shown.own = own_words(facts, entry, file_now(entry));
        HttpResponse out{200, "text/html; charset=utf-8", form_page(page, shown), {}};
        if (!entry.told.empty()) { // said once
            entry.told.clear();
            desk.journal_.put(entry);
        }
        return out;
    }

    // --- what a form sends
    bool keep(JournalEntry& entry) const {
        // The page may list another framework than the entry by now: what is ticked there is of that one.
        JournalEntry listed = entry;
        if (const FrameworkId id{sent_field(request, "framework")}; whole->institute.find_framework(id) != nullptr)
            choose_framework(facts, listed, id);
        auto values = typed_over(listed.values, entry.kind, request);
        if (!values) return false;
        const std::int64_t sequence = number(sent_field(request, "sequence"));
        if (sequence != 0 && sequence < entry.sequence) return true; // came late: something newer is kept
        // The page may be older than what another tab made of the entry: then both texts are shown, and nothing is replaced.
        if (const std::string seen = sent_field(request, "base"); seen.size() == entry.base.size() && !seen.empty())
            entry.base = seen;
        if (entry.values != *values) {
            entry.touched = true;
            entry.aside = false; // taken up again
        }
        entry.values = std::move(*values);
        entry.sequence = std::max(entry.sequence, sequence);
        entry.kept = iso(facts.now);
        desk.journal_.put(entry);
        return true;
    }

    HttpResponse kept(JournalEntry entry) {
        if (!keep(entry)) return plain(413, "too-much");
        Json out = Json::object();
        out.set("kept", entry.kept.substr(11, 5));
        out.set("sequence", entry.sequence);
        return json_response(out);
    }

    HttpResponse tell(JournalEntry& entry, std::string told, const std::string& view = "") {
        entry.told = std::move(told);
        desk.journal_.put(entry);
        return go("/form/" + entry.id + view);
    }

    HttpResponse post(JournalEntry entry) {
        if (!keep(entry)) return plain(413, "too-much");
        if (std::any_of(request.files.begin(), request.files.end(), [](const HttpFile& one) { return !one.bytes.empty(); }))
            if (const auto wrong = attach(entry); !wrong.empty()) return tell(entry, "!" + join(wrong, " "), "#f-files");
        const std::string action = sent_field(request, "action");
        if (action == "preview") return go("/form/" + entry.id + "?show=preview#preview");
        if (action == "check") return go("/form/" + entry.id + "?show=check#summary");
        if (action == "attach") return tell(entry, "+" + words.say("files.joined"), "#f-files");
        if (action == "framework") return change_framework(entry, "");
        if (action.starts_with("take-away:")) return take_away(entry, action.substr(10));
        if (action == "drop") return drop(entry);
        if (action == "theirs") return take_theirs(entry);
        if (action == "mine") entry.base = hash_of(source_now(entry));
        if (const Framework* listed = framework_of_form(facts, entry);
            listed != nullptr && wanted_framework() != nullptr && wanted_framework() != listed)
            return change_framework(entry, "framework.look");
        return save(entry);
    }

    const Framework* wanted_framework() const {
        return whole->institute.find_framework(FrameworkId{sent_field(request, "framework.wanted")});
    }
    // Chosen and not yet listed: she sees what that framework asks for before anything is saved under it.
    HttpResponse change_framework(JournalEntry& entry, std::string_view key) {
        if (const Framework* wanted = wanted_framework()) {
            choose_framework(facts, entry, wanted->id);
            entry.touched = true;
        }
        return tell(entry, key.empty() ? "" : "!" + words.say(key), "#s-competences");
    }

    // Back to what the file holds. What was typed, and what was dropped on the form, is a form of its own
    // from then on.
    HttpResponse drop(JournalEntry& entry) {
        if (entry.aside) { // given up twice
            desk.journal_.remove(entry.id);
            return go("/?told=dropped-for-good");
        }
        const bool typed = entry.touched;
        put_aside(entry);
        if (entry.path.empty()) {
            desk.journal_.remove(entry.id);
            return go(typed ? "/?told=dropped" : "/");
        }
        if (!fill(entry)) return plain(409, "header-unreadable");
        entry.sequence += 1;
        return typed ? tell(entry, "+" + words.say("dropped")) : go("/");
    }
    HttpResponse take_theirs(JournalEntry& entry) {
        if (file_now(entry).empty()) entry.path.clear();
        return drop(entry);
    }
    void put_aside(const JournalEntry& entry) const {
        if (!entry.touched) return;
        JournalEntry out = entry;
        out.id = random_hex(8);
        out.aside = true;
        desk.journal_.move_files(entry.id, out.id);
        desk.journal_.put(out);
    }

    // --- saving
    HttpResponse save(JournalEntry& entry) {
        try {
            if (!entry.moved_from.empty())
                complete_move(desk.journal_, desk.workshop_.disk(), entry); // a disk that refused half way, and goes on now
            // A deposit may exchange the file between reading and writing it: then all is looked at again.
            for (int tries = 0; tries < 5; ++tries) {
                const std::string current = file_now(entry);
                if (is_older(entry)) break;
                const Plan plan = plan_of(facts, entry, current, joining(entry));
                if (plan.path.empty() || plan.text.empty()) return go("/form/" + entry.id + "?show=check#summary");
                if (!plan.moved_from.empty() && facts.disk.read_if_exists(entry.path) != current) continue;
                // Where it is going is known before it is there: killed or refused in between, the form is
                // that of this file.
                entry.path = plan.path;
                entry.moved_from = plan.moved_from;
                desk.journal_.put(entry);
                if (!plan.moved_from.empty()) move_file(desk.workshop_.options().root, plan.moved_from, plan.path);
                files.place(entry);
                if (!write(plan, current)) {
                    if (!entry.moved_from.empty()) complete_move(desk.journal_, desk.workshop_.disk(), entry);
                    continue;
                }
                if (!entry.moved_from.empty()) follow_move(desk.journal_, entry);
                entry.moved_from.clear();
                return saved(entry, plan);
            }
        } catch (const DiskError& error) {
            if (!entry.moved_from.empty() && facts.disk.exists(entry.moved_from))
                entry.path = std::exchange(entry.moved_from, {});
            return tell(entry, "!" + words.say("not-saved", {{"reason", system_words(error.code(), words.language())}}));
        }
        return tell(entry, "!" + words.say("conflict.told"), "#conflict");
    }

    // False if the file is not `current` any more.
    bool write(const Plan& plan, const std::string& current) const {
        Disk& disk = desk.workshop_.disk();
        if (disk.read_if_exists(plan.path) != current) return false;
        if (current.empty())
            disk.write_new(plan.path, plan.text);
        else if (plan.text != current)
            disk.write(plan.path, plan.text);
        // The journal gives a text up only once the disk has it.
        flush_to_disk(desk.workshop_.options().root + "/" + plan.path);
        return true;
    }

    HttpResponse saved(JournalEntry& entry, const Plan& plan) {
        if (is_part(entry)) {
            desk.journal_.remove(entry.id);
            return go(entry.kind == "answer" ? "/?told=answered" : "/?told=replied");
        }
        files.forget_placed(entry);
        const auto values = file_values(facts, kind_of_form(entry.kind), plan.text);
        if (values) entry.values = *values;
        entry.base = hash_of(plan.text);
        entry.touched = entry.aside = false;
        const std::vector<FieldMessage> all = messages(entry);
        const auto errors = std::count_if(all.begin(), all.end(), [](const FieldMessage& one) { return one.error; });
        return tell(entry, "+" + words.say(errors == 0 ? "saved" : "saved.with-errors"));
    }

    // --- attachments
    std::vector<std::string> attach(JournalEntry& entry) {
        const auto wrong = files.join(entry, request.files);
        entry.touched = true;
        desk.journal_.put(entry);
        return wrong;
    }

    HttpResponse attach_by_script(JournalEntry entry) {
        const std::vector<JoinedFile> before = files.all(entry);
        const auto wrong = attach(entry);
        Json out = Json::object(), joined = Json::array(), refused = Json::array(), notes = Json::array();
        for (const JoinedFile& one : files.all(entry)) {
            if (std::any_of(before.begin(), before.end(), [&](const JoinedFile& old) { return old.name == one.name; })) continue;
            Json each = Json::object();
            each.set("name", one.name);
            each.set("size", shown_size(one.size, words.language()) + (one.saved ? "" : " · " + words.say("files.later")));
            each.set("picture", is_picture_name(SourcePath{one.name}));
            each.set("away", words.say("files.away"));
            joined.push(std::move(each));
        }
        for (const std::string& one : wrong) refused.push(one);
        for (const std::string& one : files.cleaned(request.files)) notes.push(one);
        out.set("files", std::move(joined));
        out.set("refused", std::move(refused));
        out.set("notes", std::move(notes));
        return json_response(out);
    }

    HttpResponse take_away(JournalEntry& entry, const std::string& name) {
        if (!files.take_away(entry, name)) return plain(404, "not-here");
        return tell(entry, "+" + words.say("files.taken-away", {{"name", name}}), "#f-files");
    }

    HttpResponse file(const JournalEntry& entry, const std::string& name) const {
        const auto bytes = files.shown(entry, name);
        if (!bytes) return plain(404, "not-here");
        HttpResponse out{200, std::string(type_of_file(name)), *bytes, {}};
        out.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
        return out;
    }

    // --- the other pages
    HttpResponse home() {
        std::vector<JournalEntry> unfinished;
        for (JournalEntry& one : desk.journal_.all())
            if (one.touched && one.person == name_of(facts.person)) unfinished.push_back(std::move(one));
        std::string told;
        const std::string key = request.parameter("told");
        for (const std::string_view known : {"dropped", "dropped-for-good", "answered", "replied"})
            if (key == known) told = "+" + words.say(fmt::format("told.{}", known));
        return {200, "text/html; charset=utf-8", home_page(page, unfinished, told), {}};
    }

    // --- deeds
    DeedRequest deed() const {
        DeedRequest out{desk.workshop_.options().root,
                        facts.person,
                        shown_name(whole->institute, facts.person),
                        {},
                        {},
                        words.language(),
                        facts.now};
        out.message = words.say("deposit.message", {{"name", out.name}});
        for (const auto& [name, value] : request.fields)
            if (name.starts_with("choice.") && (value == "mine" || value == "theirs" || value == "both") &&
                !first_invalid_utf8(name))
                out.choices[name.substr(7)] = value;
        return out;
    }
    // A deed may wait for a network: other tabs go on keeping what is typed. Their savings wait
    // (changes_files).
    template <class Deed> DeedResult while_others_write(const Deed& run) {
        const DeedRequest asked = deed();
        lock.unlock();
        const DeedResult out = run(asked);
        lock.lock();
        return out;
    }
    HttpResponse after(std::string_view title, const DeedResult& result) const {
        return {200, "text/html; charset=utf-8", deed_page(page, words.say(title), result), {}};
    }

    HttpResponse choose_person() {
        const std::string name = sent_field(request, "person");
        if (desk.options_.person || !person_named(whole->institute, name)) return plain(404, "not-here");
        ServeState state = desk.journal_.state();
        state.person = name;
        desk.journal_.put_state(state);
        return go("/");
    }

    HttpResponse form(std::string_view rest) {
        const std::string id(rest.substr(0, 16));
        rest.remove_prefix(std::min<std::size_t>(16, rest.size()));
        auto entry = desk.journal_.find(id);
        if (!entry) return plain(404, "no-form");
        if (!may_write(facts, *entry) && !(entry->path.empty() || !facts.disk.exists(entry->path)))
            return plain(403, "not-yours");
        if (entry->person != name_of(facts.person)) return plain(403, "not-yours");
        const bool post_ = request.method == "POST";
        if (rest.empty()) return post_ ? post(std::move(*entry)) : show(std::move(*entry));
        if (rest == "/keep" && post_) return kept(std::move(*entry));
        if (rest == "/check" && post_) {
            if (!keep(*entry)) return plain(413, "too-much");
            Json out = Json::object();
            out.set("messages", messages_json(messages(*entry)));
            return json_response(out);
        }
        if (rest == "/preview" && post_) {
            if (!keep(*entry)) return plain(413, "too-much");
            Json out = Json::object();
            out.set("html", preview(*entry));
            return json_response(out);
        }
        if (rest == "/attach" && post_) return attach_by_script(std::move(*entry));
        if (rest.starts_with("/file/") && !post_) return file(*entry, std::string(rest.substr(6)));
        return plain(404, "not-here");
    }

    HttpResponse asset(std::string_view name) const {
        std::string path;
        if (name == "write.css" || name == "write.js") path = "program/write/" + std::string(name);
        if (name == "favicon.svg") path = "themes/default/assets/favicon.svg";
        if (name.starts_with("fonts/") && name.ends_with(".woff2") && name.find("..") == std::string_view::npos)
            path = "themes/default/assets/" + std::string(name);
        const auto share = open_real_disk(desk.workshop_.options().share);
        if (path.empty() || !share->exists(path)) return {404, "text/plain; charset=utf-8", "404\n", {}};
        return {200, std::string(type_of_file(name)), share->read(path), {}};
    }

    HttpResponse route(std::string_view path) {
        const bool post_ = request.method == "POST";
        if (path.starts_with("/asset/") && !post_) return asset(path.substr(7));
        if (path == "/alive" && !post_) return {204, "text/plain", "", {}};
        if (path == "/people") {
            if (post_) return choose_person();
            if (!desk.options_.person) return {200, "text/html; charset=utf-8", people_page(page), {}};
        }
        if (facts.person == PersonKey{}) return path == "/" ? redirect(at("/people")) : plain(404, "not-here");
        if (path == "/" && !post_) return home();
        if (path.starts_with("/form/")) return form(path.substr(6));
        if (path == "/dossier" && !post_ && !facts.person.is_trainer())
            return dossier_download(desk.workshop_.options(), {facts.person.gfp, facts.person.trainee}, words.language());
        if (!post_)
            for (const std::string_view kind : {"activity", "position", "question", "answer", "reply"})
                if (path == fmt::format("/new/{}", kind) || path == fmt::format("/edit/{}", kind)) return open(std::string(kind));
        const Deeds& deeds = desk.options_.deeds;
        if (path == "/deposit" && post_ && page.deposit)
            return after("deposit", while_others_write([&](const DeedRequest& asked) { return deeds.deposit(asked); }));
        if (path == "/import-signed" && post_ && page.import_signed)
            for (const HttpFile& one : request.files)
                if (one.field == "zip")
                    return after("import", while_others_write(
                                               [&](const DeedRequest& asked) { return deeds.import_signed(asked, one.bytes); }));
        return plain(404, "not-here");
    }
};

WriteDesk::WriteDesk(Workshop& workshop, DeskOptions options)
    : workshop_(workshop), options_(std::move(options)), journal_(workshop.options().root),
      french_(workshop.options().share, Language::fr), english_(workshop.options().share, Language::en) {
    // Half files of a program that was killed.
    for (const std::string_view folder : {".livret/forms", "gfp", "streams"})
        if (workshop.disk().exists(folder)) remove_left_parts(workshop.disk(), folder);
    for (JournalEntry& one : journal_.all())
        if (!one.moved_from.empty()) {
            try {
                complete_move(journal_, workshop.disk(), one);
            } catch (const DiskError&) {
                // It stays to be done: by the next saving, or the next start.
            }
        }
    // Forms that were opened and never typed in, and those that were given up: a month.
    const auto month_ago = std::chrono::sys_days{workshop.now().local_date()} - std::chrono::days{31};
    for (const JournalEntry& one : journal_.all())
        if (const auto day = parse_date(one.kept.substr(0, 10));
            (!one.touched || one.aside) && day && std::chrono::sys_days{*day} < month_ago)
            journal_.remove(one.id);
}

std::optional<PersonKey> WriteDesk::person() {
    if (options_.person) return options_.person;
    const std::string chosen = journal_.state().person;
    return chosen.empty() ? std::nullopt : person_named(workshop_.whole()->institute, chosen);
}

// What changes files of the working folder, one after the other: savings of one file see one another, and
// none comes between the looks of a deposit. All else of the forms (what is typed, checked, looked at) only
// reads them, and keeps its own in the journal.
static bool changes_files(const HttpRequest& request, std::string_view path) {
    if (request.method != "POST") return false;
    if (!path.starts_with("/form/")) return path == "/deposit" || path == "/import-signed";
    const std::string action = sent_field(request, "action");
    return path.find('/', 6) == std::string_view::npos && action != "preview" && action != "check" && action != "attach";
}

HttpResponse WriteDesk::answer(const HttpRequest& request, std::string_view path) {
    std::unique_lock files(files_mutex_, std::defer_lock);
    if (changes_files(request, path)) files.lock(); // before the other, always
    std::unique_lock lock(mutex_);
    Turn turn(*this, request, workshop_.whole(), lock);
    HttpResponse out;
    try {
        out = turn.route(path);
    } catch (const DiskError& error) {
        out = turn.plain(500, "disk-error",
                         {{"path", error.path()}, {"reason", system_words(error.code(), turn.words.language())}});
    }
    // Nothing but our own files, from our own address; and no address of ours to whoever is linked to.
    out.headers.try_emplace(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    return out;
}

} // namespace livret

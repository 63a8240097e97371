// livret digest: to each person an e-mail of what waits for her and what is new; to whom there is nothing to say, none.
//
// Order, so that nothing is lost and nothing told again and again, whenever the machine stops: who is written to for the first
// time is noted with what is too old to tell; then each message is handed over, and only once it was accepted is it noted that
// she was told. Between the two lies one message at most: a server may get it twice, with the same Message-ID. An mbox is
// written whole, with what it held, and never holds a message twice.
//
// Addresses are in no message of the program: what a robot says lies where others read it.
#include "cli/command.hpp"
#include "cli/digest_memory.hpp"
#include "cli/people_file.hpp"
#include "cli/private_paths.hpp"
#include "cli/source_words.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "export/digest_mail.hpp"
#include "mail/mbox.hpp"
#include "mail/message.hpp"
#include "mail/smtp.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::days first_look_back{7}; // what somebody who was never written to learns of the past

// One person's message, ready to go.
struct Letter {
    const PersonDigest* digest = nullptr;
    Message message;
    std::vector<std::string> keys;
    std::string bytes;
};

class DigestRun {
  public:
    explicit DigestRun(const Command& command)
        : command_(command), options_(build_options(command)), dry_(command.arguments.has("--dry-run")) {}

    Exit run();

  private:
    bool french() const { return command_.french(); }
    void read_command_line();
    void read_server();
    void read_credentials(SmtpServer& server) const;
    std::vector<Letter> write_letters(DigestMemory& memory);
    // What she was not told yet; `too_old`: what she will not be told, since it was before she was first written to.
    std::vector<News> fresh_news(const PersonDigest& digest, const DigestMemory& memory, std::vector<std::string>& too_old) const;
    Letter letter_for(const PersonDigest& digest, std::vector<News> news, const PersonFacts& facts) const;
    void put_into_mbox(std::vector<Letter>& letters, DigestMemory& memory);
    void hand_to_server(std::vector<Letter>& letters, DigestMemory& memory);
    void show(const std::vector<Letter>& letters) const;
    void note_told(const Letter& letter, DigestMemory& memory);
    void failed(const PersonDigest& digest, const std::string& why_fr, const std::string& why_en);
    void sum_up() const;

    const Command& command_;
    BuildOptions options_;
    bool dry_;
    Institute institute_;
    Mailbox sender_;
    std::string mbox_; // absolute; empty: to a server
    SmtpServer server_;
    Date since_{};
    PeopleFile people_;
    DigestSite site_;
    Institute members_;
    Portfolio portfolio_;
    std::optional<SiteMap> map_;
    std::vector<PersonDigest> digests_;
    std::size_t sent_ = 0, nothing_ = 0, failed_ = 0, unreached_ = 0;
    std::vector<std::string> without_address_;
    Exit exit_ = Exit::fine;
};

// Four numbers: of whatever else begins with "127." anybody may own the name.
bool is_ip4(std::string_view host) {
    const auto parts = split(host, '.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view one) {
               return !one.empty() && one.size() <= 3 && one.find_first_not_of("0123456789") == std::string_view::npos;
           });
}

bool is_loopback(std::string_view url) {
    std::string_view host = url.substr(url.find("//") + 2);
    host = host.substr(0, host.starts_with('[') ? host.find(']') + 1 : std::min(host.find(':'), host.find('/')));
    return host == "localhost" || host == "[::1]" || (host.starts_with("127.") && is_ip4(host));
}

void DigestRun::read_server() {
    server_.url = command_.arguments.value("--smtp");
    const std::string lower = ascii_lower(server_.url);
    const std::size_t host = lower.starts_with("smtp://") ? 7 : lower.starts_with("smtps://") ? 8 : 0;
    if (host == 0 || host == lower.size() || lower.find_first_of("/?#@ \t\r\n", host) != std::string::npos)
        throw usage(
            "--smtp : attendu smtp://SERVEUR[:PORT] ou smtps://SERVEUR[:PORT], sans nom ni mot de passe (--credentials FICHIER)",
            "--smtp: expected smtp://SERVER[:PORT] or smtps://SERVER[:PORT], without name or password (--credentials FILE)");
    read_credentials(server_);
    // On the machine itself nobody listens. Anywhere else only who says so sends what people wrote for all to read.
    if (command_.arguments.has("--no-tls") && !server_.user.empty() && !is_loopback(lower))
        throw usage("--no-tls : un mot de passe ne part pas sans chiffrement", "--no-tls: no password leaves without encryption");
    server_.encryption = command_.arguments.has("--no-tls") ? Encryption::none
                         : is_loopback(lower)               ? Encryption::if_offered
                                                            : Encryption::required;
    if (const char* file = std::getenv("SSL_CERT_FILE"); file != nullptr && *file != '\0') server_.authorities = file;
}

// Two lines of a private file, or two variables: never the command line, which everybody on the machine can read.
void DigestRun::read_credentials(SmtpServer& server) const {
    const auto take = [](const char* name) {
        const char* value = std::getenv(name);
        std::string out = value == nullptr ? "" : value;
        unsetenv(name); // programs that are started do not get it
        return out;
    };
    server.user = take("LIVRET_SMTP_USER");
    server.password = take("LIVRET_SMTP_PASSWORD");
    if (!command_.arguments.has("--credentials")) return;
    const std::string path = fs::absolute(command_.arguments.value("--credentials")).lexically_normal().string();
    refuse_shared_place(path, SecretKind::passphrase);
    refuse_public_file(PrivateFile(path), path, SecretKind::passphrase);
    const fs::path file(path);
    const std::string text = open_real_disk(file.parent_path().string())->read(file.filename().string());
    const auto lines = split_lines(text);
    if (lines.size() < 2 || lines[0].empty() || lines[1].empty())
        throw usage("--credentials : le fichier tient en deux lignes, le nom puis le mot de passe",
                    "--credentials: the file has two lines, the name and then the password");
    server.user = std::string(lines[0]);
    server.password = std::string(lines[1]);
}

void DigestRun::read_command_line() {
    const Arguments& given = command_.arguments;
    if (given.has("--to") + given.has("--smtp") + dry_ != 1)
        throw usage("où envoyer ? --smtp SERVEUR, --to FICHIER (mbox), ou --dry-run pour lire sans envoyer",
                    "where to? --smtp SERVER, --to FILE (mbox), or --dry-run to read and send nothing");
    if (!dry_ && !read_mailbox(given.value("--sender"), sender_))
        throw usage("--sender : l’adresse de qui envoie est attendue, « Mission TICE <tice@example.org> »",
                    "--sender: the address of whoever sends is expected, “Digital tools <tools@example.org>”");
    if (given.has("--to")) {
        mbox_ = fs::absolute(given.value("--to")).lexically_normal().string();
        if (const auto shared = shared_folder_above(mbox_))
            throw usage(fmt::format("--to : « {} » est dans « {} », un dossier partagé (git ou Livret) : ce qui est écrit à "
                                    "chacun n’y reste pas entre vous",
                                    mbox_, *shared),
                        fmt::format("--to: “{}” lies in “{}”, a shared folder (git or Livret): what is written to each does not "
                                    "stay private there",
                                    mbox_, *shared));
    }
    if (given.has("--smtp")) read_server();
    since_ = Date(std::chrono::sys_days(options_.now.local_date()) - first_look_back);
    if (given.has("--since")) {
        const auto day = parse_date(given.value("--since"));
        if (!day) throw usage("--since : une date est attendue (2004-11-18)", "--since: a date is expected (2004-11-18)");
        since_ = *day;
    }
}

std::vector<News> DigestRun::fresh_news(const PersonDigest& digest, const DigestMemory& memory,
                                        std::vector<std::string>& too_old) const {
    const bool known = memory.knows(digest.id);
    std::vector<News> out;
    for (const News& one : digest.news) {
        const bool told = std::all_of(one.keys.begin(), one.keys.end(),
                                      [&](const std::string& key) { return memory.was_told(digest.id, key); });
        if (told) continue;
        if (!known && one.day && *one.day < since_)
            too_old.insert(too_old.end(), one.keys.begin(), one.keys.end());
        else
            out.push_back(one);
    }
    return out;
}

Letter DigestRun::letter_for(const PersonDigest& digest, std::vector<News> news, const PersonFacts& facts) const {
    const Language language = facts.language == "en"   ? Language::en
                              : facts.language == "fr" ? Language::fr
                                                       : institute_.configuration.language;
    Letter out;
    out.digest = &digest;
    PersonDigest now = digest;
    now.news = std::move(news);
    for (const News& one : now.news) out.keys.insert(out.keys.end(), one.keys.begin(), one.keys.end());
    DigestMail mail = write_digest(now, site_, language);
    const std::string domain = dry_ ? "livret.invalid" : sender_.address.substr(sender_.address.rfind('@') + 1);
    const std::string id = sha256_hex(digest.id + "\n" + join(out.keys, "\n")).substr(0, 32);
    out.message = {
        sender_,      {digest.name, facts.email},   std::move(mail.subject), std::move(mail.text), std::move(mail.html), language,
        options_.now, "livret." + id + "@" + domain};
    return out;
}

// For everybody whom there is something to tell. Who is met for the first time is noted already.
std::vector<Letter> DigestRun::write_letters(DigestMemory& memory) {
    std::vector<Letter> out;
    bool met = false;
    for (const PersonDigest& digest : digests_) {
        std::vector<std::string> too_old;
        std::vector<News> news = fresh_news(digest, memory, too_old);
        const auto facts = people_.find(digest.id);
        const bool reachable = !digest.id.empty() && facts != people_.end() && !facts->second.email.empty() &&
                               facts->second.folder.empty() == !digest.trainer.empty();
        if (reachable && !memory.knows(digest.id)) {
            memory.note(digest.id, too_old, options_.now.local_date());
            met = true;
        }
        if (news.empty())
            ++nothing_;
        else if (!reachable && !dry_)
            without_address_.push_back(digest.name);
        else if (!dry_ && !is_address(facts->second.email))
            failed(digest, "ce n’est pas une adresse", "this is no address");
        else
            out.push_back(letter_for(digest, std::move(news), reachable ? facts->second : PersonFacts{}));
    }
    if (met && !dry_) memory.save();
    if (!dry_)
        for (Letter& one : out) one.bytes = compose(one.message);
    return out;
}

void DigestRun::note_told(const Letter& letter, DigestMemory& memory) {
    memory.note(letter.digest->id, letter.keys, options_.now.local_date());
    ++sent_;
}

void DigestRun::failed(const PersonDigest& digest, const std::string& why_fr, const std::string& why_en) {
    ++failed_;
    exit_ = std::max(exit_, Exit::content);
    print_line(terminal_text(french() ? fmt::format("pas envoyé à {} : {}", digest.name, why_fr)
                                      : fmt::format("not sent to {}: {}", digest.name, why_en)));
}

void DigestRun::put_into_mbox(std::vector<Letter>& letters, DigestMemory& memory) {
    if (letters.empty()) return;
    const fs::path file(mbox_);
    make_folders(file.parent_path().string());
    std::string bytes = open_real_disk(file.parent_path().string())->read_if_exists(file.filename().string());
    if (!bytes.empty() && !bytes.starts_with("From "))
        throw CommandError{Exit::content, fmt::format("« {} » n’est pas un mbox : rien n’y est ajouté", mbox_),
                           fmt::format("“{}” is no mbox: nothing is added to it", mbox_)};
    if (!bytes.empty() && !bytes.ends_with('\n')) bytes += '\n';
    for (const Letter& one : letters)
        if (!mbox_holds(bytes, one.message.id)) bytes += mbox_entry(sender_.address, options_.now, one.bytes);
    write_private_file(mbox_, bytes, Replace::yes);
    for (const Letter& one : letters) note_told(one, memory);
    memory.save();
}

void DigestRun::hand_to_server(std::vector<Letter>& letters, DigestMemory& memory) {
    if (letters.empty()) return;
    constexpr int most_in_a_row = 2; // a server that is away stays so for all; one that stumbles over a message has others
    std::optional<SmtpSession> session;
    std::string away; // why, for the last message that did not reach it
    int in_a_row = 0;
    for (const Letter& one : letters) {
        const std::string& address = one.message.to.address;
        if (!session) session.emplace(server_);
        const Delivered delivered = session->send(sender_.address, address, one.bytes);
        const std::string why = replace_all(delivered.why, address, "…"); // a server repeats the address that it refuses
        if (delivered.state == Delivery::unreachable) {
            session.reset();
            away = why;
            ++unreached_;
            if (++in_a_row == most_in_a_row) break;
            continue;
        }
        in_a_row = 0;
        if (delivered.state == Delivery::refused) {
            failed(*one.digest, "le serveur dit « " + why + " »", "the server says “" + why + "”");
            continue;
        }
        note_told(one, memory);
        memory.save();
    }
    if (unreached_ == 0) return;
    throw CommandError{
        Exit::environment,
        terminal_text(fmt::format("le serveur n’a pas répondu comme il faut : {} ; messages envoyés : {}, le reste "
                                  "partira la prochaine fois",
                                  away, sent_)),
        terminal_text(fmt::format("the server did not answer as it should: {}; messages sent: {}, the rest will go next time",
                                  away, sent_))};
}

void DigestRun::show(const std::vector<Letter>& letters) const {
    for (const Letter& one : letters)
        print_data(fmt::format("=== {} · {}\n\n{}\n", terminal_text(one.digest->name), terminal_text(one.message.subject),
                               terminal_text(one.message.text)));
}

void DigestRun::sum_up() const {
    if (command_.quiet()) return;
    if (!dry_)
        print_line(french() ? fmt::format("messages envoyés : {} ; rien à dire : {} ; pas envoyés : {}", sent_, nothing_, failed_)
                            : fmt::format("messages sent: {}; nothing to say: {}; not sent: {}", sent_, nothing_, failed_));
    if (!without_address_.empty())
        print_line(terminal_text(fmt::format(fmt::runtime(command_.say("sans adresse dans le fichier des personnes : {}",
                                                                       "without an address in the file of people: {}")),
                                             join(without_address_, ", "))));
}

Exit DigestRun::run() {
    read_command_line();
    WholeRepository whole = read_whole(options_);
    if (whole.sink.has_errors_in(SourcePath{"livret.yaml"})) {
        print_messages(command_, whole.sink, 2);
        return Exit::content;
    }
    institute_ = std::move(whole.institute);
    const std::string& institution = institute_.configuration.institution_id;
    const std::string people = people_path(command_, institution);
    people_ = read_people(people);
    if (people_.empty() && !dry_)
        throw usage(fmt::format("aucune adresse : « {} » n’existe pas encore ou est vide (livret import csv l’écrit)", people),
                    fmt::format("no addresses: “{}” does not exist yet or is empty (livret import csv writes it)", people));
    members_ = restrict_to(institute_, Audience::gfp, Drafts::left_out);
    portfolio_ = make_portfolio(members_, Audience::gfp, options_.now);
    map_.emplace(portfolio_, institute_.configuration.language);
    site_ = {&institute_, &*map_, options_.base_url.value_or(institute_.configuration.base_url), options_.now};
    digests_ = digests_of(institute_, options_.now);

    DigestMemory memory(digest_memory_path(command_, institution));
    std::set<std::string> current;
    for (const PersonDigest& one : digests_)
        for (const News& news : one.news) current.insert(news.keys.begin(), news.keys.end());
    memory.forget_old(current, options_.now.local_date());
    std::vector<Letter> letters = write_letters(memory);
    if (dry_)
        show(letters);
    else if (!mbox_.empty())
        put_into_mbox(letters, memory);
    else
        hand_to_server(letters, memory);
    if (!dry_) memory.save(); // what was seen today, too
    sum_up();
    return exit_;
}

} // namespace

Exit run_digest(const Command& command) {
    return DigestRun(command).run();
}

} // namespace livret

// Makes a repository of any size for measuring: groups of 25 trainees with 20 activities each, 60 % of them attested, the
// same bytes on every run. By hand: build/release/tests/corpus FOLDER ACTIVITIES [SEED]
//
// What one activity holds does not depend on how many there are: the first group of a large repository is that of a small one.
#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/threads.hpp"
#include "bench/corpus_text.hpp"
#include "bench/corpus_trust.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <utility>

#include <fmt/format.h>

using namespace livret;
using namespace livret::bench;

namespace {

constexpr std::size_t trainees_of_group = 25, activities_of_trainee = 20;
constexpr std::string_view institution_name = "Institut d’essai";
constexpr std::string_view framework = "c2i2e-2004";
constexpr std::string_view contexts[] = {"gfp",
                                         "formation-disciplinaire",
                                         "module-tice",
                                         "memoire",
                                         "stage-en-responsabilite",
                                         "pratique-accompagnee",
                                         "etablissement",
                                         "autonomie"};
constexpr std::string_view situations[] = {"none", "classroom", "classroom", "distance", "mixed"};
constexpr std::string_view all_phases[] = {"analyse", "conception", "evaluation", "mise-en-oeuvre"};

Date later(Date from, std::size_t days) {
    return Date{std::chrono::sys_days{from} + std::chrono::days{days}};
}

struct MadeTrainee {
    std::string slug, name, id, salt;
};
struct MadeGroup {
    std::string id, title, subject;
    std::vector<MadeTrainee> trainees;
    std::vector<std::string> trainers;
};

class Corpus {
  public:
    Corpus(std::string folder, std::size_t activities, std::uint64_t seed)
        : folder_(std::move(folder)), left_(activities), seed_(seed),
          // One institute for each: whoever builds two of them has not seen the checkpoints of one replaced by the other's.
          institution_(fmt::format("institut-essai-{}-{}", activities, seed)) {}

    void write() {
        const std::size_t most = trainees_of_group * activities_of_trainee, groups = (left_ + most - 1) / most;
        std::filesystem::create_directories(folder_ + "/frameworks");
        const std::string xml = read_file(fmt::format("{}/content/frameworks/{}.xml", LIVRET_SOURCE_DIR, framework));
        write_file(fmt::format("{}/frameworks/{}.xml", folder_, framework), xml);
        for (std::size_t at = xml.find("<competence code=\""); at != std::string::npos;
             at = xml.find("<competence code=\"", at + 1))
            codes_.push_back(xml.substr(at + 18, xml.find('"', at + 18) - at - 18));
        trust_.institution = institution_;
        trust_.name = institution_name;
        trust_.framework = framework;
        for (std::size_t i = 0; i <= groups; ++i) trust_.trainers.push_back(trainer(i));
        for (std::size_t i = 0; i < groups; ++i) write_group(group(i));
        write_settings();
        write_made_trust(folder_, std::move(trust_), available_jobs());
    }

  private:
    MadeTrainer trainer(std::size_t number) const {
        Random random(seed_, fmt::format("trainer {}", number));
        const std::string_view family = family_names()[(number * 7 + 3) % family_names().size()];
        return {fmt::format("f{:03}-{}", number + 1, slug_of(family)),
                fmt::format("{} {}", first_name(random), family),
                std::string(subjects()[number % subjects().size()].title),
                {}};
    }

    MadeGroup group(std::size_t number) {
        const Subject& subject = subjects()[number % subjects().size()];
        const std::size_t rank = number / subjects().size() + 1;
        MadeGroup out{fmt::format("{}{}", subject.id, rank),
                      fmt::format("{}, groupe {}", subject.title, rank),
                      std::string(subject.title),
                      {},
                      {}};
        // Two trainers each, and everyone in two groups: who signed is not the same for a whole group.
        for (const std::size_t i : {number, number + 1}) {
            trust_.trainers[i].gfps.push_back(out.id);
            std::sort(trust_.trainers[i].gfps.begin(), trust_.trainers[i].gfps.end());
            out.trainers.push_back(trust_.trainers[i].id);
        }
        for (std::size_t i = 0; i < trainees_of_group && left_ > i * activities_of_trainee; ++i) {
            const std::string_view family = family_names()[(number * 7 + i) % family_names().size()];
            const std::string slug = slug_of(family), key = out.id + "/" + slug;
            Random random(seed_, key);
            out.trainees.push_back({slug, fmt::format("{} {}", first_name(random), family),
                                    sha256_hex("trainee " + key).substr(0, 8), sha256_hex("salt " + key).substr(0, 32)});
        }
        return out;
    }

    void write_group(const MadeGroup& one) {
        const std::string at = fmt::format("{}/gfp/{}", folder_, one.id);
        for (const char* name : {"/trainings", "/questions", "/notices"}) std::filesystem::create_directories(at + name);
        Random random(seed_, one.id);
        write_file(at + "/gfp.md",
                   fmt::format("---\ntitle: \"{}\"\nsubject: {}\nstream: essai\nyear: 2004-2005\ntrainers: [{}]\n---\n{}\n",
                               one.title, one.subject, join(one.trainers, ", "), paragraph(random, 4)));
        write_file(at + "/notices/2004-10-04-ouverture.md",
                   fmt::format("---\ntitle: \"Le groupe est ouvert\"\ndate: 2004-10-04\nby: {}\n---\n{}\n", one.trainers[0],
                               paragraph(random, 3)));
        for (std::size_t i = 0; i < 2; ++i)
            write_file(fmt::format("{}/trainings/formation-{}.md", at, i + 1),
                       fmt::format("---\ntitle: \"{}\"\ndate: {}\nkind: module-tice\ntrainers: [{}]\ncompetences: [{}]\n"
                                   "participants: all\nstatus: held\n---\n{}\n",
                                   title(random), iso(later(first_day(), 40 + 90 * i)), one.trainers[i], random.pick(codes_),
                                   paragraph(random, 4)));
        for (std::size_t i = 0; i < 5; ++i) write_question(at, one, i, random);
        for (std::size_t i = 0; i < one.trainees.size(); ++i) write_trainee(at, one, i);
    }

    void write_question(const std::string& at, const MadeGroup& one, std::size_t number, Random& random) const {
        const Date asked = later(first_day(), 30 + 40 * number);
        write_file(fmt::format("{}/questions/question-{}.md", at, number + 1),
                   fmt::format("---\nasked: {}T18:00+01:00\nby: {}\ntitle: \"{} ?\"\ncategory: technique\nanswers:\n  - by: {}\n"
                               "    date: {}T09:00+01:00\n    text: |\n      {}\nresolved: true\n---\n{}\n",
                               iso(asked), random.pick(one.trainees).slug, title(random), random.pick(one.trainers),
                               iso(later(asked, 1 + random.below(3))), paragraph(random, 2), paragraph(random, 3)));
    }

    void write_trainee(const std::string& group_folder, const MadeGroup& group, std::size_t number) {
        const MadeTrainee& one = group.trainees[number];
        const std::string at = fmt::format("{}/trainees/{}", group_folder, one.slug);
        std::filesystem::create_directories(at + "/activities");
        std::filesystem::create_directories(at + "/positions");
        Random random(seed_, one.id);
        write_file(at + "/profile.md",
                   fmt::format("---\nid: \"{}\"\nsalt: \"{}\"\nname: {}\nsubject: {}\nparticipates: 2004-10-01\n---\n{}\n",
                               one.id, one.salt, one.name, group.subject, paragraph(random, 3)));
        std::string levels;
        for (const std::string& code : codes_) levels += fmt::format("  {}: {}\n", code, random.below(4));
        write_file(at + "/positions/2005-01-14.md",
                   fmt::format("---\ndate: 2005-01-14\nframework: {}\nlevels:\n{}needs: [{}]\n---\n{}\n", framework, levels,
                               random.pick(codes_), paragraph(random, 1)));
        trust_.roster.push_back({one.id,
                                 fmt::format("{}/{}", group.id, one.slug),
                                 name_commitment(one.name, one.salt),
                                 {{group.id, {*parse_date("2004-09-01"), std::nullopt}}},
                                 {},
                                 {},
                                 ""});
        for (std::size_t i = 0; i < activities_of_trainee && left_ > 0; ++i, --left_) write_activity(at, group, number, i);
    }

    // Links lead to what is there in a repository of any size: earlier activities of hers, and the first of who came before her.
    static std::vector<Link> links(Random& random, const MadeGroup& group, std::size_t trainee, std::size_t number) {
        std::vector<Link> out;
        if (number > 0) {
            const std::size_t earlier = 1 + random.below(number);
            out.push_back({fmt::format("mon activité {}", earlier), fmt::format("seance-{:02}.md", earlier)});
        }
        if (trainee > 0) {
            const MadeTrainee& other = group.trainees[random.below(trainee)];
            out.push_back(
                {fmt::format("la séance de {}", other.name),
                 fmt::format("../../{}/activities/seance-{:02}.md", other.slug, 1 + random.below(activities_of_trainee))});
        }
        return out;
    }

    void write_activity(const std::string& trainee_folder, const MadeGroup& group, std::size_t trainee, std::size_t number) {
        const MadeTrainee& who = group.trainees[trainee];
        ActivityManifest about;
        about.trainee = who.id;
        about.reference = ascii_upper(fmt::format("{}-{}-{:02}", group.id, who.slug, number + 1));
        Random random(seed_, about.reference);
        about.title = title(random);
        about.from = about.to = later(first_day(), 5 + 12 * number + random.below(10));
        about.context = random.pick(contexts);
        about.situation = random.pick(situations);
        for (const std::string_view phase : all_phases)
            if (random.chance(50)) about.phases.emplace_back(phase);
        std::map<std::string, std::string> declared; // code, claim
        for (std::size_t i = 2 + random.below(3); i > 0; --i)
            declared[random.pick(codes_)] = random.chance(80) ? claim(random) : std::string();
        const Date declared_on = later(about.to, 1 + random.below(6));
        const std::string text = body(random, 1000 + random.below(2600), links(random, group, trainee, number));
        std::string header = fmt::format("---\nreference: {}\ntitle: \"{}\"\ndate: {}\ncontext: {}\n", about.reference,
                                         about.title, iso(about.from), about.context);
        if (!about.phases.empty()) header += fmt::format("phases: [{}]\n", join(about.phases, ", "));
        header += fmt::format("situation: {}\ncompetences:\n", about.situation);
        for (const auto& [code, words] : declared)
            header += words.empty() ? fmt::format("  - {}\n", code) : fmt::format("  - {}: \"{}\"\n", code, words);
        header += fmt::format("status: declared\ndeclared: {}\nvisibility: {}\n---\n", iso(declared_on),
                              random.chance(20) ? "public" : "gfp");
        write_file(fmt::format("{}/activities/seance-{:02}.md", trainee_folder, number + 1), header + text);
        if (!random.chance(60)) return;
        about.body = {static_cast<std::int64_t>(text.size()), sha256_hex(text)};
        MadeAttestation one;
        one.trainer = random.pick(group.trainers);
        one.signed_on = later(declared_on, 2 + random.below(15));
        one.body = text;
        one.attestation.trainee = who.id;
        one.attestation.gfp = group.id;
        one.attestation.about = std::move(about);
        for (const auto& [code, words] : declared) {
            const std::size_t luck = random.below(100);
            const Outcome outcome = luck < 82 ? Outcome::attested : luck < 92 ? Outcome::not_attested : Outcome::more_information;
            one.attestation.decisions.push_back(
                {code, words, outcome, outcome != Outcome::attested || random.chance(40) ? comment(random) : std::string()});
        }
        trust_.attestations.push_back(std::move(one));
    }

    void write_settings() const {
        std::string out = fmt::format(
            "institution:\n  id: {}\n  root: {}\n  name: {}\n\nlanguage: fr\nframework: {}\n\nstreams:\n"
            "  - id: essai\n    title: Filière d’essai\n\ntrainers:\n",
            institution_, sha256_hex(made_root(institution_, std::string(institution_name))), institution_name, framework);
        for (const MadeTrainer& one : trust_.trainers)
            out += fmt::format("  - id: {}\n    name: {}\n    subject: {}\n", one.id, one.name, one.subject);
        write_file(folder_ + "/livret.yaml", out + "\npromise: 4\nattest-within: 21\n");
    }

    std::string folder_;
    std::size_t left_; // activities that are still to be written
    std::uint64_t seed_;
    std::string institution_;
    std::vector<std::string> codes_;
    MadeTrust trust_;
};

} // namespace

int main(int argc, char** argv) try {
    const std::size_t activities = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 0;
    if (activities == 0) {
        fmt::print(stderr, "corpus FOLDER ACTIVITIES [SEED]\n");
        return 2;
    }
    if (std::filesystem::exists(argv[1]) && !std::filesystem::is_empty(argv[1])) {
        fmt::print(stderr, "{}: is there already, and is not empty\n", argv[1]);
        return 2;
    }
    Corpus(argv[1], activities, argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1).write();
    return 0;
} catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 3;
}

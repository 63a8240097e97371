#include "export/feeds.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"
#include "resolve/clock.hpp"
#include "resolve/waiting.hpp"
#include "view/rich.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::size_t longest_feed = 40; // entries: what a feed reader that comes once a month may miss at most

struct Entry {
    std::string id;
    std::string title;
    SitePath page;
    std::string fragment; // of the page's address; may be empty
    std::string author;
    std::chrono::sys_seconds updated{};
    std::string summary;
    std::vector<std::string> categories;
};

std::chrono::sys_seconds noon(Date date) { // a day with no hour known
    return std::chrono::sys_days(date) + std::chrono::hours(12);
}

class Feed {
  public:
    Feed(const ViewContext& context, const Group& group, SitePath path)
        : context_(context), group_(group), path_(std::move(path)) {}

    std::string id(std::string_view rest) const {
        const Gfp& gfp = *group_.gfp;
        const int year = gfp.year.first == 0 ? 2004 : gfp.year.first;
        // Not a name that anybody owns: RFC 2606 keeps .invalid free for ever.
        return fmt::format("tag:{}.livret.invalid,{}:{}{}", context_.institute().configuration.institution_id, year, gfp.id.value,
                           rest);
    }

    void add(const Activity& activity) {
        Entry entry{id("/activities/" +
                       (activity.reference.empty() ? activity.owner.trainee.value + "/" + activity.slug : activity.reference)),
                    activity.title,
                    context_.map->activity(activity),
                    "",
                    name(activity.owner),
                    noon(activity.declared.value_or(activity.dates.to)),
                    lead_of(activity.body, 300),
                    {}};
        for (const Declaration& one : activity.declarations) entry.categories.push_back(one.competence.code);
        entries_.push_back(std::move(entry));
    }

    void add(const Notice& notice) {
        entries_.push_back({id("/notices/" + notice.slug),
                            notice.title,
                            context_.map->notice(notice),
                            "",
                            name(notice.by),
                            noon(notice.date),
                            lead_of(notice.text, 300),
                            {}});
    }

    void add(const Question& question) {
        auto updated = question.asked.utc;
        for (const Answer& one : question.answers) updated = std::max(updated, one.date.utc);
        entries_.push_back({id(place_of(question)),
                            question.title,
                            context_.map->question(group_.gfp->id, question),
                            "",
                            name(question.by),
                            updated,
                            lead_of(question.text, 300),
                            {}});
    }

    void add_waiting(const Waiting& one) {
        const Texts& texts = *context_.texts;
        const Activity& activity = *one.activity;
        std::vector<std::string> lines, codes;
        for (const auto& [what, key] : {std::pair(WaitingFor::decision, "queue.decision"),
                                        {WaitingFor::reading, "queue.reading"},
                                        {WaitingFor::settling, "queue.settling"}}) {
            std::vector<std::string> own;
            for (const WaitingCompetence& each : one.competences)
                if (each.what == what) own.push_back(each.key.code);
            if (!own.empty()) lines.push_back(texts.fill(key, {{"codes", join(own, ", ")}}));
            codes.insert(codes.end(), own.begin(), own.end());
        }
        entries_.push_back({id("/queue/" + activity.reference + "/" + iso(one.since)), // a reply that came later is news
                            activity.reference + " · " + activity.title, context_.map->signing(group_.gfp->id),
                            activity.reference, name(activity.owner), noon(one.since), join(lines, " · "), codes});
        if (!can_be_signed(context_.institute())) {
            entries_.back().page = context_.map->activity(activity);
            entries_.back().fragment.clear();
        }
    }

    void add_waiting(const UndecidedSession& one) {
        std::vector<std::string> names;
        for (const Trainee* each : one.trainees) names.push_back(each->name);
        entries_.push_back({id("/queue/trainings/" + one.training->slug), one.training->title,
                            context_.map->signing(group_.gfp->id), "trainings",
                            context_.institute().configuration.institution_name, noon(one.training->date),
                            context_.texts->fill("queue.session", {{"names", join(names, ", ")}}), one.training->competences});
    }

    void add_waiting(const UndecidedContributions& one) {
        entries_.push_back({id("/queue/contributions/" + one.trainee->key.trainee.value),
                            one.trainee->name,
                            context_.map->signing(group_.gfp->id),
                            "contributions",
                            one.trainee->name,
                            noon(one.since),
                            context_.texts->plural("queue.contributions", static_cast<int>(one.answers)),
                            {}});
    }

    // A session has no day on which it was announced but git's: without it, what is to come is in no feed.
    void add(const Training& one) {
        const auto& changes = context_.history.last;
        const auto changed = changes.find(one.path);
        const bool known = changed != changes.end() && !changed->second.or_before;
        if (!known && one.status != TrainingStatus::held) return;
        static constexpr std::string_view names[] = {"planned", "held", "cancelled"};
        const std::string status = context_.texts->get(fmt::format("training.{}", names[static_cast<std::size_t>(one.status)]));
        std::string when = long_date(one.date, context_.language());
        if (one.hours) when += ", " + hours_text(*one.hours, context_.language());
        entries_.push_back({id("/trainings/" + one.slug), one.title, context_.map->training(one), "",
                            context_.institute().configuration.institution_name, noon(known ? changed->second.day : one.date),
                            status + " · " + when + (one.place.empty() ? "" : ", " + one.place), one.competences});
    }

    void add_waiting(const Question& question) {
        const Configuration& settings = context_.institute().configuration;
        const Clock clock = clock_of(question, settings.promise_days, context_.portfolio->now);
        const std::string by = long_moment(clock.deadline, context_.language());
        const std::string summary = question.to.empty() ? context_.texts->fill("queue.question", {{"deadline", by}})
                                                        : context_.texts->get("queue.asked_directly");
        entries_.push_back({id("/queue" + place_of(question)),
                            question.title,
                            context_.map->question(group_.gfp->id, question),
                            "",
                            name(question.by),
                            question.asked.utc,
                            summary,
                            {}});
    }

    std::string write(std::string_view rest, const std::string& title, const SitePath& about, std::size_t most = longest_feed) {
        std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return b.updated < a.updated; });
        if (entries_.size() > most) entries_.resize(most);
        const auto updated = entries_.empty() ? noon(context_.portfolio->now.local_date()) : entries_.front().updated;
        std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        out += fmt::format("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
                           context_.language() == Language::fr ? "fr" : "en");
        out += fmt::format("<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n", escape_xml(id(rest)), shown(title),
                           iso(Moment{updated, 0}));
        out += fmt::format("<author><name>{}</name></author>\n", shown(context_.institute().configuration.institution_name));
        if (const std::string& base = context_.institute().configuration.base_url; !base.empty())
            out += fmt::format("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
                               escape_xml(base + encode_url_path(path_.value)));
        out += fmt::format("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<generator>Livret</generator>\n",
                           address(about));
        for (const Entry& entry : entries_) {
            out += fmt::format("<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n", escape_xml(entry.id),
                               shown(entry.title), iso(Moment{entry.updated, 0}));
            out += fmt::format("<author><name>{}</name></author>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
                               shown(entry.author),
                               address(entry.page) +
                                   (entry.fragment.empty() ? "" : "#" + escape_xml(encode_url_path(entry.fragment))));
            for (const std::string& code : entry.categories) out += fmt::format("<category term=\"{}\"/>\n", escape_xml(code));
            out += fmt::format("<summary>{}</summary>\n</entry>\n", shown(entry.summary));
        }
        return out + "</feed>\n";
    }

  private:
    static std::string place_of(const Question& question) {
        return (question.gfp.empty() ? "/streams/" + question.stream.value : "") + "/questions/" + question.slug;
    }
    std::string shown(std::string_view text) const { return escape_xml(typeset(text, context_.language())); }
    std::string address(const SitePath& to) const {
        const std::string& base = context_.institute().configuration.base_url;
        return escape_xml(base.empty() ? relative_url(path_, to) : base + encode_url_path(to.value));
    }
    std::string name(const TraineeKey& key) const {
        const Trainee* trainee = context_.institute().find_trainee(key);
        return trainee == nullptr ? context_.texts->get("member_without_profile") : trainee->name;
    }
    std::string name(const PersonKey& key) const {
        if (key == PersonKey{}) return context_.texts->get("erased_author");
        if (!key.is_trainer()) return name(TraineeKey{key.gfp, key.trainee});
        const Trainer* trainer = context_.institute().find_trainer(key.trainer);
        return trainer == nullptr ? key.trainer.value : trainer->name;
    }

    const ViewContext& context_;
    const Group& group_;
    SitePath path_;
    std::vector<Entry> entries_;
};

} // namespace

std::string group_feed(const ViewContext& context, const Group& group) {
    Feed feed(context, group, context.map->group_feed(group.gfp->id));
    for (const Activity* one : group.activities) feed.add(*one);
    for (const Notice* one : group.notices) feed.add(*one);
    for (const Question* one : group.questions) feed.add(*one);
    for (const Training* one : group.trainings) feed.add(*one);
    return feed.write("", group.gfp->title, context.map->page(group.gfp->id, SiteMap::One::home));
}

std::string trainee_feed(const ViewContext& context, const Group& group, const Booklet& booklet) {
    Feed feed(context, group, context.map->trainee_feed(booklet.trainee->key));
    for (const Activity* one : booklet.activities) feed.add(*one);
    return feed.write("/trainees/" + booklet.trainee->key.trainee.value, booklet.trainee->name,
                      context.map->trainee(booklet.trainee->key));
}

std::string queue_feed(const ViewContext& context, const Group& group, const Trainer& trainer) {
    Feed feed(context, group, context.map->queue_feed(group.gfp->id, trainer.id));
    const Portfolio& all = *context.portfolio;
    const Date today = all.now.local_date();
    for (const Waiting& one : waits_of(*all.institute, all.standings, today).waiting)
        if (one.activity->owner.gfp == group.gfp->id) feed.add_waiting(one);
    if (can_be_signed(*all.institute)) {
        for (const UndecidedSession& one : undecided_sessions(*all.institute, all.standings, today))
            if (one.training->gfp == group.gfp->id) feed.add_waiting(one);
        for (const UndecidedContributions& one : undecided_contributions(*all.institute, today))
            if (one.trainee->key.gfp == group.gfp->id) feed.add_waiting(one);
    }
    for (const Question* one : group.questions)
        if (waits_for_answer(*one) && (one->to.empty() || one->to == trainer.id)) feed.add_waiting(*one);
    return feed.write("/trainers/" + trainer.id.value, context.texts->fill("queue.title", {{"name", trainer.name}}),
                      context.map->desk(group.gfp->id, trainer.id), std::numeric_limits<std::size_t>::max());
}

} // namespace livret

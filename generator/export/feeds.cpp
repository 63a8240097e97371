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
    std::string author;
    Date date{};
    std::string summary;
    std::vector<std::string> categories;
};

std::string atom_time(Date date) {
    return iso(date) + "T12:00:00Z"; // a day, with no hour known: noon
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
                    name(activity.owner),
                    activity.declared.value_or(activity.dates.to),
                    lead_of(activity.body, 300),
                    {}};
        for (const Declaration& one : activity.declarations) entry.categories.push_back(one.competence.code);
        entries_.push_back(std::move(entry));
    }

    void add(const Notice& notice) {
        entries_.push_back({id("/notices/" + notice.slug),
                            notice.title,
                            context_.map->notice(notice),
                            name(notice.by),
                            notice.date,
                            lead_of(notice.text, 300),
                            {}});
    }

    void add(const Question& question) {
        Date updated = question.asked.local_date();
        for (const Answer& one : question.answers) updated = std::max(updated, one.date.local_date());
        entries_.push_back({id(place_of(question)),
                            question.title,
                            context_.map->question(group_.gfp->id, question),
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
                            activity.reference + " · " + activity.title, context_.map->activity(activity), name(activity.owner),
                            one.since, join(lines, " · "), codes});
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
                            name(question.by),
                            question.asked.local_date(),
                            summary,
                            {}});
    }

    std::string write(std::string_view rest, const std::string& title, const SitePath& about, std::size_t most = longest_feed) {
        std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return b.date < a.date; });
        if (entries_.size() > most) entries_.resize(most);
        const Date updated = entries_.empty() ? context_.portfolio->now.local_date() : entries_.front().date;
        std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        out += fmt::format("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
                           context_.language() == Language::fr ? "fr" : "en");
        out += fmt::format("<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n", escape_xml(id(rest)), shown(title),
                           atom_time(updated));
        out += fmt::format("<author><name>{}</name></author>\n", shown(context_.institute().configuration.institution_name));
        if (const std::string& base = context_.institute().configuration.base_url; !base.empty())
            out += fmt::format("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
                               escape_xml(base + encode_url_path(path_.value)));
        out += fmt::format("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<generator>Livret</generator>\n",
                           address(about));
        for (const Entry& entry : entries_) {
            out += fmt::format("<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n", escape_xml(entry.id),
                               shown(entry.title), atom_time(entry.date));
            out += fmt::format("<author><name>{}</name></author>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
                               shown(entry.author), address(entry.page));
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
    for (const Waiting& one : waits_of(*all.institute, all.standings, all.now.local_date()).waiting)
        if (one.activity->owner.gfp == group.gfp->id) feed.add_waiting(one);
    for (const Question* one : group.questions)
        if (!is_answered(*one) && (one->to.empty() || one->to == trainer.id)) feed.add_waiting(*one);
    return feed.write("/trainers/" + trainer.id.value, context.texts->fill("queue.title", {{"name", trainer.name}}),
                      context.map->trainer(group.gfp->id, trainer.id), std::numeric_limits<std::size_t>::max());
}

} // namespace livret

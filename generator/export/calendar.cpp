#include "export/calendar.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"
#include "view/rich.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::size_t longest_line = 75; // octets, without the line end: RFC 5545 §3.1

// §3.3.11: a text value.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (static_cast<unsigned char>(c) < 0x20) continue; // no control character stands in a text
        if (c == '\\' || c == ';' || c == ',') out += '\\';
        out += c;
    }
    return out;
}

// §3.1: a long line goes on behind a space; no character is cut in two.
void add_line(std::string& out, std::string_view line) {
    std::size_t room = longest_line;
    while (line.size() > room) {
        std::size_t cut = room;
        while ((static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
        out.append(line.substr(0, cut)).append("\r\n ");
        line.remove_prefix(cut);
        room = longest_line - 1;
    }
    out.append(line).append("\r\n");
}

std::string basic(Date date) {
    return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

class Calendar {
  public:
    Calendar(const ViewContext& context, const Group& group) : context_(context), group_(group) {}

    std::string write() {
        add_line(out_, "BEGIN:VCALENDAR");
        add_line(out_, "VERSION:2.0");
        add_line(out_, "PRODID:-//Livret//Livret " + std::string(context_.language() == Language::fr ? "FR" : "EN"));
        add_line(out_, "CALSCALE:GREGORIAN");
        text("NAME", group_.gfp->title); // RFC 7986 §5.1; calendars of before read the other
        text("X-WR-CALNAME", group_.gfp->title);
        for (const Training* one : group_.trainings) add(*one);
        add_line(out_, "END:VCALENDAR");
        return std::move(out_);
    }

  private:
    void text(std::string_view name, std::string_view value) {
        add_line(out_, fmt::format("{}:{}", name, escaped(typeset(value, context_.language()))));
    }

    void add(const Training& one) {
        const auto& changes = context_.history.last;
        const auto changed = changes.find(one.path);
        const bool known = changed != changes.end() && !changed->second.or_before;
        add_line(out_, "BEGIN:VEVENT");
        // Not a name that anybody owns: RFC 2606 keeps .invalid free for ever.
        add_line(out_, fmt::format("UID:{}-{}@{}.livret.invalid", group_.gfp->id.value, one.slug,
                                   context_.institute().configuration.institution_id));
        add_line(out_, fmt::format("DTSTAMP:{}T000000Z", basic(known ? changed->second.day : one.date)));
        when(one);
        add_line(out_, one.status == TrainingStatus::cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
        text("SUMMARY", one.title);
        if (!one.place.empty()) text("LOCATION", one.place);
        text("DESCRIPTION", description(one));
        if (!one.competences.empty()) add_line(out_, "CATEGORIES:" + join(one.competences, ","));
        if (const std::string& base = context_.institute().configuration.base_url; !base.empty())
            add_line(out_, "URL:" + base + encode_url_path(context_.map->training(one).value));
        add_line(out_, "END:VEVENT");
    }

    void when(const Training& one) {
        if (!one.hours) {
            const Date next{std::chrono::sys_days(one.date) + std::chrono::days(1)};
            add_line(out_, "DTSTART;VALUE=DATE:" + basic(one.date));
            add_line(out_, "DTEND;VALUE=DATE:" + basic(next)); // the first day that is no longer in it: §3.6.1
            add_line(out_, "TRANSP:TRANSPARENT");              // a day with a session in it is not a day without an hour left
            return;
        }
        // §3.3.5, form 1: on the clocks of wherever it is read, since a session is where its people are.
        const auto at = [&](int minutes) { return fmt::format("{}T{:02}{:02}00", basic(one.date), minutes / 60, minutes % 60); };
        add_line(out_, "DTSTART:" + at(one.hours->from));
        if (one.hours->to) add_line(out_, "DTEND:" + at(*one.hours->to));
        add_line(out_, "TRANSP:OPAQUE");
    }

    // Who gives it, and its first words. Who takes part is nobody's business in a calendar that leaves the site.
    std::string description(const Training& one) const {
        std::vector<std::string> trainers;
        for (const TrainerId& id : one.trainers) {
            const Trainer* trainer = context_.institute().find_trainer(id);
            trainers.push_back(trainer == nullptr ? id.value : trainer->name);
        }
        std::string out = join(trainers, ", ");
        const std::string lead = lead_of(one.text, 300);
        if (!out.empty() && !lead.empty()) out += "\n";
        return out + lead;
    }

    const ViewContext& context_;
    const Group& group_;
    std::string out_;
};

} // namespace

std::string training_calendar(const ViewContext& context, const Group& group) {
    return Calendar(context, group).write();
}

} // namespace livret

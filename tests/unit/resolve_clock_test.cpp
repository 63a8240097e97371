#include "resolve/clock.hpp"

#include <doctest/doctest.h>

using namespace livret;

namespace {

Moment at(std::string_view text) {
    return *parse_moment(text);
}

PersonKey trainer() {
    PersonKey out;
    out.trainer = TrainerId{"c-leroy"};
    return out;
}
PersonKey trainee(const char* name) {
    PersonKey out;
    out.gfp = GfpId{"math1"};
    out.trainee = TraineeId{name};
    return out;
}

Question asked(std::string_view when) {
    Question out;
    out.asked = at(when);
    out.by = trainee("durand");
    return out;
}
Question answered(Question question, std::string_view when, PersonKey by) {
    Answer answer;
    answer.date = at(when);
    answer.by = std::move(by);
    question.answers.push_back(std::move(answer));
    return question;
}
ClockState state(const Question& question, std::string_view now = "2004-12-31T00:00:00Z") {
    return clock_of(question, 4, at(now)).state;
}

} // namespace

TEST_CASE("four days are four times twenty-four hours, to the minute") {
    const Question question = asked("2004-11-02T18:40+01:00");
    CHECK(state(answered(question, "2004-11-06T18:39+01:00", trainer())) == ClockState::answered_in_time); // 3 d 23 h 59
    CHECK(state(answered(question, "2004-11-06T18:40+01:00", trainer())) == ClockState::answered_in_time); // 4 d: within
    CHECK(state(answered(question, "2004-11-06T18:41+01:00", trainer())) == ClockState::answered_late);
    CHECK(state(question, "2004-11-06T18:40+01:00") == ClockState::due);
    CHECK(state(question, "2004-11-06T18:41+01:00") == ClockState::overdue);
}

TEST_CASE("only a trainer's answer stops the clock") {
    const Question question = asked("2004-11-02T18:40+01:00");
    const Question by_others = answered(answered(question, "2004-11-02T19:00+01:00", trainee("martin")), // a colleague
                                        "2004-11-03T08:00+01:00", trainee("durand"));                    // who asked
    CHECK(state(by_others, "2004-11-04T00:00+01:00") == ClockState::due);
    CHECK(state(by_others) == ClockState::overdue);
    CHECK(state(answered(by_others, "2004-11-08T08:00+01:00", trainer())) == ClockState::answered_late);
}

TEST_CASE("the promise is in hours that pass, also when clocks change") {
    // France left summer time on 31 October 2004 and began it again on 27 March 2005, both at 1:00 UTC.
    const Question autumn = asked("2004-10-29T12:00+02:00");
    CHECK(state(autumn, "2004-11-02T11:00+01:00") == ClockState::due);
    CHECK(state(autumn, "2004-11-02T11:01+01:00") == ClockState::overdue);
    const Question spring = asked("2005-03-25T12:00+01:00");
    CHECK(state(spring, "2005-03-29T13:00+02:00") == ClockState::due);
    CHECK(state(spring, "2005-03-29T13:01+02:00") == ClockState::overdue);
}

TEST_CASE("what became of the promise, month by month") {
    const Question in_time = answered(asked("2004-11-30T23:30+01:00"), "2004-12-02T08:00+01:00", trainer());
    const Question late = answered(asked("2004-12-01T00:10+01:00"), "2004-12-09T08:00+01:00", trainer());
    const Question overdue = asked("2004-12-05T08:00+01:00"), due = asked("2004-12-20T08:00+01:00");
    Question to_one = asked("2004-12-06T08:00+01:00");
    to_one.to = TrainerId{"c-leroy"};
    const auto months = promise_by_month({&due, &to_one, &late, &overdue, &in_time}, 4, at("2004-12-21T08:00+01:00"));
    REQUIRE(months.size() == 2);
    CHECK(months[0].year == 2004);
    CHECK(months[0].month == 11); // in the asker's own time: it was December nowhere she looked
    CHECK(months[0].in_time == 1);
    CHECK(months[0].counted() == 1);
    CHECK(months[1].month == 12);
    CHECK(months[1].asked == 3);
    CHECK(months[1].late == 1);
    CHECK(months[1].overdue == 1);
    CHECK(months[1].due == 1);
    CHECK(months[1].counted() == 2);
    CHECK(promise_by_month({&to_one}, 4, at("2004-12-21T08:00+01:00")).empty());
}

TEST_CASE("a question that its author calls settled waits for nobody, and is counted apart") {
    Question settled = answered(asked("2004-12-05T08:00+01:00"), "2004-12-06T08:00+01:00", trainee("martin"));
    CHECK(waits_for_answer(settled));
    settled.resolved = true;
    CHECK_FALSE(waits_for_answer(settled));
    CHECK(state(settled) == ClockState::settled);
    const auto months = promise_by_month({&settled}, 4, at("2004-12-21T08:00+01:00"));
    REQUIRE(months.size() == 1);
    CHECK(months[0].asked == 1);
    CHECK(months[0].settled == 1);
    CHECK(months[0].overdue == 0);
    CHECK(months[0].counted() == 0);
    const Question both = answered(settled, "2004-12-20T08:00+01:00", trainer()); // a trainer answered all the same
    CHECK(state(both) == ClockState::answered_late);
    Question to_one = settled;
    to_one.to = TrainerId{"c-leroy"};
    CHECK(state(to_one) == ClockState::settled);
}

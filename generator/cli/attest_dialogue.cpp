#include "cli/attest_dialogue.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "cli/attest_words.hpp"

#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

namespace livret {

namespace {

// What the first letter of an answer stands for, in either language.
struct TypedChoice {
    bool known = false;
    bool stop = false;
    std::optional<Outcome> outcome;
};

// The letter, or as much of the word as one likes to type; a word that only begins alike ("assez") is no answer.
TypedChoice choice_of(std::string_view answer) {
    const std::string word = search_key(trim(answer));
    const auto means = [&](std::initializer_list<std::string_view> words) {
        return std::any_of(words.begin(), words.end(), [&](std::string_view one) { return one.starts_with(word); });
    };
    if (word.empty() || means({"sauter", "skip"})) return {true, false, std::nullopt};
    if (means({"attester", "attestee", "attested"})) return {true, false, Outcome::attested};
    if (means({"non attestee", "not attested"})) return {true, false, Outcome::not_attested};
    if (means({"precisions", "more information"})) return {true, false, Outcome::more_information};
    if (means({"quitter", "quit"})) return {true, true, std::nullopt};
    return {};
}

std::string comment_for(const Command& command, Outcome outcome, Terminal& terminal) {
    const bool wanted = outcome == Outcome::more_information;
    const char* question = wanted ? command.say("    quelles précisions ? ", "    which information? ")
                                  : command.say("    commentaire (facultatif) : ", "    comment (optional): ");
    for (;;) {
        const auto answer = terminal.read_answer(question);
        if (!answer) return {};
        const std::string text(trim(*answer));
        if (!text.empty() || !wanted) return text;
    }
}

} // namespace

DialogueResult ask_decisions(const SigningContext& context, const AttestSubject& subject, Terminal& terminal) {
    const Command& command = context.command;
    print_line(subject_text(context, subject));
    DialogueResult out;
    for (const Declaration& one : subject.open) {
        const std::string& code = one.competence.code;
        if (subject.decided.contains(code)) {
            print_line(
                fmt::format(fmt::runtime(command.say(
                                "  {} : décidée, ou en attente d’une réponse ; « livret attest {} --attest {} » y revient",
                                "  {}: decided, or waiting for an answer; “livret attest {} --attest {}” comes back to it")),
                            code, subject.name(), code));
            continue;
        }
        print_line(competence_text(context, subject, code));
        for (bool answered = false; !answered;) {
            const auto answer = terminal.read_answer(
                fmt::format(fmt::runtime(command.say("  {} : [a]ttester, [n]on attestée, [p]récisions, [s]auter, [q]uitter ? ",
                                                     "  {}: [a]ttest, [n]ot attested, [m]ore information, [s]kip, [q]uit? ")),
                            code));
            const TypedChoice choice = answer ? choice_of(*answer) : TypedChoice{true, true, std::nullopt};
            answered = choice.known;
            if (choice.stop) {
                out.next = NextStep::stop;
                return out;
            }
            if (choice.outcome) out.wanted.push_back({code, *choice.outcome, comment_for(command, *choice.outcome, terminal)});
        }
    }
    return out;
}

} // namespace livret

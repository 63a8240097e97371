// Parts that several kinds of pages show the same way: an activity in a list, a competence by its code, a question.
#pragma once

#include "view/page_writer.hpp"

namespace livret {

// --- an activity in a list
Shape activities_shape(std::string name, std::string meaning);
Value activity_card(const PageWriter& writer, const Activity& activity);
Value activity_cards(const PageWriter& writer, const std::vector<const Activity*>& activities);

// --- a competence by its code
Shape competences_shape(std::string name, std::string meaning);
Value competence_chip(const PageWriter& writer, const CompetenceKey& key);
Value competence_chips(const PageWriter& writer, const FrameworkId& framework, const std::vector<std::string>& codes);

// Whether it was a real teaching situation, in words.
std::string situation_words(const PageWriter& writer, Situation situation);

// A wording in the page's language. {text, unofficial, lang}: lang is empty if it is the page's own.
Shape wording_shape(std::string name, std::string meaning);
Value wording_value(const PageWriter& writer, const std::vector<Wording>& wordings);
std::string framework_name(const PageWriter& writer, const Framework& framework); // short title, else title

// --- a question in a list, with its clock
Shape questions_shape(std::string name, std::string meaning);
Value question_card(const PageWriter& writer, const Question& question);
std::vector<Shape> clock_fields();
void set_clock(const PageWriter& writer, const Question& question, Value& out);

Shape trainings_shape(std::string name, std::string meaning);
Value training_card(const PageWriter& writer, const Training& training);
Shape notices_shape(std::string name, std::string meaning);
Value notice_card(const PageWriter& writer, const Notice& notice);
Shape examples_shape(std::string name, std::string meaning);
Value example_card(const PageWriter& writer, const Example& example);

// --- the same rows as .csv beside the page: its address, "csv_url"; empty where there is nothing to download
Shape csv_shape();

// --- files beside a text
Shape attachments_shape();
Value attachment_list(const PageWriter& writer, const std::vector<Attachment>& attachments);

// --- the headings of a long text; empty if there are fewer than three
Shape outline_shape();
Value outline(const RichText& text);

// --- how much of each top domain is declared
Shape coverage_shape(std::string meaning);
Value coverage_item(const PageWriter& writer, const Framework& framework, const Domain& domain, const Coverage& coverage);
std::string competence_anchor(std::string_view code); // on an activity's page, and on a jury's: "c-b-2-1"
std::string domain_anchor(const Domain& domain);      // on the framework's page: "d-b-2"

// The latest dates that sources state.
Date last_date(const Activity& activity);
Date last_date(const Question& question);

// The neighbours of `one` in a list of pages: {title, path}.
template <class Item, class PathOf, class TitleOf>
void set_neighbours(PageHead& head, const std::vector<const Item*>& list, const Item* one, const PathOf& path_of,
                    const TitleOf& title_of) {
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i] != one) continue;
        if (i > 0) head.previous = {title_of(*list[i - 1]), path_of(*list[i - 1])};
        if (i + 1 < list.size()) head.next = {title_of(*list[i + 1]), path_of(*list[i + 1])};
    }
}

// --- the head of a list of one section, and of one thing in it
PageHead list_head(const PageWriter& writer, const char* kind, One section, const char* title, const char* description);
PageHead item_head(const PageWriter& writer, const char* kind, One section, const char* list_title, const std::string& title,
                   const RichText& words, const SourcePath& source);
// Competences with their official text.
Shape worded_competences(std::string meaning);

} // namespace livret

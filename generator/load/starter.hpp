// What a trainee begins with when she starts from an example: a draft of her own, with the example's context and
// competences filled in and its headings and advice in the place of a text. The author's own account stays in the
// example: it is not hers to hand in.
//
// Pure.
#pragma once

#include "load/scaffolds.hpp"
#include "model/group_life.hpp"

namespace livret {

// The headings and the block quotes (advice to whoever writes) of an example's Markdown. `body` begins on line
// `first_line` of the file `path`; `text` is what it was parsed to. Links to other files of the repository are kept;
// lines with pictures, which belong to the example, are not.
ExampleFrame frame_of(std::string_view body, int first_line, const RichText& text, const SourcePath& path);

// Where the draft will lie in its trainee's folder: activities/name.md, or activities/name/index.md with files beside it.
enum class StarterPlace { file, folder };

// The values of an activity's fields that an example gives, for scaffold_document.
std::vector<FieldValue> starter_values(const Example& example, const ScaffoldFacts& facts);
// Its text; a scaffold's own where the example has neither headings nor advice.
std::string starter_body(const Example& example, StarterPlace place, const ScaffoldFacts& facts);

// The whole file, as a site offers it to be copied: with the example's title, to be written over.
std::string starter_document(const Example& example, const ScaffoldFacts& facts);

} // namespace livret

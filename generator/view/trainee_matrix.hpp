// A trainee's table: a competence a row, and a column for each thing that it may rest on (an activity, a session that she
// attended, what she gave to the group's space). On a page of its own for whoever sees her work, and on a jury's page about her.
#pragma once

#include "view/page_writer.hpp"
#include "view/pages.hpp"

#include <vector>

namespace livret {

// Fields of the table, for a page that shows it.
std::vector<Shape> trainee_table_fields();
// Sets them. `framework`: whose competences are the rows.
void set_trainee_table(const PageWriter& writer, const Booklet& booklet, const Framework& framework, Value& out);

PageShape trainee_matrix_shape();
std::vector<Page> trainee_matrix_pages(const ViewContext& context, const Group& group); // one a trainee and framework of hers

} // namespace livret

// Signed decisions and states of competences, as pages show them: a sign, words, who and when. Never a colour alone.
#pragma once

#include "base/difference.hpp"
#include "resolve/standing.hpp"
#include "view/page_writer.hpp"

namespace livret {

// A list whose items have several groups of fields.
Shape list_of(std::string name, std::string meaning, std::vector<Shape> fields, std::vector<Shape> more,
              std::vector<Shape> last = {});

// --- a competence's state: "state" (for a class), "sign", "state_text", "counts"
std::string_view sign_of(State state); // "✓"; empty for nothing
std::vector<Shape> state_fields();
void set_state(const PageWriter& writer, State state, Value& out);

// --- decisions on one competence of one subject
Shape decisions_shape(std::string name, std::string meaning);
// `words`: what she says of the competence today; `source`: the file that her replies stand in.
Value decision_list(const PageWriter& writer, const std::vector<Decided>& decided, std::string_view words,
                    const SourcePath& source);

// --- how many are in each state, best first, those without any left out: "state", "sign", "text" (« 3 attestées »)
Shape state_counts_shape(std::string name, std::string meaning);
Value state_counts(const PageWriter& writer, const StateCounts& counts);
// Of one trainee's competences in a framework; what is nothing is not counted.
StateCounts count_states(const TraineeStandings& standings, const Framework& framework);
StateCounts count_states(const TraineeStandings& standings, const Framework& framework, const Domain& domain);

// --- two texts line by line: "lines"
Shape difference_lines_shape();
Value difference_lines(const std::vector<DifferenceLine>& lines);

// --- texts that were edited since they were attested, the signed one first
Shape signed_versions_shape();
Value signed_versions(const PageWriter& writer, const Activity& activity, const std::vector<const AttestationRecord*>& records);

} // namespace livret

// The verdict panel: what the signatures about something say, with the list of what was checked. And the notices that
// stand on every page while something is wrong with trust/ as a whole.
//
// It comes from the program alone: the HTML is written here, its words are those of themes/program/words and its style is
// themes/program/panel.css, none of which a theme or a repository can replace. A theme says only where it stands
// ({{{verdict_panel}}}) and is refused if it leaves it out or uses its class names ("livret-"). No text of an author's or
// signer's is in it, but names and codes of the registry and the framework: what imitates it stands elsewhere.
#pragma once

#include "view/page_writer.hpp"

#include <vector>

namespace livret {

// A line of the check list.
enum class Check { format, signature, key_known, in_scope, content_kept, listed_in_time, not_revoked };
enum class CheckState { passed, failed, waiting, not_reached };
CheckState check_state(const AttestationRecord& record, Check check);
inline constexpr std::size_t check_count = 7;
std::string_view text_of(Check check);      // "key-known"
std::string_view text_of(CheckState state); // "not-reached"

// Between which checkpoints' dates it was signed, in words: « entre le 12 et le 19 novembre 2004 ».
std::string signing_span(const PageWriter& writer, const AttestationRecord& record);

// The records about one activity, or those about a trainee that no activity's page shows, in their order. Empty if the
// repository has no trust/.
Value verdict_panel(const PageWriter& writer, const std::vector<const AttestationRecord*>& records);
// What every page says of trust/ as a whole; empty if there is nothing to say.
Value trust_notice(const PageWriter& writer);
// « État au point de contrôle 3 du 26 novembre 2004 »; empty without trust/, or if nothing of it is believed.
std::string trust_state_line(const PageWriter& writer);

} // namespace livret

// What has changed for a candidate since the session was frozen, in words; and what every page of a session's site says of it.
#pragma once

#include "model/shown_session.hpp"
#include "view/page_writer.hpp"

namespace livret {

Shape changes_shape();
Value changes_value(const PageWriter& writer, const CandidateChanges& changes);

// « Session de juin 2005 : dossiers gelés au point de contrôle 4, daté du 8 avril 2005 »; empty without a session.
std::string session_line(const PageWriter& writer);

} // namespace livret

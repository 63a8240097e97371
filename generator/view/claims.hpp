// Each competence that a trainee claims, with what it rests on and who decided what: for a jury.
#pragma once

#include "view/page_writer.hpp"

namespace livret {

// By domain, in the framework's order; domains without claims are left out.
Shape claims_shape();
Value claims_by_domain(const PageWriter& writer, const Booklet& booklet, const Framework& framework);

bool claims_anything(const PageWriter& writer, const Booklet& booklet, const Framework& framework);

// Competences that are neither declared nor signed about.
Value unclaimed(const PageWriter& writer, const Booklet& booklet, const Framework& framework);

} // namespace livret

// What a trainer is shown before she decides, and before she signs. All of it is safe for a terminal.
#pragma once

#include "cli/attest_subjects.hpp"

#include <string>

namespace livret {

// "attestée", "not attested" ...
std::string words_of(Outcome outcome, Language language);

// The whole of what is to be decided about: who, when, where, the text, the attachments.
std::string subject_text(const SigningContext& context, const AttestSubject& subject);

// One competence: the framework's statement, the trainee's words, what was decided before and her replies.
std::string competence_text(const SigningContext& context, const AttestSubject& subject, const std::string& code);

// What will be signed: the decisions with their comments, what they replace, and the digest of the text.
std::string signing_text(const SigningContext& context, const AttestSubject& subject, const PreparedAttestation& prepared);

} // namespace livret

#include "view/signer.hpp"

#include "view/decisions.hpp"
#include "view/parts.hpp"
#include "view/verdict_panel.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

using namespace shape;

Shape keys_shape() {
    return list("keys", "her keys in the institute's registry",
                {text("key", "its name: did:key:z6Mk..."), text("state", "active, retired or compromised: for a class"),
                 text("state_text", "the same in words"), text("span", "from when to when")});
}

Shape scopes_shape() {
    return list("scopes", "what the institute charged her with",
                {text("role", "attests, chairs juries, keeps the lists"), text("groups", "for which groups"),
                 text("span", "from when to when")});
}

Shape signed_shape() {
    return list("signed_decisions", "what she signed about the group, by trainee",
                {text("title", "what it is about"), url("url", "its page; may be empty"), person_shape("trainee", "whose it is"),
                 text("when", "between which dates, in words"), text("word", "the verdict, in words"),
                 flag("counts", "it counts"),
                 list("decisions", "a competence each",
                      {text("code", "its code"), text("outcome", "for a class"), text("text", "the decision in words")})});
}

namespace {

std::string span(const PageWriter& writer, Date from, const std::optional<Date>& until) {
    const std::string begin = long_date(from, writer.language());
    if (!until) return writer.texts().fill("span_open", {{"from", begin}});
    return writer.texts().fill("span_closed", {{"from", begin}, {"until", long_date(*until, writer.language())}});
}

Value keys(const PageWriter& writer, const RegisteredSigner& signer) {
    static constexpr std::string_view states[] = {"active", "retired", "compromised"};
    Value out = Value::list();
    for (const RegisteredSigner::Key& one : signer.keys) {
        const std::string_view state = states[static_cast<std::size_t>(one.state)];
        const Date since = one.compromised_since.value_or(one.from);
        out.push(Value::object()
                     .set("key", one.did)
                     .set("state", state)
                     .set("state_text", writer.texts().fill(fmt::format("key_state.{}", state),
                                                            {{"date", long_date(since, writer.language())}}))
                     .set("span", span(writer, one.from, one.until)));
    }
    return out;
}

Value scopes(const PageWriter& writer, const RegisteredSigner& signer) {
    static constexpr std::string_view roles[] = {"role.trainer", "role.jury-chair", "role.registrar"};
    Value out = Value::list();
    for (const RegisteredSigner::Scope& one : signer.scopes) {
        std::vector<std::string> groups;
        for (const GfpId& id : one.gfps) {
            const Gfp* gfp = writer.institute().find_gfp(id);
            groups.push_back(gfp == nullptr ? id.value : writer.words(gfp->title));
        }
        out.push(Value::object()
                     .set("role", writer.texts().get(roles[static_cast<std::size_t>(one.role)]))
                     .set("groups", groups.empty() ? writer.texts().get("scope_all") : writer.texts().names(groups))
                     .set("span", span(writer, one.from, one.until)));
    }
    return out;
}

// What a record is about, as a link where there is a page.
Value subject(const PageWriter& writer, const AttestationRecord& record) {
    if (record.about == AboutKind::activity)
        if (const auto found = writer.portfolio().by_reference.find(record.reference);
            found != writer.portfolio().by_reference.end())
            return writer.link(found->second->title, writer.map().activity(*found->second));
    if (record.about == AboutKind::training)
        for (const Training* one : writer.group().trainings)
            if (one->slug == record.training) return writer.link(one->title, writer.map().training(*one));
    return Value::object().set("title", writer.texts().get("contributions")).set("url", "");
}

// A record whose signature is nobody's, or not hers, is not among what she signed.
bool is_hers(const AttestationRecord& record, const Trainer& trainer) {
    return record.trainer == trainer.id && record.word != Word::bad_signature && record.word != Word::unknown_key &&
           record.word != Word::malformed;
}

Value signed_by(const PageWriter& writer, const Trainer& trainer) {
    const Texts& words = writer.context().program_words();
    Value out = Value::list();
    for (const AttestationRecord& record : writer.institute().trust.attestations) {
        if (!is_hers(record, trainer) || record.trainee.gfp != writer.gfp()) continue;
        Value decisions = Value::list();
        for (const SignedDecision& one : record.decisions)
            decisions.push(Value::object()
                               .set("code", one.competence)
                               .set("outcome", text_of(one.outcome))
                               .set("text", words.get(fmt::format("decision.{}", text_of(one.outcome)))));
        out.push(subject(writer, record)
                     .set("trainee", writer.trainee(record.trainee))
                     .set("when", signing_span(writer, record))
                     .set("word", words.get(fmt::format("word.{}", text_of(record.word))))
                     .set("counts", record.counts())
                     .set("decisions", std::move(decisions)));
    }
    return out;
}

} // namespace

void set_signer(const PageWriter& writer, const Trainer& trainer, Value& out) {
    const auto& signers = writer.institute().trust.signers;
    const auto found = std::find_if(signers.begin(), signers.end(), [&](const auto& one) { return one.id == trainer.id; });
    out.set("keys", found == signers.end() ? Value::list() : keys(writer, *found));
    out.set("scopes", found == signers.end() ? Value::list() : scopes(writer, *found));
    out.set("signed_decisions", signed_by(writer, trainer));
}

} // namespace livret

#include "view/changes_page.hpp"

#include "view/parts.hpp"
#include "view/session_parts.hpp"

namespace livret {

using namespace shape;

namespace {

Value page_value(const PageWriter& writer, const Group& group) {
    const Texts& texts = writer.texts();
    const ShownSession& session = *writer.portfolio().session;
    PageHead head{"changes",
                  texts.get("changes_title"),
                  texts.fill("changes_description", {{"group", group.gfp->title}, {"title", session.title}}),
                  {{texts.get("nav.candidates"), writer.map().page(group.gfp->id, One::candidates)}}};
    head.parts = {"tables"};
    head.section = One::candidates;
    Value candidates = Value::list(), unchanged = Value::list();
    for (const Booklet& booklet : group.booklets) {
        const CandidateChanges* changes = session.changes_of(booklet.trainee->key);
        Value who = writer.link(booklet.trainee->name, writer.map().candidate(booklet.trainee->key));
        if (changes == nullptr || changes->changes.empty())
            unchanged.push(std::move(who));
        else
            candidates.push(who.set("changes", changes_value(writer, *changes)));
    }
    Value out = writer.begin(head);
    out.set("candidates", std::move(candidates));
    out.set("unchanged", std::move(unchanged));
    // Who is not in the repository any more: of no group, on the page of each.
    std::int64_t gone = 0;
    for (const CandidateChanges& one : session.changes)
        if (one.key.trainee.empty()) ++gone;
    out.set("gone", gone == 0 ? "" : texts.plural("changes_gone", gone));
    return out;
}

} // namespace

PageShape changes_page_shape() {
    return {"changes",
            "what has changed since the session was frozen",
            {list("candidates", "of whom something changed",
                  {text("title", "first name and name"), url("url", "the jury's page about her"), changes_shape()}),
             list("unchanged", "of whom nothing did",
                  {text("title", "first name and name"), url("url", "the jury's page about her")}),
             text("gone", "how many were frozen and are in no group any more, in words; may be empty")}};
}

std::vector<Page> changes_pages(const ViewContext& context, const Group& group) {
    if (context.portfolio->session == nullptr) return {};
    const SitePath path = context.map->page(group.gfp->id, One::changes);
    return {{path, "changes", [&context, &group, path] { return page_value(PageWriter(context, &group, path), group); }}};
}

} // namespace livret

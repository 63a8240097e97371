#include "view/example_pages.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "view/parts.hpp"
#include "view/rich.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace livret {

using namespace shape;

namespace {

std::vector<const Example*> examples_of(const PageWriter& writer) {
    std::vector<const Example*> out;
    for (const Example& one : writer.institute().examples) out.push_back(&one);
    return out;
}

// What examples are found by, beside their level: each value once, in the order in which its framework or livret.yaml has it.
struct Facet {
    std::string id; // for the script that filters: without spaces
    Value head;     // what the page says of it, a link where it has a page
    std::vector<const Example*> examples;
};

std::string facet_id(const FrameworkId& framework, const std::string& code) {
    return framework.value + "/" + code;
}

// The domains that an example is about: those it names and those that its competences stand in.
bool is_about(const Framework& framework, const Domain& domain, const Example& example) {
    return std::find(example.domains.begin(), example.domains.end(), domain.code) != example.domains.end() ||
           std::any_of(example.competences.begin(), example.competences.end(), [&](const std::string& code) {
               const Competence* one = framework.find(code);
               return one != nullptr && &framework.domain_of(*one) == &domain;
           });
}

template <class Is> std::vector<const Example*> those(const PageWriter& writer, Is is) {
    std::vector<const Example*> out = examples_of(writer);
    std::erase_if(out, [&](const Example* one) { return !is(*one); });
    return out;
}

std::vector<Facet> domains_of(const PageWriter& writer) {
    std::vector<Facet> out;
    for (const Framework* framework : writer.portfolio().frameworks)
        for (const Domain& domain : framework->domains) {
            auto found = those(
                writer, [&](const Example& one) { return one.framework == framework->id && is_about(*framework, domain, one); });
            if (found.empty()) continue;
            Value head = writer.link(domain.code + " " + wording(domain.titles, writer.language()).text,
                                     writer.map().framework(writer.gfp(), framework->id));
            out.push_back({facet_id(framework->id, domain.code), std::move(head), std::move(found)});
        }
    return out;
}

std::vector<Facet> contexts_of(const PageWriter& writer) {
    std::vector<Facet> out;
    for (const Context& context : writer.configuration().contexts) {
        auto found = those(writer, [&](const Example& one) {
            return std::find(one.contexts.begin(), one.contexts.end(), context.id) != one.contexts.end();
        });
        if (found.empty()) continue;
        Value head = Value::object().set("title", writer.words(context.label.in(writer.language()))).set("url", "");
        out.push_back({context.id.value, std::move(head), std::move(found)});
    }
    return out;
}

std::vector<Facet> competences_of(const PageWriter& writer) {
    std::vector<Facet> out;
    for (const Framework* framework : writer.portfolio().frameworks)
        for (const Competence& competence : framework->competences) {
            auto found = those(writer, [&](const Example& one) {
                return one.framework == framework->id &&
                       std::find(one.competences.begin(), one.competences.end(), competence.code) != one.competences.end();
            });
            if (found.empty()) continue;
            Value head = writer.link(competence.code + " " + wording(competence.statements, writer.language()).text,
                                     writer.map().competence(writer.gfp(), {framework->id, competence.code}));
            out.push_back({facet_id(framework->id, competence.code), std::move(head), std::move(found)});
        }
    return out;
}

// Which of the facets an example is found by: their ids, with spaces between.
std::string found_by(const std::vector<Facet>& facets, const Example& example) {
    std::vector<std::string> out;
    for (const Facet& one : facets)
        if (std::find(one.examples.begin(), one.examples.end(), &example) != one.examples.end()) out.push_back(one.id);
    return join(out, " ");
}

Value facets_value(const PageWriter& writer, std::vector<Facet>& facets) {
    Value out = Value::list();
    for (Facet& facet : facets) {
        Value examples = Value::list();
        for (const Example* one : facet.examples)
            examples.push(writer.link(one->title, writer.map().example(writer.gfp(), *one)));
        Value& head = facet.head;
        head.set("id", facet.id).set("examples", std::move(examples));
        out.push(std::move(head));
    }
    return out;
}

// The levels in use: those that the documentation names, from the most modest on, then the institute's own, then none.
std::vector<std::string> levels_of(const PageWriter& writer) {
    static constexpr std::array<std::string_view, 6> known{"modeste", "modest", "courant", "usual", "ambitieux", "ambitious"};
    const auto rank = [](const std::string& level) {
        const std::string key = search_key(level);
        const auto found = std::find(known.begin(), known.end(), key);
        return level.empty() ? known.size() + 1 : static_cast<std::size_t>(found - known.begin());
    };
    std::set<std::string> all;
    for (const Example& one : writer.institute().examples) all.insert(one.level);
    std::vector<std::string> out(all.begin(), all.end());
    std::stable_sort(out.begin(), out.end(), [&](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
    return out;
}

Value examples_value(const PageWriter& writer) {
    const std::vector<std::string> levels = levels_of(writer);
    auto examples = examples_of(writer);
    std::stable_sort(examples.begin(), examples.end(),
                     [](const Example* a, const Example* b) { return a->competences.size() < b->competences.size(); });
    std::vector<Facet> domains = domains_of(writer), contexts = contexts_of(writer), competences = competences_of(writer);
    Value out_levels = Value::list();
    for (const std::string& level : levels) {
        Value cards = Value::list();
        for (const Example* one : examples)
            if (one->level == level)
                cards.push(example_card(writer, *one)
                               .set("domains", found_by(domains, *one))
                               .set("contexts", found_by(contexts, *one))
                               .set("shows", found_by(competences, *one)));
        out_levels.push(Value::object().set("title", writer.words(level)).set("examples", std::move(cards)));
    }
    Value out = writer.begin(list_head(writer, "examples", One::examples, "nav.examples", "examples_description"));
    out.set("levels", std::move(out_levels));
    out.set("domains", facets_value(writer, domains));
    out.set("contexts", facets_value(writer, contexts));
    out.set("competences", facets_value(writer, competences));
    return out;
}

Value example_value(const PageWriter& writer, const Example& example) {
    PageHead head = item_head(writer, "example", One::examples, "nav.examples", example.title, example.text, example.path);
    set_neighbours(
        head, examples_of(writer), &example, [&](const Example& one) { return writer.map().example(writer.gfp(), one); },
        [](const Example& one) { return one.title; });
    const Framework* framework = writer.institute().find_framework(example.framework);
    Value domains = Value::list(), contexts = Value::list(), competences = Value::list();
    for (const std::string& code : example.domains)
        if (const Domain* domain = framework == nullptr ? nullptr : framework->find_domain(code))
            domains.push(writer.link(domain->code + " " + wording(domain->titles, writer.language()).text,
                                     writer.map().framework(writer.gfp(), framework->id)));
    for (const ContextId& id : example.contexts)
        if (const Context* context = writer.institute().find_context(id))
            contexts.push(writer.words(context->label.in(writer.language())));
    for (const std::string& code : example.competences)
        if (const Competence* one = framework == nullptr ? nullptr : framework->find(code))
            competences.push(
                competence_chip(writer, {framework->id, code}).set("wording", wording_value(writer, one->statements)));
    // Who declared a competence that the example shows: what readers look for next.
    Value out = writer.begin(head);
    out.set("level", writer.words(example.level));
    const bool writes = offers_starters(writer.portfolio().audience);
    out.set("starter_url", writes ? writer.url(writer.map().starter(writer.gfp(), example)) : "");
    out.set("starter_name", example.slug + ".md");
    out.set("starter_command", "livret new activity " + writer.gfp().value + "/" + writer.texts().get("starter_trainee") + " \"" +
                                   writer.texts().get("starter_title") + "\" --like " + example.slug);
    out.set("domains", std::move(domains));
    out.set("contexts", std::move(contexts));
    out.set("competences", std::move(competences));
    out.set("outline", outline(example.text));
    out.set("body", writer.rich(example.text, example.path));
    out.set("attachments", attachment_list(writer, example.attachments));
    return out;
}

} // namespace

namespace {

Shape facet_shape(std::string name, std::string meaning) {
    return list(std::move(name), std::move(meaning),
                {text("id", "its name for scripts, without spaces"), text("title", "in words"),
                 url("url", "its page; may be empty"),
                 list("examples", "those found by it", {text("title", "its title"), url("url", "its page")})});
}

} // namespace

PageShape examples_page_shape() {
    Shape cards = examples_shape("examples", "of that level");
    cards.fields.push_back(text("domains", "the domains' names for scripts, with spaces between"));
    cards.fields.push_back(text("contexts", "the contexts' names for scripts"));
    cards.fields.push_back(text("shows", "the competences' names for scripts"));
    return {"examples",
            "the example activities",
            {list("levels", "from the most modest on", {text("title", "the level; may be empty"), std::move(cards)}),
             facet_shape("domains", "those that some example is about"), facet_shape("contexts", "those of some example"),
             facet_shape("competences", "those that some example shows")}};
}

PageShape example_shape() {
    return {"example",
            "an example activity",
            {text("level", "modest, usual, ambitious; may be empty"),
             list("domains", "that it shows", {text("title", "code and title"), url("url", "the framework's page")}),
             texts("contexts", "where it takes place"), worded_competences("that it shows"), outline_shape(),
             html("body", "its text"), attachments_shape(),
             url("starter_url", "a draft after it, to be copied; empty for readers who write nothing"),
             text("starter_name", "what to call the copy"), text("starter_command", "the command that makes one")}};
}

bool offers_starters(Audience audience) {
    return audience == Audience::gfp || audience == Audience::trainers;
}

std::vector<Page> example_pages(const ViewContext& context, const Group& group) {
    std::vector<Page> out;
    const auto add = [&](const SitePath& path, const char* kind, auto value) {
        out.push_back({path, kind, [&context, &group, path, value] { return value(PageWriter(context, &group, path)); }});
    };
    const SiteMap& map = *context.map;
    const GfpId& gfp = group.gfp->id;
    if (!context.institute().examples.empty()) add(map.page(gfp, One::examples), "examples", examples_value);
    for (const Example& one : context.institute().examples)
        add(map.example(gfp, one), "example", [&one](const PageWriter& writer) { return example_value(writer, one); });
    return out;
}

} // namespace livret

#include "render/renderer.hpp"

#include "base/text.hpp"

#include <cassert>
#include <charconv>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#endif
#include <kainjow/mustache.hpp>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

// How the library is used. It parses white space into one node a character, copies every text several times and knows
// values only as its own type. So it gets templates without any text: each section is one whose name is its instruction's
// number, and what stands between two of these is one variable, by the number of the first instruction there:
// "{{#0}}{{1}}{{/0}}". The library walks sections and items; the context below says what a number stands
// for, and the "escape" function, called for each variable, appends literal text and values to the page itself. A list
// reaches the library as a list of as many blanks; the address of the blank that it pushes tells which item it is at.

namespace livret {

namespace {

namespace mustache = kainjow::mustache;

bool is_shown(const Instruction& instruction) {
    return instruction.kind == Instruction::Kind::literal || instruction.kind == Instruction::Kind::text ||
           instruction.kind == Instruction::Kind::html;
}

std::string numbered_template(const Program& program) {
    std::string out;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < program.instructions.size(); ++i) {
        switch (program.instructions[i].kind) {
        case Instruction::Kind::literal:
        case Instruction::Kind::text:
        case Instruction::Kind::html:
            if (i == 0 || !is_shown(program.instructions[i - 1])) out += "{{" + std::to_string(i) + "}}";
            break;
        case Instruction::Kind::section:
        case Instruction::Kind::inverted:
            out += (program.instructions[i].kind == Instruction::Kind::section ? "{{#" : "{{^") + std::to_string(i) + "}}";
            open.push_back(i);
            break;
        case Instruction::Kind::end:
            out += "{{/" + std::to_string(open.back()) + "}}";
            open.pop_back();
            break;
        }
    }
    return out;
}

class PageContext final : public mustache::basic_context<std::string> {
  public:
    void start(const Program& program, const Value& page) {
        program_ = &program;
        scopes_.assign(1, &page);
        open_.assign(1, {});
        out_.clear();
    }

    std::string finish() { return std::exchange(out_, {}); }

    const mustache::data* get(const std::string& number) const override {
        std::size_t index = 0;
        std::from_chars(number.data(), number.data() + number.size(), index);
        current_ = &program_->instructions[index];
        switch (current_->kind) {
        case Instruction::Kind::section:
            return enter(find(*current_));
        case Instruction::Kind::inverted: {
            const auto* value = find(*current_);
            return value && !value->is_empty() ? &something_ : nullptr;
        }
        default:
            return &blank_;
        }
    }

    const mustache::data* get_partial(const std::string&) const override { return nullptr; }

    // The library entered the section that get() answered for last at this depth, with what it answered or an item of it.
    void push(const mustache::data* data) override {
        const auto& section = open_.back();
        scopes_.push_back(section.first_blank ? &section.items[static_cast<std::size_t>(data - section.first_blank)]
                                              : section.value);
        open_.emplace_back();
    }

    void pop() override {
        scopes_.pop_back();
        open_.pop_back();
    }

    // For the variable that get() answered for last: what it stands for, up to the next section's begin or end.
    void append_current() {
        const Instruction* end = program_->instructions.data() + program_->instructions.size();
        for (const Instruction* one = current_; one != end && is_shown(*one); ++one) append(*one);
    }

  private:
    struct Section {
        const Value* value = nullptr;
        std::span<const Value> items;
        const mustache::data* first_blank = nullptr; // of a list
    };

    void append(const Instruction& one) {
        if (one.kind == Instruction::Kind::literal) {
            out_ += one.literal;
        } else if (const auto* value = find(one)) {
            const auto text = shown(*value);
            if (one.kind == Instruction::Kind::html && value->kind() == Value::Kind::html)
                out_ += text;
            else
                append_escaped_html(out_, text);
        }
    }

    static std::string_view shown(const Value& value) {
        const bool text = value.kind() == Value::Kind::text || value.kind() == Value::Kind::html;
        assert(text && "the value has another type than its page's shape says");
        return text ? value.str() : std::string_view();
    }

    const Value* find(const Instruction& instruction) const {
        if (instruction.outwards >= scopes_.size()) return nullptr; // an instruction of a template with errors
        const auto* value = scopes_[scopes_.size() - 1 - instruction.outwards];
        for (const auto& name : instruction.path)
            if (value) value = value->find(name);
        return value;
    }

    const mustache::data* enter(const Value* value) const {
        if (!value || value->is_empty()) return nullptr;
        if (value->kind() != Value::Kind::list) {
            open_.back() = {value, {}, nullptr};
            return &something_;
        }
        const auto& blanks = blanks_for(value->items().size());
        open_.back() = {value, value->items(), blanks.list_value().data()};
        return &blanks;
    }

    const mustache::data& blanks_for(std::size_t count) const {
        const auto found = blanks_.find(count);
        if (found != blanks_.end()) return found->second;
        return blanks_.emplace(count, mustache::data(mustache::list(count, mustache::data(true)))).first->second;
    }

    const mustache::data something_{true};
    const mustache::data blank_{""};
    const Program* program_ = nullptr;
    std::vector<const Value*> scopes_;  // from the page inwards
    mutable std::vector<Section> open_; // for each scope, the section being walked in it
    mutable const Instruction* current_ = nullptr;
    mutable std::unordered_map<std::size_t, mustache::data> blanks_; // references to its elements stay good
    std::string out_;
};

} // namespace

struct Renderer::State {
    struct Page {
        const Program* program = nullptr;
        mustache::mustache compiled;
    };

    explicit State(const Programs& all) : programs(all) {}

    // Read when a page of that kind is first wanted; a group may have none. nullptr: it is none of the programs.
    Page* page(std::string_view name) {
        if (const auto known = pages.find(name); known != pages.end()) return &known->second;
        const auto found = programs.find(name);
        if (found == programs.end()) return nullptr;
        const Program& program = found->second;
        Page& page = pages.emplace(name, Page{&program, mustache::mustache(numbered_template(program))}).first->second;
        assert(page.compiled.is_valid());
        page.compiled.set_custom_escape([this](const std::string&) {
            context.append_current();
            return std::string();
        });
        return &page;
    }

    const Programs& programs;
    PageContext context;
    std::map<std::string, Page, std::less<>> pages;
};

Renderer::Renderer(const Programs& programs) : state_(std::make_unique<State>(programs)) {}
Renderer::~Renderer() = default;
Renderer::Renderer(Renderer&&) noexcept = default;
Renderer& Renderer::operator=(Renderer&&) noexcept = default;

std::string Renderer::render(std::string_view page, const Value& value) {
    State::Page* found = state_->page(page);
    assert(found != nullptr && "a page without a template");
    if (found == nullptr) return {};
    state_->context.start(*found->program, value);
    struct Nothing { // the page is in the context: the library has nothing to write
        Nothing& operator<<(const std::string&) { return *this; }
    } nothing;
    found->compiled.render(state_->context, nothing);
    return state_->context.finish();
}

} // namespace livret

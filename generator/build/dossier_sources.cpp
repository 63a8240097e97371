#include "build/dossier_sources.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

class Names {
  public:
    // A name of `folder` that nothing has yet.
    std::string take(const std::string& folder, std::string_view stem, std::string_view extension) {
        const std::string plain = slugify(stem);
        const std::string end = ascii_lower(extension);
        std::string name = fmt::format("{}/{}{}", folder, plain, end);
        for (int copy = 2; !taken_.insert(name).second; ++copy) name = fmt::format("{}/{}-{}{}", folder, plain, copy, end);
        return name;
    }

  private:
    std::set<std::string> taken_;
};

// The keys that a header may have for what names colleagues; load/kinds.cpp has them too.
constexpr std::array<std::string_view, 4> naming_keys{"with", "avec", "same-as", "même-que"};

bool names_colleagues(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return false;
    std::string_view key = trim(line.substr(0, colon));
    if (key.size() >= 2 && (key.front() == '"' || key.front() == '\'') && key.back() == key.front())
        key = key.substr(1, key.size() - 2);
    return std::find(naming_keys.begin(), naming_keys.end(), key) != naming_keys.end();
}

// A line that begins a member of the header: neither indented, nor an item, nor the end of a list over several lines.
bool begins_a_member(std::string_view line) {
    return !line.empty() && std::string_view(" \t-]}#").find(line.front()) == std::string_view::npos;
}

} // namespace

std::vector<DossierSource> dossier_sources(const Institute& hers, bool for_owner) {
    std::vector<DossierSource> out;
    Names names;
    for (const Activity& one : hers.activities) {
        const bool has_folder = one.path.value.ends_with("/index.md");
        const std::string folder = has_folder ? "data/activities/" + one.slug : "data/activities";
        out.push_back({one.path, names.take(folder, has_folder ? "index" : one.slug, ".md")});
        for (const Attachment& file : one.attachments)
            out.push_back({file.path, names.take("data/activities/" + one.slug, file.path.stem(), file.path.extension()), true});
    }
    for (const Positioning& one : hers.positionings)
        out.push_back({one.path, names.take("data/positions", one.path.stem(), ".md")});
    if (for_owner) {
        for (const LeftOut& one : hers.left_out) // they have errors, and are hers all the same
            out.push_back({one.path, names.take("data/left-out", one.path.stem(), one.path.extension())});
        for (const Trainee& one : hers.trainees) {
            out.push_back({one.path, "data/profile.md"});
            if (one.portrait)
                out.push_back({one.portrait->path, names.take("data", "portrait", one.portrait->path.extension()), true});
        }
    }
    std::sort(out.begin(), out.end(), [](const DossierSource& a, const DossierSource& b) { return a.path < b.path; });
    return out;
}

std::string without_colleagues(std::string_view text, const std::vector<std::string>& initials) {
    std::vector<std::string> kept;
    enum class In { front, header, body } in = In::front;
    bool dropping = false, said = initials.empty();
    for (const std::string_view line : split(text, '\n')) {
        if (in != In::body && trim(line) == "---") {
            in = in == In::front ? In::header : In::body;
            dropping = false;
        } else if (in == In::front) {
            in = In::body; // no header
        } else if (in == In::header && begins_a_member(line)) {
            dropping = names_colleagues(line);
            if (dropping && !said) kept.push_back("# avec : " + join(initials, ", ") + (line.ends_with('\r') ? "\r" : ""));
            said = said || dropping;
        }
        if (!dropping) kept.emplace_back(line);
    }
    return join(kept, "\n");
}

} // namespace livret

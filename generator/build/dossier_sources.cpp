#include "build/dossier_sources.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"

#include <algorithm>
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

} // namespace

std::vector<DossierSource> dossier_sources(const Institute& hers, bool for_owner) {
    std::vector<DossierSource> out;
    Names names;
    for (const Activity& one : hers.activities) {
        const bool has_folder = one.path.value.ends_with("/index.md");
        const std::string folder = has_folder ? "data/activities/" + one.slug : "data/activities";
        if (for_owner) out.push_back({one.path, names.take(folder, has_folder ? "index" : one.slug, ".md")});
        for (const Attachment& file : one.attachments)
            out.push_back({file.path, names.take("data/activities/" + one.slug, file.path.stem(), file.path.extension()), true});
    }
    if (for_owner) {
        for (const Positioning& one : hers.positionings)
            out.push_back({one.path, names.take("data/positions", one.path.stem(), ".md")});
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

} // namespace livret

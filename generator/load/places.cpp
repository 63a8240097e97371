#include "load/places.hpp"

#include <array>
#include <string_view>

namespace livret {

namespace {

// Of a path, split at slashes: those that a place may have, and how many there are.
class Parts {
  public:
    explicit Parts(std::string_view path) {
        while (true) {
            const std::size_t slash = path.find('/');
            if (count_ < parts_.size()) parts_[count_] = path.substr(0, slash);
            ++count_;
            if (slash == std::string_view::npos) return;
            path.remove_prefix(slash + 1);
        }
    }
    std::size_t size() const { return count_; }
    std::string_view operator[](std::size_t i) const { return parts_[i]; }

  private:
    std::array<std::string_view, 8> parts_; // no place is deeper than 7
    std::size_t count_ = 0;
};

std::string without_md(std::string_view name) {
    return std::string(name.substr(0, name.size() - 3));
}

bool is_markdown(std::string_view name) {
    return name.size() > 3 && name.ends_with(".md");
}

SourcePath joined(const Parts& parts, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) out += '/';
        out += parts[i];
    }
    return {out};
}

// <slug>.md, or <slug>/index.md with attachments beside it, from parts[at] on.
Place folder_or_file(PlaceKind kind, const Parts& parts, std::size_t at, Place place) {
    if (parts.size() == at + 1 && is_markdown(parts[at])) {
        place.kind = kind;
        place.slug = without_md(parts[at]);
    } else if (parts.size() == at + 2) {
        place.slug = parts[at];
        place.kind = parts[at + 1] == "index.md" ? kind : PlaceKind::attachment;
        if (place.kind == PlaceKind::attachment) {
            if (is_markdown(parts[at + 1])) place.kind = PlaceKind::unknown;
            place.owner = joined(parts, at + 1) / "index.md";
        }
    }
    return place;
}

Place in_trainee_folder(const Parts& parts, Place place) {
    place.trainee = TraineeId{std::string(parts[3])};
    if (parts.size() == 5) {
        if (parts[4] == "profile.md") {
            place.kind = PlaceKind::profile;
        } else if (!is_markdown(parts[4])) {
            place.kind = PlaceKind::attachment;
            place.owner = joined(parts, 4) / "profile.md";
        }
        return place;
    }
    if (parts[4] == "activities") return folder_or_file(PlaceKind::activity, parts, 5, place);
    if (parts[4] == "positions" && parts.size() == 6 && is_markdown(parts[5])) {
        place.kind = PlaceKind::position;
        place.slug = without_md(parts[5]);
    }
    return place;
}

Place in_gfp(const Parts& parts) {
    Place place;
    place.gfp = GfpId{std::string(parts[1])};
    if (parts.size() == 3 && parts[2] == "gfp.md") {
        place.kind = PlaceKind::gfp;
        return place;
    }
    if (parts.size() >= 5 && parts[2] == "trainees") return in_trainee_folder(parts, place);
    if (parts.size() == 4 && is_markdown(parts[3])) {
        if (parts[2] == "trainings") place.kind = PlaceKind::training;
        if (parts[2] == "questions") place.kind = PlaceKind::question;
        if (parts[2] == "notices") place.kind = PlaceKind::notice;
        place.slug = without_md(parts[3]);
    }
    return place;
}

} // namespace

Place place_of(const SourcePath& path) {
    const Parts parts(path.value);
    Place place;
    if (parts.size() == 1) {
        place.kind = path.value == "livret.yaml" ? PlaceKind::configuration : PlaceKind::ignored;
    } else if (parts[0] == "frameworks" && parts.size() == 2 && path.extension() == ".xml") {
        place.kind = PlaceKind::framework;
        place.slug = path.stem();
    } else if (parts[0] == "examples") {
        return folder_or_file(PlaceKind::example, parts, 1, place);
    } else if (parts[0] == "streams" && parts.size() == 4 && parts[2] == "questions" && is_markdown(parts[3])) {
        place.kind = PlaceKind::stream_question;
        place.stream = StreamId{std::string(parts[1])};
        place.slug = without_md(parts[3]);
    } else if (parts[0] == "sessions" && parts.size() == 2 && path.extension() == ".yaml") {
        place.kind = PlaceKind::session;
        place.slug = path.stem();
    } else if (parts[0] == "gfp" && parts.size() >= 3) {
        return in_gfp(parts);
    }
    return place;
}

bool is_document(PlaceKind kind) {
    switch (kind) {
    case PlaceKind::example:
    case PlaceKind::stream_question:
    case PlaceKind::gfp:
    case PlaceKind::profile:
    case PlaceKind::activity:
    case PlaceKind::position:
    case PlaceKind::training:
    case PlaceKind::question:
    case PlaceKind::notice:
        return true;
    default:
        return false;
    }
}

bool is_text_of_a_group(PlaceKind kind) {
    return kind == PlaceKind::activity || kind == PlaceKind::position || kind == PlaceKind::training ||
           kind == PlaceKind::question || kind == PlaceKind::notice || kind == PlaceKind::attachment;
}

} // namespace livret

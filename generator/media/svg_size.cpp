#include "media/svg_size.hpp"

#include "base/text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace livret {

namespace {

struct Unit {
    std::string_view name;
    double pixels;
};

// CSS Values 4 §6.2: an inch is 96 pixels.
constexpr std::array<Unit, 7> units{
    {{"", 1}, {"px", 1}, {"in", 96}, {"cm", 96 / 2.54}, {"mm", 9.6 / 2.54}, {"pt", 96.0 / 72}, {"pc", 16}}};

// The number at the start of `text`, which is moved behind it.
std::optional<double> take_number(std::string_view& text) {
    text = trim(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

std::optional<double> pixels(std::string_view text) {
    const auto number = take_number(text);
    const auto name = ascii_lower(trim(text));
    for (const auto& unit : units)
        if (number && *number > 0 && unit.name == name) return *number * unit.pixels;
    return std::nullopt; // per cent and em depend on the page
}

struct Box {
    double width = 0, height = 0;
};

std::optional<Box> view_box(std::string_view text) {
    std::array<double, 4> numbers{};
    for (auto& number : numbers) {
        const auto taken = take_number(text);
        if (!taken) return std::nullopt;
        number = *taken;
        text = trim(text);
        if (text.starts_with(',')) text.remove_prefix(1);
    }
    if (numbers[2] <= 0 || numbers[3] <= 0) return std::nullopt;
    return Box{numbers[2], numbers[3]};
}

int whole(double value) {
    constexpr double largest = 100'000; // beyond, the number says nothing about a page
    return value >= 0.5 && value <= largest ? static_cast<int>(std::lround(value)) : 0;
}

} // namespace

SvgSize svg_size(std::span<const XmlAttribute> root_attributes) {
    std::optional<double> width, height;
    std::optional<Box> box;
    for (const auto& attribute : root_attributes) {
        if (attribute.name == "width") width = pixels(attribute.value);
        if (attribute.name == "height") height = pixels(attribute.value);
        if (attribute.name == "viewBox") box = view_box(attribute.value);
    }
    if (box && !width && !height) return {whole(box->width), whole(box->height)};
    if (box && !height) height = *width * box->height / box->width;
    if (box && !width) width = *height * box->width / box->height;
    if (!width || !height) return {};
    return {whole(*width), whole(*height)};
}

} // namespace livret

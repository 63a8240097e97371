// Values as bytes and back, for what a program leaves to itself: the memo of builds. Not a format: it changes with the types.
//
// A struct is taken apart by a function visit_members(it, visit) beside it, which calls visit with all of its members. Bytes
// that are not what a writer wrote give `good() == false`, never a crash and hardly more memory than they have bytes.
#pragma once

#include "base/rare.hpp"
#include "base/shared.hpp"

#include <chrono>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace livret {

namespace archive {

template <class T> struct IsVector : std::false_type {};
template <class T> struct IsVector<std::vector<T>> : std::true_type {};
template <class T> struct IsOptional : std::false_type {};
template <class T> struct IsOptional<std::optional<T>> : std::true_type {};
template <class T> struct IsOptional<Rare<T>> : std::true_type {};
template <class T> struct IsShared : std::false_type {};
template <class T> struct IsShared<Shared<T>> : std::true_type {};
template <class T> struct IsPair : std::false_type {};
template <class A, class B> struct IsPair<std::pair<A, B>> : std::true_type {};
template <class T>
concept Associative = requires {
    typename T::key_type;
};
template <class T>
concept Map = Associative<T> && requires {
    typename T::mapped_type;
};

} // namespace archive

class ArchiveWriter {
  public:
    std::string out;

    template <class T> void write(const T& value) {
        if constexpr (std::is_same_v<T, std::string>) {
            write(value.size());
            out += value;
        } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
            char bytes[sizeof(T)];
            std::memcpy(bytes, &value, sizeof(T));
            out.append(bytes, sizeof(T));
        } else if constexpr (std::is_same_v<T, std::chrono::sys_seconds>) {
            write(std::int64_t{value.time_since_epoch().count()});
        } else if constexpr (std::is_same_v<T, std::chrono::year_month_day>) {
            write(int{value.year()});
            write(unsigned{value.month()});
            write(unsigned{value.day()});
        } else if constexpr (archive::IsOptional<T>::value || archive::IsShared<T>::value) {
            write(value.has_value());
            if (value.has_value()) write(*value);
        } else if constexpr (archive::IsVector<T>::value || archive::Associative<T>) {
            write(value.size());
            for (const auto& one : value) write(one);
        } else if constexpr (archive::IsPair<T>::value) {
            write(value.first);
            write(value.second);
        } else {
            visit_members(value, [this](const auto&... members) { (this->write(members), ...); });
        }
    }
};

class ArchiveReader {
  public:
    explicit ArchiveReader(std::string_view bytes) : in_(bytes) {}

    bool good() const { return good_; }
    bool at_end() const { return good_ && in_.empty(); }

    template <class T> void read(T& value) {
        if constexpr (std::is_same_v<T, std::string>) {
            const std::size_t size = read_size();
            value.assign(in_.substr(0, size));
            in_.remove_prefix(size);
        } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
            if (in_.size() < sizeof(T)) return fail();
            std::memcpy(&value, in_.data(), sizeof(T));
            in_.remove_prefix(sizeof(T));
        } else if constexpr (std::is_same_v<T, std::chrono::sys_seconds>) {
            value = T{std::chrono::seconds(read_one<std::int64_t>())};
        } else if constexpr (std::is_same_v<T, std::chrono::year_month_day>) {
            const auto year = std::chrono::year(read_one<int>());
            const auto month = std::chrono::month(read_one<unsigned>());
            value = {year, month, std::chrono::day(read_one<unsigned>())};
        } else if constexpr (archive::IsOptional<T>::value) {
            value.reset();
            if (read_one<bool>()) read(value.emplace());
        } else if constexpr (archive::IsShared<T>::value) {
            value = read_one<bool>() ? T(read_one<std::decay_t<decltype(*value)>>()) : T();
        } else if constexpr (archive::IsVector<T>::value) {
            value.clear();
            for (std::size_t left = read_size(); left > 0 && good_; --left) read(value.emplace_back());
        } else if constexpr (archive::Map<T>) {
            value.clear();
            for (std::size_t left = read_size(); left > 0 && good_; --left) {
                auto key = read_one<typename T::key_type>();
                value.emplace_hint(value.end(), std::move(key), read_one<typename T::mapped_type>());
            }
        } else if constexpr (archive::Associative<T>) {
            value.clear();
            for (std::size_t left = read_size(); left > 0 && good_; --left)
                value.emplace_hint(value.end(), read_one<typename T::key_type>());
        } else if constexpr (archive::IsPair<T>::value) {
            read(value.first);
            read(value.second);
        } else {
            visit_members(value, [this](auto&... members) { (this->read(members), ...); });
        }
    }

  private:
    std::string_view in_;
    bool good_ = true;

    template <class T> T read_one() {
        T out{};
        read(out);
        return out;
    }
    // Of what follows, each item of which is a byte at least.
    std::size_t read_size() {
        const auto size = read_one<std::size_t>();
        if (size <= in_.size()) return size;
        fail();
        return 0;
    }
    void fail() {
        good_ = false;
        in_ = {};
    }
};

template <class T> std::string to_archive(const T& value) {
    ArchiveWriter writer;
    writer.write(value);
    return std::move(writer.out);
}

// Nothing if the bytes are not those of such a value.
template <class T> std::optional<T> from_archive(std::string_view bytes) {
    T out{};
    ArchiveReader reader(bytes);
    reader.read(out);
    if (!reader.at_end()) return std::nullopt;
    return out;
}

} // namespace livret

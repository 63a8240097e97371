// For structs whose special members are long, and which many files copy, move or destroy: each of those files would make all of
// them anew: a sixth of what compiling the program took. So they are declared in the struct (which is no aggregate any more) and
// made in one file, as the compiler would make them.
//
//   struct Activity {
//       LIVRET_DECLARED_ONCE(Activity);       in the header
//   LIVRET_MADE_ONCE(Activity)                in its .cpp
#pragma once

#define LIVRET_DECLARED_ONCE(Type)                                                                                               \
    Type();                                                                                                                      \
    Type(const Type&);                                                                                                           \
    Type(Type&&) noexcept;                                                                                                       \
    Type& operator=(const Type&);                                                                                                \
    Type& operator=(Type&&) noexcept;                                                                                            \
    ~Type()

#define LIVRET_MADE_ONCE(Type)                                                                                                   \
    Type::Type() = default;                                                                                                      \
    Type::Type(const Type&) = default;                                                                                           \
    Type::Type(Type&&) noexcept = default;                                                                                       \
    Type& Type::operator=(const Type&) = default;                                                                                \
    Type& Type::operator=(Type&&) noexcept = default;                                                                            \
    Type::~Type() = default;

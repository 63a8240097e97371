// Atom feeds (RFC 4287): what is new in a group, and in one trainee's portfolio.
//
// Entries are named by tag: URIs (RFC 4151) made of the institute's identifier, the school year, the group and the
// reference, so that an entry stays the same wherever the site is published. Addresses are relative to the feed, or
// complete if livret.yaml has a base-url.
#pragma once

#include "view/context.hpp"

#include <string>

namespace livret {

std::string group_feed(const ViewContext& context, const Group& group); // activities, news, questions; newest first
std::string trainee_feed(const ViewContext& context, const Group& group, const Booklet& booklet); // her activities

} // namespace livret

// Atom feeds (RFC 4287): what is new in a group and in one trainee's portfolio, and what waits for a trainer.
//
// Entries are named by tag: URIs (RFC 4151) made of the institute's identifier, the school year, the group and the
// reference, so that an entry stays the same wherever the site is published. Addresses are relative to the feed, or
// complete if livret.yaml has a base-url.
#pragma once

#include "view/context.hpp"

#include <string>

namespace livret {

// Activities, news, questions; newest first. A question moves up with each answer.
std::string group_feed(const ViewContext& context, const Group& group);
std::string trainee_feed(const ViewContext& context, const Group& group, const Booklet& booklet); // her activities

// What waits for her in the group, the newest first: activities to decide, replies to read, questions on the forum and those
// put to her. What was done leaves it; a reply comes as an entry of its own. For readers who are trainers.
std::string queue_feed(const ViewContext& context, const Group& group, const Trainer& trainer);

} // namespace livret

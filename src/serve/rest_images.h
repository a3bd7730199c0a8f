// REST: a session's images — listed, one, its thumbnail, judged again; and groups of alike ones.
//
// Threads: the handlers run on an event loop and answer from a reader's or the host's thread.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serve/services.h"

namespace photosieve {

void list_images(const Services& services, const CallPtr& call);  // serve/image_query_url.h
void get_image(const Services& services, const CallPtr& call);
void get_thumbnail(const Services& services, const CallPtr& call);  // ?w=16..1024
void post_retry(const Services& services, const CallPtr& call);
void post_review(const Services& services, const CallPtr& call);  // not there yet: 501
void list_groups(const Services& services, const CallPtr& call);  // ?limit=&cursor=

}  // namespace photosieve

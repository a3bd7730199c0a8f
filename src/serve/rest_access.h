// REST of who may ask: logging in and out, who one is, links that show one session, who did what.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serve/router.h"
#include "serve/services.h"

namespace photosieve {

// {token} → the browser sends it from now on, by a cookie that scripts cannot read. 401 for one
// that is not valid; 429 where too many came from one address.
void post_login(const Services& services, const CallPtr& call);
void post_logout(const Services& services, const CallPtr& call);
void get_whoami(const Services& services, const CallPtr& call);
// {name, expires_in_seconds} → a token and the path of a page that shows the session to whoever has
// them.
void post_share(const Services& services, const CallPtr& call);
// Newest first; for whoever may change something.
void list_audit(const Services& services, const CallPtr& call);

}  // namespace photosieve

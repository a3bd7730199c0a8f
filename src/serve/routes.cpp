// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/routes.h"

#include "serve/rest_access.h"
#include "serve/rest_history.h"
#include "serve/rest_images.h"
#include "serve/rest_sessions.h"
#include "serve/rest_system.h"
#include "serve/schemas.h"

namespace photosieve {
namespace {

using Serve = void (*)(const Services&, const CallPtr&);

template <SessionCommand kCommand>
void command(const Services& services, const CallPtr& call) {
  post_command(services, call, kCommand);
}

template <std::string_view (*kText)()>
void schema(const Services&, const CallPtr& call) {
  call->answer(
      net::HttpResponse{200,
                        {{"Content-Type", "application/json"}, {"Cache-Control", "no-cache"}},
                        std::string(kText()),
                        {}});
}

struct Entry {
  const char* method;
  const char* path;
  Serve serve;
  const char* action = "";  // for the record of who did what
};

constexpr Entry kRoutes[] = {
    {"GET", "/api/v1/sessions", list_sessions},
    {"POST", "/api/v1/sessions", post_session, "start_session"},
    {"GET", "/api/v1/sessions/{id}", get_session},
    {"POST", "/api/v1/sessions/{id}/pause", command<SessionCommand::kPause>, "pause_session"},
    {"POST", "/api/v1/sessions/{id}/resume", command<SessionCommand::kResume>, "resume_session"},
    {"POST", "/api/v1/sessions/{id}/cancel", command<SessionCommand::kCancel>, "cancel_session"},
    {"PATCH", "/api/v1/sessions/{id}/settings", patch_settings, "change_settings"},
    {"GET", "/api/v1/sessions/{id}/images", list_images},
    {"GET", "/api/v1/sessions/{id}/images/{n}", get_image},
    {"GET", "/api/v1/sessions/{id}/images/{n}/thumbnail", get_thumbnail},
    {"POST", "/api/v1/sessions/{id}/images/{n}/retry", post_retry, "retry_photo"},
    {"POST", "/api/v1/sessions/{id}/images/{n}/review", post_review, "review_photo"},
    {"GET", "/api/v1/sessions/{id}/groups", list_groups},
    {"GET", "/api/v1/sessions/{id}/milestones", list_milestones},
    {"GET", "/api/v1/sessions/{id}/errors", list_errors},
    {"GET", "/api/v1/sessions/{id}/decisions", list_decisions},
    {"GET", "/api/v1/sessions/{id}/statistics", get_statistics},
    {"GET", "/api/v1/sessions/{id}/performance", get_performance},
    {"GET", "/api/v1/sessions/{id}/report", get_report},
    {"POST", "/api/v1/sessions/{id}/share", post_share, "share_session"},
    {"POST", "/api/v1/login", post_login, "log_in"},
    {"POST", "/api/v1/logout", post_logout, "log_out"},
    {"GET", "/api/v1/whoami", get_whoami},
    {"GET", "/api/v1/audit", list_audit},
    {"GET", "/api/v1/system", get_system},
    {"GET", "/api/v1/folders", list_folders_at},
    {"GET", "/api/v1/openapi.json", schema<openapi_schema>},
    {"GET", "/api/v1/events.schema.json", schema<events_schema>},
    {"GET", "/healthz", get_healthz},
    {"GET", "/readyz", get_readyz},
    {"GET", "/metrics", get_metrics},
};

}  // namespace

void add_routes(Router& router, const Services& services) {
  for (const Entry& entry : kRoutes)
    router.add({entry.method, entry.path,
                [&services, serve = entry.serve](const CallPtr& call) { serve(services, call); },
                entry.action});
}

std::vector<std::pair<std::string, std::string>> route_names() {
  std::vector<std::pair<std::string, std::string>> names;
  for (const Entry& entry : kRoutes) names.emplace_back(entry.method, entry.path);
  return names;
}

}  // namespace photosieve

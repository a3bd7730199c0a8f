// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/connection_events.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace photosieve {
namespace {

using Json = nlohmann::ordered_json;

std::string status_message(const Session& session) {
  const std::string done = human_count(session.processed) + " photos judged";
  switch (session.status) {
    case SessionStatus::kCreated:
      return "The session has not begun";
    case SessionStatus::kRunning:
      return "The session runs; " + done;
    case SessionStatus::kPaused:
      return "The session is paused; " + done;
    case SessionStatus::kInterrupted:
      return "The session was interrupted and can be resumed; " + done;
    case SessionStatus::kComplete:
      return "The session is complete; " + done;
    case SessionStatus::kCancelled:
      return "The session was cancelled; " + done;
    case SessionStatus::kFailed:
      return session.error.empty() ? "The session failed" : session.error;
  }
  return done;
}

}  // namespace

Json connected_json(std::string_view client_id, WallMs now) {
  Json json;
  json["status"] = "connected";
  json["client_id"] = client_id;
  json["timestamp"] = iso8601(now);
  return json;
}

Json session_joined_json(const Session& session, Json milestones, WallMs now) {
  Json json;
  json["session_id"] = session.id;
  json["status"] = "joined";
  json["timestamp"] = iso8601(now);
  json["session"] = session_json(session);
  json["milestones"] = std::move(milestones);
  return json;
}

Json session_status_json(const Session& session) {
  Json json;
  json["session_id"] = session.id;
  json["status"] = name(session.status);
  json["message"] = to_valid_utf8(status_message(session));
  return json;
}

Json pong_json(WallMs now) {
  Json json;
  json["timestamp"] = iso8601(now);
  return json;
}

Json error_json(std::string_view code, std::string_view message) {
  Json json;
  json["code"] = code;
  json["message"] = to_valid_utf8(std::string(message));
  return json;
}

}  // namespace photosieve

// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/rest_sessions.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "model/profile.h"
#include "record/output_folder.h"
#include "serve/body_reader.h"
#include "serve/cursor.h"

namespace photosieve {
namespace {

constexpr std::uint32_t kUsualPage = 50;
constexpr std::uint32_t kLargestPage = 500;
constexpr std::size_t kLongestPath = 4096;
constexpr std::size_t kLongestName = 200;

Served<std::optional<SessionPlace>> place_of(const Call& call, const std::string& list) {
  const std::string* cursor = call.query().find("cursor");
  if (cursor == nullptr) return std::optional<SessionPlace>{};
  PS_TRY(auto parts, read_cursor(list, *cursor, 2));
  SessionPlace place{0, parts[1]};
  const std::string& time = parts[0];
  std::from_chars(time.data(), time.data() + time.size(), place.created_at);
  return std::optional<SessionPlace>(std::move(place));
}

Served<net::HttpResponse> session_page(const Services& services, const Call& call, Store& store) {
  PS_TRY_VOID(call.only({"limit", "cursor"}));
  PS_TRY(const auto limit, query_whole(call.query(), "limit", 1, kLargestPage));
  const std::string list = list_of(call);
  PS_TRY(const auto after, place_of(call, list));
  const std::uint32_t most = limit.value_or(kUsualPage);
  PS_TRY(auto page, served(store.session_page(after, most + 1)));
  net::Json json;
  json["sessions"] = net::Json::array();
  json["next_cursor"] = nullptr;
  if (page.size() > most) {
    page.resize(most);
    json["next_cursor"] =
        make_cursor(list, {std::to_string(page.back().created_at), page.back().id});
  }
  for (Session& session : page)
    json["sessions"].push_back(session_json(as_it_is_now(services, std::move(session))));
  return json_response(json);
}

// A built-in profile, or a file below the roots: others could be read by its complaints.
Served<std::string> allowed_profile(const std::string& profile, const Roots& roots) {
  const auto known = built_in_profiles();
  if (std::find(known.begin(), known.end(), profile) != known.end()) return profile;
  if (profile.starts_with('/')) return roots.future_folder(profile);
  return invalid(unknown_name("profile", profile, {known.begin(), known.end()}) +
                 " A profile of your own is named by its absolute path.");
}

Served<void> read_settings(const net::Json& body, StartRequest& request) {
  const BodyReader top(body);
  PS_TRY(const net::Json* given, top.object("settings"));
  if (given == nullptr) return {};
  const BodyReader reader(*given, "settings.");
  RunSettings& settings = request.settings;
  PS_TRY_VOID(reader.only({"profile", "mode", "workers", "batch_size", "copy",
                           "percentage_milestones", "count_milestones", "hour_milestones"}));
  PS_TRY(auto profile, reader.text("profile", kLongestPath));
  PS_TRY(auto mode, reader.text("mode", 16));
  PS_TRY(const auto workers, reader.whole("workers", 0, 1024));
  PS_TRY(const auto batch_size, reader.whole("batch_size", 0, 4096));
  PS_TRY(const auto copy, reader.boolean("copy"));
  PS_TRY(auto percentages, reader.rising("percentage_milestones", 1, 100));
  PS_TRY(auto counts, reader.rising("count_milestones", 1, 1'000'000'000));
  PS_TRY(auto hours, reader.rising("hour_milestones", 1, 10'000));
  if (profile) settings.profile = *std::move(profile);
  if (mode) {
    const auto known = mode_from(*mode);
    if (!known) return invalid("settings.mode must be speed, balanced or smart.");
    settings.mode = *known;
  }
  settings.workers = workers.value_or(settings.workers);
  settings.batch_size = batch_size.value_or(settings.batch_size);
  settings.copy = copy.value_or(settings.copy);
  if (percentages) settings.percentage_milestones = *std::move(percentages);
  if (counts) settings.count_milestones = *std::move(counts);
  if (hours) settings.hour_milestones = *std::move(hours);
  return {};
}

net::HttpResponse created(const Session& session) {
  return json_response(session_json(session), 201,
                       {{"Location", "/api/v1/sessions/" + session.id}});
}

using Answer = std::function<void(const net::HttpResponse&)>;

// Folders are looked at, and a disk may be slow: on a reader's thread.
void start(const Services& services, const net::Json& body, const Answer& answer) {
  const bool taken = services.readers.post([&services, body, answer](Store&) {
    auto request = start_request_of(body, services.roots);
    if (!request) return answer(to_response(request.error()));
    services.host.start(*std::move(request), [answer](const Asked<Session>& session) {
      answer(session ? created(*session) : to_response(problem_of(session.error())));
    });
  });
  if (!taken) answer(to_response(busy()));
}

// The key is asked for before anything else: what stands in a request's way now may be what the
// first one has done.
void start_once(const Services& services, const CallPtr& call, const net::Json& body) {
  const std::string key(call->request().header("Idempotency-Key"));
  const Answer reply = [call](const net::HttpResponse& response) { call->answer(response); };
  if (key.empty()) return start(services, body, reply);
  const auto first =
      services.keys.begin(key, call->request().path + '\n' + call->request().body, reply);
  if (!first) return call->refuse(first.error());
  if (!*first) return;
  start(services, body, [key, reply, &keys = services.keys](const net::HttpResponse& response) {
    keys.finish(key, response);
    reply(response);
  });
}

void dry_run(const Services& services, const CallPtr& call, const net::Json& body) {
  const bool taken = services.readers.post([&services, call, body](Store&) {
    auto request = start_request_of(body, services.roots);
    if (!request) return call->refuse(request.error());
    services.host.dry_run(*std::move(request), [call](const Asked<DryRun>& run) {
      if (run)
        call->answer(200, dry_run_json(*run));
      else
        call->refuse(problem_of(run.error()));
    });
  });
  if (!taken) call->refuse(busy());
}

}  // namespace

Served<StartRequest> start_request_of(const net::Json& body, const Roots& roots) {
  const BodyReader reader(body);
  PS_TRY_VOID(reader.only(
      {"name", "input_folder", "output_folder", "profile", "mode", "settings", "fresh"}));
  StartRequest request;
  PS_TRY(auto input, reader.text("input_folder", kLongestPath));
  PS_TRY(auto output, reader.text("output_folder", kLongestPath));
  PS_TRY(auto name, reader.text("name", kLongestName));
  PS_TRY(auto profile, reader.text("profile", kLongestPath));
  PS_TRY(auto mode_name, reader.text("mode", 16));
  PS_TRY(const auto fresh, reader.boolean("fresh"));
  PS_TRY_VOID(read_settings(body, request));
  if (!input || input->empty())
    return invalid("input_folder is missing: name the folder of photos by its absolute path.");
  if (mode_name) {
    const auto mode = mode_from(*mode_name);
    if (!mode) return invalid("mode must be speed, balanced or smart.");
    request.settings.mode = *mode;
  }
  if (profile) request.settings.profile = *std::move(profile);
  PS_TRY(request.settings.profile, allowed_profile(request.settings.profile, roots));
  PS_TRY(request.input, roots.existing_folder(*input));
  const bool output_given = output && !output->empty();
  PS_TRY(request.output,
         roots.future_folder(output_given ? *output : default_output(request.input)));
  request.name = name.value_or("");
  request.anew = fresh.value_or(false);
  return request;
}

Served<SettingsChange> settings_change_of(const net::Json& body) {
  const BodyReader reader(body);
  PS_TRY_VOID(reader.only({"workers", "batch_size", "progress_interval_seconds",
                           "percentage_milestones", "count_milestones", "hour_milestones"}));
  if (body.empty())
    return invalid("The body changes nothing; name at least one setting, such as workers.");
  SettingsChange change;
  PS_TRY(change.workers, reader.whole("workers", 0, 1024));
  PS_TRY(change.batch_size, reader.whole("batch_size", 0, 4096));
  PS_TRY(change.progress_interval_seconds, reader.number("progress_interval_seconds", 0.1, 2));
  PS_TRY(change.percentage_milestones, reader.rising("percentage_milestones", 1, 100));
  PS_TRY(change.count_milestones, reader.rising("count_milestones", 1, 1'000'000'000));
  PS_TRY(change.hour_milestones, reader.rising("hour_milestones", 1, 10'000));
  return change;
}

net::Json dry_run_json(const DryRun& run) {
  net::Json json;
  json["photos"] = run.photos;
  json["bytes"] = run.bytes;
  json["skipped"] = net::Json::object();
  for (const SkippedCount& one : run.skipped)
    json["skipped"][std::string(name(one.reason))] = one.files;
  json["input_folder"] = to_valid_utf8(run.input);
  json["output_folder"] = nullptr;
  if (!run.output.empty()) json["output_folder"] = to_valid_utf8(run.output);
  json["free_bytes"] = run.free_bytes;
  json["needed_bytes"] = run.needed_bytes;
  json["conflicts"] = net::Json::array();
  for (const std::string& one : run.conflicts) json["conflicts"].push_back(to_valid_utf8(one));
  json["could_start"] = run.could_start;
  return json;
}

SessionDone answer_session(const CallPtr& call, int status) {
  return [call, status](const Asked<Session>& session) {
    if (session)
      call->answer(status, session_json(*session));
    else
      call->refuse(problem_of(session.error()));
  };
}

void list_sessions(const Services& services, const CallPtr& call) {
  read(services, call,
       [&services, call](Store& store) { return session_page(services, *call, store); });
}

void get_session(const Services& services, const CallPtr& call) {
  if (auto bad = call->only({}); !bad) return call->refuse(bad.error());
  read(services, call, [&services, call](Store& store) -> Served<net::HttpResponse> {
    PS_TRY(const Session session, session_now(services, store, call->value(0)));
    return json_response(session_json(session));
  });
}

void post_session(const Services& services, const CallPtr& call) {
  if (auto bad = call->only({"dry_run"}); !bad) return call->refuse(bad.error());
  const auto dry = query_boolean(call->query(), "dry_run");
  if (!dry) return call->refuse(dry.error());
  const auto body = call->json_body();
  if (!body) return call->refuse(body.error());
  if (dry->value_or(false)) {
    call->set_witness({});  // it does nothing
    return dry_run(services, call, *body);
  }
  const std::string key = call->caller().token_id + rate_key(call->request().peer);
  const SteadyNs now = services.clock.steady();
  if (!services.starts.allows(key, now))
    return call->refuse(too_often(
        fmt::format("More than {} sessions a minute are not started for one client; wait a little.",
                    kMostStartsAMinute),
        services.starts.seconds()));
  services.starts.count(key, now);
  start_once(services, call, *body);
}

void post_command(const Services& services, const CallPtr& call, SessionCommand command) {
  if (auto bad = call->only({}); !bad) return call->refuse(bad.error());
  const auto body = call->json_body();
  if (!body) return call->refuse(body.error());
  const BodyReader reader(*body);
  if (command != SessionCommand::kResume) {
    if (auto bad = reader.only({}); !bad) return call->refuse(bad.error());
    return services.host.command(call->value(0), command, answer_session(call));
  }
  if (auto bad = reader.only({"redo_last_batch"}); !bad) return call->refuse(bad.error());
  const auto redo = reader.boolean("redo_last_batch");
  if (!redo) return call->refuse(redo.error());
  // Resuming may begin to read folders: only those below the roots.
  const bool taken =
      services.readers.post([&services, call, redo = redo->value_or(false)](Store& store) {
        if (auto bad = must_be_inside(services, store, call->value(0)); !bad)
          return call->refuse(bad.error());
        if (redo) return services.host.resume_and_redo(call->value(0), answer_session(call));
        services.host.command(call->value(0), SessionCommand::kResume, answer_session(call));
      });
  if (!taken) call->refuse(busy());
}

void patch_settings(const Services& services, const CallPtr& call) {
  if (auto bad = call->only({}); !bad) return call->refuse(bad.error());
  const auto body = call->json_body();
  if (!body) return call->refuse(body.error());
  auto change = settings_change_of(*body);
  if (!change) return call->refuse(change.error());
  services.host.change(call->value(0), *std::move(change), answer_session(call));
}

}  // namespace photosieve

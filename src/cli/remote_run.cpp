// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/remote_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "console/event_reader.h"
#include "net/tls.h"

namespace photosieve {
namespace {

constexpr std::int64_t kAnswerMs = 10'000;
constexpr std::int64_t kCommandMs = 120'000;  // a pause waits for the photos in work
constexpr std::size_t kMostWaiting = 10'000;
constexpr std::size_t kMostSessions = 1'000;
constexpr std::size_t kLongestId = 128;

std::string text_of(const net::Json& json, const char* field) {
  if (!json.is_object()) return {};
  const auto found = json.find(field);
  if (found == json.end() || !found->is_string()) return {};
  const auto& text = found->get_ref<const std::string&>();
  return text.size() <= kLongestId * 8 ? printable(text) : std::string();
}

bool newest_only(const Event& event) {
  return std::holds_alternative<ProgressUpdate>(event) ||
         std::holds_alternative<PerformanceUpdate>(event);
}

bool ends_it(const Event& event) {
  return std::holds_alternative<ProcessingComplete>(event) ||
         std::holds_alternative<ProcessingCancelled>(event) ||
         std::holds_alternative<ProcessingFailed>(event);
}

// Why an acknowledgement says no; nothing when it says yes.
std::optional<std::string> refusal(const Result<net::Args>& answer) {
  if (!answer) return answer.error().message;
  if (answer->empty() || !answer->front().is_object()) return "the server's answer is none";
  const net::Json& json = answer->front();
  if (json.contains("ok") && json["ok"] == true) return std::nullopt;
  const std::string message =
      json.contains("error") ? text_of(json["error"], "message") : std::string();
  return message.empty() ? "the server refuses it" : message;
}

}  // namespace

RemoteRun::RemoteRun(std::string url, std::string wanted, std::function<void()> wake)
    : url_(std::move(url)), wanted_(std::move(wanted)), wake_(std::move(wake)) {}

RemoteRun::~RemoteRun() {
  if (client_ != nullptr) client_->stop();
}

Result<std::unique_ptr<RemoteRun>> RemoteRun::connect(const std::string& url,
                                                      const std::string& token,
                                                      const std::string& session,
                                                      std::function<void()> wake) {
  std::unique_ptr<RemoteRun> run(new RemoteRun(url, session, std::move(wake)));
  net::SocketClientOptions options{.url = url};
  if (url.starts_with("https:") || url.starts_with("wss:")) {
    PS_TRY(options.tls, net::TlsContext::client(""));
  }
  run->client_ = std::make_unique<net::SocketClient>(std::move(options));
  net::Json auth;
  if (!token.empty()) auth = {{"token", token}};
  run->socket_ = &run->client_->of("/", std::move(auth));
  RemoteRun* self = run.get();
  const auto lost = [self](const std::string& reason) {
    self->change([&](Taken& taken) {
      taken.problem =
          fmt::format("no connection to {} ({}); trying again", self->url_, printable(reason));
    });
  };
  run->client_->on_failure(lost);
  run->socket_->on_disconnect(lost);
  run->socket_->on_refused([self](const std::string& message, const net::Json&) {
    self->change([&](Taken& taken) {
      taken.failed = fmt::format(
          "{} refuses: {}; a server that needs a token takes it from "
          "--token-file",
          self->url_, printable(message));
    });
  });
  run->socket_->on_connect([self](bool) {
    self->change([](Taken& taken) { taken.problem.clear(); });
    if (!self->id_.empty()) return self->join(self->id_);
    self->known_.clear();
    self->socket_->emit_with_ack("watch_sessions", {net::Json::object()}, kAnswerMs,
                                 [self](const Result<net::Args>& answer) { self->choose(answer); });
  });
  run->socket_->on_any(
      [self](const std::string& name, net::Args& args) { self->hear(name, args); });
  PS_TRY_VOID(run->client_->start());
  return run;
}

void RemoteRun::choose(const Result<net::Args>& answer) {
  if (const auto no = refusal(answer)) {
    // Without an answer there will be another connection.
    if (answer) change([&](Taken& taken) { taken.failed = *no; });
    return;
  }
  socket_->emit("unwatch_sessions", net::Json::object());
  // What runs before what was left over, then the newest.
  std::sort(known_.begin(), known_.end(), [](const Known& a, const Known& b) {
    return std::tie(b.active, b.created_at) < std::tie(a.active, a.created_at);
  });
  for (const Known& one : known_)
    if (wanted_ == "last" || one.id.starts_with(wanted_)) return join(one.id);
  if (wanted_ != "last") return join(wanted_);  // one that is ended, by its whole id
  change([&](Taken& taken) {
    taken.failed = fmt::format("no session runs at {}; name one to see how it ended", url_);
  });
}

void RemoteRun::join(const std::string& id) {
  id_ = id;
  change([&](Taken& taken) { taken.session_id = id; });
  socket_->emit_with_ack("join_session", {net::Json{{"session_id", id}}}, kAnswerMs,
                         [this](const Result<net::Args>& answer) {
                           const auto no = refusal(answer);
                           if (no && answer) change([&](Taken& taken) { taken.failed = *no; });
                         });
}

void RemoteRun::hear(const std::string& name, const net::Args& args) {
  if (args.empty()) return;
  const net::Json& data = args.front();
  if (name == "session_changed") {
    if (id_.empty() && known_.size() < kMostSessions) {
      const std::string status = text_of(data, "status");
      known_.push_back({text_of(data, "session_id"), text_of(data, "created_at"),
                        status == "running" || status == "paused"});
    }
    return;
  }
  if (name == "session_joined") return hear_of_session(data);
  auto event = event_from_json(name, data);
  if (!event || !*event) return;  // it is not shown
  const std::string& of = session_of(**event);
  if (!of.empty() && of != id_) return;
  if (std::holds_alternative<ProcessingPaused>(**event)) paused_ = true;
  if (std::holds_alternative<ProcessingResumed>(**event)) paused_ = false;
  change([&](Taken& taken) {
    if (newest_only(**event))
      std::erase_if(taken.events, [&](const Event& before) {
        return before.index() == (*event)->index() && session_of(before) == of;
      });
    taken.ended = taken.ended || ends_it(**event);
    if (taken.events.size() < kMostWaiting) taken.events.push_back(**std::move(event));
  });
}

// After a connection, and after one that was lost: what may have been missed.
void RemoteRun::hear_of_session(const net::Json& joined) {
  if (!joined.is_object() || !joined.contains("session")) return;
  const net::Json& session = joined["session"];
  const std::string status = text_of(session, "status");
  if (status == "interrupted" || status == "created")
    return change([&](Taken& taken) {
      taken.failed = fmt::format("session {} is {}: nobody runs it now", id_, status);
    });
  const bool paused = status == "paused";
  if (paused == std::exchange(paused_, paused)) return;
  change([&](Taken& taken) {
    if (paused)
      taken.events.emplace_back(ProcessingPaused{id_, 0});
    else
      taken.events.emplace_back(ProcessingResumed{id_, 0});
  });
}

void RemoteRun::command(const char* event) {
  const std::string id = taken_.with([](const Taken& taken) { return taken.session_id; });
  if (id.empty()) return;
  socket_->emit_with_ack(event, {net::Json{{"session_id", id}}}, kCommandMs,
                         [this](const Result<net::Args>& answer) {
                           if (const auto no = refusal(answer))
                             change([&](Taken& taken) { taken.notice = *no; });
                         });
}

void RemoteRun::change(const std::function<void(Taken&)>& how) {
  taken_.with([&](Taken& taken) { how(taken); });
  wake_();
}

RemoteRun::Taken RemoteRun::take() {
  return taken_.with([](Taken& taken) {
    Taken now = taken;
    taken.events.clear();
    taken.notice.clear();
    return now;
  });
}

}  // namespace photosieve

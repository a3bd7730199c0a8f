// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/live_commands.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"
#include "model/connection_events.h"
#include "serve/live_sender.h"

namespace photosieve {
namespace {

constexpr std::size_t kLongestId = 128;
constexpr int kMostUnanswered = 32;
constexpr int kMostASecond = 100;
constexpr SteadyNs kNsPerSecond = 1'000'000'000;

CommandError wrong_payload(std::string message) {
  return {CommandCode::kInvalidPayload, std::move(message)};
}

Asked<std::string> session_id_in(const net::Args& args) {
  if (args.empty() || !args[0].is_object())
    return tl::unexpected(wrong_payload("The event takes an object: {\"session_id\": \"...\"}"));
  const auto id = args[0].find("session_id");
  if (id == args[0].end() || !id->is_string())
    return tl::unexpected(wrong_payload("session_id is missing, or is no text"));
  const auto& text = id->get_ref<const std::string&>();
  if (text.empty() || text.size() > kLongestId)
    return tl::unexpected(wrong_payload("session_id must have 1 to 128 characters"));
  return text;
}

void answer_command(const LiveReply& reply, const Asked<Session>& answer) {
  if (!answer) return reply.refuse(answer.error());
  reply.ok({{"session_id", answer->id},
            {"status", name(answer->status)},
            {"session", session_json(*answer)}});
}

std::string action_of(SessionCommand command) {
  switch (command) {
    case SessionCommand::kPause:
      return "pause_session";
    case SessionCommand::kResume:
      return "resume_session";
    case SessionCommand::kCancel:
      return "cancel_session";
  }
  return {};
}

CommandError not_shown() {
  return {CommandCode::kNotAllowed, "This link shows one session, and nothing else"};
}

}  // namespace

LiveCommands::LiveCommands(net::Namespace& nsp, SessionHost& host, EventTeller& teller,
                           const Clock& clock)
    : host_(host), teller_(teller), clock_(clock) {
  nsp.on_connect([this](const net::SocketPtr& socket, const net::Handshake&) {
    socket->emit("connected", connected_json(socket->id(), clock_.wall()));
  });
  on(nsp, "join_session",
     [this](std::string id, LiveReply reply) { teller_.join(std::move(id), std::move(reply)); });
  on(nsp, "leave_session", [](const std::string& id, const LiveReply& reply) {
    reply.socket()->leave("session_" + id);
    reply.ok({{"session_id", id}, {"status", "left"}});
  });
  on(nsp, "get_session_status",
     [this](std::string id, LiveReply reply) { teller_.status(std::move(id), std::move(reply)); });
  command(nsp, "pause_processing", SessionCommand::kPause);
  command(nsp, "resume_processing", SessionCommand::kResume);
  command(nsp, "cancel_processing", SessionCommand::kCancel);
  nsp.on("watch_sessions", [this](const net::SocketPtr& socket, net::Event& event) {
    auto reply = reply_to(socket, event);
    if (!reply) return;
    if (!live_sender(*socket).caller.session_id.empty()) return reply->refuse(not_shown());
    teller_.watch(std::move(*reply));
  });
  nsp.on("unwatch_sessions", [this](const net::SocketPtr& socket, net::Event& event) {
    const auto reply = reply_to(socket, event);
    if (!reply) return;
    socket->leave("sessions");
    reply->ok();
  });
  nsp.on("ping", [this](const net::SocketPtr& socket, net::Event& event) {
    const auto reply = reply_to(socket, event);
    if (!reply) return;
    socket->emit("pong", pong_json(clock_.wall()));
    reply->ok();
  });
  nsp.on_any([this](const net::SocketPtr& socket, net::Event& event) {
    if (const auto reply = reply_to(socket, event))
      reply->refuse(
          wrong_payload("There is no event " + printable(event.name.substr(0, kLongestId))));
  });
}

void LiveCommands::on(net::Namespace& nsp, const char* event, WithSession handler) {
  nsp.on(event,
         [this, handler = std::move(handler)](const net::SocketPtr& socket, net::Event& sent) {
           auto reply = reply_to(socket, sent);
           if (!reply) return;
           auto id = session_id_in(sent.args);
           if (!id) return reply->refuse(id.error());
           if (!live_sender(*socket).caller.may_see(*id)) return reply->refuse(not_shown());
           handler(std::move(*id), std::move(*reply));
         });
}

void LiveCommands::command(net::Namespace& nsp, const char* event, SessionCommand command) {
  on(nsp, event, [this, command](const std::string& id, LiveReply reply) {
    const LiveSender& sender = live_sender(*reply.socket());
    const auto tell = [id, reply = std::move(reply), record = sender.record,
                       action = action_of(command)](const Asked<Session>& answer) {
      auto send = [reply, answer] { answer_command(reply, answer); };
      if (!record) return send();
      record(action, id, answer ? "done" : std::string(name(answer.error().code)), send);
    };
    if (!sender.caller.may_change())
      return tell(
          tl::unexpected(CommandError{CommandCode::kNotAllowed, "This token may read only"}));
    host_.command(id, command, tell);
  });
}

std::optional<LiveReply> LiveCommands::reply_to(const net::SocketPtr& socket, net::Event& event) {
  LiveSender& sender = live_sender(*socket);
  const SteadyNs now = clock_.steady();
  if (now - sender.second_began >= kNsPerSecond) {
    sender.second_began = now;
    sender.in_this_second = 0;
  }
  const bool too_many =
      ++sender.in_this_second > kMostASecond || *sender.unanswered >= kMostUnanswered;
  if (!too_many) ++*sender.unanswered;
  std::function<void()> answered;
  if (!too_many) answered = [unanswered = sender.unanswered] { --*unanswered; };
  LiveReply reply(socket, event.ack, std::move(answered));
  if (!too_many) return reply;
  reply.refuse({CommandCode::kTooManyRequests,
                "This client sends more than can be answered; wait a second"});
  return std::nullopt;
}

}  // namespace photosieve

// Conversation: what one client says over one Engine.IO session: its namespaces.
//
// Threads  its loop's only.
// Lifetime owned by the session; its sockets point back to it until they leave.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/engine_session.h"
#include "net/namespace_state.h"
#include "net/recovery_log.h"
#include "net/socketio_packet.h"
#include "net/timer.h"

namespace photosieve::net {

// What a SocketServer's conversations share.
struct ConversationHost {
  virtual ~ConversationHost() = default;
  [[nodiscard]] virtual const SocketServerOptions& options() const = 0;
  [[nodiscard]] virtual NamespaceState* find(std::string_view name) = 0;
};

class Conversation final : public EngineUser {
 public:
  Conversation(ConversationHost& host, EngineSession& session, std::size_t loop,
               HttpRequest&& request);
  ~Conversation() override;
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  void on_message(std::string_view data, bool binary) override;
  void on_close(std::string_view reason) override;

  [[nodiscard]] EngineSession& session() { return session_; }
  void forget(const Socket& socket);  // it has left its namespace
  void close_if_empty();

 private:
  friend class Socket;

  struct Restored {
    RecoveryLog::Session session;
    RecoveryLog::Missed missed;
  };

  void on_packet(SocketPacket&& packet);
  void on_connect(SocketPacket&& packet);
  void recover(NamespaceState& nsp, const Json& auth, const RecoveryLog::Session& known);
  void finish_recovery(NamespaceState& nsp, const Json& auth);
  void connect(NamespaceState& nsp, const Json& auth, std::optional<Restored> restored);
  void refuse(const std::string& nsp, const Refusal& refusal);
  void on_connect_timeout();
  void close(std::string_view reason) { session_.close(reason); }
  [[nodiscard]] bool over_rate();
  [[nodiscard]] SocketPtr socket_in(std::string_view nsp) const;

  ConversationHost& host_;
  EngineSession& session_;
  std::size_t loop_;
  std::vector<SocketPtr> sockets_;
  std::vector<std::string> connecting_;  // namespaces whose recovery is under way
  // Points here while the conversation is there; held by recoveries on their way between loops.
  std::shared_ptr<Conversation*> alive_;
  std::unique_ptr<PacketAssembler> assembler_;  // while attachments are missing
  std::unique_ptr<HttpRequest> request_;        // until the first namespace is connected
  Timer connect_timer_;
  SteadyNs second_began_ = 0;
  std::size_t events_this_second_ = 0;
};

}  // namespace photosieve::net

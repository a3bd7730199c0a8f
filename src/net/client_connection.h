// ClientConnection: an outgoing socket, plain or under TLS, on its way or connected.
//
// What stands above derives from it: HttpClient and WebSocketClient.
// Threads  its loop's only. Names are resolved in open(), which may take as long as the resolver.
// Lifetime its owner's; from inside its own callbacks it must be given to destroy_later().
// Errors   on_lost(), once, with the reason; never after close().
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "net/client_target.h"
#include "net/event_loop.h"
#include "net/stream.h"
#include "net/tls.h"

namespace photosieve::net {

struct ClientNetwork {
  EventLoop& loop;
  ClientTarget target;
  std::shared_ptr<TlsContext> tls;  // for a secure target
};

class ClientConnection : public IoHandler {
 public:
  explicit ClientConnection(const ClientNetwork& network) : network_(network) {}
  ~ClientConnection() override;
  ClientConnection(const ClientConnection&) = delete;
  ClientConnection& operator=(const ClientConnection&) = delete;

  void close();  // says nothing
  [[nodiscard]] bool is_open() const { return stream_ != nullptr; }
  void on_io(std::uint32_t events) final;

 protected:
  [[nodiscard]] Result<> open();
  void write(std::string_view bytes);
  [[nodiscard]] const ClientNetwork& network() const { return network_; }

  virtual void on_bytes(std::span<char> bytes) = 0;
  virtual void on_lost(const std::string& reason) = 0;

 private:
  void read();
  void flush();
  void lose(const std::string& reason);
  [[nodiscard]] std::string failure() const;  // why the stream failed
  void update_interest();

  const ClientNetwork& network_;
  std::unique_ptr<Stream> stream_;
  std::string out_;
  bool connecting_ = false;
  bool writable_wanted_ = false;
};

}  // namespace photosieve::net

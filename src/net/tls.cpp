// SPDX-License-Identifier: Apache-2.0
#include "net/tls.h"

#ifdef PHOTOSIEVE_NET_TLS

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <cstring>

namespace photosieve::net {
namespace {

struct ContextFree {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct SessionFree {
  void operator()(SSL* session) const { SSL_free(session); }
};

std::string last_error() {
  char text[256];
  ERR_error_string_n(ERR_get_error(), text, sizeof text);
  return text;
}

class OpenSslSession final : public TlsSession {
 public:
  explicit OpenSslSession(SSL* session) : session_(session) {}

  IoResult read(std::span<char> buffer) override {
    ERR_clear_error();
    const int got = SSL_read(session_.get(), buffer.data(), static_cast<int>(buffer.size()));
    if (got > 0) return {IoStatus::kDone, static_cast<std::size_t>(got)};
    return {status_of(got), 0};
  }

  IoResult write(std::span<const iovec> slices) override {
    if (const IoStatus status = flush(); status != IoStatus::kDone) return {status, 0};
    for (const iovec& slice : slices) {
      const std::size_t room = kRecord - kept_.size();
      kept_.append(static_cast<const char*>(slice.iov_base), std::min(room, slice.iov_len));
      if (kept_.size() == kRecord) break;
    }
    const std::size_t taken = kept_.size();
    const IoStatus status = flush();
    if (status == IoStatus::kFailed || status == IoStatus::kClosed) return {status, 0};
    return {IoStatus::kDone, taken};
  }

  IoStatus flush() override {
    while (!kept_.empty()) {
      ERR_clear_error();
      const int sent = SSL_write(session_.get(), kept_.data(), static_cast<int>(kept_.size()));
      if (sent <= 0) return status_of(sent);
      kept_.erase(0, static_cast<std::size_t>(sent));
    }
    kept_.shrink_to_fit();
    return IoStatus::kDone;
  }

  void say_goodbye() override { SSL_shutdown(session_.get()); }

  [[nodiscard]] std::string distrust() const override {
    const long verified = SSL_get_verify_result(session_.get());
    return verified == X509_V_OK ? std::string() : X509_verify_cert_error_string(verified);
  }

 private:
  static constexpr std::size_t kRecord = std::size_t{16} * 1024;  // TLS's largest record

  [[nodiscard]] IoStatus status_of(int result) const {
    switch (SSL_get_error(session_.get(), result)) {
      case SSL_ERROR_WANT_READ:
      case SSL_ERROR_WANT_WRITE:
        return IoStatus::kAgain;
      case SSL_ERROR_ZERO_RETURN:
        return IoStatus::kClosed;
      default:
        return IoStatus::kFailed;
    }
  }

  std::unique_ptr<SSL, SessionFree> session_;
  std::string kept_;  // accepted from the caller, not sent yet
};

class OpenSslContext final : public TlsContext {
 public:
  OpenSslContext(SSL_CTX* context, bool is_server) : context_(context), is_server_(is_server) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                  SSL_MODE_RELEASE_BUFFERS);
  }

  std::unique_ptr<TlsSession> session(int fd, const std::string& host) override {
    SSL* session = SSL_new(context_.get());
    if (session == nullptr) return nullptr;
    SSL_set_fd(session, fd);
    if (is_server_) {
      SSL_set_accept_state(session);
    } else {
      SSL_set_connect_state(session);
      // SSL_set_tlsext_host_name is this behind an old-style cast; OpenSSL copies the name
      SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
               const_cast<char*>(host.c_str()));
      SSL_set1_host(session, host.c_str());
    }
    return std::make_unique<OpenSslSession>(session);
  }

 private:
  std::unique_ptr<SSL_CTX, ContextFree> context_;
  bool is_server_;
};

}  // namespace

Result<std::shared_ptr<TlsContext>> TlsContext::server(const std::string& certificate,
                                                       const std::string& key) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  if (context == nullptr) return fail(ErrorKind::kFatal, "OpenSSL: " + last_error());
  auto made = std::make_shared<OpenSslContext>(context, true);
  if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1)
    return fail(ErrorKind::kFatal, "certificate " + certificate + ": " + last_error());
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1)
    return fail(ErrorKind::kFatal, "private key " + key + ": " + last_error());
  return made;
}

Result<std::shared_ptr<TlsContext>> TlsContext::client(const std::string& authorities) {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  if (context == nullptr) return fail(ErrorKind::kFatal, "OpenSSL: " + last_error());
  auto made = std::make_shared<OpenSslContext>(context, false);
  const int loaded = authorities.empty()
                         ? SSL_CTX_set_default_verify_paths(context)
                         : SSL_CTX_load_verify_locations(context, authorities.c_str(), nullptr);
  if (loaded != 1)
    return fail(ErrorKind::kFatal, "authorities " + authorities + ": " + last_error());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  return made;
}

}  // namespace photosieve::net

#else

namespace photosieve::net {

Result<std::shared_ptr<TlsContext>> TlsContext::server(const std::string&, const std::string&) {
  return fail(ErrorKind::kUsage, "this build has no TLS: OpenSSL was not there");
}

Result<std::shared_ptr<TlsContext>> TlsContext::client(const std::string&) {
  return fail(ErrorKind::kUsage, "this build has no TLS: OpenSSL was not there");
}

}  // namespace photosieve::net

#endif

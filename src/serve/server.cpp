// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/server.h"

#include <fmt/format.h>

#include <optional>

#include "base/text.h"
#include "net/event_loop.h"
#include "net/http_server.h"
#include "net/timer.h"
#include "run/owner.h"
#include "serve/access.h"
#include "serve/audit.h"
#include "serve/live_sender.h"
#include "serve/routes.h"
#include "serve/services.h"
#include "serve/static_files.h"
#include "serve/token_book.h"

namespace photosieve {
namespace {

// How long a token that is made or revoked elsewhere may stay unknown.
constexpr SteadyNs kTokensReadEvery = 1'000'000'000;
constexpr SteadyNs kMinute = 60'000'000'000;

Result<std::shared_ptr<net::TlsContext>> tls_of(const ServerOptions& options) {
  if (options.tls_certificate.empty() && options.tls_key.empty())
    return std::shared_ptr<net::TlsContext>();
  if (options.tls_certificate.empty() || options.tls_key.empty())
    return fail(ErrorKind::kUsage, "TLS needs both: --tls-certificate FILE and --tls-key FILE");
  auto context = net::TlsContext::server(options.tls_certificate, options.tls_key);
  if (!context) return fail(ErrorKind::kUsage, context.error().message);
  return context;
}

net::HttpServerOptions http_options(const ServerOptions& options,
                                    std::shared_ptr<net::TlsContext> tls) {
  net::HttpServerOptions http;
  http.tls = std::move(tls);
  http.loops = options.loops;
  // What is no request at all (too long, too late, no HTTP) is answered as a problem too.
  http.refusal = [](int status) {
    return to_response({status,
                        status == 413 ? "too_large" : "invalid_payload",
                        fmt::format("The request was not taken: {}.", net::reason_phrase(status)),
                        {}});
  };
  return http;
}

net::SocketServerOptions socket_options(const Access& access) {
  net::SocketServerOptions sockets;
  sockets.engine.allow = [&access](const net::HttpRequest& request) -> Result<> {
    const auto allowed = access.allows_origin(request);
    if (!allowed) return fail(ErrorKind::kUsage, allowed.error().detail);
    return {};
  };
  return sockets;
}

// What may be asked without a token: whether the program lives, and the pages that ask for one.
bool is_open_to_all(std::string_view path) {
  return path == "/healthz" || path == "/readyz" || path == "/api/v1/login" ||
         path == "/api/v1/logout";
}

bool is_page(std::string_view path) {
  return !path.starts_with("/api/") && path != "/metrics" && !is_open_to_all(path);
}

// What a browser gets where the pages were not built; whoever else asks gets the usual 404.
net::HttpResponse no_pages_yet() {
  return {503,
          {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"}},
          R"(<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Photosieve</title>
<body style="max-width:34rem;margin:18vh auto 0;padding:0 1.5rem;font:1rem/1.6 system-ui,sans-serif">
<h1 style="font-size:1.25rem">The dashboard is not built yet</h1>
<p>Photosieve is running, and its programming interface answers at
<a href="/api/v1/openapi.json">/api/v1</a>. To build the dashboard, run this in the source folder
and start the server again:</p>
<pre>./dev build</pre>
</body></html>
)",
          {}};
}

}  // namespace

struct Server::Impl {
  Impl(ServerOptions given, std::shared_ptr<net::TlsContext> tls, std::unique_ptr<TokenBook> tokens,
       Access allowed, Roots folders, Hub& hub, SessionHost& host, const Clock& clock)
      : options(std::move(given)),
        book(std::move(tokens)),
        access(std::move(allowed)),
        roots(std::move(folders)),
        thumbnails(options.thumbnail_folder, options.thumbnail_bytes),
        keys(clock),
        audit(readers, clock),
        http(http_options(options, std::move(tls))),
        sockets(http, socket_options(access)),
        services{.host = host,
                 .hub = hub,
                 .clock = clock,
                 .readers = readers,
                 .roots = roots,
                 .thumbnails = thumbnails,
                 .keys = keys,
                 .sockets = sockets,
                 .access = access,
                 .tokens = *book,
                 .logins = failed_logins,
                 .starts = starts,
                 .database = options.database,
                 .runtime = {},
                 .version = options.version,
                 .worker_binary = options.worker_binary,
                 .started = clock.wall()} {}

  void answer(net::HttpRequest&& request, net::HttpReply reply);
  void answer_page(const CallPtr& call);
  // What the call did is recorded before it is answered.
  void witness(Call& call, std::string_view action);
  // On loop 0: has the tokens read, and itself called again.
  void read_tokens();
  // Of a socket that connects: nothing, or why it may not.
  std::optional<net::Refusal> let_in(net::Socket& socket, const net::Handshake& handshake);

  const ServerOptions options;
  const std::unique_ptr<TokenBook> book;
  const Access access;
  const Roots roots;
  ThumbnailCache thumbnails;
  IdempotencyKeys keys;
  RateLimit failed_logins{kMostFailedLoginsAMinute, kMinute};
  RateLimit starts{kMostStartsAMinute, kMinute};
  std::optional<StaticFiles> pages;
  Readers readers;
  Audit audit;
  net::HttpServer http;
  net::SocketServer sockets;
  Services services;
  Router router;
  net::Timer tokens_due{http.loop(0).timers(), this,
                        [](void* self) { static_cast<Impl*>(self)->read_tokens(); }};  // loop 0's
};

void Server::Impl::answer(net::HttpRequest&& request, net::HttpReply reply) {
  const auto call = std::make_shared<Call>(std::move(request), std::move(reply));
  const net::HttpRequest& asked = call->request();
  const bool needs_no_token = is_open_to_all(asked.path) || (pages && is_page(asked.path));
  if (needs_no_token) {
    if (const auto allowed = access.allows_origin(asked); !allowed)
      return call->refuse(allowed.error());
  } else {
    auto caller = access.allows(asked);
    if (!caller) return call->refuse(caller.error());
    call->set_caller(*std::move(caller));
  }
  if (pages && is_page(asked.path)) return answer_page(call);
  const bool in_browser = asked.method == "GET" && is_page(asked.path) &&
                          asked.header("Accept").find("text/html") != std::string_view::npos;
  if (in_browser) return call->answer(no_pages_yet());
  auto match = router.match(asked.method, asked.path);
  if (!match) return call->refuse(match.error());
  if (match->handler == nullptr) return call->answer({204, {{"Allow", match->allow}}, {}, {}});
  if (auto bad = call->open(std::move(match->values)); !bad) return call->refuse(bad.error());
  if (!match->action.empty()) witness(*call, match->action);
  (*match->handler)(call);
}

void Server::Impl::witness(Call& call, std::string_view action) {
  call.set_witness([this, &call, action = std::string(action)](std::string outcome,
                                                               const net::HttpResponse& response,
                                                               std::function<void()> send) {
    // Who asks again and again must not fill the record.
    if (response.status == 429) return send();
    constexpr std::string_view kSession = "/api/v1/sessions/";
    const std::string_view made = net::find_header(response.headers, "Location");
    std::string session = call.session_in_path();
    if (made.starts_with(kSession)) session = made.substr(kSession.size());
    audit.record({.who = call.caller().who,
                  .address = call.request().peer,
                  .action = action,
                  .session_id = std::move(session),
                  .outcome = std::move(outcome)},
                 std::move(send));
  });
}

void Server::Impl::read_tokens() {
  // Where too many wait already the next time will do.
  (void)readers.post([this](Store& store) {
    if (const auto tokens = store.tokens()) book->update(*tokens, services.clock.wall());
  });
  tokens_due.set(http.loop(0).now() + kTokensReadEvery);
}

std::optional<net::Refusal> Server::Impl::let_in(net::Socket& socket,
                                                 const net::Handshake& handshake) {
  auto caller = access.caller(handshake.request, handshake.auth);
  if (!caller)
    return net::Refusal{"This server needs a token: connect with auth {token}.",
                        {{"code", "not_allowed"}}};
  if (!caller->token_id.empty()) book->connected(caller->token_id, socket.shared_from_this());
  LiveSender& sender = live_sender(socket);
  sender.record = [this, who = caller->who, peer = handshake.request.peer](
                      const std::string& action, const std::string& session_id, std::string outcome,
                      std::function<void()> then) {
    audit.record({.who = who,
                  .address = peer,
                  .action = action,
                  .session_id = session_id,
                  .outcome = std::move(outcome)},
                 std::move(then));
  };
  sender.caller = *std::move(caller);
  return std::nullopt;
}

void Server::Impl::answer_page(const CallPtr& call) {
  const std::string& method = call->request().method;
  if (method != "GET" && method != "HEAD") {
    Problem problem{405, "method_not_allowed", "A page is asked with GET or HEAD.", {}};
    problem.headers.emplace_back("Allow", "GET, HEAD");
    return call->refuse(problem);
  }
  read(services, call, [this, call](Store&) { return pages->get(call->request()); });
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
  stop();
}

Result<std::unique_ptr<Server>> Server::make(ServerOptions options, Hub& hub, SessionHost& host,
                                             const Clock& clock) {
  PS_TRY(auto tls, tls_of(options));
  auto book = std::make_unique<TokenBook>();
  {
    PS_TRY(const std::unique_ptr<Store> store, open_store(options.database));
    PS_TRY(const std::vector<AccessToken> tokens, store->tokens());
    book->update(tokens, clock.wall());
  }
  PS_TRY(Access access, Access::make(options.endpoint, options.token_file, *book, clock));
  PS_TRY(Roots roots, Roots::make(options.roots));
  PS_TRY(std::string runtime, runtime_folder());
  auto impl = std::make_unique<Impl>(std::move(options), std::move(tls), std::move(book),
                                     std::move(access), std::move(roots), hub, host, clock);
  impl->services.runtime = std::move(runtime);
  if (!impl->options.web_folder.empty()) {
    PS_TRY(StaticFiles pages, StaticFiles::open(impl->options.web_folder));
    impl->pages.emplace(std::move(pages));
  }
  PS_TRY_VOID(impl->readers.start(impl->options.database, impl->options.readers));
  add_routes(impl->router, impl->services);
  impl->http.handle([impl = impl.get()](net::HttpRequest&& request, net::HttpReply reply) {
    impl->answer(std::move(request), std::move(reply));
  });
  // A Socket.IO client brings its token when it connects to the namespace.
  impl->sockets.of("/").use(
      [impl = impl.get()](net::Socket& socket, const net::Handshake& handshake) {
        return impl->let_in(socket, handshake);
      });
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

net::SocketServer& Server::sockets() {
  return impl_->sockets;
}

Result<> Server::start() {
  PS_TRY_VOID(impl_->http.listen(impl_->options.endpoint));
  PS_TRY_VOID(impl_->http.start());
  if (impl_->access.needs_token())
    impl_->http.loop(0).post([impl = impl_.get()] { impl->read_tokens(); });
  return {};
}

void Server::stop() {
  impl_->readers.stop();
  impl_->http.stop();
}

std::uint16_t Server::port() const {
  return impl_->http.port();
}

bool Server::tells_tokens_in_the_clear() const {
  return impl_->access.reaches_others() && impl_->options.tls_certificate.empty();
}

std::string Server::url() const {
  const net::Endpoint& at = impl_->options.endpoint;
  if (!at.unix_path.empty()) return net::to_text(at);
  const bool six = at.host.find(':') != std::string::npos;
  const bool tls = !impl_->options.tls_certificate.empty();
  return fmt::format("{}://{}:{}", tls ? "https" : "http", six ? "[" + at.host + "]" : at.host,
                     port());
}

}  // namespace photosieve

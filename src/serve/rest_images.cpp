// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/rest_images.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/image_json.h"
#include "serve/body_reader.h"
#include "serve/cursor.h"
#include "serve/etag.h"
#include "serve/image_query_url.h"
#include "serve/rest_sessions.h"

namespace photosieve {
namespace {

constexpr std::uint32_t kUsualGroups = 50;
constexpr std::uint32_t kMostGroups = 200;
constexpr std::uint32_t kShownMembers = 50;
constexpr std::uint32_t kUsualWidth = 320;
constexpr std::uint32_t kWidest = 1024;
constexpr std::uint32_t kNarrowest = 16;

Served<std::uint32_t> photo_number(const std::string& text) {
  const auto n = whole_number(text);
  if (!n || *n == 0) return unknown_photo(text);
  return *n;
}

Served<net::HttpResponse> image_page(const Call& call, Store& store) {
  PS_TRY_VOID(call.only(image_parameters()));
  const std::string list = list_of(call);
  PS_TRY(const ImageListQuery wanted, image_list_query(call.query(), list));
  const std::string& id = call.value(0);
  PS_TRY_VOID(must_exist(store, id));
  PS_TRY(auto page,
         served(store.image_page(id, wanted.filter, wanted.order, wanted.after, wanted.limit + 1)));
  PS_TRY(const std::uint32_t total, served(store.image_count(id, wanted.filter)));
  net::Json json;
  json["images"] = net::Json::array();
  json["total"] = total;
  json["next_cursor"] = nullptr;
  if (page.size() > wanted.limit) {
    page.resize(wanted.limit);
    json["next_cursor"] = image_cursor(list, page.back().place);
  }
  for (const auto& one : page) json["images"].push_back(image_json(one.stored));
  return json_response(json);
}

Served<net::HttpResponse> image(const Call& call, Store& store) {
  PS_TRY_VOID(call.only({}));
  const std::string& id = call.value(0);
  PS_TRY_VOID(must_exist(store, id));
  PS_TRY(const std::uint32_t n, photo_number(call.value(1)));
  PS_TRY(const auto found, served(store.result(id, n)));
  if (found) return json_response(image_json(*found));
  PS_TRY(const auto photo, served(store.photo(id, n)));
  if (!photo) return unknown_photo(call.value(1));
  return refuse(409, "wrong_state",
                fmt::format("Photo {} has not been judged yet; ask again when it has.", n));
}

net::Json group_json(const StoredGroup& group, const std::vector<Store::PlacedResult>& members) {
  net::Json json;
  json["group"] = group.kept;
  json["images"] = group.photos;
  json["approved_count"] = group.approved;
  json["members"] = net::Json::array();
  for (const auto& one : members) {
    net::Json member;
    member["n"] = one.stored.result.n;
    member["path"] = to_valid_utf8(one.stored.path);
    member["decision"] = name(one.stored.result.decision);
    json["members"].push_back(std::move(member));
  }
  return json;
}

Served<net::HttpResponse> group_page(const Call& call, Store& store) {
  PS_TRY_VOID(call.only({"limit", "cursor"}));
  PS_TRY(const auto limit, query_whole(call.query(), "limit", 1, kMostGroups));
  const std::string& id = call.value(0);
  PS_TRY_VOID(must_exist(store, id));
  const std::string list = list_of(call);
  std::uint32_t after = 0;
  if (const std::string* cursor = call.query().find("cursor")) {
    PS_TRY(const auto parts, read_cursor(list, *cursor, 1));
    after = whole_number(parts[0]).value_or(0);
  }
  const std::uint32_t most = limit.value_or(kUsualGroups);
  PS_TRY(auto page, served(store.group_page(id, after, most + 1)));
  net::Json json;
  json["groups"] = net::Json::array();
  json["next_cursor"] = nullptr;
  if (page.size() > most) {
    page.resize(most);
    json["next_cursor"] = make_cursor(list, {std::to_string(page.back().kept)});
  }
  for (const StoredGroup& group : page) {
    PS_TRY(const auto members,
           served(store.image_page(id, {.group = group.kept}, {}, std::nullopt, kShownMembers)));
    json["groups"].push_back(group_json(group, members));
  }
  return json_response(json);
}

net::HttpResponse thumbnail_response(std::string bytes, const std::string& tag) {
  net::HttpResponse response{200, {{"Content-Type", "image/jpeg"}}, std::move(bytes)};
  if (tag.empty()) return response;
  response.headers.emplace_back("ETag", tag);
  response.headers.emplace_back("Cache-Control", "private, max-age=3600");
  return response;
}

// Asks a worker for the picture, keeps it, and answers.
void make_thumbnail(const Services& services, const CallPtr& call, std::uint32_t n,
                    std::uint32_t width, std::optional<Hash128> content, const std::string& tag) {
  services.host.thumbnail(
      call->value(0), n, width,
      [&services, call, width, content, tag](const Asked<std::vector<std::uint8_t>>& made) {
        if (!made) return call->refuse(problem_of(made.error()));
        const std::string bytes(made->begin(), made->end());
        call->answer(thumbnail_response(bytes, tag));
        if (content)
          (void)services.readers.post([&services, content, width, bytes](Store&) {
            services.thumbnails.keep(*content, width, bytes);
          });
      });
}

Served<void> thumbnail(const Services& services, const CallPtr& call, Store& store) {
  PS_TRY_VOID(call->only({"w"}));
  PS_TRY(const auto asked, query_whole(call->query(), "w", kNarrowest, kWidest));
  const std::uint32_t width = asked.value_or(kUsualWidth);
  PS_TRY(const Session session, must_be_inside(services, store, call->value(0)));
  PS_TRY(const std::uint32_t n, photo_number(call->value(1)));
  PS_TRY(const auto photo, served(store.photo(session.id, n)));
  if (!photo) return unknown_photo(call->value(1));
  if (!photo->content) {
    make_thumbnail(services, call, n, width, std::nullopt, "");
    return {};
  }
  const std::string tag = fmt::format("\"{}-{}\"", to_hex(*photo->content), width);
  if (etag_matches(call->request().header("If-None-Match"), tag)) {
    call->answer({304, {{"ETag", tag}, {"Cache-Control", "private, max-age=3600"}}, {}});
  } else if (auto known = services.thumbnails.find(*photo->content, width)) {
    call->answer(thumbnail_response(*std::move(known), tag));
  } else {
    make_thumbnail(services, call, n, width, photo->content, tag);
  }
  return {};
}

}  // namespace

void list_images(const Services& services, const CallPtr& call) {
  read(services, call, [call](Store& store) { return image_page(*call, store); });
}

void get_image(const Services& services, const CallPtr& call) {
  read(services, call, [call](Store& store) { return image(*call, store); });
}

void list_groups(const Services& services, const CallPtr& call) {
  read(services, call, [call](Store& store) { return group_page(*call, store); });
}

void get_thumbnail(const Services& services, const CallPtr& call) {
  const bool taken = services.readers.post([&services, call](Store& store) {
    if (auto bad = thumbnail(services, call, store); !bad) call->refuse(bad.error());
  });
  if (!taken) call->refuse(busy());
}

void post_retry(const Services& services, const CallPtr& call) {
  if (auto bad = call->only({}); !bad) return call->refuse(bad.error());
  const auto body = call->json_body();
  if (!body) return call->refuse(body.error());
  if (auto bad = BodyReader(*body).only({}); !bad) return call->refuse(bad.error());
  const bool taken = services.readers.post([&services, call](Store& store) {
    const auto inside = must_be_inside(services, store, call->value(0));
    if (!inside) return call->refuse(inside.error());
    const auto n = photo_number(call->value(1));
    if (!n) return call->refuse(n.error());
    const auto photo = served(store.photo(inside->id, *n));
    if (!photo) return call->refuse(photo.error());
    if (!*photo) return call->refuse(unknown_photo(call->value(1)).value());
    services.host.retry(inside->id, *n, answer_session(call, 202));
  });
  if (!taken) call->refuse(busy());
}

void post_review(const Services&, const CallPtr& call) {
  call->refuse({501,
                "not_implemented",
                "This version keeps no decisions of persons yet; a later one will.",
                {}});
}

}  // namespace photosieve

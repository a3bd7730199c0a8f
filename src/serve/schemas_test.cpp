// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/schemas.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "model/events.h"
#include "model/session.h"
#include "serve/router.h"
#include "serve/routes.h"
#include "serve/test_server.h"

namespace photosieve {
namespace {

using Json = nlohmann::ordered_json;

Json openapi() {
  return Json::parse(openapi_schema(), nullptr, false);
}
Json events() {
  return Json::parse(events_schema(), nullptr, false);
}

std::set<std::string> keys(const Json& object) {
  std::set<std::string> names;
  for (const auto& [name, value] : object.items()) names.insert(name);
  return names;
}

TEST(Schemas, EveryReferenceLeadsSomewhere) {
  for (const Json& schema : {openapi(), events()}) {
    ASSERT_TRUE(schema.is_object());
    const Json flat = schema.flatten();
    for (const auto& [where, value] : flat.items())
      if (where.ends_with("/$ref")) {
        EXPECT_TRUE(schema.contains(Json::json_pointer(value.get<std::string>().substr(1))))
            << where << " " << value;
      }
  }
}

TEST(Schemas, TheSessionObjectHasTheFieldsThatAreWritten) {
  const std::set<std::string> written = keys(session_json({}));
  EXPECT_EQ(keys(openapi()["components"]["schemas"]["Session"]["properties"]), written);
  EXPECT_EQ(keys(events()["$defs"]["Session"]["properties"]), written);
  EXPECT_EQ(keys(openapi()["components"]["schemas"]["Settings"]["properties"]),
            keys(session_json({})["settings"]));
}

TEST(Schemas, EveryEventOfTheProgramHasItsFields) {
  const Json schema = events();
  const std::vector<Event> all{ProgressUpdate{},    MilestoneReached{},   StageChange{},
                               ImageResult{},       ProcessingError{},    ProcessingPaused{},
                               ProcessingResumed{}, ProcessingComplete{}, ProcessingCancelled{},
                               ProcessingFailed{}};
  for (const Event& event : all) {
    const std::string name(event_name(event));
    ASSERT_TRUE(schema["$defs"].contains(name)) << name;
    const Json& known = schema["$defs"][name];
    EXPECT_EQ(known["additionalProperties"], false) << name;
    std::set<std::string> required;
    for (const Json& one : known["required"]) required.insert(one);
    EXPECT_EQ(keys(event_json(event)), required) << name;
  }
  EXPECT_EQ(schema["$defs"]["progress_update"]["properties"].size(), 22U);
  EXPECT_EQ(schema["$defs"]["processing_complete"]["properties"].size(), 16U);
}

TEST(Schemas, EveryRouteIsDescribedAndEveryDescriptionIsARoute) {
  const TestServer server;
  std::set<std::string> described;
  const Json schema = openapi();
  for (const auto& [path, item] : schema["paths"].items())
    for (const auto& [method, operation] : item.items()) {
      if (method == "parameters") continue;
      std::string upper = method;
      for (char& c : upper) c = static_cast<char>(std::toupper(c));
      described.insert(upper + " " + path);
      EXPECT_TRUE(operation.contains("operationId")) << path;
      EXPECT_TRUE(operation["responses"].contains("default")) << path;
    }
  std::set<std::string> routes;
  for (const auto& [method, path] : route_names()) routes.insert(method + " " + path);
  EXPECT_EQ(described, routes);
  EXPECT_EQ(server.get("/api/v1/openapi.json").body, openapi_schema());
  EXPECT_EQ(server.get("/api/v1/events.schema.json").body, events_schema());
}

}  // namespace
}  // namespace photosieve

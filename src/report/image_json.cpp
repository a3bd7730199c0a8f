// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/image_json.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "model/photo_json.h"

namespace photosieve {

nlohmann::ordered_json image_json(const StoredResult& stored) {
  nlohmann::ordered_json json = inspect_json(stored.path, stored.result);
  json["n"] = stored.result.n;
  json["group"] = nullptr;
  if (stored.group != 0) json["group"] = stored.group;
  json["copied"] = stored.copy == CopyState::kPlaced;
  json["copy_error"] = nullptr;
  if (!stored.copy_error.empty()) json["copy_error"] = to_valid_utf8(stored.copy_error);
  return json;
}

}  // namespace photosieve

// PhotoMetadata as JSON: what workers answer, what is stored, and the public object of `inspect`.
//
// metadata_to_json leaves out what is not known (the workers' and the store's form, read back by
// metadata_from_json); public_metadata_json has every key, null where nothing is known.
// Errors: metadata_from_json trusts nothing; whatever its input, it gives a value within the limits
// of model/photo_metadata.h or an error. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"
#include "model/photo_metadata.h"

namespace photosieve {

[[nodiscard]] nlohmann::json metadata_to_json(const PhotoMetadata& metadata);
[[nodiscard]] Result<PhotoMetadata> metadata_from_json(const nlohmann::json& json);
[[nodiscard]] nlohmann::ordered_json public_metadata_json(const PhotoMetadata& metadata);

}  // namespace photosieve

// Schema: the numbered steps that bring a database from nothing to what this program needs.
//
// Steps are only ever added. A database whose number is higher was written by a newer program and
// is refused. SQL that SQLite and PostgreSQL both understand, but for types (PostgresDatabase calls
// a BLOB BYTEA) and lines of PostgreSQL's own, which are a comment to SQLite: "-- postgresql: ...".
// Threads: constant data.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace photosieve {

// Step i brings version i to version i + 1.
[[nodiscard]] std::span<const char* const> schema_steps();

}  // namespace photosieve

// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/own_postgres.h"

#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <stdlib.h>

#include "store/postgres_connection.h"

namespace photosieve {

OwnPostgres& OwnPostgres::get() {
  static OwnPostgres server;
  return server;
}

OwnPostgres::OwnPostgres() {
  std::string pattern = testing::TempDir() + "pgXXXXXX";
  if (::mkdtemp(pattern.data()) != nullptr) folder_ = pattern;
  tell("start");
}

OwnPostgres::~OwnPostgres() {
  tell("stop");
}

void OwnPostgres::tell(const std::string& verb) {
  const std::string command =
      std::string(PHOTOSIEVE_SOURCE_DIR) + "/tools/postgres " + verb + " " + folder_;
  PS_CHECK(::system(command.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe): one thread
}

std::string OwnPostgres::address(const std::string& options) const {
  return "postgresql://photosieve@/photosieve?host=" + folder_ + options;
}

void OwnPostgres::execute(const std::string& sql) {
  auto connection = connect_postgres(address());
  ASSERT_TRUE(connection) << connection.error().message;
  const PostgresResult done(PQexec(connection->get(), sql.c_str()));
  const ExecStatusType status = PQresultStatus(done.get());
  ASSERT_TRUE(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
      << PQerrorMessage(connection->get());
}

std::string PostgresSchema::fresh_address() {
  static int made = 0;
  const std::string schema = "t" + std::to_string(++made);
  OwnPostgres::get().execute("CREATE SCHEMA " + schema);
  return OwnPostgres::get().address("&options=-csearch_path%3D" + schema);
}

void PostgresSchema::remove(const std::string& address) {
  const std::string schema = address.substr(address.rfind("%3D") + 3);
  OwnPostgres::get().execute("DROP SCHEMA " + schema + " CASCADE; CREATE SCHEMA " + schema);
}

}  // namespace photosieve

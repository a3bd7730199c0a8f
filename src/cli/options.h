// Options: the command line as values, each checked; errors say the fix.
//
// parse() never ends the process: help and version come back as text to print, errors as kUsage.
// Threads: pure, but for reading the environment.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "cli/token_options.h"
#include "cli/user_settings.h"
#include "console/view_options.h"
#include "model/settings.h"

namespace photosieve {

enum class Restart : std::uint8_t { kAsk, kFresh, kResume };

struct ProcessOptions {
  std::string input;
  std::string output;  // "": beside the input, with _processed
  std::string name;
  RunSettings settings;
  bool profile_given = false;
  bool mode_given = false;
  ViewOptions view;
  std::vector<std::string> report_formats;  // written when it is complete
  Restart restart = Restart::kAsk;
  std::string session_id;  // not "": goes on with exactly this one
  bool serve = false;      // and shows it on a server
  std::string listen = "127.0.0.1:8000";
};

struct ServeOptions {
  std::string listen = "127.0.0.1:8000";
  std::vector<std::string> roots;  // none: the user's home and the current directory
  std::string token_file;
  std::string tls_certificate;  // with tls_key: HTTPS
  std::string tls_key;
  std::uint32_t workers = 0;                // of all sessions together; 0: one a processor
  std::vector<std::string> report_formats;  // written when a session is complete
};
struct WatchOptions {
  std::string session = "last";
  std::string url;  // "": the database is looked at
  std::string token_file;
  ViewOptions view;
};
struct SessionsOptions {
  bool json = false;
};
struct ShowOptions {
  std::string session;
  bool json = false;
};
struct ControlOptions {
  enum class What : std::uint8_t { kPause, kResume, kCancel };
  What what = What::kPause;
  std::string session;
  ProcessOptions process;  // resume of an interrupted session runs it here
};
struct ReportOptions {
  std::string session;
  std::string format = "json";
  std::string out;  // "": standard output
};
struct InspectOptions {
  std::vector<std::string> photos;
  std::string profile = "adobe-stock";
  bool json = false;
};
struct CompareOptions {
  std::string first;
  std::string second;
  std::string profile = "adobe-stock";
  bool json = false;
};
struct ProfilesOptions {
  enum class What : std::uint8_t { kList, kShow, kCheck };
  What what = What::kList;
  std::string profile;  // a name or a file
  bool json = false;
};
struct SettingsOptions {
  UserSettings settings;  // those that hold
};
struct DoctorOptions {};
struct WorkerOptions {};  // the hidden command that workers are started with
struct PrintText {        // help or version
  std::string text;
};

struct Options {
  std::string database;  // an address; never empty
  std::variant<PrintText, ProcessOptions, ServeOptions, WatchOptions, SessionsOptions, ShowOptions,
               ControlOptions, ReportOptions, InspectOptions, CompareOptions, ProfilesOptions,
               SettingsOptions, TokenOptions, DoctorOptions, WorkerOptions>
      command;
};

// `settings`: those of the settings file, which flags go over.
[[nodiscard]] Result<Options> parse(int argc, const char* const* argv,
                                    const UserSettings& settings = {});

}  // namespace photosieve

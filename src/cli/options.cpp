// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "base/text.h"
#include "cli/completions.h"
#include "cli/version.h"
#include "cli/view_flags.h"
#include "net/endpoint.h"
#include "run/worker_process.h"
#include "store/store.h"

namespace photosieve {
namespace {

constexpr const char* kAbout =
    "Screens folders of photographs for stock submission: judges each photo, copies the approved\n"
    "ones out untouched, and says why it rejected the others. Originals are never written to.";

constexpr const char* kFooter =
    "Exit status: 0 done; 1 failed; 2 wrong use; 3 done, but some photos could not be read;\n"
    "130 interrupted, the same command goes on.";

// Everything the parser fills, kept apart from what it turns into.
struct Parsed {
  std::string database;
  ProcessOptions process;
  std::string mode = "balanced";
  ViewFlags view;
  bool fresh = false;
  bool resume = false;
  bool no_copy = false;
  std::string serve;
  ServeOptions server;
  WatchOptions watch;
  SessionsOptions sessions;
  ShowOptions show;
  ControlOptions control;
  ReportOptions report;
  InspectOptions inspect;
  CompareOptions compare;
  ProfilesOptions profiles;
  TokenFlags token;
  std::string shell;  // whose completions are wanted
};

void add_database(CLI::App* command, Parsed& parsed) {
  command
      ->add_option("--database", parsed.database,
                   "Where sessions are kept: sqlite:PATH or postgresql://USER@HOST/NAME "
                   "(default: PHOTOSIEVE_DATABASE, else a file of your own)")
      ->type_name("ADDRESS");
}

void add_run_options(CLI::App* command, Parsed& parsed) {
  command
      ->add_option("--workers", parsed.process.settings.workers,
                   "Worker processes; 0: one a processor")
      ->check(CLI::Range(0, 1024))
      ->type_name("N");
  command
      ->add_option("--batch-size", parsed.process.settings.batch_size,
                   "Photos leased to a worker at once; 0: by the mode")
      ->check(CLI::Range(0, 4096))
      ->type_name("N");
  add_view_flags(command, parsed.view);
}

void add_process(CLI::App& app, Parsed& parsed) {
  CLI::App* command = app.add_subcommand("process", "Screen a folder of photographs");
  command->add_option("INPUT", parsed.process.input, "The folder; it is only read")->type_name("");
  command
      ->add_option("--output", parsed.process.output,
                   "Where approved photos are copied; default: INPUT_processed, beside it")
      ->type_name("DIR");
  command
      ->add_option("--profile", parsed.process.settings.profile,
                   "What is asked of a photo: adobe-stock, generic, or a file")
      ->type_name("NAME|FILE");
  command->add_option("--mode", parsed.mode, "speed (no noise measure), balanced or smart")
      ->check(CLI::IsMember({"speed", "balanced", "smart"}))
      ->type_name("MODE");
  command->add_option("--name", parsed.process.name, "A name for the session")->type_name("TEXT");
  command->add_flag("--no-copy", parsed.no_copy, "Judge and record only; copy nothing");
  CLI::Option* fresh =
      command->add_flag("--fresh", parsed.fresh, "Start anew, whatever an earlier run left");
  command->add_flag("--resume", parsed.resume, "Go on with an interrupted run without asking")
      ->excludes(fresh);
  command
      ->add_option(
          "--serve", parsed.serve,
          "Show the run on a server, too; default 127.0.0.1:8000. On a terminal the server "
          "stays until Ctrl-C")
      ->expected(0, 1)
      ->type_name("ADDRESS");
  add_run_options(command, parsed);
  add_milestone_flag(command, parsed.view);
  add_database(command, parsed);
}

void add_server_commands(CLI::App& app, Parsed& parsed) {
  CLI::App* serve = app.add_subcommand("serve", "Dashboard, REST and real-time events");
  serve
      ->add_option("--listen", parsed.server.listen,
                   "HOST:PORT or unix:PATH; default 127.0.0.1:8000. Any other machine's access "
                   "needs a token: --token-file, or `photosieve token create`")
      ->type_name("ADDRESS");
  serve
      ->add_option("--root", parsed.server.roots,
                   "A folder below which photos may be listed, read and written; may be given "
                   "several times; default: your home and the current directory")
      ->type_name("DIR");
  serve
      ->add_option("--token-file", parsed.server.token_file,
                   "A file with the token that clients must show")
      ->type_name("FILE");
  CLI::Option* certificate =
      serve
          ->add_option("--tls-certificate", parsed.server.tls_certificate,
                       "HTTPS: a PEM file with the certificate and those it was signed by")
          ->type_name("FILE");
  serve->add_option("--tls-key", parsed.server.tls_key, "The certificate's key, a PEM file")
      ->needs(certificate)
      ->type_name("FILE");
  serve
      ->add_option("--workers", parsed.server.workers,
                   "Worker processes of all sessions together; 0: one a processor")
      ->check(CLI::Range(0, 1024))
      ->type_name("N");
  add_database(serve, parsed);

  CLI::App* watch = app.add_subcommand("watch", "Watch a session that runs elsewhere");
  watch->add_option("SESSION", parsed.watch.session, "Its id, the id's beginning, or `last`")
      ->type_name("");
  watch
      ->add_option("--url", parsed.watch.url,
                   "The server that shows it, as http://127.0.0.1:8000; default: the database")
      ->type_name("URL");
  watch->add_option("--token-file", parsed.watch.token_file, "A file with the server's token")
      ->type_name("FILE");
  add_view_flags(watch, parsed.view);
  add_database(watch, parsed);

  for (CLI::App* command : add_token_commands(app, parsed.token)) add_database(command, parsed);
}

void add_session_commands(CLI::App& app, Parsed& parsed) {
  CLI::App* sessions = app.add_subcommand("sessions", "List sessions, newest first");
  sessions->add_flag("--json", parsed.sessions.json, "An array of session objects");
  add_database(sessions, parsed);

  CLI::App* show = app.add_subcommand("show", "Show one session");
  show->add_option("SESSION", parsed.show.session, "Its id, the id's beginning, or `last`")
      ->required()
      ->type_name("");
  show->add_flag("--json", parsed.show.json, "The session object");
  add_database(show, parsed);

  const std::pair<const char*, const char*> controls[] = {
      {"pause", "Pause a session that runs: no further photo is started"},
      {"resume", "Go on with a paused session, or with an interrupted one here"},
      {"cancel", "End a session; what was decided stays recorded"}};
  for (const auto& [name, about] : controls) {
    CLI::App* control = app.add_subcommand(name, about);
    control->add_option("SESSION", parsed.control.session, "Its id, the id's beginning, or `last`")
        ->required()
        ->type_name("");
    if (std::string_view(name) == "resume") add_run_options(control, parsed);
    add_database(control, parsed);
  }

  CLI::App* report = app.add_subcommand("report", "Write a session's report");
  report->add_option("SESSION", parsed.report.session, "Its id, the id's beginning, or `last`")
      ->required()
      ->type_name("");
  report->add_option("--format", parsed.report.format, "json, csv, or html to read in a browser")
      ->check(CLI::IsMember({"json", "csv", "html"}))
      ->type_name("FORMAT");
  report->add_option("--out", parsed.report.out, "The file to write; default: standard output")
      ->type_name("FILE");
  add_database(report, parsed);
}

void add_profiles(CLI::App& app, Parsed& parsed) {
  CLI::App* profiles =
      app.add_subcommand("profiles", "What agencies ask of a photo: list profiles");
  profiles->require_subcommand(0, 1);
  profiles->add_flag("--json", parsed.profiles.json, "As JSON");
  CLI::App* show =
      profiles->add_subcommand("show", "Every rule of a profile, with its limits and sources");
  show->add_option("PROFILE", parsed.profiles.profile, "A name or a file")
      ->required()
      ->type_name("");
  show->add_flag("--json", parsed.profiles.json, "As JSON");
  CLI::App* check = profiles->add_subcommand("check", "All that is wrong with a file of your own");
  check->add_option("FILE", parsed.profiles.profile, "A TOML file")->required()->type_name("");
  check->add_flag("--json", parsed.profiles.json, "As JSON");
}

void add_look_commands(CLI::App& app, Parsed& parsed) {
  CLI::App* inspect = app.add_subcommand("inspect", "Every measure and finding of single photos");
  inspect->add_option("PHOTO", parsed.inspect.photos, "Photos to look at")
      ->required()
      ->type_name("");
  inspect->add_option("--profile", parsed.inspect.profile, "What is asked of a photo")
      ->type_name("NAME|FILE");
  inspect->add_flag("--json", parsed.inspect.json, "One JSON object a line");

  CLI::App* compare =
      app.add_subcommand("compare", "How alike two photos are, and by which measure");
  compare->add_option("FIRST", parsed.compare.first, "A photo")->required()->type_name("");
  compare->add_option("SECOND", parsed.compare.second, "Another")->required()->type_name("");
  compare->add_option("--profile", parsed.compare.profile, "Whose limits apply")
      ->type_name("NAME|FILE");
  compare->add_flag("--json", parsed.compare.json, "One JSON object");

  add_profiles(app, parsed);
  CLI::App* settings =
      app.add_subcommand("settings", "The settings that hold, as the file could say them");
  add_view_flags(settings, parsed.view);
  add_milestone_flag(settings, parsed.view);
  app.add_subcommand("completions", "A script that makes your shell complete commands and options")
      ->add_option("SHELL", parsed.shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("");
  app.add_subcommand("doctor", "What this machine has and lacks, and how to mend it");
  app.add_subcommand(WorkerProcess::kCommand, "")->group("");
}

std::vector<std::string> commands_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* known : app.get_subcommands([](const CLI::App*) { return true; }))
    if (!known->get_group().empty()) names.push_back(known->get_name());
  return names;
}

// What was likely meant by the first word that is not known, or which commands there are.
std::string suggestion(const CLI::App& app, int argc, const char* const* argv) {
  const CLI::App* command = &app;
  int command_at = 1;  // where the next one would stand
  for (; !command->get_subcommands().empty(); ++command_at)
    command = command->get_subcommands().front();
  const std::vector<std::string> commands = commands_of(*command);
  std::vector<std::string> names = commands;
  for (const CLI::Option* option : command->get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  for (int i = 1; i < argc; ++i) {
    std::string_view word = argv[i];
    word = word.substr(0, word.find('='));
    const bool known = std::find(names.begin(), names.end(), word) != names.end();
    const bool looks_like_one = word.starts_with("--") || (!commands.empty() && i == command_at);
    if (known || !looks_like_one) continue;
    const std::string nearest = nearest_name(word, candidates);
    if (!nearest.empty())
      return fmt::format("unknown {} {}; did you mean {}?",
                         word.starts_with("--") ? "option" : "command", printable(word), nearest);
  }
  if (command != &app && command->get_require_subcommand_min() > 0)
    return fmt::format("{} needs one of its commands: {}", command->get_name(),
                       fmt::join(commands, ", "));
  return {};
}

ControlOptions::What control_of(const std::string& command) {
  if (command == "pause") return ControlOptions::What::kPause;
  if (command == "resume") return ControlOptions::What::kResume;
  return ControlOptions::What::kCancel;
}

// `--serve PHOTOS`: what stands behind it may be the address, or already the folder.
void take_address(const std::string& word, ProcessOptions& process) {
  if (word.empty()) return;
  if (process.input.empty() && !net::parse_endpoint(word))
    process.input = word;
  else
    process.listen = word;
}

// The one that is given, the environment's, the default one. CLI11 would let the environment win:
// it fills in the options of all commands, which share the value.
std::string database_of(const Parsed& parsed) {
  if (!parsed.database.empty()) return parsed.database;
  const char* said = std::getenv("PHOTOSIEVE_DATABASE");  // NOLINT(concurrency-mt-unsafe): at start
  return said != nullptr && *said != '\0' ? said : default_database();
}

Options chosen(const CLI::App& app, Parsed& parsed, const UserSettings& settings) {
  Options options;
  options.database = database_of(parsed);
  const CLI::App* command = app.get_subcommands().front();
  const std::string name = command->get_name();
  ProcessOptions& process = parsed.process;
  process.view = settings.view;
  process.report_formats = settings.report_formats;
  process.settings.percentage_milestones = settings.milestones.percentages;
  process.settings.count_milestones = settings.milestones.counts;
  process.settings.hour_milestones = settings.milestones.hours;
  if (name == "process") {
    process.serve = command->count("--serve") > 0;
    take_address(parsed.serve, process);
    process.settings.mode = *mode_from(parsed.mode);
    process.settings.copy = !parsed.no_copy;
    process.profile_given = command->count("--profile") > 0;
    process.mode_given = command->count("--mode") > 0;
    process.restart = parsed.fresh    ? Restart::kFresh
                      : parsed.resume ? Restart::kResume
                                      : Restart::kAsk;
    options.command = process;
  } else if (name == "serve") {
    parsed.server.report_formats = settings.report_formats;
    options.command = parsed.server;
  } else if (name == "watch") {
    parsed.watch.view = settings.view;
    options.command = parsed.watch;
  } else if (name == "sessions") {
    options.command = parsed.sessions;
  } else if (name == "show") {
    options.command = parsed.show;
  } else if (name == "report") {
    options.command = parsed.report;
  } else if (name == "inspect") {
    options.command = parsed.inspect;
  } else if (name == "compare") {
    options.command = parsed.compare;
  } else if (name == "profiles") {
    const auto chosen_ones = command->get_subcommands();
    if (!chosen_ones.empty())
      parsed.profiles.what = chosen_ones.front()->get_name() == "show"
                                 ? ProfilesOptions::What::kShow
                                 : ProfilesOptions::What::kCheck;
    options.command = parsed.profiles;
  } else if (name == "settings") {
    options.command = SettingsOptions{settings};
  } else if (name == "doctor") {
    options.command = DoctorOptions{};
  } else if (name == WorkerProcess::kCommand) {
    options.command = WorkerOptions{};
  } else {
    parsed.control.what = control_of(name);
    parsed.control.process = process;
    options.command = parsed.control;
  }
  return options;
}

}  // namespace

Result<Options> parse(int argc, const char* const* argv, const UserSettings& settings) {
  CLI::App app(kAbout, "photosieve");
  app.set_version_flag("--version", std::string("photosieve ") + kVersion);
  app.footer(kFooter);
  app.require_subcommand(1);
  Parsed parsed;
  add_process(app, parsed);
  add_server_commands(app, parsed);
  add_session_commands(app, parsed);
  add_look_commands(app, parsed);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    std::ostringstream out;
    (void)app.exit(success, out, out);
    return Options{default_database(), PrintText{out.str()}};
  } catch (const CLI::ParseError& error) {
    if (argc <= 1) return Options{default_database(), PrintText{app.help()}};
    const std::string meant = suggestion(app, argc, argv);
    return fail(ErrorKind::kUsage, meant.empty() ? printable(error.what()) : meant);
  }
  if (app.got_subcommand("completions")) {
    PS_TRY(std::string script, completion_script(app, parsed.shell));
    return Options{default_database(), PrintText{std::move(script)}};
  }
  PS_TRY(const UserSettings chosen_ones, with_flags(settings, parsed.view));
  if (app.got_subcommand("token")) {
    PS_TRY(TokenOptions token, token_options_from(*app.get_subcommand("token"), parsed.token));
    return Options{database_of(parsed), std::move(token)};
  }
  Options options = chosen(app, parsed, chosen_ones);
  const auto* process = std::get_if<ProcessOptions>(&options.command);
  if (process != nullptr && process->input.empty())
    return fail(ErrorKind::kUsage, "the folder to screen is missing: photosieve process FOLDER");
  return options;
}

}  // namespace photosieve

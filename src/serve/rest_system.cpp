// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/rest_system.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/utsname.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/unique_fd.h"
#include "host/machine.h"
#include "host/processors.h"
#include "model/profile.h"
#include "run/owner.h"
#include "run/worker_process.h"
#include "scan/folder_list.h"
#include "serve/metrics.h"
#include "store/database_address.h"

namespace photosieve {
namespace {

constexpr std::size_t kMostFolders = 1000;

net::Json check(std::string_view name_of_check, bool good, std::string_view text) {
  net::Json json;
  json["name"] = name_of_check;
  json["ok"] = good;
  json["message"] = to_valid_utf8(text);
  return json;
}

// A worker that closes itself in, and ends when its socket closes, shows that both can be done.
net::Json check_worker(const std::string& binary) {
  auto process = WorkerProcess::start(binary);
  if (!process) return check("worker", false, process.error().message);
  process->close_socket();
  const WorkerLoss loss = process->reap();
  const bool good = loss.kind == WorkerLoss::Kind::kDisobedient && loss.detail == 0;
  return check("worker", good,
               good ? "seccomp closes decoders in"
                    : "a worker could not close itself in: seccomp is missing or forbidden (in a "
                      "container, allow the seccomp system call)");
}

net::Json measures_json() {
  net::Json all = net::Json::array();
  for (const MeasureInfo& measure : all_measures()) {
    net::Json one;
    one["name"] = measure.name;
    one["unit"] = measure.unit;
    one["lowest"] = measure.lowest;
    one["highest"] = measure.highest;
    one["meaning"] = measure.meaning;
    all.push_back(std::move(one));
  }
  return all;
}

net::Json codes_json() {
  net::Json all = net::Json::array();
  for (const FindingInfo& finding : all_findings()) {
    net::Json one;
    one["code"] = finding.name;
    one["category"] = name(finding.category);
    all.push_back(std::move(one));
  }
  return all;
}

template <class Value>
net::Json or_null_json(const std::optional<Value>& value) {
  return value ? net::Json(*value) : net::Json(nullptr);
}

net::Json gpus_json(const GpusUse& gpus) {
  if (!gpus.gpus) return nullptr;
  net::Json all = net::Json::array();
  for (const GpuSample& gpu : *gpus.gpus) {
    net::Json one;
    one["name"] = to_valid_utf8(gpu.use.name);
    one["vendor"] = gpu.use.vendor;
    one["asleep"] = gpu.asleep;
    one["memory_total_mb"] = or_null_json(gpu.use.memory_total_mb);
    one["process_memory_mb"] = or_null_json(gpu.process_memory_mb);
    all.push_back(std::move(one));
  }
  return all;
}

// The machine, what bounds the program on it, and the numbers that no event tells.
net::Json host_json(const HostSample& sample) {
  const MachineInfo machine = machine_info();
  net::Json json;
  json["processor"] = to_valid_utf8(machine.processor);
  json["processors_online"] = or_null_json(machine.online);
  json["processor_quota"] = or_null_json(sample.limits.processors);
  json["memory_total_mb"] = or_null_json(sample.memory_total_mb);
  json["memory_limited"] = sample.limits.memory.has_value();
  json["cgroup_version"] = sample.limits.version;
  json["limits"] = limits_in_words(sample, machine);
  json["core_percent"] = net::Json::array();
  for (const auto& core : sample.core_percent) json["core_percent"].push_back(or_null_json(core));
  json["load"] = nullptr;
  if (sample.load) json["load"] = {sample.load->one, sample.load->five, sample.load->fifteen};
  json["swap_used_mb"] = or_null_json(sample.swap_used_mb);
  json["throttled_percent"] = or_null_json(sample.throttled_percent);
  json["process_pss_mb"] = or_null_json(sample.process_pss_mb);
  json["gpus"] = gpus_json(sample.gpus);
  json["sample_cost_ms"] = sample.cost_ms;
  json["gpu_sample_cost_ms"] = sample.gpus.cost_ms;
  return json;
}

net::Json system_json(const Services& services) {
  utsname system{};
  ::uname(&system);
  net::Json json;
  json["version"] = services.version;
  json["started_at"] = iso8601(services.started);
  json["system"] = system.sysname;
  json["kernel"] = system.release;
  json["machine"] = system.machine;
  json["processors"] = usable_processors();
  json["database"] = shown_address(services.database);
  json["roots"] = net::Json::array();
  for (const std::string& root : services.roots.folders())
    json["roots"].push_back(to_valid_utf8(root));
  json["profiles"] = net::Json::array();
  for (const std::string_view profile : built_in_profiles()) json["profiles"].push_back(profile);
  json["measures"] = measures_json();
  json["codes"] = codes_json();
  json["checks"] = net::Json::array();
  json["checks"].push_back(check_worker(services.worker_binary));
  const auto runtime = runtime_folder();
  json["checks"].push_back(
      check("runtime_folder", runtime.has_value(), runtime ? *runtime : runtime.error().message));
  json["recommendations"] = net::Json::array();
  for (const net::Json& one : json["checks"])
    if (!one["ok"].get<bool>()) json["recommendations"].push_back(one["message"]);
  const auto sample = services.host.host_sample();
  for (const std::string& one : advice(*sample, services.host.workers()))
    json["recommendations"].push_back(one);
  json["host"] = host_json(*sample);
  return json;
}

void put_path(net::Json& json, const char* field, const std::string& path) {
  json[field] = to_valid_utf8(path);
  if (!valid_utf8(path)) json[std::string(field) + "_bytes"] = base64(path);
}

net::Json maybe(const std::optional<std::uint32_t>& count) {
  return count ? net::Json(*count) : net::Json(nullptr);
}

Served<net::Json> folders_below(const std::string& path, const Roots& roots) {
  PS_TRY(const std::string real, roots.existing_folder(path));
  const UniqueFd folder(::open(real.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder.valid())
    return refuse(403, "not_allowed",
                  fmt::format("{} may not be read by this server's user.", printable(path)));
  PS_TRY(const FolderList list, served(list_folders(folder.get(), kMostFolders)));
  net::Json json;
  put_path(json, "path", real);
  json["parent"] = nullptr;
  const std::string above = real.substr(0, std::max<std::size_t>(real.rfind('/'), 1));
  if (above != real && roots.holds(above)) put_path(json, "parent", above);
  json["photos"] = list.photos;
  json["folders"] = net::Json::array();
  for (const ListedFolder& one : list.folders) {
    net::Json entry;
    put_path(entry, "name", one.name);
    put_path(entry, "path", (real == "/" ? "" : real) + "/" + one.name);
    entry["photos"] = maybe(one.photos);
    entry["folders"] = maybe(one.folders);
    json["folders"].push_back(std::move(entry));
  }
  json["truncated"] = list.cut;
  return json;
}

net::Json roots_json(const Roots& roots) {
  net::Json json;
  json["path"] = nullptr;
  json["parent"] = nullptr;
  json["photos"] = nullptr;
  json["folders"] = net::Json::array();
  for (const std::string& root : roots.folders()) {
    net::Json entry;
    put_path(entry, "name", root);
    put_path(entry, "path", root);
    const UniqueFd folder(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    const auto inside = folder.valid() ? list_folders(folder.get(), 0) : Result<FolderList>{};
    entry["photos"] = nullptr;
    if (folder.valid() && inside) entry["photos"] = inside->photos;
    entry["folders"] = nullptr;
    json["folders"].push_back(std::move(entry));
  }
  json["truncated"] = false;
  return json;
}

}  // namespace

void get_system(const Services& services, const CallPtr& call) {
  if (auto bad = call->only({}); !bad) return call->refuse(bad.error());
  read(services, call, [&services](Store&) -> Served<net::HttpResponse> {
    return json_response(system_json(services));
  });
}

void list_folders_at(const Services& services, const CallPtr& call) {
  if (auto bad = call->only({"path"}); !bad) return call->refuse(bad.error());
  read(services, call, [&services, call](Store&) -> Served<net::HttpResponse> {
    const std::string* path = call->query().find("path");
    if (path == nullptr || path->empty()) return json_response(roots_json(services.roots));
    PS_TRY(const net::Json json, folders_below(*path, services.roots));
    return json_response(json);
  });
}

void get_healthz(const Services&, const CallPtr& call) {
  call->answer(200, {{"status", "ok"}});
}

void get_readyz(const Services& services, const CallPtr& call) {
  read(services, call, [](Store& store) -> Served<net::HttpResponse> {
    if (const auto page = store.session_page(std::nullopt, 1); !page)
      return refuse(503, "internal", "The database does not answer: " + page.error().message);
    return json_response({{"status", "ready"}});
  });
}

void get_metrics(const Services& services, const CallPtr& call) {
  read(services, call, [&services](Store& store) -> Served<net::HttpResponse> {
    PS_TRY(std::string text, served(metrics_text(services, store)));
    return net::HttpResponse{
        200, {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}}, std::move(text), {}};
  });
}

}  // namespace photosieve

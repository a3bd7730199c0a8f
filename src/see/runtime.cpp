// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/runtime.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>

#include "see/onnx_table.h"

namespace photosieve {
namespace {

using onnx::Object;

constexpr std::uintmax_t kLargestModel = std::uintmax_t{64} << 20;
constexpr std::size_t kMostOutputs = 16;
constexpr std::size_t kMostDimensions = 8;
constexpr std::size_t kMostValues = std::size_t{1} << 28;

// The product of a shape; nothing where it is no shape of a tensor that may be.
std::optional<std::size_t> count_of(const std::vector<std::int64_t>& shape) {
  std::size_t count = 1;
  for (const std::int64_t side : shape) {
    if (side < 0 || static_cast<std::uint64_t>(side) > kMostValues) return std::nullopt;
    count *= static_cast<std::size_t>(side);
    if (count > kMostValues) return std::nullopt;
  }
  return count;
}

Result<std::vector<char>> bytes_of(const std::string& file) {
  std::error_code none;
  const std::uintmax_t size = std::filesystem::file_size(file, none);
  if (none || size == 0 || size > kLargestModel)
    return fail(ErrorKind::kRetry, file + " is no network that can be loaded");
  std::vector<char> bytes(static_cast<std::size_t>(size));
  std::ifstream in(file, std::ios::binary);
  if (!in.read(bytes.data(), static_cast<std::streamsize>(size)))
    return fail(ErrorKind::kRetry, file + " cannot be read");
  return bytes;
}

}  // namespace

struct Runtime::Library {
  Library() = default;
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  // The library itself stays open: it has handlers of its own that run when the process ends.
  ~Library() {
    if (memory != nullptr) entry<onnx::ReleaseMemoryInfo>()(memory);
    if (env != nullptr) entry<onnx::ReleaseEnv>()(env);
  }

  template <class Entry>
  [[nodiscard]] typename Entry::Type entry() const {
    return reinterpret_cast<typename Entry::Type>(const_cast<void*>(table[Entry::kNumber]));
  }

  // Calls an entry that gives a status; its words where that is an error.
  template <class Entry, class... Arguments>
  [[nodiscard]] Result<> call(Arguments... arguments) const {
    Object* status = entry<Entry>()(arguments...);
    if (status == nullptr) return {};
    std::string words = entry<onnx::GetErrorMessage>()(status);
    entry<onnx::ReleaseStatus>()(status);
    return fail(ErrorKind::kRetry, "ONNX Runtime: " + words.substr(0, words.find('\n')));
  }

  const void* const* table = nullptr;
  const char* version = "";
  Object* env = nullptr;
  Object* memory = nullptr;
  Object* allocator = nullptr;  // the library's own
};

struct Network::Session {
  explicit Session(std::shared_ptr<const Runtime::Library> of) : library(std::move(of)) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    if (session != nullptr) library->entry<onnx::ReleaseSession>()(session);
  }

  template <class Entry>
  Result<std::string> name(std::size_t index) const {
    char* given = nullptr;
    PS_TRY_VOID(library->call<Entry>(session, index, library->allocator, &given));
    std::string name(given);
    PS_TRY_VOID(library->call<onnx::AllocatorFree>(library->allocator, static_cast<void*>(given)));
    return name;
  }

  Result<> read_names() {
    PS_TRY(input, name<onnx::InputName>(0));
    std::size_t count = 0;
    PS_TRY_VOID(library->call<onnx::OutputCount>(session, &count));
    if (count == 0 || count > kMostOutputs)
      return fail(ErrorKind::kRetry, "a network with an unlikely number of outputs");
    for (std::size_t i = 0; i < count; ++i) {
      PS_TRY(outputs.emplace_back(), name<onnx::OutputName>(i));
    }
    return {};
  }

  [[nodiscard]] Result<Tensor> read(Object* value) const {
    Object* about = nullptr;
    PS_TRY_VOID(library->call<onnx::GetTensorAbout>(value, &about));
    const std::unique_ptr<Object, void (*)(Object*)> release(
        about, library->entry<onnx::ReleaseTensorAbout>());
    int type = 0;
    std::size_t dimensions = 0;
    PS_TRY_VOID(library->call<onnx::ElementType>(about, &type));
    PS_TRY_VOID(library->call<onnx::DimensionCount>(about, &dimensions));
    if (type != onnx::kFloat || dimensions > kMostDimensions)
      return fail(ErrorKind::kRetry, "a network gave something other than floats");
    Tensor tensor;
    tensor.shape.resize(dimensions);
    PS_TRY_VOID(library->call<onnx::Dimensions>(about, tensor.shape.data(), dimensions));
    const auto count = count_of(tensor.shape);
    if (!count) return fail(ErrorKind::kRetry, "a network gave too much");
    void* data = nullptr;
    PS_TRY_VOID(library->call<onnx::GetTensorData>(value, &data));
    const auto* values = static_cast<const float*>(data);
    tensor.values.assign(values, values + *count);
    return tensor;
  }

  std::shared_ptr<const Runtime::Library> library;
  Object* session = nullptr;
  std::string input;
  std::vector<std::string> outputs;
};

Network::Network(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;
Network::~Network() = default;

Result<std::vector<Tensor>> Network::run(const Tensor& input) {
  const Runtime::Library& library = *session_->library;
  const auto count = count_of(input.shape);
  if (!count || *count != input.values.size())
    return fail(ErrorKind::kRetry, "a tensor whose shape is not that of its values");
  struct Values {
    explicit Values(void (*release_with)(Object*)) : release(release_with) {}
    Values(const Values&) = delete;
    Values& operator=(const Values&) = delete;
    ~Values() {
      for (Object* one : all)
        if (one != nullptr) release(one);
    }
    void (*release)(Object*);
    std::vector<Object*> all;
  };
  Values in(library.entry<onnx::ReleaseValue>());
  in.all.push_back(nullptr);
  // The library reads what it is given; its declaration is the same for what it fills.
  PS_TRY_VOID(library.call<onnx::CreateTensorWithData>(
      static_cast<const Object*>(library.memory),
      static_cast<void*>(const_cast<float*>(input.values.data())),
      input.values.size() * sizeof(float), input.shape.data(), input.shape.size(), onnx::kFloat,
      in.all.data()));
  std::vector<const char*> names;
  for (const std::string& output : session_->outputs) names.push_back(output.c_str());
  const char* input_name = session_->input.c_str();
  Values out(library.entry<onnx::ReleaseValue>());
  out.all.resize(names.size());
  PS_TRY_VOID(library.call<onnx::Run>(session_->session, static_cast<const Object*>(nullptr),
                                      &input_name, in.all.data(), std::size_t{1}, names.data(),
                                      names.size(), out.all.data()));
  std::vector<Tensor> tensors;
  for (Object* value : out.all) {
    PS_TRY(tensors.emplace_back(), session_->read(value));
  }
  return tensors;
}

Result<Runtime> Runtime::open(const std::string& library) {
  // Without it the library keeps a database of its use in the user's home, a log in /tmp, and would
  // send both to its makers. No other thread is there yet to read the environment.
  ::setenv("ORT_DISABLE_TELEMETRY", "1", 1);  // NOLINT(concurrency-mt-unsafe)
  void* handle = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr)
    return fail(ErrorKind::kRetry, library + " is missing, or not for this machine");
  const auto get_base = reinterpret_cast<onnx::GetApiBase>(::dlsym(handle, "OrtGetApiBase"));
  if (get_base == nullptr) return fail(ErrorKind::kRetry, library + " is not ONNX Runtime");
  const onnx::ApiBase* base = get_base();
  auto opened = std::make_shared<Library>();
  opened->version = base->get_version_string();
  opened->table = base->get_api(onnx::kApiVersion);
  if (opened->table == nullptr)
    return fail(ErrorKind::kRetry, fmt::format("ONNX Runtime {} is too old", opened->version));
  PS_TRY_VOID(opened->call<onnx::CreateEnv>(onnx::kLogFatal, "photosieve", &opened->env));
  PS_TRY_VOID(opened->call<onnx::CreateCpuMemoryInfo>(onnx::kDeviceAllocator, onnx::kDefaultMemory,
                                                      &opened->memory));
  PS_TRY_VOID(opened->call<onnx::DefaultAllocator>(&opened->allocator));
  return Runtime(std::move(opened));
}

Result<Network> Runtime::load(const std::string& model_file) const {
  PS_TRY(const std::vector<char> model, bytes_of(model_file));
  Object* options = nullptr;
  PS_TRY_VOID(library_->call<onnx::CreateSessionOptions>(&options));
  const std::unique_ptr<Object, void (*)(Object*)> release(
      options, library_->entry<onnx::ReleaseSessionOptions>());
  PS_TRY_VOID(library_->call<onnx::SetIntraOpThreads>(options, 1));
  PS_TRY_VOID(library_->call<onnx::SetInterOpThreads>(options, 1));
  PS_TRY_VOID(library_->call<onnx::DisableCpuMemArena>(options));
  PS_TRY_VOID(library_->call<onnx::DisableMemPattern>(options));
  PS_TRY_VOID(library_->call<onnx::SetGraphOptimization>(options, onnx::kAllOptimizations));
  auto session = std::make_unique<Network::Session>(library_);
  PS_TRY_VOID(library_->call<onnx::CreateSessionFromArray>(
      static_cast<const Object*>(library_->env), static_cast<const void*>(model.data()),
      model.size(), static_cast<const Object*>(options), &session->session));
  PS_TRY_VOID(session->read_names());
  return Network(std::move(session));
}

std::string Runtime::version() const {
  return library_->version;
}

}  // namespace photosieve

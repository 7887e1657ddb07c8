#include "io/temporary_files.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstring>

namespace agc {
namespace {

enum SlotState : int { kFree, kFilling, kActive };

struct Slot {
  std::atomic<int> state{kFree};
  std::array<char, PATH_MAX> path{};
};

constexpr size_t kSlots = 64;
std::array<Slot, kSlots> g_slots;

static_assert(std::atomic<int>::is_always_lock_free, "the handler may use lock-free atomics only");

extern "C" void remove_files_and_reraise(int signal_number) {
  for (Slot& slot : g_slots) {
    if (slot.state.load(std::memory_order_acquire) == kActive) unlink(slot.path.data());
  }
  // SA_RESETHAND has restored the default; the signal is delivered when the handler returns.
  raise(signal_number);
}

}  // namespace

TemporaryFileRegistration::TemporaryFileRegistration(const std::string& path) { acquire(path); }

void TemporaryFileRegistration::acquire(const std::string& path) {
  release();
  if (path.size() >= PATH_MAX) return;
  for (size_t i = 0; i < kSlots; ++i) {
    int expected = kFree;
    if (!g_slots[i].state.compare_exchange_strong(expected, kFilling)) continue;
    std::memcpy(g_slots[i].path.data(), path.c_str(), path.size() + 1);
    g_slots[i].state.store(kActive, std::memory_order_release);
    slot_ = static_cast<int>(i);
    return;
  }
}

void TemporaryFileRegistration::release() {
  if (slot_ >= 0) g_slots[static_cast<size_t>(slot_)].state.store(kFree, std::memory_order_release);
  slot_ = -1;
}

void remove_temporary_files_on_signals() {
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction current {};
    if (sigaction(signal_number, nullptr, &current) != 0 || current.sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = remove_files_and_reraise;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    sigaction(signal_number, &action, nullptr);
  }
}

}  // namespace agc

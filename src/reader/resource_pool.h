// Things that are expensive to make and cheap to reuse, such as zstd contexts. Thread-safe.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace agc {

template <typename Resource>
class ResourcePool {
 public:
  struct Returner {
    ResourcePool* pool = nullptr;
    void operator()(Resource* resource) const { pool->put_back(std::unique_ptr<Resource>(resource)); }
  };
  // Returns itself to the pool, which must outlive it.
  using Handle = std::unique_ptr<Resource, Returner>;

  // An idle resource, or a new one. Never waits.
  Handle acquire() {
    std::unique_ptr<Resource> resource;
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        resource = std::move(idle_.back());
        idle_.pop_back();
      } else {
        idle_.reserve(++made_);  // so that no memory is needed to put them back
      }
    }
    if (!resource) resource = std::make_unique<Resource>();
    return Handle(resource.release(), Returner{this});
  }

 private:
  void put_back(std::unique_ptr<Resource> resource) noexcept {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(resource));
  }

  std::mutex mutex_;
  std::vector<std::unique_ptr<Resource>> idle_;  // guarded by mutex_
  size_t made_ = 0;                              // guarded by mutex_
};

}  // namespace agc

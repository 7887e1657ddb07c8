#include "cli/sample_order.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace agc::cli {
namespace {

constexpr uint32_t kVersion3 = 3000;

std::vector<uint32_t> stored_order(const ArchiveReader& reader) {
  std::vector<uint32_t> order(reader.sample_names().size());
  std::iota(order.begin(), order.end(), 0U);
  return order;
}

}  // namespace

std::vector<uint32_t> listing_order(const ArchiveReader& reader) {
  const std::vector<std::string>& names = reader.sample_names();
  std::vector<uint32_t> order = stored_order(reader);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return names[a] < names[b]; });
  return order;
}

std::vector<uint32_t> collection_order(const ArchiveReader& reader) {
  return reader.info().file_version < kVersion3 ? listing_order(reader) : stored_order(reader);
}

}  // namespace agc::cli

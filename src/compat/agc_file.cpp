// CAGCFile: errors become the numbers that AGC's library returns.
#include <algorithm>
#include <climits>
#include <cstdint>
#include <optional>
#include <string_view>

#include "agc-api.h"
#include "agc/archive_reader.h"
#include "agc/error.h"
#include "compat/shared_readers.h"

namespace {

using agc::ArchiveReader;
using agc::ContigId;

constexpr int kFailed = -1;
constexpr int kAmbiguous = -2;

// What `query` returns, or the number for what it throws.
template <typename Query>
int guarded(Query query) noexcept {
  try {
    return query();
  } catch (const agc::Error& error) {
    return error.kind() == agc::ErrorKind::ambiguous ? kAmbiguous : kFailed;
  } catch (...) {
    return kFailed;
  }
}

int checked_count(uint64_t count) { return count <= INT_MAX ? static_cast<int>(count) : kFailed; }

ContigId find(const ArchiveReader& reader, const std::string& sample, std::string_view name) {
  const std::string_view first_word = name.substr(0, name.find_first_of(" \t\r\n"));
  return sample.empty() ? reader.find_contig(first_word) : reader.find_contig(sample, first_word);
}

struct Range {
  uint64_t begin;
  uint64_t end;
};

Range range_between(int start, int end) {
  const auto first = static_cast<uint64_t>(std::max(start, 0));
  if (end < 0) return {first, UINT64_MAX};
  const auto last = static_cast<uint64_t>(end);
  return first <= last ? Range{first, last + 1} : Range{0, UINT64_MAX};
}

}  // namespace

CAGCFile::CAGCFile() = default;
CAGCFile::~CAGCFile() = default;

bool CAGCFile::Open(const std::string& file_name, bool /*prefetching*/) {
  if (reader_) return false;
  return guarded([&] {
           reader_ = agc::open_shared_reader(file_name);
           return 0;
         }) == 0;
}

bool CAGCFile::Close() {
  const bool was_open = reader_ != nullptr;
  reader_.reset();
  return was_open;
}

int CAGCFile::GetCtgLen(const std::string& sample, const std::string& name) const {
  if (!reader_) return kFailed;
  return guarded([&] { return checked_count(reader_->contig_length(find(*reader_, sample, name))); });
}

int CAGCFile::GetCtgSeq(const std::string& sample, const std::string& name, int start, int end,
                        std::string& buffer) const {
  if (!reader_) return kFailed;
  return guarded([&] {
    const Range range = range_between(start, end);
    std::string letters;
    reader_->fetch(find(*reader_, sample, name), range.begin, range.end, letters);
    buffer = std::move(letters);
    return 0;
  });
}

int CAGCFile::NSample() const { return reader_ ? checked_count(reader_->sample_names().size()) : kFailed; }

int CAGCFile::NCtg(const std::string& sample) const {
  if (!reader_) return kFailed;
  return guarded([&] {
    const std::optional<uint32_t> found = reader_->find_sample(sample);
    return found ? checked_count(reader_->contig_count(*found)) : kFailed;
  });
}

int CAGCFile::ListSample(std::vector<std::string>& samples) const {
  if (!reader_) return kFailed;
  return guarded([&] {
    std::vector<std::string> names = reader_->sample_names();
    std::ranges::sort(names);
    samples = std::move(names);
    return 0;
  });
}

int CAGCFile::GetReferenceSample(std::string& sample) const {
  if (!reader_ || reader_->sample_names().empty()) return kFailed;
  return guarded([&] {
    sample = reader_->sample_names().front();
    return 0;
  });
}

int CAGCFile::ListCtg(const std::string& sample, std::vector<std::string>& names) const {
  if (!reader_) return kFailed;
  return guarded([&] {
    const std::optional<uint32_t> found = reader_->find_sample(sample);
    names = found ? reader_->contig_names(*found) : std::vector<std::string>();
    return 0;
  });
}

#include "encode/run_writer.h"

#include <algorithm>

namespace agc {
namespace {

constexpr uint8_t kCodeN = 4;
constexpr uint64_t kMinNRun = 4;

}  // namespace

const ExceptionRun* RunWriter::exception_from(uint64_t position) {
  const auto& runs = oriented_.exceptions();
  while (next_exception_ < runs.size() && runs[next_exception_].end() <= position) ++next_exception_;
  return next_exception_ < runs.size() ? &runs[next_exception_] : nullptr;
}

uint64_t RunWriter::write_exception(const ExceptionRun& run, uint64_t position, uint64_t end) {
  const uint64_t stop = std::min(run.end(), end);
  if (run.code == kCodeN && stop - position >= kMinNRun) {
    text_.n_run(stop - position);
  } else {
    for (uint64_t i = position; i < stop; ++i) text_.literal(run.code);
  }
  return stop;
}

void RunWriter::literals(uint64_t begin, uint64_t end) {
  for (uint64_t i = begin; i < end; ++i) text_.literal(oriented_.two_bits(i));
}

void RunWriter::uncovered(uint64_t begin, uint64_t end) {
  while (begin < end) {
    const ExceptionRun* const exception = exception_from(begin);
    const uint64_t plain_end = exception ? std::min(std::max(begin, exception->begin), end) : end;
    literals(begin, plain_end);
    begin = plain_end < end ? write_exception(*exception, plain_end, end) : end;
  }
}

void RunWriter::equal_run(uint64_t begin, uint64_t end, uint64_t reference_position) {
  const uint64_t length = end - begin;
  const bool on_diagonal = text_.predicted() == reference_position;
  if (on_diagonal && costs_.run(length) == static_cast<Cost>(length) * CostModel::kSame) {
    for (uint64_t i = 0; i < length; ++i) text_.same_as_reference();
  } else if (length >= costs_.min_match_length) {
    text_.match(reference_position, length);
  } else {
    literals(begin, end);  // too short to jump to its place
  }
}

void RunWriter::aligned(uint64_t begin, uint64_t end, const uint8_t* pool, uint64_t pool_position,
                        uint64_t reference_position) {
  const uint64_t origin = begin;
  while (begin < end) {
    const ExceptionRun* const exception = exception_from(begin);
    const uint64_t plain_end = exception ? std::min(std::max(begin, exception->begin), end) : end;
    while (begin < plain_end) {
      const uint64_t equal =
          match_forward(oriented_.data(), begin, pool, pool_position + (begin - origin), plain_end - begin);
      if (equal > 0) equal_run(begin, begin + equal, reference_position + (begin - origin));
      begin += equal;
      if (begin < plain_end) {
        text_.literal(oriented_.two_bits(begin));
        ++begin;
      }
    }
    if (begin < end) begin = write_exception(*exception, begin, end);
  }
}

}  // namespace agc

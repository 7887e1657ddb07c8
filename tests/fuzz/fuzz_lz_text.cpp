// Any bytes as an LZ text against any reference: the result never exceeds the limit, what was in the
// output before stays, and the limit alone decides between success and error.
#include <algorithm>
#include <optional>
#include <vector>

#include "agc/error.h"
#include "fuzz_input.h"
#include "seq/lz_text.h"

namespace {

using namespace agc;

std::optional<std::vector<uint8_t>> decode(std::span<const uint8_t> text, std::span<const uint8_t> reference,
                                           const LzTextRules& rules, uint64_t max_symbols) {
  std::vector<uint8_t> out{1, 2, 3};
  std::optional<std::vector<uint8_t>> result;
  try {
    decode_lz_text(text, reference, rules, max_symbols, out);
    result.emplace(out.begin() + 3, out.end());
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::corrupt) __builtin_trap();
  }
  if (out.size() < 3 || out[0] != 1 || out[1] != 2 || out[2] != 3) __builtin_trap();
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  const LzTextRules rules{static_cast<uint32_t>(input.number(1) % 40), input.byte() % 4 == 0};
  const uint64_t max_symbols = input.number(2) * 16;
  const std::span<const uint8_t> reference = input.take(input.number(1) * 2);
  const auto result = decode(input.rest(), reference, rules, max_symbols);
  if (!result) return 0;
  if (result->size() > max_symbols) __builtin_trap();
  if (decode(input.rest(), reference, rules, result->size()) != result) __builtin_trap();
  if (!result->empty() && decode(input.rest(), reference, rules, result->size() - 1)) __builtin_trap();
  return 0;
}

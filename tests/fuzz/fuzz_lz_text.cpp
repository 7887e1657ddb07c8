// Any bytes as an LZ text against any reference: the result never exceeds the limit, what was in the
// output before stays, and the limit alone decides between success and error. A window of it has the
// letters that the whole has there.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "agc/error.h"
#include "fuzz_input.h"
#include "seq/alphabet.h"
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

// Of references without the codes that stand for unknown letters.
void check_window(std::span<const uint8_t> text, std::span<const uint8_t> reference, const LzTextRules& rules,
                  std::span<const uint8_t> whole) {
  const auto is_letter = [](uint8_t code) { return code < kCodeCount; };
  if (!std::ranges::all_of(reference, is_letter) || !std::ranges::all_of(whole, is_letter)) return;
  const ReferenceText letters = ReferenceText::from_symbols({reference.begin(), reference.end()});
  for (const bool to_the_end : {false, true}) {
    const uint64_t begin = whole.size() / 3;
    const uint64_t end = whole.size() - whole.size() / 4;
    std::string found(end - begin, '-');
    const uint64_t size = decode_lz_text(text, letters, rules, {begin, end, whole.size(), to_the_end}, found.data());
    if (size > whole.size() || size < end || (to_the_end && size != whole.size())) __builtin_trap();
    for (uint64_t i = begin; i < end; ++i) {
      if (found[i - begin] != kCodeLetters[whole[i]]) __builtin_trap();
    }
  }
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
  check_window(input.rest(), reference, rules, *result);
  return 0;
}

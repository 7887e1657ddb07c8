// Any bytes as an LZ text against any reference: the limit alone decides between success and error. A window of it has
// the letters that the whole has there.
#include <optional>
#include <string>
#include <vector>

#include "agc/error.h"
#include "fuzz_checks.h"
#include "fuzz_input.h"
#include "seq/alphabet.h"
#include "unit/support/whole_text.h"

namespace {

using namespace agc;
using fuzz::require;

std::optional<std::string> decode(std::span<const uint8_t> text, const ReferenceText& reference,
                                  const LzTextRules& rules, uint64_t most_symbols) {
  try {
    return test::decode_whole(text, reference, rules, most_symbols);
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::corrupt);
    return std::nullopt;
  }
}

void check_window(std::span<const uint8_t> text, const ReferenceText& reference, const LzTextRules& rules,
                  const std::string& whole) {
  for (const bool to_the_end : {false, true}) {
    const uint64_t begin = whole.size() / 3;
    const uint64_t end = whole.size() - whole.size() / 4;
    std::string found(end - begin, '-');
    const uint64_t size = decode_lz_text(text, reference, rules, {begin, end, whole.size(), to_the_end}, found.data());
    require(size <= whole.size() && size >= end && (!to_the_end || size == whole.size()));
    require(found == whole.substr(begin, end - begin));
  }
}

// Bases alone are kept in another way than other codes.
ReferenceText reference_of(std::span<const uint8_t> bytes, bool bases) {
  std::vector<uint8_t> symbols(bytes.begin(), bytes.end());
  for (uint8_t& code : symbols) code %= bases ? 4 : kCodeCount;
  return ReferenceText::from_symbols(symbols);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  const auto min_match_length = static_cast<uint32_t>(input.number(1) % 40);
  const uint8_t form = input.byte();
  const LzTextRules rules{min_match_length, form % 4 == 0};
  const uint64_t most_symbols = input.number(2) * 16;
  const ReferenceText reference = reference_of(input.take(input.number(1) * 2), form & 16);
  const auto result = decode(input.rest(), reference, rules, most_symbols);
  if (!result) return 0;
  require(result->size() <= most_symbols);
  require(decode(input.rest(), reference, rules, result->size()) == result);
  require(result->empty() || !decode(input.rest(), reference, rules, result->size() - 1));
  check_window(input.rest(), reference, rules, *result);
  return 0;
}

#include "reader/segment_decoder.h"

#include <algorithm>
#include <string>

#include "agc/error.h"
#include "seq/letters.h"

namespace agc {
namespace {

std::string describe(const SegmentRecord& record) {
  return "group " + std::to_string(record.group) + ", entry " + std::to_string(record.index);
}

// What of the window is there in `size` symbols.
LzWindow clamped(const LzWindow& window, uint64_t size) {
  return {std::min(window.begin, size), std::min(window.end, size), size, true};
}

}  // namespace

uint64_t SegmentDecoder::length(const SegmentRecord& record, DecodeScratch& scratch) const {
  const uint64_t longest = lengths_.longest(record);
  const uint64_t length = decode_stored(record, {longest, longest, longest, true}, nullptr, scratch);
  if (!lengths_.rewrites_explaining(record, length)) {
    throw Error(ErrorKind::corrupt, describe(record) + ": expected " + std::to_string(record.raw_length) +
                                        " symbols: found " + std::to_string(length));
  }
  return length;
}

bool SegmentDecoder::decode(const SegmentRecord& record, uint64_t length, const LetterRange& range, char* out,
                            DecodeScratch& scratch) const {
  const size_t count = static_cast<size_t>(range.end - range.begin);
  if (!record.reverse) {
    const bool whole = range.end == length;
    const uint64_t found =
        decode_stored(record, {range.begin, range.end, lengths_.longest(record), whole}, out, scratch);
    return whole ? found == length : found >= range.end;
  }
  // Where the letters are counts from the other end, so the whole text has to be looked at.
  if (scratch.letters.size() < count) scratch.letters.resize(count);
  const LzWindow window{length - range.end, length - range.begin, lengths_.longest(record), true};
  if (decode_stored(record, window, scratch.letters.data(), scratch) != length) return false;
  reverse_complement_letters(scratch.letters.data(), count, out);
  return true;
}

uint64_t SegmentDecoder::decode_stored(const SegmentRecord& record, const LzWindow& window, char* out,
                                       DecodeScratch& scratch) const {
  if (record.group < kRawGroupCount) {
    const EntryView entry = store_.delta_entry(record.group, record.index, scratch);
    const LzWindow there = clamped(window, entry.bytes.size());
    symbols_to_letters(entry.bytes.subspan(there.begin, there.end - there.begin), out);
    return entry.bytes.size();
  }
  const auto part = store_.reference(record.group, scratch);
  const ReferenceText& reference = part->reference;
  if (record.index == 0) {
    const LzWindow there = clamped(window, reference.size());
    reference.copy(there.begin, there.end - there.begin, out);
    return reference.size();
  }
  const EntryView text = store_.delta_entry(record.group, uint64_t{record.index} - 1, scratch);
  const LzTextRules rules{.min_match_length = layout_.params().min_match_length, .version_1 = layout_.is_version_1()};
  try {
    return decode_lz_text(text.bytes, reference, rules, window, out);
  } catch (const Error& error) {
    throw Error(error.kind(), describe(record) + ": " + error.what());
  }
}

}  // namespace agc

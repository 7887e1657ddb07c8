#include "reader/segment_decoder.h"

#include "agc/error.h"
#include "reader/symbol_text.h"
#include "seq/lz_text.h"

namespace agc {
namespace {

std::string describe(const SegmentRecord& record) {
  return "group " + std::to_string(record.group) + ", entry " + std::to_string(record.index);
}

}  // namespace

void Segment::append_letters(size_t begin, size_t end, std::string& out) const {
  const size_t first = reverse ? size() - end : begin;
  agc::append_letters(view.symbols.subspan(first, end - begin), reverse, out);
}

Segment SegmentDecoder::decode(const SegmentRecord& record, DecodeScratch& scratch) const {
  Segment segment{decode_stored(record, scratch), record.reverse};
  if (!lengths_.rewrites_explaining(record, segment.size())) {
    throw Error(ErrorKind::corrupt, describe(record) + ": expected " + std::to_string(record.raw_length) +
                                        " symbols: found " + std::to_string(segment.size()));
  }
  return segment;
}

SymbolView SegmentDecoder::decode_stored(const SegmentRecord& record, DecodeScratch& scratch) const {
  if (record.group < kRawGroupCount) return store_.delta_entry(record.group, record.index, scratch);
  SymbolView reference = store_.reference(record.group, scratch);
  if (record.index == 0) return reference;
  const SymbolView text = store_.delta_entry(record.group, uint64_t{record.index} - 1, scratch);
  scratch.symbols.clear();
  const LzTextRules rules{.min_match_length = layout_.params().min_match_length, .version_1 = layout_.is_version_1()};
  try {
    decode_lz_text(text.symbols, reference.symbols, rules, lengths_.longest(record), scratch.symbols);
  } catch (const Error& error) {
    throw Error(error.kind(), describe(record) + ": " + error.what());
  }
  return {nullptr, scratch.symbols};
}

}  // namespace agc

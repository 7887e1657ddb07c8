#include "seq/lz_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string>

#include "agc/error.h"
#include "seq/alphabet.h"

namespace agc {

namespace {

constexpr uint8_t kLiteralBase = 'A';
constexpr uint8_t kLastLiteral = 'U';  // code 20
constexpr uint8_t kSameAsReference = '!';
constexpr uint8_t kRunBegin = 0x1E;
constexpr uint8_t kRunEnd = 0x04;
constexpr uint8_t kMatchSeparator = ',';
constexpr uint8_t kMatchEnd = '.';
constexpr int64_t kMinRun = 4;
// Letters of no code that some writers let into LZ texts, as literals of codes 30 and 32.
constexpr uint8_t kUnknownLetter = kLiteralBase + 30;
constexpr uint8_t kUnknownSign = kLiteralBase + 32;
// Beyond any position or length; keeps sums of two far from overflow.
constexpr int64_t kMaxNumber = int64_t{1} << 40;

constexpr bool is_literal(uint8_t byte) {
  return (byte >= kLiteralBase && byte <= kLastLiteral) || byte == kUnknownLetter || byte == kUnknownSign;
}

void append_number(std::vector<uint8_t>& out, int64_t value) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.insert(out.end(), digits.data(), end);
}

constexpr std::array<bool, 256> kSymbolBytes = [] {
  std::array<bool, 256> table{};
  for (size_t byte = 0; byte < 256; ++byte) {
    table[byte] = is_literal(static_cast<uint8_t>(byte)) || byte == kSameAsReference;
  }
  return table;
}();

// The letters of literals.
constexpr std::array<char, 256> kLiterals = [] {
  std::array<char, 256> table{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    if (!is_literal(static_cast<uint8_t>(byte))) continue;
    const unsigned code = byte - kLiteralBase;
    table[byte] = code < kCodeCount ? kCodeLetters[code] : ' ';
  }
  return table;
}();

// Walks the tokens of a text and writes those of its symbols that lie in the window [begin, end).
class Decoder {
 public:
  Decoder(std::span<const uint8_t> text, const ReferenceText& reference, const LzTextRules& rules,
          const LzWindow& window, char* out)
      : text_(text), reference_(reference), rules_(rules), window_(window), out_(out) {}

  // How many symbols the tokens that were walked stand for.
  uint64_t run() {
    while (position_ < text_.size() && (window_.to_the_end || count_ < window_.end)) {
      usual_tokens();
      if (position_ == text_.size() || (!window_.to_the_end && count_ >= window_.end)) break;
      const uint8_t byte = text_[position_];
      if (is_symbol(byte)) {
        literals();
      } else if (byte == kRunBegin) {
        n_run();
      } else {
        match();
      }
    }
    return count_;
  }

 private:
  // Whether the byte stands for a symbol by itself.
  bool is_symbol(uint8_t byte) const {
    return is_literal(byte) || (byte == kSameAsReference && predicted_ < reference_.size() && !rules_.version_1);
  }

  // Tokens as most of them are: literals of A, C, G and T, signs of the same, and matches with a length, in the window
  // and some way from the ends of text, window and reference. Stops before the first that is another.
  void usual_tokens() {
    // Two numbers and what is read behind them; all that is written in place of one symbol.
    constexpr size_t kTextMargin = 40;
    constexpr uint64_t kStep = sizeof(Sixteen);
    if (rules_.version_1 || count_ < window_.begin) return;
    while (position_ + kTextMargin <= text_.size() && room_from(count_) >= kStep) {
      const uint8_t* const token = text_.data() + position_;
      char* const out = out_ + (count_ - window_.begin);
      if (reference_.has_sixteen_before(predicted_)) {
        if (const size_t symbols = write_sixteen(token, reference_.sixteen(predicted_), out); symbols > 0) {
          position_ += symbols;
          predicted_ += symbols;
          count_ += symbols;
          continue;
        }
      }
      const ShortNumber ahead = read_short_number(token);
      const uint8_t* const separator = token + ahead.bytes;
      const ShortNumber longer = read_short_number(separator + 1);
      const uint8_t* const end = separator + 1 + longer.bytes;
      if (ahead.bytes == 0 || longer.bytes == 0 || *separator != kMatchSeparator || *end != kMatchEnd) return;
      const int64_t start = static_cast<int64_t>(predicted_) + ahead.value;
      const int64_t length = longer.value + rules_.min_match_length;
      if (start < 0 || length < 0 || static_cast<uint64_t>(length) + kStep > room_from(count_)) return;
      const uint64_t from = static_cast<uint64_t>(start);
      const uint64_t count = static_cast<uint64_t>(length);
      if (!reference_.has_sixteen_before(from + count)) return;
      copy_near(from, count, out);
      position_ = static_cast<size_t>(end + 1 - text_.data());
      predicted_ = from + count;
      count_ += count;
    }
  }

  // Of the reference, and up to 15 letters more.
  void copy_near(uint64_t from, uint64_t count, char* out) const {
    constexpr uint64_t kLong = 128;
    if (count >= kLong) return reference_.copy(from, count, out);
    for (uint64_t done = 0; done < count; done += sizeof(Sixteen)) {
      store_sixteen(reference_.sixteen(from + done), out + done);
    }
  }

  // A run of literals and same-as-reference signs, a symbol for each byte: what is before the window, in it, and
  // behind it.
  void literals() {
    const uint8_t* const run = text_.data() + position_;
    const uint64_t hidden = hidden_from(count_);
    const uint64_t room = room_from(count_ + hidden);
    uint64_t most = text_.size() - position_;
    if (!window_.to_the_end) most = std::min(most, hidden + room);
    // From there on nothing is the same as the reference.
    const uint64_t reference_end = rules_.version_1 ? 0 : reference_.size() - std::min(predicted_, reference_.size());
    uint64_t length = 0;
    while (length < std::min(most, reference_end) && kSymbolBytes[run[length]]) ++length;
    if (length == reference_end) {
      while (length < most && is_literal(run[length])) ++length;
    }
    if (length > hidden && room > 0) {
      write_symbols(run + hidden, static_cast<size_t>(std::min(length - hidden, room)),
                    static_cast<size_t>(reference_end - std::min(hidden, reference_end)), predicted_ + hidden,
                    out_ + (count_ + hidden - window_.begin));
    }
    position_ += static_cast<size_t>(length);
    predicted_ += length;
    advance(length);
  }

  // Symbols of `count` bytes, the first `with_reference` of which may be the same as the reference from `predicted` on.
  // No branch depends on which they are: that cannot be foreseen.
  void write_symbols(const uint8_t* in, size_t count, size_t with_reference, uint64_t predicted, char* out) const {
    const size_t mixed = std::min(count, with_reference);
    reference_.copy(predicted, mixed, out);
    for (size_t i = 0; i < mixed; ++i) {
      const char literal = kLiterals[in[i]];
      out[i] = in[i] == kSameAsReference ? out[i] : literal;
    }
    for (size_t i = mixed; i < count; ++i) out[i] = kLiterals[in[i]];
  }

  // Symbols from `first` on that are before the window.
  uint64_t hidden_from(uint64_t first) const { return first < window_.begin ? window_.begin - first : 0; }
  // ... that fit before its end.
  uint64_t room_from(uint64_t first) const { return first < window_.end ? window_.end - first : 0; }

  void n_run() {
    ++position_;
    const int64_t length = number() + kMinRun;
    if (length < 0) fail("an N run of at least 0 symbols", std::to_string(length));
    expect(kRunEnd, "04 after the length of an N run");
    const Part part = take(static_cast<uint64_t>(length));
    std::fill_n(part.out, part.count, kCodeLetters[kCodeN]);
  }

  void match() {
    const size_t token = position_;
    const uint8_t first = text_[token];
    const bool starts_match =
        first == '-' || first == kMatchSeparator || first == kMatchEnd || (first >= '0' && first <= '9');
    if (!starts_match) {
      fail(first == kSameAsReference ? "no '!' beyond the reference or in file version 1" : "a token",
           "byte " + std::to_string(first));
    }
    const auto reference_size = static_cast<int64_t>(reference_.size());
    const int64_t start = static_cast<int64_t>(predicted_) + number();
    int64_t stop = reference_size;
    if (position_ < text_.size() && text_[position_] == kMatchSeparator) {
      ++position_;
      stop = start + number() + rules_.min_match_length;
    } else if (rules_.version_1) {
      fail("a match with a length, as file version 1 has it", "none");
    }
    expect(kMatchEnd, "'.' after a match");
    if (start < 0 || stop < start || stop > reference_size) {
      position_ = token;
      fail("a match within the reference of " + std::to_string(reference_size) + " symbols",
           std::to_string(start) + " to " + std::to_string(stop));
    }
    const Part part = take(static_cast<uint64_t>(stop - start));
    if (part.count > 0) reference_.copy(static_cast<uint64_t>(start) + part.skipped, part.count, part.out);
    predicted_ = static_cast<uint64_t>(stop);
  }

  // Of the next symbols those in the window, and where they go.
  struct Part {
    uint64_t skipped = 0;
    uint64_t count = 0;
    char* out = nullptr;
  };
  Part take(uint64_t count) {
    const uint64_t first = count_;
    advance(count);
    const uint64_t skipped = hidden_from(first);
    const uint64_t from = first + skipped;
    const uint64_t room = room_from(from);
    if (count <= skipped || room == 0) return {};
    return {skipped, std::min(count - skipped, room), out_ + (from - window_.begin)};
  }

  void advance(uint64_t count) {
    if (count > window_.max_symbols - count_) fail_too_long(count_ + count);
    count_ += count;
  }

  // Optional '-' and decimal digits; no digits at all count as 0, as the format's first program has it.
  int64_t number() {
    const uint8_t* in = text_.data() + position_;
    const uint8_t* const end = text_.data() + text_.size();
    const bool negative = in != end && *in == '-';
    if (negative) ++in;
    const uint8_t* const digits = in;
    int64_t value = 0;
    for (; in != end; ++in) {
      const unsigned digit = static_cast<unsigned>(*in) - '0';
      if (digit > 9) break;
      value = value * 10 + digit;
      if (value > kMaxNumber) fail("a number of at most 2^40", "a larger one");
    }
    position_ = static_cast<size_t>(in - text_.data());
    if (negative && digits == in) fail("digits after '-'", "none");
    return negative ? -value : value;
  }

  void expect(uint8_t byte, const char* what) {
    if (position_ == text_.size()) fail(what, "the end");
    if (text_[position_] != byte) fail(what, "byte " + std::to_string(text_[position_]));
    ++position_;
  }

  [[noreturn]] void fail_too_long(uint64_t symbols) const {
    fail("at most " + std::to_string(window_.max_symbols) + " symbols", std::to_string(symbols));
  }

  [[noreturn]] void fail(const std::string& expected, const std::string& found) const {
    throw Error(ErrorKind::corrupt, "LZ text of " + std::to_string(text_.size()) + " bytes: expected " + expected +
                                        " at byte " + std::to_string(position_) + ": found " + found);
  }

  std::span<const uint8_t> text_;
  const ReferenceText& reference_;
  const LzTextRules& rules_;
  const LzWindow window_;
  char* const out_;
  uint64_t count_ = 0;  // symbols of the tokens before position_
  size_t position_ = 0;
  uint64_t predicted_ = 0;
};

}  // namespace

void LzTextWriter::literal(uint8_t code) {
  out_.push_back(static_cast<uint8_t>(kLiteralBase + code));
  ++predicted_;
}

void LzTextWriter::same_as_reference() {
  out_.push_back(kSameAsReference);
  ++predicted_;
}

void LzTextWriter::n_run(uint64_t length) {
  out_.push_back(kRunBegin);
  append_number(out_, static_cast<int64_t>(length) - kMinRun);
  out_.push_back(kRunEnd);
}

void LzTextWriter::match(uint64_t reference_position, uint64_t length) {
  append_number(out_, static_cast<int64_t>(reference_position) - static_cast<int64_t>(predicted_));
  out_.push_back(kMatchSeparator);
  append_number(out_, static_cast<int64_t>(length) - static_cast<int64_t>(min_match_length_));
  out_.push_back(kMatchEnd);
  predicted_ = reference_position + length;
}

uint64_t decode_lz_text(std::span<const uint8_t> text, const ReferenceText& reference, const LzTextRules& rules,
                        const LzWindow& window, char* out) {
  return Decoder(text, reference, rules, window, out).run();
}

}  // namespace agc

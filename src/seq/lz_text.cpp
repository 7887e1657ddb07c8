#include "seq/lz_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstring>
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

// The end of a vector being written through pointers; cut to what was written when it goes.
class Tail {
 public:
  explicit Tail(std::vector<uint8_t>& out) : out_(out), start_(out.size()), written_(out.size()) {}
  ~Tail() { out_.resize(written_); }
  Tail(const Tail&) = delete;
  Tail& operator=(const Tail&) = delete;

  uint64_t count() const { return written_ - start_; }
  // Makes room for `bytes` more; growth is geometric, so a text costs few moves.
  void make_room(uint64_t bytes) {
    if (out_.size() - written_ < bytes)
      out_.resize(std::max<uint64_t>(written_ + bytes, out_.size() + out_.size() / 2));
  }
  uint8_t* end() { return out_.data() + written_; }
  void advance(uint64_t bytes) { written_ += bytes; }

 private:
  std::vector<uint8_t>& out_;
  size_t start_;
  size_t written_;
};

class Decoder {
 public:
  Decoder(std::span<const uint8_t> text, std::span<const uint8_t> reference, const LzTextRules& rules,
          uint64_t max_symbols, std::vector<uint8_t>& out)
      : text_(text), reference_(reference), rules_(rules), max_symbols_(max_symbols), tail_(out) {}

  void run() {
    // Most segments are about as long as their reference.
    tail_.make_room(std::min<uint64_t>(max_symbols_, reference_.size()) + text_.size());
    while (position_ < text_.size()) {
      literals();
      if (position_ == text_.size()) return;
      if (text_[position_] == kRunBegin) {
        n_run();
      } else {
        match();
      }
    }
  }

 private:
  // A run of literals and same-as-reference signs: the bulk of a text between matches.
  void literals() {
    tail_.make_room(text_.size() - position_);  // one symbol per byte at most
    const uint8_t* const begin = text_.data() + position_;
    const uint8_t* const end = text_.data() + text_.size();
    const uint8_t* in = begin;
    uint8_t* out = tail_.end();
    const uint64_t reference_size = reference_.size();
    uint64_t predicted = predicted_;
    for (; in != end; ++in, ++predicted) {
      if (is_literal(*in)) {
        *out++ = static_cast<uint8_t>(*in - kLiteralBase);
      } else if (*in == kSameAsReference && predicted < reference_size && !rules_.version_1) {
        *out++ = reference_[predicted];
      } else {
        break;
      }
    }
    predicted_ = predicted;
    position_ += static_cast<size_t>(in - begin);
    emitted(static_cast<uint64_t>(in - begin));
  }

  void n_run() {
    ++position_;
    const int64_t length = number() + kMinRun;
    if (length < 0) fail("an N run of at least 0 symbols", std::to_string(length));
    expect(kRunEnd, "04 after the length of an N run");
    reserve_symbols(static_cast<uint64_t>(length));
    std::memset(tail_.end(), kCodeN, static_cast<size_t>(length));
    emitted(static_cast<uint64_t>(length));
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
    const auto length = static_cast<uint64_t>(stop - start);
    reserve_symbols(length);
    if (length != 0) std::memcpy(tail_.end(), reference_.data() + start, length);
    predicted_ = static_cast<uint64_t>(stop);
    emitted(length);
  }

  // Optional '-' and decimal digits; no digits at all count as 0, as the format's first program has it.
  int64_t number() {
    const bool negative = position_ < text_.size() && text_[position_] == '-';
    if (negative) ++position_;
    const size_t digits = position_;
    int64_t value = 0;
    while (position_ < text_.size() && text_[position_] >= '0' && text_[position_] <= '9') {
      value = value * 10 + (text_[position_] - '0');
      if (value > kMaxNumber) fail("a number of at most 2^40", "a larger one");
      ++position_;
    }
    if (negative && digits == position_) fail("digits after '-'", "none");
    return negative ? -value : value;
  }

  void expect(uint8_t byte, const char* what) {
    if (position_ == text_.size()) fail(what, "the end");
    if (text_[position_] != byte) fail(what, "byte " + std::to_string(text_[position_]));
    ++position_;
  }

  void reserve_symbols(uint64_t count) {
    if (count > max_symbols_ - tail_.count()) fail_too_long(tail_.count() + count);
    tail_.make_room(count);
  }

  void emitted(uint64_t count) {
    tail_.advance(count);
    if (tail_.count() > max_symbols_) fail_too_long(tail_.count());
  }

  [[noreturn]] void fail_too_long(uint64_t symbols) const {
    fail("at most " + std::to_string(max_symbols_) + " symbols", std::to_string(symbols));
  }

  [[noreturn]] void fail(const std::string& expected, const std::string& found) const {
    throw Error(ErrorKind::corrupt, "LZ text of " + std::to_string(text_.size()) + " bytes: expected " + expected +
                                        " at byte " + std::to_string(position_) + ": found " + found);
  }

  std::span<const uint8_t> text_;
  std::span<const uint8_t> reference_;
  const LzTextRules& rules_;
  uint64_t max_symbols_;
  Tail tail_;
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

void decode_lz_text(std::span<const uint8_t> text, std::span<const uint8_t> reference, const LzTextRules& rules,
                    uint64_t max_symbols, std::vector<uint8_t>& out) {
  Decoder(text, reference, rules, max_symbols, out).run();
}

}  // namespace agc

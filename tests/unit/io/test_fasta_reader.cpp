#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "agc/error.h"
#include "io/fasta_reader.h"
#include "seq/alphabet.h"
#include "unit/io/test_support.h"

namespace agc {
namespace {

// Serves text in pieces of random size, to put a buffer's end anywhere.
class TextSource : public ByteSource {
 public:
  TextSource(std::string text, size_t max_piece) : text_(std::move(text)), max_piece_(max_piece) {}
  size_t read(std::span<uint8_t> out) override {
    const size_t count = std::min({out.size(), text_.size() - position_, 1 + random_() % max_piece_});
    std::copy_n(text_.begin() + static_cast<long>(position_), count, out.begin());
    position_ += count;
    return count;
  }
  const std::string& name() const override { return name_; }

 private:
  std::string text_;
  size_t max_piece_;
  size_t position_ = 0;
  std::mt19937 random_{7};
  std::string name_ = "text";
};

struct Record {
  std::string name;
  std::string letters;
  friend bool operator==(const Record&, const Record&) = default;
};

std::string letters_of(const FastaRecord& record) {
  std::string letters;
  for (const uint8_t code : record.symbols) letters += kCodeLetters.at(code);
  return letters;
}

std::vector<Record> read_records(const std::string& text, NonIupacPolicy policy = NonIupacPolicy::error,
                                 size_t max_piece = size_t{1} << 20) {
  FastaReader reader(std::make_unique<TextSource>(text, max_piece), policy);
  std::vector<Record> records;
  FastaRecord record;
  while (reader.next(record)) records.push_back({record.name, letters_of(record)});
  return records;
}

std::string error_of(const std::string& text, NonIupacPolicy policy = NonIupacPolicy::error) {
  try {
    read_records(text, policy);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::input);
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("line ends, blank lines and a missing last newline do not matter", "[fasta_reader]") {
  const std::vector<Record> expected = {{"one x\ty", "ACGTN"}, {"two", "RY"}};
  CHECK(read_records(">one x\ty\nACG\nTN\n>two\nRY\n") == expected);
  CHECK(read_records(">one x\ty\r\nACG\r\nTN\r\n>two\r\nRY\r\n") == expected);
  CHECK(read_records(">one x\ty\nACG\n\n\nTN\n\n>two\nRY") == expected);
  CHECK(read_records("\n\r\n \t\n>one x\ty\nA CG\tT \n N\n>two\nRY\r") == expected);
}

TEST_CASE("letters are read in both cases", "[fasta_reader]") {
  CHECK(read_records(">x\nACGTNRYSWKMBDHVUacgtnryswkmbdhvu\n") ==
        std::vector<Record>{{"x", "ACGTNRYSWKMBDHVUACGTNRYSWKMBDHVU"}});
}

TEST_CASE("a record without sequence is an empty contig", "[fasta_reader]") {
  const std::vector<Record> expected = {{"a", ""}, {"b", "A"}, {"c", ""}, {"d", ""}};
  CHECK(read_records(">a\n>b\nA\n>c\n\n\n>d") == expected);
  CHECK(read_records(">a\r\n>b\r\nA\r\n>c\r\n\r\n>d\r\n") == expected);
}

TEST_CASE("only a '>' at the start of a line begins a record", "[fasta_reader]") {
  CHECK(read_records(">a >b\nAC\n") == std::vector<Record>{{"a >b", "AC"}});
  CHECK(read_records(">>\nAC\n") == std::vector<Record>{{">", "AC"}});
  CHECK_THAT(error_of(">a\nAC>b\nGT\n"), Catch::Contains("0x3E '>'"));
}

TEST_CASE("where the buffer ends does not matter", "[fasta_reader]") {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    const std::string line_end = round % 2 == 0 ? "\n" : "\r\n";
    std::vector<Record> expected;
    std::string text;
    const size_t count = 1 + random() % 6;
    for (size_t i = 0; i < count; ++i) {
      Record record{"contig " + std::to_string(random()), ""};
      text += ">" + record.name + line_end;
      const size_t lines = random() % 5;
      for (size_t line = 0; line < lines; ++line) {
        std::string letters(random() % 30, 'A');
        for (char& letter : letters) letter = kCodeLetters[random() % kCodeCount];
        text += letters + line_end;
        record.letters += letters;
      }
      expected.push_back(record);
    }
    REQUIRE(read_records(text, NonIupacPolicy::error, 1 + static_cast<size_t>(round) % 9) == expected);
  }
}

TEST_CASE("a line may be longer than any buffer", "[fasta_reader]") {
  std::string letters(5000000, 'A');
  for (size_t i = 0; i < letters.size(); ++i) letters[i] = kCodeLetters[(i * i + i / 7) % kCodeCount];
  const std::string name(1000000, 'n');
  CHECK(read_records(">" + name + "\n" + letters + "\n>b\n" + letters) ==
        std::vector<Record>{{name, letters}, {"b", letters}});
}

TEST_CASE("a byte that is no nucleotide follows the policy", "[fasta_reader]") {
  const std::string text = ">a\nAC-GT*1E\xC3\n>b\nQ\n";
  CHECK(read_records(text, NonIupacPolicy::drop) == std::vector<Record>{{"a", "ACGT"}, {"b", ""}});
  CHECK(read_records(text, NonIupacPolicy::replace_with_n) == std::vector<Record>{{"a", "ACNGTNNNN"}, {"b", "N"}});
}

TEST_CASE("every byte that is no letter of the alphabet is refused, named and located", "[fasta_reader]") {
  for (int byte = 0; byte < 256; ++byte) {
    const char letter = static_cast<char>(byte);
    const bool known = kLetterCodes[static_cast<size_t>(byte)] != kNoCode;
    if (known || letter == '\n' || letter == ' ' || letter == '\t') continue;
    const std::string message = error_of(std::string(">first\nACGT\n>second one\nAC\nA") + letter + "C\n");
    INFO(byte << ": " << message);
    char hex[8];
    std::snprintf(hex, sizeof hex, "0x%02X", static_cast<unsigned>(byte));
    CHECK_THAT(message, Catch::StartsWith("text: line 5, record 2 (second one): "));
    CHECK_THAT(message, Catch::Contains(hex));
  }
}

TEST_CASE("a record begins at the start of a line, wherever a buffer ends", "[fasta_reader]") {
  for (const size_t max_piece : {size_t{1}, size_t{2}, size_t{100}}) {
    CHECK_THROWS_AS(read_records(" >a\nAC\n", NonIupacPolicy::error, max_piece), Error);
    CHECK_THROWS_AS(read_records("\n >a\nAC\n", NonIupacPolicy::drop, max_piece), Error);
    CHECK_THROWS_AS(read_records(">a\nAC >b\nGT\n", NonIupacPolicy::error, max_piece), Error);
    CHECK(read_records(" \n>a\nAC\n", NonIupacPolicy::error, max_piece) == std::vector<Record>{{"a", "AC"}});
  }
}

TEST_CASE("input that is no FASTA is refused", "[fasta_reader]") {
  CHECK_THAT(error_of(""), Catch::Contains("text: ") && Catch::Contains("no record"));
  CHECK_THAT(error_of("\n \n"), Catch::Contains("no record"));
  CHECK_THAT(error_of("\nACGT\n>a\nACGT\n"), Catch::Contains("line 2") && Catch::Contains("'>'"));
  CHECK_THAT(error_of("ACGT", NonIupacPolicy::drop), Catch::Contains("line 1"));
  CHECK_THAT(error_of(">a\nA\n>\nC\n"), Catch::Contains("line 3, record 2") && Catch::Contains("name"));
  CHECK_THAT(error_of(">\r\nC\n", NonIupacPolicy::drop), Catch::Contains("name"));
  CHECK_THAT(error_of(">"), Catch::Contains("name"));
  CHECK_THAT(error_of(std::string(">a\0b\nC\n", 7)), Catch::Contains("NUL"));
  CHECK_THAT(error_of(">a\rACGT\r>b\rACGT\r"), Catch::Contains("carriage return"));
}

}  // namespace agc

// Header lines of extracted records, made as --name-format asks for them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace agc::cli {

struct HeaderFields {
  std::string_view sample;
  std::string_view header;  // the contig's whole header line
  std::string_view range;   // ":from-to" as asked for; empty for whole contigs
};

class HeaderFormat {
 public:
  // Text with the fields {sample}, {contig}, the first word of the header line, {header} and {range}.
  // Without {range} ranges come last. Throws Error{usage} for other fields and for line ends.
  explicit HeaderFormat(std::string_view pattern = "{header}");

  std::string apply(const HeaderFields& fields) const;

 private:
  enum class Kind { text, sample, contig, header, range };
  struct Part {
    Kind kind;
    std::string text;  // of Kind::text
  };
  static Part parse_field(std::string_view name);

  std::vector<Part> parts_;
};

}  // namespace agc::cli

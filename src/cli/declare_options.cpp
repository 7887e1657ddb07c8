#include "cli/declare_options.h"

#include <algorithm>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/option_values.h"

namespace agc::cli {
namespace {

constexpr const char* kFooter =
    "Ranges are 0-based and both ends belong to them. Options and other arguments may come in any order;\n"
    "-- ends the options. Exit status: 0 success, 1 failure, 2 wrong usage.";

unsigned processors() { return std::max(1U, std::thread::hardware_concurrency()); }

// A whole number that is moved into [low, high] rather than refused, as scripts rely on.
template <typename Number>
struct Bounded {
  Number& target;
  int64_t low;
  int64_t high;
};

template <typename Number>
void add_number(CLI::App& app, const std::string& names, Bounded<Number> number, const std::string& help) {
  const auto set = [number](const int64_t& value) {
    number.target = static_cast<Number>(std::clamp(value, number.low, number.high));
  };
  const std::string range = " (" + std::to_string(number.low) + " to " + std::to_string(number.high) + ")";
  app.add_option_function<int64_t>(names, set, help + range)
      ->type_name("INT")
      ->default_str(std::to_string(number.target))
      ->take_last();
}

void add_text(CLI::App& app, const std::string& names, std::string& target, const std::string& type,
              const std::string& help) {
  app.add_option(names, target, help)->type_name(type)->take_last();
}

// Flags that scripts give and that ask for nothing here.
void add_accepted_flags(CLI::App& app, const std::vector<std::string>& flags) {
  const std::string help = "accepted for compatibility; changes nothing";
  for (const std::string& names : flags) app.add_flag(names, help)->group("Compatibility");
}

void add_threads(CLI::App& app, unsigned& threads, unsigned at_least = 1) {
  threads = std::max(at_least, processors() / 2);
  add_number<unsigned>(app, "-t,--threads", {threads, 1, std::max(16U, processors())}, "working threads");
}

void add_verbosity(CLI::App& app, int& verbosity) {
  add_number<int>(app, "-v,--verbosity", {verbosity, 0, 2}, "how much to tell on standard error");
}

void add_parameters(CLI::App& app, ArchiveParams& params) {
  add_number<uint32_t>(app, "-b,--batch-size", {params.pack_cardinality, 1, 1000000000}, "samples and deltas per pack");
  add_number<uint32_t>(app, "-k,--kmer", {params.kmer_length, 17, 32}, "k-mer length");
  add_number<uint32_t>(app, "-l,--min-match", {params.min_match_length, 15, 32}, "shortest match");
  add_number<uint32_t>(app, "-s,--segment-size", {params.segment_size, 100, 1000000}, "aimed length of segments");
}

// CreateOptions or AppendOptions.
template <typename Options>
void add_encoder_options(CLI::App& app, Options& options) {
  add_number<int>(app, "--level", {options.level, 1, 5}, "effort: low is fast, high is small");
  const auto set_policy = [&options](const std::string& text) { options.non_iupac = parse_non_iupac(text); };
  app.add_option_function<std::string>("--non-iupac", set_policy,
                                       "other characters than nucleotide letters: error, drop, n (make them N)")
      ->type_name("POLICY")
      ->default_str("error")
      ->take_last();
  const auto set_repeated = [&options](const std::string& text) { options.repeated = parse_repeated(text); };
  app.add_option_function<std::string>("--repeated", set_repeated,
                                       "files and records whose sample or name is there already: error, skip")
      ->type_name("POLICY")
      ->default_str("error")
      ->envname("AGC_REPEATED")
      ->take_last();
  const auto set_memory = [&options](const std::string& text) { options.memory_bytes = parse_size(text); };
  app.add_option_function<std::string>("-m,--memory", set_memory,
                                       "cap on what is in flight, as 800M or 4G [2G, with many threads more]")
      ->type_name("SIZE")
      ->take_last();
}

void add_grouping(CLI::App& app, SampleGrouping& grouping) {
  const auto set = [&grouping](SampleGrouping value) { return [&grouping, value](int64_t) { grouping = value; }; };
  CLI::Option* const per_record = app.add_flag_function("-c,--concatenated", set(SampleGrouping::per_record),
                                                        "every record is a sample of its own");
  app.add_flag_function("--pansn", set(SampleGrouping::pansn),
                        "records are named sample#haplotype#contig; every sample#haplotype is a sample")
      ->excludes(per_record);
}

// CreateCommand or AppendCommand.
template <typename Command>
void add_digest_options(CLI::App& app, Command& command) {
  app.add_flag("--digests", command.options.sequence_digests,
               "store the GA4GH refget digest and the MD5 of every contig");
  app.add_flag("--check", command.check,
               "decode the archive and compare it with what was read before it gets its name");
}

// What other encoders need to be told.
void add_needless_options(CLI::App& sub) {
  const std::string needless = "accepted for compatibility; the encoder needs no such switch";
  sub.add_flag("-a,--adaptive", needless)->group("Compatibility");
  sub.add_option_function<double>(
         "-f,--fallback", [](const double&) {}, needless)
      ->type_name("FLOAT")
      ->take_last()
      ->group("Compatibility");
  const std::string no_lines = "accepted for compatibility; archives hold no command lines";
  sub.add_flag("-d,--no-cmd-line", no_lines)->group("Compatibility");
}

// CreateCommand or AppendCommand, behind the options that say what is made of what.
template <typename Command>
void add_writing_options(CLI::App& sub, Command& command) {
  add_encoder_options(sub, command.options);
  add_digest_options(sub, command);
  add_threads(sub, command.options.threads);
  add_verbosity(sub, command.verbosity);
  add_needless_options(sub);
}

void add_create(CLI::App& app, CreateCommand& command) {
  CLI::App& sub = *app.add_subcommand("create", "make an archive from FASTA files")->group("Making archives");
  add_text(sub, "-o,--output", command.options.output, "FILE", "archive to write [standard output]");
  add_text(sub, "-i,--input-list", command.input_list, "FILE",
           "file with further FASTA names, separated by blanks or newlines;\nthey follow the reference");
  add_grouping(sub, command.options.grouping);
  add_parameters(sub, command.options.params);
  add_writing_options(sub, command);
}

void add_append(CLI::App& app, AppendCommand& command) {
  CLI::App& sub = *app.add_subcommand("append", "add samples to an archive")->group("Making archives");
  add_text(sub, "-o,--output", command.options.output, "FILE",
           "archive to write, which may be the same one [standard output]");
  add_text(sub, "-i,--input-list", command.input_list, "FILE",
           "file with further FASTA names, separated by blanks or newlines;\nthey come first");
  add_grouping(sub, command.options.grouping);
  add_writing_options(sub, command);
}

void add_name_format(CLI::App& sub, HeaderFormat& header) {
  const auto set = [&header](const std::string& pattern) { header = HeaderFormat(pattern); };
  sub.add_option_function<std::string>("--name-format", set,
                                       "header lines of these fields and any text: {sample}, {contig} (the first\n"
                                       "word of the header), {header} (all of it), {range} (:from-to)")
      ->type_name("TEXT")
      ->default_str("{header}{range}")
      ->take_last();
}

// For commands that keep little; more than the limit is asked for by hostile archives only.
void add_memory_limit(CLI::App& sub, Commands& commands) {
  const auto set = [&commands](const std::string& text) { commands.memory_limit = parse_size(text); };
  sub.add_option_function<std::string>("-m,--memory", set, "most to take, as 800M or 4G [3/4 of what the machine has]")
      ->type_name("SIZE")
      ->take_last();
}

void add_extract_options(CLI::App& sub, Commands& commands, const std::string& output_help) {
  ExtractCommand& command = commands.extract;
  add_text(sub, "-o,--output", command.output, "PATH", output_help);
  add_number<int>(sub, "-g,--gzip", {command.gzip_level, 0, 9}, "gzip level; 0 is plain text");
  add_number<uint64_t>(sub, "-l,--line-length", {command.line_length, 40, 2000000000}, "letters per line");
  add_name_format(sub, command.header);
  sub.add_flag("--check", command.check, "compare whole contigs with the digests that the archive has of them");
  const auto set_memory = [&commands](const std::string& text) {
    commands.extract.memory_bytes = commands.memory_limit = parse_size(text);
  };
  sub.add_option_function<std::string>("-m,--memory", set_memory, "cap on what is decoded and in flight, as 800M or 4G")
      ->type_name("SIZE")
      ->default_str("1G")
      ->take_last();
  add_threads(sub, command.threads, std::min(4U, processors()));
  add_verbosity(sub, command.verbosity);
  add_accepted_flags(sub, {"-f,--fast", "-p,--no-prefetch", "-s,--streaming"});
}

void add_query_options(CLI::App& sub, ExtractCommand& command) {
  add_text(sub, "-r,--regions,--list", command.list, "FILE",
           "file with further queries: BED, or one query on a line; - is standard input");
  const auto set = [&command](const std::string& text) { command.coordinates = parse_coordinates(text); };
  sub.add_option_function<std::string>("--coords", set, "position of the first base in queries and headers, 0 or 1")
      ->type_name("INT")
      ->default_str("0")
      ->take_last();
}

void add_get(CLI::App& app, Commands& commands) {
  ExtractCommand& command = commands.extract;
  CLI::App& collection = *app.add_subcommand("getcol", "extract all samples")->group("Extracting");
  collection.add_flag("-r,--no-reference", command.without_reference, "leave the reference sample out");
  add_extract_options(collection, commands,
                      "existing folder for one file per sample, SAMPLE.fa or with -g SAMPLE.fa.gz;\n"
                      "in file names '/' and control characters become %XX [standard output]");

  CLI::App& samples = *app.add_subcommand("getset", "extract samples")->group("Extracting");
  add_text(samples, "--list", command.list, "FILE", "file with further names, one on a line; - is standard input");
  add_extract_options(samples, commands, "file to write [standard output]");

  CLI::App& contigs = *app.add_subcommand("getctg", "extract contigs or parts of them")->group("Extracting");
  add_query_options(contigs, command);
  add_extract_options(contigs, commands, "file to write [standard output]");
}

void add_list(CLI::App& app, Commands& all) {
  ListCommand& command = all.list;
  const std::pair<const char*, const char*> commands[] = {
      {"listref", "print the name of the reference sample"},
      {"listset", "print the names of all samples, sorted"},
      {"listctg", "print the names of the contigs of samples"},
      {"info", "print the parameters of an archive, with -v 1 also who made it"},
  };
  for (const auto& [name, help] : commands) {
    CLI::App& sub = *app.add_subcommand(name, help)->group("Looking into archives");
    add_text(sub, "-o,--output", command.output, "FILE", "file to write [standard output]");
    add_memory_limit(sub, all);
    add_verbosity(sub, command.verbosity);
    CLI::Option* const json = sub.add_flag("--json", command.json, "print JSON, in one line");
    if (sub.get_name() != "listctg") continue;
    sub.add_flag("--fai", command.index,
                 "print lines of a FASTA index: name, length, offset, letters and bytes per line; they\n"
                 "suit the output of getset for the same samples, of getcol for all")
        ->excludes(json);
    sub.add_flag("--digests", command.digests,
                 "print GA4GH refget digest and MD5 as well, computed where they are not stored")
        ->excludes(sub.get_option("--fai"));
    add_name_format(sub, command.header);
  }
}

void add_verify(CLI::App& app, Commands& commands) {
  VerifyCommand& command = commands.verify;
  CLI::App& sub = *app.add_subcommand("verify", "check whole archives")->group("Looking after archives");
  add_text(sub, "-o,--output", command.output, "FILE", "file for the report [standard output]");
  sub.add_flag("--json", command.json, "print JSON, a line for each archive");
  add_memory_limit(sub, commands);
  add_threads(sub, command.threads);
  add_verbosity(sub, command.verbosity);
}

void add_recover(CLI::App& app, Commands& commands) {
  RecoverCommand& command = commands.recover;
  CLI::App& sub =
      *app.add_subcommand("recover", "save what is whole in a damaged archive")->group("Looking after archives");
  add_text(sub, "-o,--output", command.output, "FILE", "archive to write; without it there is only the report");
  sub.add_flag("--json", command.json, "print the report as JSON, in one line");
  add_memory_limit(sub, commands);
  add_threads(sub, command.threads);
  add_verbosity(sub, command.verbosity);
}

}  // namespace

void declare_options(CLI::App& app, Commands& commands) {
  app.option_defaults()->always_capture_default();
  app.set_version_flag("-V,--version", std::string("agc ") + AGC_VERSION, "print the version");
  app.footer(kFooter);
  add_create(app, commands.create);
  add_append(app, commands.append);
  add_get(app, commands);
  add_list(app, commands);
  add_verify(app, commands);
  add_recover(app, commands);
}

}  // namespace agc::cli

#include "cli/cli.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agc/error.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/declare_options.h"
#include "cli/memory_limit.h"
#include "cli/option_values.h"

namespace agc::cli {
namespace {

// What follows the options of a command. The parser is not told: it would take names in brackets apart
// at their commas, and it knows only one rule for all commands.
std::string usage_of_arguments(const std::string& command) {
  if (command == "create") return "REFERENCE.fa [SAMPLE.fa ...]";
  if (command == "append") return "ARCHIVE [SAMPLE.fa ...]";
  if (command == "getset") return "ARCHIVE SAMPLE...";
  if (command == "getctg") return "ARCHIVE QUERY...";
  if (command == "listctg") return "ARCHIVE [SAMPLE...]";
  if (command == "verify") return "ARCHIVE...";
  return "ARCHIVE";
}

std::string help_of_arguments(const std::string& command) {
  if (command == "create") {
    return "\nFASTA files are plain or gzip; - is standard input. The first is the reference. A sample is named by "
           "its\n"
           "file, without folder and extensions.\n";
  }
  if (command == "append") {
    return "\nFASTA files are as for create. Without any the archive is copied; one of an older version is brought to\n"
           "version 3. Parameters stay as they are.\n";
  }
  if (command == "getctg") {
    return "\nQUERY is contig, contig@sample, contig:from-to or contig@sample:from-to; positions count from 0, with\n"
           "--coords 1 from 1, and both ends are included. The contig is the first word of its header; without a\n"
           "sample it must be the only one of that name in the archive. A name that holds : or @ may be put in\n"
           "braces, {name}:from-to.\n";
  }
  if (command == "verify") {
    return "\nLooks at every part, record and contig, and at the digests of what was read if the archive has them.\n"
           "Exit status: 0 if nothing is wrong, else 1.\n";
  }
  if (command == "recover") {
    return "\nPrints of each sample whether it is whole, partial (and what is lost), doubtful or lost, and writes the "
           "whole\n"
           "contigs as an archive. Of a lost footer the parts are looked for. Exit status: 0 if everything is whole,\n"
           "else 1, also when an archive has been written.\n";
  }
  if (command == "listctg") return "\nWithout samples all are listed, sorted.\n";
  return "";
}

class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_usage(const CLI::App* app, std::string name) const override {
    if (app->get_parent() == nullptr)
      return "\nUsage: agc COMMAND [OPTIONS] ARGUMENTS; agc COMMAND --help tells more\n";
    return "\nUsage: " + name + " [OPTIONS] " + usage_of_arguments(app->get_name()) + "\n" +
           help_of_arguments(app->get_name());
  }
};

void require_argument(bool given, const std::string& command, const std::string& expected) {
  if (!given)
    throw Error(ErrorKind::usage, command + ": expected " + expected + ": found none; see agc " + command + " --help");
}

void check_not_archive(const std::string& archive, const std::string& output) {
  std::error_code ignored;
  if (output.empty() || !std::filesystem::is_regular_file(output, ignored)) return;
  if (!std::filesystem::equivalent(archive, output, ignored)) return;
  throw Error(ErrorKind::usage, output + ": expected an output that is not the archive itself");
}

void use_standard_output(std::string& output) {
  if (output == "-") output.clear();
}

std::function<void()> bind_create(CreateCommand command, std::vector<std::string> words) {
  command.inputs = std::move(words);
  use_standard_output(command.options.output);
  require_argument(!command.inputs.empty() || !command.input_list.empty(), "create", "the FASTA file of the reference");
  return [command] { create(command); };
}

std::function<void()> bind_append(AppendCommand command, std::vector<std::string> words) {
  use_standard_output(command.options.output);
  require_argument(!words.empty(), "append", "an archive");
  command.options.archive = words.front();
  command.inputs.assign(words.begin() + 1, words.end());
  return [command] { append(command); };
}

// The first word is the archive.
std::string take_archive(const std::string& command, const std::string& output, std::vector<std::string>& words) {
  require_argument(!words.empty(), command, "an archive");
  const std::string archive = words.front();
  words.erase(words.begin());
  check_not_archive(archive, output);
  return archive;
}

void refuse_words(const std::string& command, const std::vector<std::string>& words) {
  if (words.empty()) return;
  throw Error(ErrorKind::usage, command + ": expected no further argument: found '" + words.front() + "'");
}

std::function<void()> bind_extract(const std::string& name, ExtractCommand command, std::vector<std::string> words) {
  use_standard_output(command.output);
  command.archive = take_archive(name, command.output, words);
  if (name == "getcol") {
    refuse_words(name, words);
    return [command] { get_collection(command); };
  }
  const bool given = !words.empty() || !command.list.empty();
  require_argument(given, name, name == "getset" ? "names of samples" : "queries");
  command.arguments = std::move(words);
  if (name == "getset") return [command] { get_samples(command); };
  return [command] { get_contigs(command); };
}

std::function<void()> bind_list(const std::string& name, ListCommand command, std::vector<std::string> words) {
  use_standard_output(command.output);
  command.archive = take_archive(name, command.output, words);
  if (name == "listctg") {
    command.samples = std::move(words);
    return [command] { list_contigs(command); };
  }
  refuse_words(name, words);
  if (name == "listref") return [command] { list_reference(command); };
  if (name == "listset") return [command] { list_samples(command); };
  return [command] { show_info(command); };
}

std::function<void()> bind_verify(VerifyCommand command, std::vector<std::string> words) {
  use_standard_output(command.output);
  require_argument(!words.empty(), "verify", "archives");
  for (const std::string& archive : words) check_not_archive(archive, command.output);
  command.archives = std::move(words);
  return [command] { verify(command); };
}

std::function<void()> bind_recover(RecoverCommand command, std::vector<std::string> words) {
  if (command.output == "-") throw Error(ErrorKind::usage, "recover: expected a file for the archive: found -");
  command.archive = take_archive("recover", command.output, words);
  refuse_words("recover", words);
  return [command] { recover(command); };
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

// The words that are no options, in order. What looks like an option is one that the command lacks.
std::vector<std::string> collect_words(const CLI::App& app) {
  std::vector<std::string> words = app.remaining();
  for (const std::string& word : words) {
    if (word.size() < 2 || word[0] != '-') continue;
    const std::string name = word.substr(0, word.find('='));
    throw Error(ErrorKind::usage, app.get_name() + ": expected an option: found " + name + "; the nearest is " +
                                      nearest_name(name, option_names(app)));
  }
  return words;
}

// Scripts give the flag -a a value, `true`. AGC takes it for an input, complains that there is no such
// file and goes on; here it is left out. Returns whether it was there.
bool drop_value_of_adaptive(std::vector<std::string>& arguments) {
  std::error_code ignored;
  for (size_t i = 1; i < arguments.size() && arguments[i] != "--"; ++i) {
    const bool follows_flag = arguments[i - 1] == "-a" || arguments[i - 1] == "--adaptive";
    if (!follows_flag || arguments[i] != "true" || std::filesystem::exists("true", ignored)) continue;
    arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(i));
    return true;
  }
  return false;
}

const CLI::App& chosen_command(const CLI::App& app) {
  const std::vector<std::string> unknown = app.remaining();
  if (!unknown.empty()) {
    std::vector<std::string> names;
    if (unknown.front().starts_with('-')) names = option_names(app);
    for (const CLI::App* sub : app.get_subcommands({})) names.push_back(sub->get_name());
    throw Error(ErrorKind::usage, "expected a command: found '" + unknown.front() + "'; the nearest is " +
                                      nearest_name(unknown.front(), names));
  }
  const std::vector<CLI::App*> chosen = app.get_subcommands();
  if (chosen.empty()) {
    std::cerr << app.help();
    throw Error(ErrorKind::usage, "expected a command: found none");
  }
  return *chosen.front();
}

}  // namespace

std::function<void()> parse_command_line(int argc, const char* const* argv) {
  CLI::App app("Compressed archives of genome collections with access to any sample, contig or part of one.", "agc");
  app.formatter(std::make_shared<HelpFormatter>());
  Commands commands;
  declare_options(app, commands);
  // Once a command is found its words are never taken for another command.
  app.require_subcommand(0, 1);
  app.allow_extras();
  for (CLI::App* sub : app.get_subcommands({})) sub->allow_extras();

  std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  const bool value_of_adaptive = drop_value_of_adaptive(arguments);
  const auto options_end = std::find(arguments.begin(), arguments.end(), "--");
  try {
    // The parser takes arguments from the back.
    app.parse(std::vector<std::string>(std::make_reverse_iterator(options_end), arguments.rend()));
  } catch (const CLI::Success& request) {
    app.exit(request);
    return [] {};
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorKind::usage, error.what());
  }

  const CLI::App& chosen = chosen_command(app);
  const std::string name = chosen.get_name();
  std::vector<std::string> words = collect_words(chosen);
  if (options_end != arguments.end()) words.insert(words.end(), options_end + 1, arguments.end());
  if (value_of_adaptive && std::max(commands.create.verbosity, commands.append.verbosity) > 0)
    note("'true' taken for the value of -a: there is no such file");
  if (name != "create" && name != "append") {
    limit_memory(commands.memory_limit,
                 std::max({commands.extract.threads, commands.verify.threads, commands.recover.threads}));
  }
  if (name == "create") return bind_create(std::move(commands.create), std::move(words));
  if (name == "append") return bind_append(std::move(commands.append), std::move(words));
  if (name.starts_with("get")) return bind_extract(name, std::move(commands.extract), std::move(words));
  if (name == "recover") return bind_recover(std::move(commands.recover), std::move(words));
  if (name == "verify") return bind_verify(std::move(commands.verify), std::move(words));
  return bind_list(name, std::move(commands.list), std::move(words));
}

}  // namespace agc::cli

#include "agc/archive_writer.h"

#include <memory>
#include <optional>
#include <utility>

#include "agc/error.h"
#include "io/letter_codes.h"
#include "pipeline/archive_builder.h"
#include "pipeline/sample_input.h"

namespace agc {

struct ArchiveWriter::Impl {
  template <typename Options>
  explicit Impl(const Options& options) : builder(std::in_place, options), policy(options.non_iupac) {
    const InputRules rules{options.grouping, options.non_iupac, options.repeated, options.notice};
    SampleInput input(*builder, rules);
    for (const std::string& path : options.inputs) {
      if (options.log) options.log("reading " + path);
      input.add_file(path);
    }
  }

  // What a failed call leaves must not become an archive.
  template <typename Work>
  auto run(const Work& work) {
    if (!builder) throw Error(ErrorKind::usage, "ArchiveWriter: expected no call after finish() or an error");
    try {
      return work();
    } catch (...) {
      builder.reset();
      throw;
    }
  }

  std::optional<ArchiveBuilder> builder;  // none after finish() and after an error
  NonIupacPolicy policy;
  bool in_sample = false;
  std::vector<uint8_t> symbols;  // of the contig that is added
};

ArchiveWriter::ArchiveWriter(const CreateOptions& options) : impl_(std::make_unique<Impl>(options)) {}
ArchiveWriter::ArchiveWriter(const AppendOptions& options) : impl_(std::make_unique<Impl>(options)) {}
ArchiveWriter::~ArchiveWriter() = default;

void ArchiveWriter::begin_sample(const std::string& name) {
  impl_->run([&] {
    impl_->builder->begin_input();
    impl_->builder->begin_sample(name, "ArchiveWriter");
    impl_->in_sample = true;
  });
}

void ArchiveWriter::add_contig(const std::string& name, std::string_view letters) {
  impl_->run([&] {
    if (!impl_->in_sample) throw Error(ErrorKind::usage, "ArchiveWriter: expected begin_sample() before add_contig()");
    const std::span bytes(reinterpret_cast<const uint8_t*>(letters.data()), letters.size());
    impl_->symbols.clear();
    if (const std::optional<size_t> refused = append_codes(bytes, impl_->policy, impl_->symbols)) {
      throw Error(ErrorKind::input, "ArchiveWriter: contig '" + name + "': letter " + std::to_string(*refused + 1) +
                                        ": " + describe_refused_letter(bytes[*refused]));
    }
    impl_->builder->add_contig(name, impl_->symbols);
  });
}

CreateReport ArchiveWriter::finish() {
  return impl_->run([&] {
    const CreateReport report = impl_->builder->finish();
    impl_->builder.reset();
    return report;
  });
}

CreateReport create_archive(const CreateOptions& options) {
  if (options.inputs.empty()) throw Error(ErrorKind::usage, "create: expected a reference: found no input");
  return ArchiveWriter(options).finish();
}

AppendReport append_archive(const AppendOptions& options) { return ArchiveWriter(options).finish(); }

}  // namespace agc

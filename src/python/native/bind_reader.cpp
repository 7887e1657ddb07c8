#include <pybind11/numpy.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <span>

#include "agc/archive_reader.h"
#include "python/native/bindings.h"

namespace agc::python {
namespace {

namespace py = pybind11;

// How many letters there are in [begin, end) of a contig.
py::ssize_t count_letters(const ArchiveReader& reader, ContigId contig, uint64_t begin, uint64_t end) {
  const py::gil_scoped_release others_run;
  const uint64_t last = std::min(end, reader.contig_length(contig));
  return static_cast<py::ssize_t>(last - std::min(begin, last));
}

// Letters are decoded into the memory of a new object, which nobody else knows yet.
void fetch_into(const ArchiveReader& reader, ContigId contig, uint64_t begin, std::span<char> letters) {
  const py::gil_scoped_release others_run;
  reader.fetch(contig, begin, letters);
}

py::bytes fetch_bytes(const ArchiveReader& reader, uint32_t sample, uint32_t contig, uint64_t begin, uint64_t end) {
  const py::ssize_t size = count_letters(reader, {sample, contig}, begin, end);
  auto letters = py::reinterpret_steal<py::bytes>(PyBytes_FromStringAndSize(nullptr, size));
  if (!letters) throw py::error_already_set();
  fetch_into(reader, {sample, contig}, begin, {PyBytes_AS_STRING(letters.ptr()), static_cast<size_t>(size)});
  return letters;
}

py::array_t<uint8_t> fetch_array(const ArchiveReader& reader, uint32_t sample, uint32_t contig, uint64_t begin,
                                 uint64_t end) {
  const py::ssize_t size = count_letters(reader, {sample, contig}, begin, end);
  py::array_t<uint8_t> letters(size);
  fetch_into(reader, {sample, contig}, begin,
             {reinterpret_cast<char*>(letters.mutable_data()), static_cast<size_t>(size)});
  return letters;
}

py::list to_texts(const std::vector<std::string>& names) {
  py::list texts;
  for (const std::string& name : names) texts.append(to_text(name));
  return texts;
}

py::list contig_names(const ArchiveReader& reader, uint32_t sample) {
  std::vector<std::string> names;
  {
    const py::gil_scoped_release others_run;
    names = reader.contig_names(sample);
  }
  return to_texts(names);
}

py::object find_sample(const ArchiveReader& reader, const py::str& name) {
  const std::optional<uint32_t> found = reader.find_sample(to_bytes(name));
  return found ? py::object(py::int_(*found)) : py::none();
}

uint32_t find_contig_in(const ArchiveReader& reader, uint32_t sample, const py::str& name) {
  const std::string wanted = to_bytes(name);
  const py::gil_scoped_release others_run;
  return reader.find_contig(reader.sample_names().at(sample), wanted).contig;
}

py::tuple find_contig(const ArchiveReader& reader, const py::str& name) {
  const std::string wanted = to_bytes(name);
  ContigId found;
  {
    const py::gil_scoped_release others_run;
    found = reader.find_contig(wanted);
  }
  return py::make_tuple(found.sample, found.contig);
}

py::dict info(const ArchiveReader& reader) {
  const ArchiveInfo& info = reader.info();
  py::dict writer;
  for (const auto& [key, value] : info.file_type_info) writer[to_text(key)] = to_text(value);
  py::list commands;
  for (const auto& [command, time] : info.command_lines)
    commands.append(py::make_tuple(to_text(command), to_text(time)));
  py::dict fields;
  fields["file_version"] = info.file_version;
  fields["kmer_length"] = info.params.kmer_length;
  fields["min_match_length"] = info.params.min_match_length;
  fields["pack_cardinality"] = info.params.pack_cardinality;
  fields["segment_size"] = info.params.segment_size;
  fields["file_type_info"] = writer;
  fields["command_lines"] = commands;
  return fields;
}

}  // namespace

void bind_reader(py::module_& module) {
  py::class_<ArchiveReader, std::shared_ptr<ArchiveReader>>(module, "Reader")
      .def(py::init([](const py::bytes& path, uint64_t cache_bytes) {
             const std::string name = path;
             const py::gil_scoped_release others_run;
             return std::make_shared<ArchiveReader>(name, ReaderOptions{.cache_bytes = cache_bytes});
           }),
           py::arg("path"), py::arg("cache_bytes"))
      .def("info", &info)
      .def("warnings", [](const ArchiveReader& reader) { return to_texts(reader.warnings()); })
      .def("sample_names", [](const ArchiveReader& reader) { return to_texts(reader.sample_names()); })
      .def("find_sample", &find_sample, py::arg("name"))
      .def("contig_names", &contig_names, py::arg("sample"))
      .def("find_contig", &find_contig, py::arg("name"))
      .def("find_contig_in", &find_contig_in, py::arg("sample"), py::arg("name"))
      .def(
          "contig_length",
          [](const ArchiveReader& reader, uint32_t sample, uint32_t contig) {
            return reader.contig_length({sample, contig});
          },
          py::arg("sample"), py::arg("contig"), py::call_guard<py::gil_scoped_release>())
      .def("fetch_bytes", &fetch_bytes, py::arg("sample"), py::arg("contig"), py::arg("begin"), py::arg("end"))
      .def("fetch_array", &fetch_array, py::arg("sample"), py::arg("contig"), py::arg("begin"), py::arg("end"));
}

}  // namespace agc::python

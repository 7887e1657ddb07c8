#include <pybind11/numpy.h>

#include <memory>
#include <optional>

#include "agc/archive_reader.h"
#include "python/native/bindings.h"

namespace agc::python {
namespace {

namespace py = pybind11;

struct Range {
  ContigId contig;
  uint64_t begin;
  uint64_t end;
};

std::string fetch(const ArchiveReader& reader, const Range& range) {
  const py::gil_scoped_release others_run;
  std::string letters;
  reader.fetch(range.contig, range.begin, range.end, letters);
  return letters;
}

py::bytes fetch_bytes(const ArchiveReader& reader, uint32_t sample, uint32_t contig, uint64_t begin, uint64_t end) {
  return fetch(reader, {{sample, contig}, begin, end});
}

// The array owns the string that the letters were decoded into.
py::array_t<uint8_t> fetch_array(const ArchiveReader& reader, uint32_t sample, uint32_t contig, uint64_t begin,
                                 uint64_t end) {
  auto letters = std::make_unique<std::string>(fetch(reader, {{sample, contig}, begin, end}));
  const auto size = static_cast<py::ssize_t>(letters->size());
  auto* data = reinterpret_cast<uint8_t*>(letters->data());
  const py::capsule owner(letters.release(), [](void* text) { delete static_cast<std::string*>(text); });
  return py::array_t<uint8_t>(size, data, owner);
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

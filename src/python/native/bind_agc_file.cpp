// What AGC's own module py_agc_api has, with its conventions.
#include <pybind11/stl_bind.h>

#include <string>
#include <vector>

#include "agc-api.h"
#include "python/native/bindings.h"

PYBIND11_MAKE_OPAQUE(std::vector<std::string>)

namespace agc::python {
namespace {

namespace py = pybind11;

// Empty on failure.
std::string sequence(const CAGCFile& file, const std::string& sample, const std::string& name, int start, int end) {
  std::string letters;
  file.GetCtgSeq(sample, name, start, end, letters);
  return letters;
}

std::string sequence_of_unique(const CAGCFile& file, const std::string& name, int start, int end) {
  return sequence(file, "", name, start, end);
}

void pop_back(std::vector<std::string>& texts) {
  if (texts.empty()) throw py::index_error("pop_back() of an empty StringVector");
  texts.pop_back();
}

std::string reference_sample(const CAGCFile& file) {
  std::string sample;
  file.GetReferenceSample(sample);
  return sample;
}

}  // namespace

void bind_agc_file(py::module_& module) {
  using OthersRun = py::call_guard<py::gil_scoped_release>;
  py::bind_vector<std::vector<std::string>>(module, "StringVector", py::module_local()).def("pop_back", &pop_back);
  py::class_<CAGCFile>(module, "CAGCFile")
      .def(py::init<>())
      .def("Open", &CAGCFile::Open, py::arg("file_name"), py::arg("prefetching") = true, OthersRun())
      .def("Close", &CAGCFile::Close, OthersRun())
      .def("NSample", &CAGCFile::NSample, OthersRun())
      .def("NCtg", &CAGCFile::NCtg, py::arg("sample"), OthersRun())
      .def("GetReferenceSample", &reference_sample, OthersRun())
      .def("GetCtgLen", &CAGCFile::GetCtgLen, py::arg("sample"), py::arg("name"), OthersRun())
      .def("GetCtgSeq", &sequence, py::arg("sample"), py::arg("name"), py::arg("start"), py::arg("end"), OthersRun())
      .def("GetCtgSeq", &sequence_of_unique, py::arg("name"), py::arg("start"), py::arg("end"), OthersRun())
      .def("ListSample", &CAGCFile::ListSample, py::arg("samples"))
      .def("ListCtg", &CAGCFile::ListCtg, py::arg("sample"), py::arg("names"));
}

}  // namespace agc::python

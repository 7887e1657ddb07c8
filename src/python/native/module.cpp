#include "python/native/bindings.h"

PYBIND11_MODULE(_native, module) {
  module.doc() = "Native part of the package agc.";
  agc::python::bind_errors(module);
  agc::python::bind_reader(module);
  agc::python::bind_agc_file(module);
}

// The native half of the Python package: one function for each file of bindings. The half in Python,
// src/python/agc, makes of it what Python expects. Calls that may take long let other threads run.
#pragma once

#include <pybind11/pybind11.h>

#include <string>

namespace agc::python {

void bind_errors(pybind11::module_& module);
void bind_reader(pybind11::module_& module);
void bind_agc_file(pybind11::module_& module);

// Names may be any bytes: those that are no UTF-8 are kept as Python keeps them in file names.
pybind11::str to_text(const std::string& bytes);
std::string to_bytes(const pybind11::str& text);

}  // namespace agc::python

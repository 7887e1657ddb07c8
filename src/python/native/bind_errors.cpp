#include "agc/error.h"
#include "python/native/bindings.h"

namespace agc::python {
namespace {

namespace py = pybind11;

const char* name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return "usage";
    case ErrorKind::io:
      return "io";
    case ErrorKind::input:
      return "input";
    case ErrorKind::not_found:
      return "not_found";
    case ErrorKind::ambiguous:
      return "ambiguous";
    case ErrorKind::corrupt:
      return "corrupt";
    case ErrorKind::unsupported:
      return "unsupported";
    case ErrorKind::internal:
      return "internal";
  }
  return "other";
}

// Python's class. Never freed: errors may come as long as the process lives.
PyObject*& error_class() {
  static PyObject* type = nullptr;
  return type;
}

void set_error(const Error& error) {
  const py::object exception = py::reinterpret_borrow<py::object>(error_class())(to_text(error.what()));
  exception.attr("kind") = name_of(error.kind());
  PyErr_SetObject(error_class(), exception.ptr());
}

}  // namespace

py::str to_text(const std::string& bytes) {
  PyObject* text = PyUnicode_DecodeUTF8(bytes.data(), static_cast<Py_ssize_t>(bytes.size()), "surrogateescape");
  if (text == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(text);
}

std::string to_bytes(const py::str& text) {
  PyObject* bytes = PyUnicode_AsEncodedString(text.ptr(), "utf-8", "surrogateescape");
  if (bytes == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::bytes>(bytes);
}

void bind_errors(py::module_& module) {
  error_class() = PyErr_NewExceptionWithDoc("agc.Error",
                                            "What the library cannot do: the message says where, what was expected "
                                            "and what was found, and `kind` what sort of error it is.",
                                            nullptr, nullptr);
  if (error_class() == nullptr) throw py::error_already_set();
  module.add_object("Error", error_class());
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const Error& error) {
      set_error(error);
    }
  });
}

}  // namespace agc::python

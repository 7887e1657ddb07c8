"""The native part of the Python package: the folders of sources that reading needs, and the bindings.

Needs a C++20 compiler and the headers of zstd, zlib and xxHash. All else is in pyproject.toml.
"""

import re
from glob import glob

from pybind11.setup_helpers import ParallelCompile, Pybind11Extension, build_ext
from setuptools import setup

FOLDERS = ["io", "seq", "format", "reader", "compat", "python/native"]

with open("CMakeLists.txt") as lists:
    version = re.search(r"project\(agc VERSION ([0-9.]+)", lists.read())[1]


class BuildNative(build_ext):
    def get_source_files(self):
        """What goes into a distribution of sources: what it depends on, too."""
        return super().get_source_files() + [file for extension in self.extensions for file in extension.depends]


ParallelCompile().install()
setup(
    version=version,
    cmdclass={"build_ext": BuildNative},
    ext_modules=[
        Pybind11Extension(
            "agc._native",
            sources=sorted(source for folder in FOLDERS for source in glob(f"src/{folder}/*.cpp")),
            depends=["CMakeLists.txt"] + sorted(glob("src/**/*.h", recursive=True) + glob("include/**/*.h", recursive=True)),
            include_dirs=["include", "src"],
            libraries=["zstd", "z"],
            define_macros=[("AGC_VERSION", f'"{version}"')],
            extra_compile_args=["-O2"],
            cxx_std=20,
        )
    ],
)

# To be sourced: `python` becomes the first Python with all that building and testing the package need; without
# one the test is skipped.
for python in python3 /usr/bin/python3 ''; do
  [ -z "$python" ] && { echo "no Python with its headers, pip, setuptools, wheel, pybind11, numpy and pytest: skipped"; exit 77; }
  "$python" -c 'import os, sysconfig, setuptools, pip, wheel, pybind11, numpy, pytest
os.stat(sysconfig.get_path("include") + "/Python.h")' 2>/dev/null && break
done

"""The names and conventions of AGC's own Python module, for programs written for it. New ones rather use agc.

A CAGCFile is used as in C++: Open() tells whether it could, numbers below 0 are failures, a sequence that
does not exist is empty, and ranges count from 0 with both ends belonging to them.
"""

from agc._native import CAGCFile, StringVector

__all__ = ["CAGCFile", "StringVector"]

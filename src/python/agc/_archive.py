"""Archives as mappings: of names to samples, and in those of names to contigs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, ItemsView, KeysView, Mapping, ValuesView
from types import TracebackType
from typing import TYPE_CHECKING, Any, Optional, Union

from . import _native

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_CHUNK = 1 << 20


def _first_word(header: str) -> str:
    return re.split("[ \t\r\n]", header, maxsplit=1)[0]


class Archive(Mapping[str, "Sample"]):
    """An open archive: a mapping of the names of samples, in the order of the archive, to samples.

    Names of samples and contigs are read when first needed. Decoded references and packs are kept in up to
    `cache_bytes` of memory, which all threads share.

    Raises OSError if the file cannot be opened, Error if it is no archive or a damaged one.
    """

    def __init__(self, path: Union[str, bytes, os.PathLike[Any]], *, cache_bytes: int = 512 << 20) -> None:
        self._path = os.fsencode(path)
        self._open_reader: Optional[_native.Reader] = None
        with open(self._path, "rb"):
            pass  # for Python's own errors: FileNotFoundError and its like
        self._open_reader = _native.Reader(self._path, cache_bytes)

    @property
    def _reader(self) -> _native.Reader:
        if self._open_reader is None:
            raise ValueError(f"{self.path}: the archive is closed")
        return self._open_reader

    @property
    def path(self) -> str:
        """The file's name."""
        return os.fsdecode(self._path)

    @property
    def closed(self) -> bool:
        """Whether close() has been called."""
        return self._open_reader is None

    def close(self) -> None:
        """Frees what the archive holds. What is asked of it, or of its samples and contigs, later is a ValueError."""
        self._open_reader = None

    def __enter__(self) -> Archive:
        self._reader
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._reader.sample_names())

    def __iter__(self) -> Iterator[str]:
        return iter(self._reader.sample_names())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._reader.find_sample(name) is not None

    def __getitem__(self, name: str) -> Sample:
        """The sample of that name; KeyError if there is none."""
        if not isinstance(name, str):
            raise TypeError(f"the name of a sample is a str, not {type(name).__name__}")
        number = self._reader.find_sample(name)
        if number is None:
            raise KeyError(name)
        return Sample(self, number, name)

    def find(self, name: str) -> Contig:
        """The contig of that name in whatever sample has it.

        KeyError if none has it, Error of the kind "ambiguous" if several contigs have that name.
        """
        try:
            sample, contig = self._reader.find_contig(_first_word(name))
        except _native.Error as error:
            if error.kind == "not_found":
                raise KeyError(name) from None
            raise
        return Sample(self, sample, self._reader.sample_names()[sample]).contig(contig)

    @property
    def reference(self) -> Optional[str]:
        """The name of the reference sample, which is the first one; None if there are no samples."""
        return next(iter(self), None)

    @property
    def info(self) -> dict[str, Any]:
        """What the archive says of itself: parameters, the writer's entries, stored command lines."""
        return self._reader.info()

    @property
    def warnings(self) -> list[str]:
        """What one should know of an archive that some program has damaged; almost always nothing."""
        return self._reader.warnings()

    def __repr__(self) -> str:
        return f"<agc.Archive {self.path!r}{', closed' if self.closed else ''}>"


class _Contigs(ValuesView["Contig"]):
    """The contigs of a sample in order, each made when it is come to."""

    _mapping: Sample

    def __iter__(self) -> Iterator[Contig]:
        return self._mapping._contigs()

    def __contains__(self, contig: object) -> bool:
        return isinstance(contig, Contig) and any(contig == other for other in self)


class _NamedContigs(ItemsView[str, "Contig"]):
    _mapping: Sample

    def __iter__(self) -> Iterator[tuple[str, Contig]]:
        return ((contig.name, contig) for contig in self._mapping._contigs())


class Sample(Mapping[str, "Contig"]):
    """One sample: a mapping of the names of contigs, in their order, to contigs.

    A contig's name is the first word of its header line. If several have the same name, each of them is among
    keys() and values(), and the name alone leads to the first; a whole header line leads to its contig.
    """

    def __init__(self, archive: Archive, number: int, name: str) -> None:
        self._archive = archive
        self._number = number
        self._name = name
        self._known_headers: Optional[list[str]] = None

    @property
    def archive(self) -> Archive:
        """The archive that the sample is in."""
        return self._archive

    @property
    def name(self) -> str:
        """The name of the sample."""
        return self._name

    @property
    def headers(self) -> list[str]:
        """The whole header lines of all contigs, without ">"."""
        return list(self._headers())

    def _headers(self) -> list[str]:
        if self._known_headers is None:
            self._known_headers = self._archive._reader.contig_names(self._number)
        return self._known_headers

    def _contigs(self) -> Iterator[Contig]:
        return (Contig(self, number, header) for number, header in enumerate(self._headers()))

    def contig(self, number: int) -> Contig:
        """The contig at that place, from the end if negative; IndexError if there is none."""
        headers = self._headers()
        place = number + len(headers) if number < 0 else number
        if not 0 <= place < len(headers):
            raise IndexError(f"sample {self._name!r} has {len(headers)} contigs: found number {number}")
        return Contig(self, place, headers[place])

    def __len__(self) -> int:
        return len(self._headers())

    def __iter__(self) -> Iterator[str]:
        return (_first_word(header) for header in self._headers())

    def __getitem__(self, name: str) -> Contig:
        """The contig of that name or with that header line; KeyError if there is none."""
        if not isinstance(name, str):
            raise TypeError(f"the name of a contig is a str, not {type(name).__name__}")
        headers = self._headers()
        if _first_word(name) != name:
            if name not in headers:
                raise KeyError(name)
            return self.contig(headers.index(name))
        try:
            return self.contig(self._archive._reader.find_contig_in(self._number, name))
        except _native.Error as error:
            if error.kind == "not_found":
                raise KeyError(name) from None
            raise

    def values(self) -> ValuesView[Contig]:
        """The contigs in their order."""
        return _Contigs(self)

    def items(self) -> ItemsView[str, Contig]:
        """Pairs of name and contig in their order."""
        return _NamedContigs(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sample) and (self._archive, self._number) == (other._archive, other._number)

    def __hash__(self) -> int:
        return hash((id(self._archive), self._number))

    def __repr__(self) -> str:
        return f"<agc.Sample {self._name!r}>"


class Contig:
    """One sequence. contig[100:200] is that part of it as bytes, contig[5] the letter there.

    Only what a slice needs is decoded, and the length is known without decoding anything.
    """

    __slots__ = ("_header", "_known_length", "_number", "_sample")

    def __init__(self, sample: Sample, number: int, header: str) -> None:
        self._sample = sample
        self._number = number
        self._header = header
        self._known_length: Optional[int] = None

    @property
    def sample(self) -> Sample:
        """The sample that the contig is in."""
        return self._sample

    @property
    def name(self) -> str:
        """The first word of the header line."""
        return _first_word(self._header)

    @property
    def header(self) -> str:
        """The whole header line, without ">"."""
        return self._header

    @property
    def _place(self) -> tuple[_native.Reader, int, int]:
        return self._sample._archive._reader, self._sample._number, self._number

    def __len__(self) -> int:
        if self._known_length is None:
            reader, sample, contig = self._place
            self._known_length = reader.contig_length(sample, contig)
        return self._known_length

    def __getitem__(self, position: Union[int, slice]) -> bytes:
        """Letters as bytes, for a slice or a single position; IndexError for one outside the contig."""
        if isinstance(position, slice):
            start, stop, step = position.indices(len(self))
            if step == 1:
                return self._bytes(start, stop)
            taken = range(start, stop, step)
            if not taken:
                return b""
            lowest = min(taken[0], taken[-1])
            letters = self._bytes(lowest, max(taken[0], taken[-1]) + 1)
            return letters[::step] if step > 0 else letters[:: -1][::-step]
        place = position.__index__()
        if place < 0:
            place += len(self)
        if not 0 <= place < len(self):
            raise IndexError(f"contig {self.name!r} has {len(self)} letters: found position {position}")
        return self._bytes(place, place + 1)

    def _bytes(self, begin: int, end: int) -> bytes:
        reader, sample, contig = self._place
        return reader.fetch_bytes(sample, contig, begin, max(begin, end))

    def array(self, start: Optional[int] = None, stop: Optional[int] = None) -> npt.NDArray[np.uint8]:
        """Letters of the slice start:stop, by default of the whole contig, as an array of ASCII codes.

        The array is writable and owns what the letters were decoded into.
        """
        begin, end, _ = slice(start, stop).indices(len(self))
        reader, sample, contig = self._place
        return reader.fetch_array(sample, contig, begin, max(begin, end))

    def chunks(self, size: int = _CHUNK) -> Iterator[bytes]:
        """The letters in pieces of `size`, each decoded when it is come to."""
        if size < 1:
            raise ValueError(f"expected a size of at least 1: found {size}")
        return (self[begin : begin + size] for begin in range(0, len(self), size))

    def __iter__(self) -> Iterator[bytes]:
        return (chunk[i : i + 1] for chunk in self.chunks() for i in range(len(chunk)))

    def __bytes__(self) -> bytes:
        return self[:]

    def __str__(self) -> str:
        return self[:].decode("ascii")

    def __array__(self, dtype: Any = None, copy: Optional[bool] = None) -> npt.NDArray[Any]:
        if copy is False:
            raise ValueError("a contig must be decoded to become an array")
        letters = self.array()
        return letters if dtype is None else letters.astype(dtype, copy=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Contig) and (self._sample, self._number) == (other._sample, other._number)

    def __hash__(self) -> int:
        return hash((self._sample, self._number))

    def __repr__(self) -> str:
        return f"<agc.Contig {self.name!r} of sample {self._sample.name!r}>"

"""Compressed archives of genome collections: any sample, contig or range at once.

    import agc

    with agc.Archive("genomes.agc") as archive:
        for sample in archive.values():
            for contig in sample.values():
                print(sample.name, contig.name, len(contig))
        start = archive["sample1"]["chr1"][100:200]          # bytes
        whole = archive["sample1"]["chr1"].array()           # numpy.uint8

Positions count from 0, and a range ends before its second number, as everywhere in Python.
An archive may be read by many threads at once; while one of them waits for sequence, the others run.
"""

from ._archive import Archive, Contig, Sample
from ._native import Error

__all__ = ["Archive", "Contig", "Error", "Sample"]

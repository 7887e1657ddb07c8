"""py_agc_api: what AGC's own module returns."""

import agc
import py_agc_api
import pytest


def opened(golden, case="basic"):
    file = py_agc_api.CAGCFile()
    assert file.Open(str(golden / case / "a.agc"), True) is True
    return file


def test_all_of_an_archive(golden):
    file = opened(golden)
    with agc.Archive(golden / "basic" / "a.agc") as archive:
        samples = py_agc_api.StringVector()
        assert file.ListSample(samples) == 0
        assert list(samples) == sorted(archive) and file.NSample() == len(samples)
        assert file.GetReferenceSample() == archive.reference
        for sample in samples:
            contigs = py_agc_api.StringVector()
            assert file.ListCtg(sample, contigs) == 0
            assert list(contigs) == archive[sample].headers and file.NCtg(sample) == len(contigs)
            for contig in contigs:
                letters = str(archive[sample][contig])
                assert file.GetCtgLen(sample, contig) == len(letters)
                assert file.GetCtgSeq(sample, contig, -1, -1) == letters
                assert file.GetCtgSeq(sample, contig, 3, 8) == letters[3:9]
                assert file.GetCtgSeq(sample, contig, len(letters) - 2, 10**9) == letters[-2:]
    assert file.Close() is True and file.Close() is False


def test_without_a_sample(golden):
    file = opened(golden, "one_sample")
    names = py_agc_api.StringVector()
    file.ListCtg(file.GetReferenceSample(), names)
    for name in names:
        assert file.GetCtgSeq(name, 3, 8) == file.GetCtgSeq(file.GetReferenceSample(), name, 3, 8) != ""
    assert opened(golden).GetCtgSeq("chr1", 3, 8) == ""
    assert opened(golden).GetCtgLen("", "chr1") == -2


def test_failures_are_numbers_and_empty_strings(golden, tmp_path):
    file = py_agc_api.CAGCFile()
    names = py_agc_api.StringVector(["before"])
    for _ in range(2):
        assert file.NSample() == file.NCtg("ref") == file.GetCtgLen("ref", "chr1") == -1
        assert file.ListSample(names) == file.ListCtg("ref", names) == -1
        assert file.GetReferenceSample() == file.GetCtgSeq("ref", "chr1", 0, 5) == ""
        assert list(names) == ["before"]
        assert file.Open(str(tmp_path / "missing.agc"), False) is False
    file = opened(golden)
    assert file.Open(str(golden / "many" / "a.agc"), True) is False
    assert file.NCtg("nobody") == file.GetCtgLen("ref", "nothing") == -1
    assert file.GetCtgSeq("ref", "nothing", 0, 5) == ""
    with pytest.raises(TypeError):
        file.GetCtgSeq("ref", "chr1")


def test_string_vector_is_like_a_list():
    texts = py_agc_api.StringVector(["a", "b", "c"])
    texts.append("d")
    assert len(texts) == 4 and texts[0] == "a" and texts[-1] == "d" and "c" in texts
    assert list(texts[1:3]) == ["b", "c"] and bool(texts)
    texts.pop_back()
    assert list(texts) == ["a", "b", "c"]
    texts.clear()
    assert not texts
    with pytest.raises(IndexError):
        texts.pop_back()

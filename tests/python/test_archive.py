"""The package agc: what mappings and sequences must do, on archives of AGC."""

import gc
import hashlib
import random
import sys
import threading

import agc
import numpy
import pytest


def test_all_of_it_is_what_agc_extracts(golden):
    for case in ["basic", "names", "many", "iupac", "append2"]:
        lines = (golden / case / "expected" / "SHA256").read_text().splitlines()
        digests = {output: digest for digest, output in (line.split("  ", maxsplit=1) for line in lines)}
        with agc.Archive(golden / case / "a.agc") as archive:
            for sample in archive.values():
                fasta = hashlib.sha256()
                for contig in sample.values():
                    fasta.update(b">" + contig.header.encode() + b"\n")
                    letters = contig[:]
                    for begin in range(0, len(letters), 80):
                        fasta.update(letters[begin : begin + 80] + b"\n")
                assert fasta.hexdigest() == digests[f"getcol.dir/{sample.name}.fa"], sample


def test_archive_is_a_mapping_of_samples(archive):
    names = list(archive)
    assert len(archive) == len(names) > 0
    assert names[0] == archive.reference
    assert list(archive.keys()) == names
    assert [sample.name for sample in archive.values()] == names
    assert [name for name, sample in archive.items() if sample == archive[name]] == names
    assert all(name in archive for name in names)
    assert "no such sample" not in archive and 0 not in archive
    assert archive.get("no such sample") is None
    with pytest.raises(KeyError):
        archive["no such sample"]
    with pytest.raises(TypeError):
        archive[0]


def test_sample_is_a_mapping_of_contigs(archive):
    for sample in archive.values():
        names = list(sample)
        assert len(sample) == len(names) == len(sample.headers)
        assert [contig.name for contig in sample.values()] == names
        assert [name for name, contig in sample.items() if contig.name == name] == names
        assert [contig.header for contig in sample.values()] == sample.headers
        for number, (name, header) in enumerate(zip(names, sample.headers)):
            assert sample[name].name == name and name in sample
            assert sample[header].header == header
            assert sample.contig(number).header == header
            assert sample.contig(number - len(names)) == sample.contig(number)
            assert sample.contig(number) in sample.values()
        for number in (len(names), -len(names) - 1):
            with pytest.raises(IndexError):
                sample.contig(number)
        for unknown in ("no_such_contig", "no such contig", "no_such_contig "):
            assert unknown not in sample
            with pytest.raises(KeyError):
                sample[unknown]
        with pytest.raises(TypeError):
            sample[0]


def test_contigs_of_one_name_are_all_reached(golden):
    with agc.Archive(golden / "names" / "a.agc") as archive:
        sample = next(sample for sample in archive.values() if len(set(sample)) < len(sample))
        twice = next(name for name in sample if list(sample).count(name) > 1)
        places = [number for number, name in enumerate(sample) if name == twice]
        assert sample[twice] == sample.contig(places[0])
        for number in places:
            assert sample[sample.headers[number]] == sample.contig(number)
            assert list(sample.values())[number] == sample.contig(number)


def test_slices_are_those_of_the_whole(archive):
    random.seed(7)
    for sample in archive.values():
        for contig in list(sample.values())[:3]:
            whole = contig[:]
            assert len(contig) == len(whole) == len(contig.array())
            positions = [None, 0, 1, -1, len(whole), -len(whole), 10**12, -(10**12)]
            for _ in range(40):
                choose = lambda: random.choice(positions + [random.randrange(-len(whole) - 9, len(whole) + 9)])
                part = slice(choose(), choose(), random.choice([None, 1, 1, 2, 7, -1, -1, -3]))
                assert contig[part] == whole[part], part
                if part.step in (None, 1):
                    assert contig.array(part.start, part.stop).tobytes() == whole[part], part
            for place in (0, -1, len(whole) // 2):
                assert contig[place] == whole[place:][:1]
            for place in (len(whole), -len(whole) - 1):
                with pytest.raises(IndexError):
                    contig[place]
            with pytest.raises(ValueError):
                contig[::0]
            with pytest.raises((TypeError, AttributeError)):
                contig["5"]


def test_a_contig_becomes_what_python_knows(basic):
    contig = basic["ref"]["chr2"]
    assert bytes(contig) == contig[:] and str(contig).encode() == contig[:]
    assert b"".join(contig.chunks(997)) == contig[:]
    assert b"".join(contig) == contig[:]
    with pytest.raises(ValueError):
        contig.chunks(0)
    assert numpy.asarray(contig).tobytes() == contig[:]
    assert numpy.array(contig, dtype="u4").dtype == numpy.uint32
    assert {contig: 1}[basic["ref"]["chr2"]] == 1
    assert contig != basic["ref"]["chr1"] and contig != "chr2"
    assert contig.sample == basic["ref"] and contig.sample.archive is basic


def test_arrays_own_their_letters_and_may_be_written(basic):
    letters = basic["ref"]["chr1"].array(5, 5000)
    expected = basic["ref"]["chr1"][5:5000]
    assert letters.dtype == numpy.uint8 and letters.flags.writeable and letters.flags.owndata
    basic.close()
    gc.collect()
    assert letters.tobytes() == expected
    letters[0] = 0
    assert basic.closed


def test_a_contig_without_its_sample(golden, basic):
    with agc.Archive(golden / "one_sample" / "a.agc") as archive:
        sample = archive[archive.reference]
        for header in sample.headers:
            assert archive.find(header) == sample[header]
    with pytest.raises(KeyError):
        basic.find("no such contig")
    with pytest.raises(agc.Error) as caught:
        basic.find("chr1")
    assert caught.value.kind == "ambiguous"


def test_errors(golden, tmp_path):
    with pytest.raises(FileNotFoundError):
        agc.Archive(tmp_path / "missing.agc")
    with pytest.raises(IsADirectoryError):
        agc.Archive(tmp_path)
    with pytest.raises(agc.Error) as caught:
        agc.Archive(golden / "basic" / "commands.txt")
    assert caught.value.kind == "corrupt" and "commands.txt" in str(caught.value)
    failed = 0
    with agc.Archive(golden / "errors" / "flip_ref.agc") as archive:
        for sample in archive.values():
            for contig in sample.values():
                try:
                    contig[:]
                except agc.Error as error:
                    assert error.kind == "corrupt"
                    failed += 1
    assert failed > 0


def test_a_closed_archive_refuses(basic):
    sample = basic["ref"]
    contig = sample["chr1"]
    basic.close()
    basic.close()
    for use in (lambda: list(basic), lambda: basic["ref"], lambda: contig[0:5], lambda: basic.info, lambda: len(basic)):
        with pytest.raises(ValueError):
            use()
    with pytest.raises(ValueError):
        with basic:
            pass


def test_what_an_archive_says_of_itself(basic):
    info = basic.info
    assert info["file_version"] == 3000 and info["kmer_length"] == 31
    assert info["file_type_info"]["producer"] == "agc"
    assert basic.warnings == []
    assert "basic" in basic.path and "basic" in repr(basic)


def test_threads_share_an_archive(golden):
    with agc.Archive(golden / "many" / "a.agc", cache_bytes=20000) as archive:
        expected = {sample.name: b"".join(c[:] for c in sample.values()) for sample in archive.values()}
        wrong = []

        def read(seed):
            names = random.Random(seed).choices(list(archive), k=40)
            wrong.extend(n for n in names if b"".join(c[:] for c in archive[n].values()) != expected[n])

        threads = [threading.Thread(target=read, args=(seed,)) for seed in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []


def test_others_run_while_letters_are_decoded(golden):
    # Threads change places only where one waits or lets others run.
    interval = sys.getswitchinterval()
    with agc.Archive(golden / "many" / "a.agc", cache_bytes=0) as archive:
        contigs = [contig for sample in archive.values() for contig in sample.values()]
        for fetch in (lambda contig: contig[:], lambda contig: contig.array()):
            may_run, has_run = threading.Event(), []
            other = threading.Thread(target=lambda: (may_run.wait(), has_run.append(True)))
            other.start()
            sys.setswitchinterval(1000)
            try:
                may_run.set()
                for contig in contigs * 20:
                    fetch(contig)
                    if has_run:
                        break
                assert has_run
            finally:
                sys.setswitchinterval(interval)
                other.join()


def test_nothing_is_leaked(basic):
    contig = basic["ref"]["chr1"]
    before = sys.getrefcount(None), len(gc.get_objects())
    for _ in range(2000):
        contig.array(0, 100)
        contig[0:100]
        basic.get("nobody")
        "nothing" in contig.sample
    after = sys.getrefcount(None), len(gc.get_objects())
    assert abs(after[0] - before[0]) < 500 and abs(after[1] - before[1]) < 500

#!/usr/bin/env python3
"""Writes the example genomes of this folder. The same seed gives the same bytes."""
import gzip
import random

SEED = 20240229
CONTIGS = [("chr1", 30000), ("chr2", 20000), ("chrM", 10000)]
LINE = 70


def mutate(rng, sequence, substitutions, indels):
    """Independent substitutions and short insertions or deletions at the given rates."""
    out = []
    position = 0
    while position < len(sequence):
        draw = rng.random()
        if draw < substitutions:
            out.append(rng.choice([base for base in "ACGT" if base != sequence[position]]))
            position += 1
        elif draw < substitutions + indels:
            length = rng.randint(1, 30)
            if rng.random() < 0.5:
                out.extend(rng.choice("ACGT") for _ in range(length))
            else:
                position += length
        else:
            out.append(sequence[position])
            position += 1
    return "".join(out)


def reverse_complement(sequence):
    return sequence[::-1].translate(str.maketrans("ACGT", "TGCA"))


def write(path, sample, contigs):
    text = ""
    for name, sequence in contigs:
        text += f">{name} sampleName={sample}\n"
        text += "".join(sequence[i : i + LINE] + "\n" for i in range(0, len(sequence), LINE))
    if path.endswith(".gz"):
        with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
            packed.write(text.encode())
    else:
        with open(path, "w", encoding="ascii") as file:
            file.write(text)


def main():
    rng = random.Random(SEED)
    reference = [(name, "".join(rng.choices("ACGT", k=length))) for name, length in CONTIGS]
    write("ref.fa", "ref", reference)

    close = [(name, mutate(rng, sequence, 0.001, 0.0001)) for name, sequence in reference]
    write("close.fa", "close", close)

    far = [(name, mutate(rng, sequence, 0.02, 0.002)) for name, sequence in reference]
    far[1] = (far[1][0], far[1][1][:5000] + "N" * 400 + far[1][1][5400:])
    write("far.fa.gz", "far", far)

    # As `far`, with a contig in pieces, one piece in the other direction and one contig of its own.
    third = [(name, mutate(rng, sequence, 0.001, 0.0001)) for name, sequence in far]
    chromosome = third[0][1]
    pieces = [("piece1", chromosome[:12000]), ("piece2", reverse_complement(chromosome[12000:]))]
    novel = ("plasmid", "".join(rng.choices("ACGT", k=4000)))
    write("pieces.fa", "pieces", pieces + third[1:] + [novel, ("empty", "")])


if __name__ == "__main__":
    main()

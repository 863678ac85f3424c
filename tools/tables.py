#!/usr/bin/env python3
"""Writes tests/vectors/tables with NumPy and Python's sqlite3: what other makers' programs write.

Usage: python3 tools/tables.py     (needs python3-numpy; penguins.parquet and the Arrow files are written by tests/Glia.Formats.Tests, see its Corpus.cs)
"""
import csv, os, sqlite3

import numpy as np

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OUT = os.path.join(ROOT, "tests", "vectors", "tables")


def rows(name):
    with open(os.path.join(ROOT, "samples", name + ".csv"), encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main():
    os.makedirs(OUT, exist_ok=True)
    index = np.arange(50)
    matrix = np.stack([index, index * 0.5, np.where(index % 7 == 0, np.nan, -index)], axis=1)
    np.save(os.path.join(OUT, "matrix.npy"), matrix)
    np.save(os.path.join(OUT, "matrix-fortran.npy"), np.asfortranarray(matrix))
    np.save(os.path.join(OUT, "matrix-f4.npy"), matrix.astype("<f4"))
    np.save(os.path.join(OUT, "matrix-big-endian.npy"), matrix.astype(">f8"))
    fields = [("length", "<f8"), ("count", "<i2"), ("kind", "<U6"), ("code", "S2"), ("good", "?")]
    np.save(os.path.join(OUT, "structured.npy"), np.array([(1.5, -2, "", b"x", False), (0.25, 3, "größe", b"ab", True)] * 10, dtype=fields))
    iris = rows("iris")
    names = [name for name in iris[0] if name != "target"]
    x = np.array([[float(row[name]) for name in names] for row in iris])
    np.savez_compressed(os.path.join(OUT, "iris.npz"), x=x, target=np.array([row["target"] for row in iris]))
    path = os.path.join(OUT, "penguins.sqlite")
    if os.path.exists(path):
        os.remove(path)
    penguins = rows("penguins")
    with sqlite3.connect(path) as database:
        kinds = {"island": "TEXT", "sex": "TEXT", "species": "TEXT"}
        columns = ", ".join(name + " " + kinds.get(name, "REAL") for name in penguins[0])
        database.execute(f"CREATE TABLE penguins ({columns})")
        empty = ("", "NA")
        database.executemany(
            f"INSERT INTO penguins VALUES ({', '.join('?' * len(penguins[0]))})",
            [[None if value in empty else value for value in row.values()] for row in penguins],
        )
    database.close()


if __name__ == "__main__":
    main()

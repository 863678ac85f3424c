#!/usr/bin/env python3
"""Training from a table larger than the memory it may take: peak memory, rows a second, and the same bits twice.

Usage: python3 benchmarks/large/measure.py [--rows 12800000] [--memory 512MiB] [--epochs 2] [--threads 2] [--small 400000] [--twice]
       [--folder artifacts/large]

Draws a CSV of 20 columns (18 numbers, a category, a number to predict; 160 bytes a row, so 12.8 million rows are 2 GB), trains from it with
`glia train --memory`, and trains from its first rows in memory for comparison. The files are deleted at the end. Needs python3-numpy and
`dotnet build -c Release src/Glia.Cli`.
"""
import argparse, json, os, resource, shutil, subprocess, sys, time

import numpy as np

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GLIA = os.path.join(ROOT, "artifacts", "bin", "Glia.Cli", "release", "glia")
NUMBERS = 18
CELL = 8  # sign, digit, point, four digits, separator


def cells(values, out):
    """Writes numbers as +1.2345, into bytes [rows, columns, CELL]."""
    tenthousandths = np.minimum(np.abs(np.rint(values * 1e4)).astype(np.int64), 99999)
    out[:, :, 0] = np.where(values < 0, ord("-"), ord("+"))
    out[:, :, 1] = ord("0") + tenthousandths // 10000
    out[:, :, 2] = ord(".")
    for place, power in ((3, 1000), (4, 100), (5, 10), (6, 1)):
        out[:, :, place] = ord("0") + tenthousandths // power % 10
    out[:, :, 7] = ord(",")


def generate(path, rows, seed=1, block=100_000):
    random = np.random.default_rng(seed)
    with open(path, "wb") as file:
        names = [f"x{i}" for i in range(NUMBERS)] + ["kind", "y"]
        file.write((",".join(names) + "\n").encode())
        for start in range(0, rows, block):
            count = min(block, rows - start)
            x = random.standard_normal((count, NUMBERS))
            kind = random.integers(0, 8, count)
            y = np.tanh(x[:, 0] * x[:, 1]) + 0.5 * np.sin(2 * x[:, 2]) + 0.1 * kind + 0.1 * random.standard_normal(count)
            text = np.full((count, NUMBERS + 2, CELL), ord(" "), np.uint8)
            cells(x, text[:, :NUMBERS])
            text[:, NUMBERS, 0] = ord("a") + kind
            text[:, NUMBERS, 7] = ord(",")
            cells(y[:, None], text[:, NUMBERS + 1 :])
            text[:, NUMBERS + 1, 7] = ord("\n")
            file.write(text.tobytes())


def train(data, out, options):
    """A run in a process of its own: its result, seconds and peak of resident memory in MiB."""
    started = time.time()
    command = [GLIA, "train", data, "--target", "y", "--hidden", "64,64", "--batch-size", "256", "--out", out, "--json", *options]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=sys.stderr)
    result = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"glia ended with {status}")
    return json.loads(result), time.time() - started, usage.ru_maxrss / 1024


def report(name, path, options, out):
    result, seconds, peak = train(path, out, options)
    rows = result["rows"] if "rows" in result else 0
    print(f"| {name} | {os.path.getsize(path) / 1e9:.2f} GB | {rows:,} | {peak:.0f} MiB | {seconds:.0f} s | {result['samples_per_second']:,.0f} "
          f"| {result['test']['r2']:.4f} | {result['weights_sha256'][:12]} |", flush=True)
    shutil.rmtree(out)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--rows", type=int, default=12_800_000)
    arguments.add_argument("--small", type=int, default=400_000)
    arguments.add_argument("--memory", default="512MiB")
    arguments.add_argument("--epochs", type=int, default=2)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--twice", action="store_true")
    arguments.add_argument("--folder", default=os.path.join(ROOT, "artifacts", "large"))
    told = arguments.parse_args()
    os.makedirs(told.folder, exist_ok=True)
    data, out = os.path.join(told.folder, "rows.csv"), os.path.join(told.folder, "run")
    common = ["--epochs", str(told.epochs), "--threads", str(told.threads)]
    try:
        print("| run | file | rows | peak memory | whole run | training rows/s | r2 of test | weights |\n|---|---|---|---|---|---|---|---|", flush=True)
        generate(data, told.small)
        report("in memory", data, common, out)
        report("streamed, 16MiB", data, [*common, "--memory", "16MiB"], out)
        generate(data, told.rows)
        for _ in range(2 if told.twice else 1):
            report(f"streamed, {told.memory}", data, [*common, "--memory", told.memory], out)
    finally:
        shutil.rmtree(told.folder)


if __name__ == "__main__":
    main()

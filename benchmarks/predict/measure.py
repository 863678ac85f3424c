#!/usr/bin/env python3
"""Predicting a large file: rows a second and peak memory of `glia predict` from CSV and Parquet, beside its parts and ONNX Runtime with the same model.

Usage: python3 benchmarks/predict/measure.py [--rows 10000000] [--small 1000000] [--folder artifacts/predict] [--write] [--prepare | --measure]

Draws the table of benchmarks/large (18 numbers, a category, 160 bytes a row), trains networks of several sizes on its first 20000 rows, writes the table as Parquet, and measures:
whole runs of `glia predict --out` from both files, ten times as long for memory that does not grow; Sylvan.Data.Csv by itself, splitting fields or reading numbers; the parser by itself; Sylvan and ONNX Runtime
together; model.Predict beside ONNX Runtime on the same 4096 rows, one thread each, for every network. `--write` puts it into benchmarks/results. The files are deleted at the end.
Needs python3-numpy and `dotnet build -c Release` of src/Glia.Cli and benchmarks/Glia.Benchmarks.
"""
import argparse, importlib.util, os, platform, subprocess, sys, shutil, time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GLIA = os.path.join(ROOT, "artifacts", "bin", "Glia.Cli", "release", "glia")
PARTS = [os.path.join(ROOT, "artifacts", "bin", "Glia.Benchmarks", "release", "Glia.Benchmarks"), "predicting"]
spec = importlib.util.spec_from_file_location("large", os.path.join(ROOT, "benchmarks", "large", "measure.py"))
large = importlib.util.module_from_spec(spec)
spec.loader.exec_module(large)


# Hidden layers of the networks whose models are measured.
NETWORKS = ["8", "16", "64,64", "256,256"]


def processor():
    with open("/proc/cpuinfo") as f:
        return next((line.split(":")[1].strip() for line in f if line.startswith("model name")), platform.machine())


def run(command):
    """Seconds and peak of resident memory in MiB of a process."""
    started = time.time()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} ended with {status}")
    return time.time() - started, usage.ru_maxrss / 1024


def parts(*arguments):
    text = subprocess.run([*PARTS, *arguments], check=True, capture_output=True, text=True).stdout
    return {line.split()[0]: float(line.split()[1]) for line in text.splitlines()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--rows", type=int, default=10_000_000)
    arguments.add_argument("--small", type=int, default=1_000_000)
    arguments.add_argument("--folder", default=os.path.join(ROOT, "artifacts", "predict"))
    arguments.add_argument("--write", action="store_true", help="into benchmarks/results")
    arguments.add_argument("--prepare", action="store_true", help="only write the files")
    arguments.add_argument("--measure", action="store_true", help="only measure, with files that are there")
    told = arguments.parse_args()
    os.makedirs(told.folder, exist_ok=True)
    at = lambda name: os.path.join(told.folder, name)
    if not told.measure:
        large.generate(at("train.csv"), 20_000)
        for name, rows in (("small", told.small), ("large", told.rows)):
            large.generate(at(name + ".csv"), rows)
            subprocess.run([*PARTS, "parquet", at(name + ".csv"), at(name + ".parquet")], check=True)
        for hidden in NETWORKS:
            subprocess.run([GLIA, "train", at("train.csv"), "--target", "y", "--hidden", hidden, "--epochs", "3", "--out", at("run" + hidden), "--explain", "0"], check=True, capture_output=True)
    if told.prepare:
        return
    model = at("run64,64/model.onnx")
    lines = [f"# Predicting a large file, measured\n\n{processor()}, {os.cpu_count()} cores. Made by `python3 benchmarks/predict/measure.py --write`.\n",
             "| what | rows | rows/s | peak memory |", "|---|--:|--:|--:|"]
    for kind in ("csv", "parquet"):
        for name, rows in (("small", told.small), ("large", told.rows)):
            seconds, peak = run([GLIA, "predict", model, at(f"{name}.{kind}"), "--out", at("out.csv")])
            lines.append(f"| `glia predict`, {kind} | {rows:,} | {rows / seconds:,.0f} | {peak:.0f} MiB |")
    for name, rate in [*parts("parse", at("small.csv"), model).items(), *parts("pipeline", at("small.csv"), model).items()]:
        lines.append(f"| {name.replace('_', ' ')} | {told.small:,} | {rate:,.0f} | |")
    lines += ["\nThe model alone, with its preprocessing, 4096 rows at a time, one thread:\n", "| network | Glia, rows/s | ONNX Runtime, rows/s | times as fast |", "|---|--:|--:|--:|"]
    for hidden in NETWORKS:
        rates = parts("model", at("small.csv"), at(f"run{hidden}/model.onnx"))
        glia, ort = rates["glia_model"], rates["onnxruntime_model"]
        lines.append(f"| 27-{hidden.replace(',', '-')}-1 | {glia:,.0f} | {ort:,.0f} | {glia / ort:.2f} |")
    text = "\n".join(lines) + "\n"
    print(text)
    if told.write:
        short = "".join(c if c.isalnum() else "-" for c in processor().lower()).rstrip("-")
        with open(os.path.join(ROOT, "benchmarks", "results", f"predict-{short}.md"), "w", encoding="utf-8") as f:
            f.write(text)
    if not told.measure:
        shutil.rmtree(told.folder)


if __name__ == "__main__":
    main()

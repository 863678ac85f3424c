#!/usr/bin/env python3
"""How S-shaped functions through the origin should start: Glorot's uniform weights with gain 1/f'(0), with the gain that keeps the mean square, and with PyTorch's 5/3.

    python3 benchmarks/gains.py [--write]      (builds the command line first, unless GLIA names one; about six minutes on two cores)

Held-out accuracy, or R2, after 30 epochs of Adam with every default, mean of 8 seeds, by depth; layers of 64 units. --write updates benchmarks/results/gains.md.
"""
import csv
import io
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GLIA = os.environ.get("GLIA") or ROOT / "artifacts/bin/Glia.Cli/release/glia"
OUT = ROOT / "benchmarks/results/gains.md"
#             1/f'(0)    mean square of a normal input stays
FUNCTIONS = {"tanh": (1, 1.5925), "softsign": (1, 2.3375), "arctan": (1, 1.4912), "erf": (0.886227, 1.4672), "hard_tanh": (1, 1.392), "isru": (1, 1.7042), "scaled_tanh": (0.874177, 1.1544)}
TABLES = {"digits": "accuracy", "diabetes": "r2", "concrete": "r2"}
DEPTHS = {2: "64,32", 5: ",".join(["64"] * 5), 20: ",".join(["64"] * 20)}


def scores(table, metric, function, gains):
    """Mean score by depth and gain."""
    done = subprocess.run(
        [GLIA, "compare", f"samples/{table}.csv", "--target", "target", "--activation", function, "--epochs", "30", "--seeds", "8", "--csv",
         "--vary", "initialization=" + ";".join(f"glorot_uniform(gain={gain})" for gain in gains), "--vary", "hidden=" + ";".join(DEPTHS.values())],
        capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise SystemExit(done.stderr)
    found = {}
    for row in csv.DictReader(io.StringIO(done.stdout)):
        depth = row["hidden"].count(",") + 1
        gain = row["initialization"].split("=")[1].rstrip(")")
        found.setdefault((depth, float(gain)), []).append(float(row[metric]))
    return {key: statistics.fmean(values) for key, values in found.items()}


if not os.environ.get("GLIA"):
    subprocess.run(["dotnet", "build", "src/Glia.Cli", "-c", "Release", "-v", "q", "-nologo"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
lines = [
    "# The gain that S-shaped functions start with", "",
    "Made by `python3 benchmarks/gains.py --write`. Held-out score after 30 epochs of Adam, mean of 8 seeds, layers of 64 units (two: 64, 32), Glorot's uniform weights with three gains:",
    "1/f′(0); the one that keeps the mean square of a normal input; and 5/3, which PyTorch recommends for tanh.", "",
    "| function | table | measure | layers | 1/f′(0) | mean square | 5/3 |", "|---|---|---|--:|--:|--:|--:|",
]
for function, (critical, normal) in FUNCTIONS.items():
    for table, metric in TABLES.items():
        found = scores(table, metric, function, (critical, normal, 1.6667))
        for depth in DEPTHS:
            cells = " | ".join(f"{found[depth, gain]:.3f}" for gain in (critical, normal, 1.6667))
            lines.append(f"| {function} | {table} | {'R²' if metric == 'r2' else metric} | {depth} | {cells} |")
            print(lines[-1], flush=True)
if "--write" in sys.argv[1:]:
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")

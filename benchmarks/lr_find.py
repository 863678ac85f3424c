#!/usr/bin/env python3
"""How far the proposal of glia lr-find is from the best rate of a comparison, on the sample tables.

    python3 benchmarks/lr_find.py [TABLE ...]      (builds the command line first, unless GLIA names one; about a minute a table on two cores)

For every table and optimizer glia compare trains with rates from 1e-4 to 1, three seeds each, and ranks them by the loss on the test rows
(log loss, RMSE); rates whose mean is within the best one's 95 % interval are as good as it. Writes benchmarks/results/lr-find.json.
"""
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GLIA = os.environ.get("GLIA") or ROOT / "artifacts/bin/Glia.Cli/release/glia"
OUT = ROOT / "benchmarks/results/lr-find.json"
TABLES = {"iris": "target", "wine": "target", "penguins": "species", "breast_cancer": "target", "diabetes": "target", "concrete": "target", "digits": "target"}
REGRESSION = {"diabetes", "concrete"}
RATES = ["0.0001", "0.0003", "0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "0.3", "1"]
HIDDEN = "64,32"
OPTIMIZERS = ("adam",)


def glia(*args):
    done = subprocess.run([GLIA, *args, "--json"], capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def main():
    "GLIA" in os.environ or subprocess.run(["dotnet", "build", "src/Glia.Cli", "-c", "Release", "-v", "q", "-nologo"], cwd=ROOT, check=True, stdout=sys.stderr)
    results = {(row["table"], row["optimizer"]): row for row in json.loads(OUT.read_text())["tables"]} if OUT.exists() else {}
    for table in sys.argv[1:] or TABLES:
        for optimizer in OPTIMIZERS:
            common = [f"samples/{table}.csv", "--target", TABLES[table], "--hidden", HIDDEN, "--optimizer", optimizer]
            found = glia("lr-find", *common)
            board = glia("compare", *common, "--seeds", "3", "--vary", f"learning_rate={','.join(RATES)}", "--metric", "rmse" if table in REGRESSION else "log_loss")["candidates"]
            rates = [float(c["settings"]["learning_rate"]) for c in board]
            good = [rate for rate, c in zip(rates, board) if c["mean"] <= board[0]["mean"] + board[0]["margin"]]
            proposal = found["proposal"]
            results[table, optimizer] = {
                "table": table, "optimizer": optimizer, "proposal": proposal, "best": rates[0], "factor": max(proposal / rates[0], rates[0] / proposal),
                "lowest": found["lowest"], "steepest": found["steepest"], "as_good_from": min(good), "as_good_to": max(good),
                "means": {c["settings"]["learning_rate"]: c["mean"] for c in sorted(board, key=lambda c: float(c["settings"]["learning_rate"]))},
            }
            print(json.dumps({k: v for k, v in results[table, optimizer].items() if k != "means"}), flush=True)
            OUT.write_text(json.dumps({"command": "python3 benchmarks/lr_find.py", "hidden": HIDDEN, "tables": [results[k] for k in sorted(results)]}, indent=2) + "\n")


main()

#!/usr/bin/env bash
# How busy glia compare keeps the cores, and whether its numbers depend on them: the same comparison with one training at a time and with one a core.
# Usage: benchmarks/compare.sh [JOBS]; builds the command line first; fails where the numbers differ
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=${1:-$(nproc)}
dotnet build src/Glia.Cli -c Release -v q -nologo >&2
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
for n in 1 "$jobs"; do
  artifacts/bin/Glia.Cli/release/glia compare samples/digits.csv --target target --activations relu,elu,swish,tanh --seeds 8 --epochs 60 --jobs "$n" --json > "$out/$n.json"
done
python3 - "$out/1.json" "$out/$jobs.json" <<'PY'
import json, sys
one, many = (json.load(open(path)) for path in sys.argv[1:])
numbers = lambda run: [(c["name"], c["mean"], c["p"], [(f["score"], f["weights_sha256"]) for f in c["fits"]]) for c in run["candidates"]]
print(f"one at a time {one['seconds']:.1f} s; {many['jobs']} at once {many['seconds']:.1f} s: {one['seconds'] / many['seconds']:.2f} times as fast, {many['cpu_seconds'] / many['seconds']:.2f} cores busy")
same = numbers(one) == numbers(many)
print("the same numbers" if same else "OTHER NUMBERS")
sys.exit(not same)
PY

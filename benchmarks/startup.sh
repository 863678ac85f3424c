#!/usr/bin/env bash
# Whole-process time of a training from start to result: dotnet-built release binary, median of N runs after one warm-up.
# Usage: benchmarks/startup.sh [RUNS] [--write]; builds the command line first; --write updates benchmarks/results/startup.md
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-7}; write=${2:-}
dotnet build src/Glia.Cli -c Release -v q -nologo >&2
glia=artifacts/bin/Glia.Cli/release/glia
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT

# median COMMAND...: median seconds of the runs
median() {
  "$@" >/dev/null 2>&1
  for _ in $(seq "$runs"); do
    local a b; a=$(date +%s%N); "$@" >/dev/null 2>&1; b=$(date +%s%N)
    echo $(((b - a) / 1000000))
  done | sort -n | awk '{v[NR]=$1} END {printf "%.2f (%.2f to %.2f)", v[int((NR+1)/2)]/1000, v[1]/1000, v[NR]/1000}'
}

table=$(
  echo "| command | seconds, median of $runs (least to most) |"
  echo "|---|---|"
  for t in penguins:species iris:target digits:target breast_cancer:target concrete:target; do
    name=${t%%:*} target=${t##*:}
    echo "| \`glia train samples/$name.csv --target $target\` | $(median "$glia" train "samples/$name.csv" --target "$target" --out "$out/$name") |"
  done
  echo "| \`glia predict model.onnx samples/penguins.csv\` | $(median "$glia" predict "$out/penguins/model.onnx" samples/penguins.csv) |"
)
echo "$table"
if [ "$write" = --write ]; then
  { echo "# From process start to result"; echo; echo "$(nproc) cores, $(uname -m). Made by \`benchmarks/startup.sh $runs --write\`."; echo; echo "$table"; } >benchmarks/results/startup.md
fi

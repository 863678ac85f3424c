#!/usr/bin/env bash
# Whole-process time from start to result, median of N runs after one warm-up: the command as the portable dotnet tool runs it, and as the tool package of this platform, installed
# (dotnet pack src/Glia.Cli -p:Ready=true): on Linux x64 with a C compiler native, elsewhere compiled beforehand.
# Usage: benchmarks/startup.sh [RUNS] [--write] [--no-build]; builds and installs both first; --write updates benchmarks/results/startup.md
# A training of one epoch bounds the time to the end of the first epoch from above: model, report and checkpoint are written in it, too.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=7; write=no; build=yes
for word in "$@"; do case $word in --write) write=yes ;; --no-build) build=no ;; *) runs=$word ;; esac; done
portable=artifacts/bin/Glia.Cli/release/glia tool=artifacts/tool/installed/glia
if [ $build = yes ]; then
  dotnet build src/Glia.Cli -c Release -v q -nologo >&2
  tools/tool.sh pack artifacts/tool/packages >&2
  rm -rf artifacts/tool/installed
  tools/tool.sh install artifacts/tool/packages artifacts/tool/installed >&2
fi
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT

# median COMMAND...: median seconds of the runs
median() {
  "$@" >/dev/null 2>&1
  for _ in $(seq "$runs"); do
    local a b; a=$(date +%s%N); "$@" >/dev/null 2>&1; b=$(date +%s%N)
    echo $(((b - a) / 1000000))
  done | sort -n | awk '{v[NR]=$1} END {printf "%.3f (%.3f to %.3f)", v[int((NR+1)/2)]/1000, v[1]/1000, v[NR]/1000}'
}

# line WORD...: a row of the table, the command with each program
line() { echo "| \`glia $*\` | $(median "$portable" "$@" --out "$out/portable") | $(median "$tool" "$@" --out "$out/tool") |"; }

table=$(
  echo "| command | portable tool, seconds | tool of the platform, seconds |"
  echo "|---|---|---|"
  echo "| \`glia --help\` | $(median "$portable" --help) | $(median "$tool" --help) |"
  line train samples/digits.csv --target target --epochs 1
  for t in iris:target digits:target breast_cancer:target concrete:target penguins:species; do
    line train "samples/${t%%:*}.csv" --target "${t##*:}"
  done
  line train tests/vectors/tables/penguins.parquet --target species
  echo "| \`glia predict model.onnx samples/penguins.csv\` | $(median "$portable" predict "$out/portable/model.onnx" samples/penguins.csv) | $(median "$tool" predict "$out/tool/model.onnx" samples/penguins.csv) |"
)
table=${table//" --out $out"/}
echo "$table"
if [ $write = yes ]; then
  processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
  {
    echo "# From process start to result"; echo
    echo "$processor, $(nproc) cores; median of $runs runs (least to most). Made by \`benchmarks/startup.sh $runs --write\`."; echo
    echo "$table"
  } >benchmarks/results/startup.md
fi

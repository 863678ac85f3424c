#!/usr/bin/env bash
# Whole-process time from start to result, median of N runs after one warm-up: the command as a dotnet tool runs it, the tool compiled beforehand
# (dotnet pack src/Glia.Cli -p:Ready=true), and one native program.
# Usage: benchmarks/startup.sh [RUNS] [--write] [--no-build]; builds all three first; --write updates benchmarks/results/startup.md
# A training of one epoch bounds the time to the end of the first epoch from above: model, report and checkpoint are written in it, too.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=7; write=no; build=yes
for word in "$@"; do case $word in --write) write=yes ;; --no-build) build=no ;; *) runs=$word ;; esac; done
tool=artifacts/bin/Glia.Cli/release/glia ready=artifacts/ready/glia/glia native=artifacts/native/glia/glia
if [ $build = yes ]; then
  dotnet build src/Glia.Cli -c Release -v q -nologo >&2
  dotnet publish src/Glia.Cli -c Release --ucr -v q -nologo -o artifacts/ready/glia -p:Ready=true -p:ArtifactsPath="$PWD/artifacts/ready/build" >&2
  dotnet publish src/Glia.Cli -c Release --ucr -v q -nologo -o artifacts/native/glia -p:Native=true -p:ArtifactsPath="$PWD/artifacts/native/build" >&2
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
line() { echo "| \`glia $*\` | $(median "$tool" "$@" --out "$out/tool") | $(median "$ready" "$@" --out "$out/ready") | $(median "$native" "$@" --out "$out/native") |"; }

table=$(
  echo "| command | dotnet tool, seconds | compiled beforehand, seconds | native program, seconds |"
  echo "|---|---|---|---|"
  echo "| \`glia --help\` | $(median "$tool" --help) | $(median "$ready" --help) | $(median "$native" --help) |"
  line train samples/digits.csv --target target --epochs 1
  for t in iris:target digits:target breast_cancer:target concrete:target penguins:species; do
    line train "samples/${t%%:*}.csv" --target "${t##*:}"
  done
  echo "| \`glia predict model.onnx samples/penguins.csv\` | $(median "$tool" predict "$out/tool/model.onnx" samples/penguins.csv) | $(median "$ready" predict "$out/ready/model.onnx" samples/penguins.csv) | $(median "$native" predict "$out/native/model.onnx" samples/penguins.csv) |"
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

#!/usr/bin/env bash
# What the studio costs and how fluid it is: first paint, size of the page, frames a second with 500 live units, training beside an open page; or, with --minutes, what a page that stays open takes.
# Usage: benchmarks/studio.sh [--minutes N] [--write]; builds first, needs Chromium; --write updates benchmarks/results/studio-PROCESSOR.md, or studio-open.md
set -euo pipefail
cd "$(dirname "$0")/.."
processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
processor=${processor:-$(uname -m)}
test=Measure result=studio-$(printf %s "${processor,,}" | tr -c 'a-z0-9' - | sed 's/-*$//').md title="The studio, measured" told="benchmarks/studio.sh"
if [ "${1:-}" = --minutes ]; then
  export GLIA_MINUTES=$2
  test=Stay result=studio-open.md title="The studio, left open beside a training of a thousand steps a second" told="benchmarks/studio.sh --minutes $2"
  shift 2
fi
dotnet build tests/Glia.Studio.Tests -c Release -v q -nologo >&2
out=$(mktemp); trap 'rm -f "$out"' EXIT
GLIA_MEASURE=$out artifacts/bin/Glia.Studio.Tests/release/Glia.Studio.Tests -method "Glia.Studio.Tests.Page.Measurements.$test" >&2
{ echo "# $title"; echo; echo "$processor, $(nproc) cores, software rendering. Made by \`$told --write\`."; echo; cat "$out"; } |
  if [ "${1:-}" = --write ]; then tee "benchmarks/results/$result"; else cat; fi

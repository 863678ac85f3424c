#!/usr/bin/env bash
# What the studio costs and how fluid it is: first paint, size of the page, frames a second with 500 live units, training beside an open page.
# Usage: benchmarks/studio.sh [--write]; builds first, needs Chromium; --write updates benchmarks/results/studio.md
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Glia.Studio.Tests -c Release -v q -nologo >&2
out=$(mktemp); trap 'rm -f "$out"' EXIT
GLIA_MEASURE=$out artifacts/bin/Glia.Studio.Tests/release/Glia.Studio.Tests -class Glia.Studio.Tests.Page.Measurements >&2
processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
{ echo "# The studio, measured"; echo; echo "${processor:-$(uname -m)}, $(nproc) cores, software rendering. Made by \`benchmarks/studio.sh --write\`."; echo; cat "$out"; } |
  if [ "${1:-}" = --write ]; then tee benchmarks/results/studio.md; else cat; fi

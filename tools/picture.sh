#!/usr/bin/env bash
# Takes the documents' pictures from real runs: the top of a report, the health of a network whose learning rate is too high, the studio with one target and with several.
# Needs Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
dotnet build src/Glia.Cli -c Release -v q -nologo >&2
glia=$PWD/artifacts/bin/Glia.Cli/release/glia images=$PWD/docs/images
cp samples/penguins.csv samples/breast_cancer.csv "$out/"; cd "$out"

# picture NAME HEIGHT ADDRESS
picture() {
  chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$out/profile" --window-size="1000,$2" \
    --screenshot="$images/$1" "file://$out/$3" 2>/dev/null
}

"$glia" train penguins.csv --target species --out good
picture report.png 860 good/report.html
"$glia" train breast_cancer.csv --target target --hidden 32,16 --learning-rate 0.3 --epochs 40 --patience 0 --out bad
# A page by itself is taken from its top: a style of the picture's own leaves out what stands before the health.
sed 's#</style>#main > *:not(\#health), body > header, nav { display: none !important }</style>#' bad/report.html >bad/health.html
picture health.png 1570 bad/health.html

cd "$images/../.."
dotnet build tests/Glia.Studio.Tests -c Release -v q -nologo >&2
GLIA_PICTURES=$images artifacts/bin/Glia.Studio.Tests/release/Glia.Studio.Tests -class Glia.Studio.Tests.Page.Picture >&2

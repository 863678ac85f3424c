#!/usr/bin/env bash
# The tool package of this platform, native on Linux x64 with a C compiler, elsewhere compiled beforehand.
# tool.sh pack FOLDER: makes it, and the package that names it.
# tool.sh install FOLDER PLACE: installs it from there, as somebody would; no package cache of the user is written to.
# tool.sh check FOLDER GLIA: installs it for a moment and compares it with another glia, the portable one: same weights, messages and exit codes, of every native program, of the managed one where
# the format of a table wants it, and on processors without their instructions.
set -euo pipefail
feed=$2; mkdir -p "$feed"; feed=$(cd "$feed" && pwd); place=$(realpath -m "${3:-.}"); cd "$(dirname "$0")/.."
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 NO_COLOR=1
fail() { echo "tool.sh: $*" >&2; exit 1; }

pack() {
  rm -f "$feed"/Glia.Cli.*
  local platform; platform=$(dotnet msbuild src/Glia.Cli -getProperty:NETCoreSdkPortableRuntimeIdentifier)
  dotnet pack src/Glia.Cli -c Release -nologo -v q -o "$feed" -p:Ready=true "-p:ReadyPlatforms=$platform" -p:ArtifactsPath="$PWD/artifacts/tool/build"
}

# install PLACE
install() {
  local version; version=$(basename "$feed"/Glia.Cli.[0-9]*.nupkg .nupkg)
  echo "<configuration><packageSources><clear /><add key=\"here\" value=\"$feed\" /></packageSources></configuration>" >"$work/nuget.config"
  NUGET_PACKAGES=$work/cache DOTNET_CLI_HOME=$work/home \
    dotnet tool install Glia.Cli --tool-path "$1" --version "${version#Glia.Cli.}" --configfile "$work/nuget.config" >/dev/null
}

# train GLIA TABLE: the hash of the weights
train() { "$1" train "$2" --target species --epochs 5 --out "$work/run" --json 2>/dev/null | grep -oE '"weights_sha256": *"[0-9a-f]{64}"' || echo none; }

# says GLIA WORD...: what it prints, and its exit code
says() { local code=0; "$@" 2>&1 || code=$?; echo "exit code $code"; }

# same WHAT EXPECTED SEEN
same() { [ "$2" = "$3" ] || fail "$1: '$3' where the portable tool has '$2'"; }

# check PORTABLE
check() {
  local portable=$1 glia=$work/tool/glia expected words table off
  install "$work/tool"
  expected=$(train "$portable" samples/penguins.csv)
  [ "$expected" != none ] || fail "$portable does not train"
  same "weights" "$expected" "$(train "$glia" samples/penguins.csv)"
  for off in EnableAVX512 EnableAVX2; do
    same "weights with DOTNET_$off=0" "$expected" "$(export "DOTNET_$off=0" && train "$glia" samples/penguins.csv)"
  done
  for table in parquet arrow sqlite; do
    same "weights of penguins.$table" "$(train "$portable" "tests/vectors/tables/penguins.$table")" "$(train "$glia" "tests/vectors/tables/penguins.$table")"
  done
  for words in "train missing.csv --target y" "trian" "predict $work/run tests/vectors/tables/refused/cut.parquet" "predict $work/run samples/penguins.csv" "train --help"; do
    # shellcheck disable=SC2086 # words are split
    same "glia $words" "$(says "$portable" $words)" "$(says "$glia" $words)"
  done
  if [ -n "$(find "$work/tool/.store" -name glia-x64-v3)" ]; then native "$glia"; echo "$expected, native"
  elif { command -v clang || command -v gcc; } >/dev/null && [ "$(uname -sm)" = "Linux x86_64" ]; then fail "there is a C compiler, and the tool is not native"
  else echo "$expected, compiled beforehand: no native tool is made here"; fi
}

# native GLIA: what reads text is a native program and still the process that was started; told to end, it ends as the portable tool does.
native() {
  local started program code=0
  mkfifo "$work/pipe"
  "$1" train "$work/pipe" --target species --out "$work/run" 2>/dev/null & started=$!
  exec 3>"$work/pipe"
  program=$(readlink "/proc/$started/exe"); kill -TERM "$started"; wait "$started" || code=$?; exec 3>&-
  case $program in */glia-x64-v[34]) ;; *) fail "a table of text is read by $program" ;; esac
  same "exit code of a training told to end" 130 "$code"
}

case $1 in
  pack) pack ;;
  install) install "$place" ;;
  check) check "$place" ;;
  *) fail "pack, install or check is wanted, not '$1'" ;;
esac

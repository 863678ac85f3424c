#!/usr/bin/env bash
# arm64.sh: trains the network of tests/AheadOfTime on this machine and on an emulated Arm64 one; both must print the same weights and states.
# Needs .NET, dpkg-deb, and on Debian apt for the emulator and the C and SSL libraries of arm64, which are unpacked into a temporary folder:
# nothing is installed. Takes about a minute of processor time.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{lists/partial,cache/archives/partial,debs,root,emulator}
apt=(apt-get -q -o APT::Architectures::=arm64 -o APT::Architectures::="$(dpkg --print-architecture)"
  -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root)
"${apt[@]}" update > "$work/log"
(cd "$work/debs" && "${apt[@]}" download qemu-user-static libc6:arm64 libstdc++6:arm64 libgcc-s1:arm64 zlib1g:arm64 libssl3:arm64 >> "$work/log")
for package in "$work"/debs/*_arm64.deb; do dpkg-deb -x "$package" "$work/root"; done
dpkg-deb -x "$work"/debs/qemu-user-static_*.deb "$work/emulator"

run() { # publishes for runtime $1, then runs it behind the words that follow
  local runtime=$1; shift
  dotnet publish tests/AheadOfTime -r "$runtime" --self-contained -p:PublishAot=false -p:InvariantGlobalization=true \
    -p:LockFolder="$work/$runtime/locks" --artifacts-path "$work/$runtime" -o "$work/$runtime/publish" -v q -nologo > "$work/log" || { cat "$work/log" >&2; return 1; }
  "$@" "$work/$runtime/publish/Glia.AheadOfTime"
}
here=$(run linux-x64)
there=$(run linux-arm64 "$work/emulator/usr/bin/qemu-aarch64-static" -L "$work/root")
echo "x64:   ${here:0:64}"
echo "Arm64: ${there:0:64}"
[ "$here" = "$there" ] || { echo "The results differ." >&2; exit 1; }

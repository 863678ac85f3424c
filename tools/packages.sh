#!/usr/bin/env bash
# packages.sh FOLDER: installs the packages of a folder as somebody would: the code in the README of package Glia is compiled and run in an empty project, the tool is
# installed and trains. Nothing is left behind, and no package cache of the user is written to.
set -euo pipefail
feed=$(cd "$1" && pwd); root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cached=${NUGET_PACKAGES:-$HOME/.nuget/packages}
export NUGET_PACKAGES=$work/cache DOTNET_CLI_HOME=$work/home DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 NO_COLOR=1
unset CI
# What other packages need comes from where it has been restored already.
cat >"$work/nuget.config" <<CONFIG
<configuration>
  <packageSources><add key="here" value="$feed" /></packageSources>
  <fallbackPackageFolders><add key="restored" value="$cached" /></fallbackPackageFolders>
</configuration>
CONFIG
version=$(basename "$feed"/Glia.Kernels.*.nupkg .nupkg); version=${version#Glia.Kernels.}

mkdir "$work/app"; cd "$work/app"
cp "$root/samples/penguins.csv" .
cat >app.csproj <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
  <ItemGroup><PackageReference Include="Glia" Version="$version" /></ItemGroup>
</Project>
PROJECT
sed -n '/^```csharp/,/^```/p' "$root/src/Glia/README.md" | sed '/^```/d' >Program.cs
dotnet run | tee output
grep -q '^accuracy' output && [ -s penguins.onnx ] && [ -s Penguins.cs ]

dotnet tool install Glia.Cli --tool-path "$work/tool" --version "$version" --configfile "$work/nuget.config" >/dev/null
"$work/tool/glia" --version
"$work/tool/glia" train penguins.csv --target species --epochs 5 --out run --json 2>/dev/null | grep -o '"weights_sha256": *"[0-9a-f]*"'
dotnet dnx --yes "Glia.Cli@$version" --configfile "$work/nuget.config" predict run penguins.csv 2>/dev/null | head -n 2

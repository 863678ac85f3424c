#!/usr/bin/env python3
"""Training beside scikit-learn and PyTorch: the same rows, layers, optimizer, batches and epochs, one process a figure.

Usage: python3 benchmarks/training/compare.py [--workloads a,b] [--peers glia,scikit-learn,pytorch] [--threads 1,2]
       [--turns 3] [--repetitions 3] [--extra FOLDER] [--save benchmarks/results] [--no-build]

The contenders of a workload take turns, so that a slow minute of the machine strikes them all; in each turn they train as often as told, with seeds
1, 2, …, and the median of all counts. `--extra` names
a folder with letter.csv and boston_housing.csv (mlbench's; GPL and so not shipped here); without it `concrete` stands for boston.
Contenders whose package is missing are left out. `--save` puts the figures into the file of this processor, in place of those that the same
contender had there: a comparison may be made in pieces. Needs python3-numpy and libopenblas0; peers python3-sklearn and python3-torch.

The peers get their BLAS at its best. An OpenBLAS older than the processor falls back to SSE3 (products of 1024, one thread: 20 GFLOP/s where
its AVX-512 kernels do 143; OPENBLAS_VERBOSE=2 shows it), so its kernels are named to it; on the reference BLAS (4 GFLOP/s) nothing is compared.
"""
import argparse, importlib.util, json, os, platform, statistics, subprocess, sys, time

with open("/proc/cpuinfo") as f:
    FLAGS = next((line.split() for line in f if line.startswith("flags")), [])
KERNELS = "SkylakeX" if "avx512f" in FLAGS else "Haswell" if "avx2" in FLAGS else ""
if KERNELS:
    # Also where the environment names others: they may be kernels of an older processor, at half the speed.
    os.environ["OPENBLAS_CORETYPE"] = KERNELS

import data

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ROWS = os.path.join(ROOT, "artifacts", "training")
WORKLOADS = os.path.join(HERE, "workloads.json")
MODULES = {"scikit-learn": "sklearn", "pytorch": "torch"}


def processor():
    with open("/proc/cpuinfo") as f:
        return next((line.split(":")[1].strip() for line in f if line.startswith("model name")), platform.machine())


def command(peer, name, threads, repetitions):
    started = repr(time.time())
    if peer == "glia":
        program = os.path.join(ROOT, "artifacts", "bin", "Glia.Benchmarks", "release", "Glia.Benchmarks")
        return [program, "training", name, WORKLOADS, ROWS, str(threads), str(repetitions), started]
    return [sys.executable, os.path.join(HERE, "peers.py"), peer, name, ROWS, str(threads), str(repetitions), started]


def peak():
    """GFLOP/s of one core in fused multiply-adds, as `products` prints it first."""
    program = os.path.join(ROOT, "artifacts", "bin", "Glia.Benchmarks", "release", "Glia.Benchmarks")
    said = subprocess.run([program, "products", "64x64x64"], capture_output=True, text=True, check=True).stdout
    return float(said.split("core ")[1].split(" ")[0])


def blas():
    """The libraries of products that numpy has loaded: figures of numpy and PyTorch are those of their BLAS."""
    with open("/proc/self/maps") as f:
        names = sorted({os.path.basename(os.path.realpath(line.split()[-1])) for line in f if "blas" in line})
    return [name for name in names if "openblas" in name] or names


def versions(peers):
    found = [f"{peer} {importlib.import_module(MODULES[peer]).__version__}" for peer in peers if peer in MODULES]
    kernels = os.environ.get("OPENBLAS_CORETYPE")
    return found + [f"numpy {data.np.__version__} ({', '.join(blas()) or 'its own BLAS'}{f', kernels {kernels}' if kernels else ''})"]


def save(folder, peers, results):
    """Into the file of this processor; what was not run this time stays. Whatever disturbs the peak lowers it, so that the highest counts."""
    short = "".join(c if c.isalnum() else "-" for c in processor().lower())
    path = os.path.join(folder, f"training-{short}.json")
    known = {"peak": 0, "versions": [], "runs": []}
    if os.path.exists(path):
        with open(path) as f:
            known = json.load(f)
    key = lambda run: (run["workload"], run["threads"], run["peer"])
    runs = {key(run): run for run in known["runs"] + results}
    found = versions(peers)
    with open(WORKLOADS) as f:
        order = list(json.load(f))
    everyone = ["glia", *MODULES]
    place = lambda run: (order.index(run["workload"]), run["threads"], everyone.index(run["peer"]))
    merged = {"processor": processor(), "cores": os.cpu_count(), "peak": max(known["peak"], peak()),
              "versions": found if len(found) >= len(known["versions"]) else known["versions"], "runs": sorted(runs.values(), key=place)}
    with open(path, "w") as f:
        json.dump(merged, f, indent=1)
        f.write("\n")


def judged(name, threads, peer, turns, flop):
    """One result of all turns of a contender; loss and score are the same in each."""
    seconds = [one for turn in turns for one in turn["seconds"]]
    median, best = statistics.median(seconds), min(seconds)
    r = turns[0]
    r.update(seconds=seconds, first_epoch=statistics.median(turn["first_epoch"] for turn in turns), peak_mib=max(turn["peak_mib"] for turn in turns),
             samples_per_second=r["rows"] / median, best_samples_per_second=r["rows"] / best, gflops=r["rows"] * flop / median / 1e9)
    print(f"{name:10} {threads} thr {peer:13} {r['samples_per_second']:12,.0f}/s (best {r['best_samples_per_second']:12,.0f}) {r['gflops']:6.1f} GFLOP/s"
          f"  loss {r['loss']:.4g}  score {r['score']:.4f}  first epoch {r['first_epoch']:.2f} s  peak {r['peak_mib']:.0f} MiB", flush=True)
    return r


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--workloads")
    p.add_argument("--peers", default="glia,scikit-learn,pytorch")
    p.add_argument("--threads", default="1,2")
    p.add_argument("--turns", type=int, default=3)
    p.add_argument("--repetitions", type=int, default=3)
    p.add_argument("--extra", default="")
    p.add_argument("--save")
    p.add_argument("--no-build", action="store_true")
    o = p.parse_args()
    with open(WORKLOADS) as f:
        works = json.load(f)
    if o.peers != "glia" and not all("openblas" in name for name in blas()):
        sys.exit(f"numpy computes with {', '.join(blas())}, the reference BLAS: its figures would say nothing. Install libopenblas0 (apt), or use --peers glia.")
    if not o.no_build:
        subprocess.run(["dotnet", "build", os.path.join(ROOT, "benchmarks", "Glia.Benchmarks"), "-c", "Release", "-v", "q", "-nologo"],
                       check=True, stdout=sys.stderr)
    peers = [peer for peer in o.peers.split(",") if peer == "glia" or importlib.util.find_spec(MODULES[peer])]
    results = []
    for name in o.workloads.split(",") if o.workloads else works:
        work = works[name]
        if not data.prepare(ROWS, work["data"], [os.path.join(ROOT, "samples"), o.extra]):
            print(f"{name}: no table {work['data']}.csv here, left out", file=sys.stderr)
            continue
        products = sum(a * b for a, b in zip(work["layers"], work["layers"][1:]))
        flop = 6 * products - 2 * work["layers"][0] * work["layers"][1]
        for threads in map(int, o.threads.split(",")):
            turns = {peer: [] for peer in peers}
            for _ in range(o.turns):
                for peer in peers:
                    run = subprocess.run(command(peer, name, threads, o.repetitions), capture_output=True, text=True)
                    if run.returncode:
                        print(f"{name}, {peer}: {run.stderr.strip()[-300:]}", file=sys.stderr)
                    else:
                        turns[peer].append(json.loads(run.stdout.strip().splitlines()[-1]))
            results += [judged(name, threads, peer, runs, flop) for peer, runs in turns.items() if runs]
    if o.save:
        save(o.save, peers, results)


main()

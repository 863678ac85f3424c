#!/usr/bin/env python3
"""Glia beside scikit-learn's MLP: the same rows, the same layers, the same training plan, five seeds.

Usage: python3 benchmarks/quality/compare.py [--seeds 5] [--extra FOLDER] [--write benchmarks/results/quality.md] [TABLE ...]

Each table is split 80/20 by a seeded permutation. Both sides see exactly the same training rows and are scored on the same
held-out rows; both standardise numbers and one-hot encode text on the training rows only, run Adam (1e-3) with the same batch
and number of epochs, no early stopping, the same L2 (scikit-learn divides its alpha of 1e-4 by the rows of a batch, Glia's l2
is what is added to the gradient) and return their last (scikit-learn) or best (Glia: lowest training loss) weights. `--extra` names a folder with letter.csv (mlbench's LetterRecognition, which is GPL and so
not shipped here). Needs python3-sklearn; builds the command line in Release.
"""
import argparse, csv, json, os, statistics, subprocess, sys, tempfile, warnings

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
#       table           hidden       batch epochs
PLANS = {
    "digits":        ([100],      200, 100),
    "breast_cancer": ([32, 16],    32, 100),
    "iris":          ([16],        16, 200),
    "wine":          ([32],        16, 100),
    "penguins":      ([32],        32, 100),
    "concrete":      ([64, 64],    32, 200),
    "diabetes":      ([32],        32,  60),
    "letter":        ([128, 128], 128,  10),
}
TARGETS = {"penguins": "species"}
REGRESSION = {"concrete", "diabetes"}


def read(path):
    with open(path, newline="") as f:
        rows = list(csv.reader(f))
    return rows[0], rows[1:]


def write(path, header, rows):
    with open(path, "w", newline="") as f:
        w = csv.writer(f)
        w.writerow(header)
        w.writerows(rows)


def scikit(name, header, train, test, seed):
    """Accuracy or R² of scikit-learn's MLP, with the pipeline a careful user would build."""
    import pandas as pd
    from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
    from sklearn.impute import SimpleImputer
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler
    warnings.filterwarnings("ignore")
    target = TARGETS.get(name, "target")
    frames = []
    for rows in (train, test):
        f = pd.DataFrame(rows, columns=header).replace({"": np.nan, "NA": np.nan})
        for c in f.columns:
            if c != target or name in REGRESSION:
                try:
                    f[c] = pd.to_numeric(f[c])
                except (ValueError, TypeError):
                    pass
        frames.append(f)
    a, b = frames
    x = [c for c in header if c != target]
    numbers = [c for c in x if pd.api.types.is_numeric_dtype(a[c])]
    texts = [c for c in x if c not in numbers]
    prepare = ColumnTransformer([
        ("n", make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), numbers),
        ("t", make_pipeline(SimpleImputer(strategy="constant", fill_value="missing"),
                            OneHotEncoder(handle_unknown="ignore")), texts)])
    hidden, batch, epochs = PLANS[name]
    plan = dict(hidden_layer_sizes=tuple(hidden), batch_size=batch, max_iter=epochs, n_iter_no_change=epochs + 1,
                random_state=seed)
    if name in REGRESSION:
        model = TransformedTargetRegressor(make_pipeline(prepare, MLPRegressor(**plan)), transformer=StandardScaler())
    else:
        model = make_pipeline(prepare, MLPClassifier(**plan))
    model.fit(a[x], a[target])
    return model.score(b[x], b[target])


def glia(tool, folder, name, seed):
    hidden, batch, epochs = PLANS[name]
    target = TARGETS.get(name, "target")
    out = os.path.join(folder, "run")
    train = [tool, "train", os.path.join(folder, "train.csv"), "--target", target, "--hidden", ",".join(map(str, hidden)),
             "--batch-size", str(batch), "--epochs", str(epochs), "--patience", "0", "--validation", "0", "--test", "0",
             "--l2", repr(1e-4 / batch), "--seed", str(seed), "--out", out, "--json"]
    run = json.loads(subprocess.run(train, check=True, capture_output=True, text=True).stdout)
    score = json.loads(subprocess.run([tool, "evaluate", os.path.join(out, "model.glia"), os.path.join(folder, "test.csv"), "--json"],
                                      check=True, capture_output=True, text=True).stdout)
    metrics = score["metrics"]
    return metrics["r2"] if name in REGRESSION else metrics["accuracy"], len(run["health"])


def main():
    p = argparse.ArgumentParser()
    p.add_argument("tables", nargs="*")
    p.add_argument("--seeds", type=int, default=5)
    p.add_argument("--extra")
    p.add_argument("--write")
    o = p.parse_args()
    subprocess.run(["dotnet", "build", os.path.join(ROOT, "src", "Glia.Cli"), "-c", "Release", "-v", "q", "-nologo"], check=True,
                   stdout=sys.stderr)
    tool = os.path.join(ROOT, "artifacts", "bin", "Glia.Cli", "release", "glia")
    lines = ["| table | layers | measure | Glia, mean ± sd | scikit-learn, mean ± sd | difference | findings on Glia's runs |", "|---|---|---|---|---|---|---|"]
    for name in o.tables or PLANS:
        path = os.path.join(ROOT, "samples", name + ".csv")
        if not os.path.exists(path):
            path = os.path.join(o.extra or "", name + ".csv")
            if not os.path.exists(path):
                print(f"{name}: no table here, left out", file=sys.stderr)
                continue
        header, rows = read(path)
        ours, theirs, alarms = [], [], 0
        for seed in range(1, o.seeds + 1):
            order = np.random.RandomState(seed).permutation(len(rows))
            cut = len(rows) - len(rows) // 5
            train, test = [rows[i] for i in order[:cut]], [rows[i] for i in order[cut:]]
            with tempfile.TemporaryDirectory() as folder:
                write(os.path.join(folder, "train.csv"), header, train)
                write(os.path.join(folder, "test.csv"), header, test)
                score, found = glia(tool, folder, name, seed)
            ours.append(score)
            alarms += found
            theirs.append(scikit(name, header, train, test, seed))
            print(f"{name} seed {seed}: glia {score:.4f}  scikit-learn {theirs[-1]:.4f}", file=sys.stderr)
        layers = "-".join(map(str, PLANS[name][0]))
        sd = lambda v: statistics.stdev(v) if len(v) > 1 else 0.0
        lines.append(f"| {name} | {layers} | {'R²' if name in REGRESSION else 'accuracy'} | {statistics.mean(ours):.4f} ± {sd(ours):.4f} | "
                     f"{statistics.mean(theirs):.4f} ± {sd(theirs):.4f} | {statistics.mean(ours) - statistics.mean(theirs):+.4f} | {alarms} |")
    import sklearn
    text = "# Quality beside scikit-learn\n\n" + \
        f"Held-out score over {o.seeds} seeds, the same rows and plan on both sides; scikit-learn {sklearn.__version__}.\n" + \
        "Made by `python3 benchmarks/quality/compare.py --write benchmarks/results/quality.md`.\n\n" + "\n".join(lines) + "\n"
    print(text)
    if o.write:
        with open(o.write, "w") as f:
            f.write(text)


main()

#!/usr/bin/env python3
"""Glia beside scikit-learn's MLP with several targets at once: the same rows, layers and plan of training, five seeds.

Usage: python3 benchmarks/quality/several_targets.py [--seeds 5] [--glia PATH]

Numbers: four measures of the penguins from species, sex and island. Labels: of a handwritten digit, whether it is even, five or more, and
has a hole. Rows without a target are left out, the rest split 80/20 by a seeded permutation; both sides standardise numbers (and targets)
and encode texts on the training rows, run Adam (1e-3) for the same epochs and batch without early stopping, with the same L2. Needs
python3-sklearn, and the command line built in Release (or --glia).
"""
import argparse, csv, json, os, statistics, subprocess, tempfile, warnings

import numpy as np
from sklearn import metrics
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.filterwarnings("ignore")
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MEASURES = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
LABELS = ["even", "large", "hole"]
HIDDEN, BATCH, EPOCHS = 32, 32, 60


def table(name):
    with open(os.path.join(ROOT, "samples", name + ".csv"), newline="") as f:
        rows = list(csv.reader(f))
    if name == "digits":
        return rows[0][:-1] + LABELS, [r[:-1] + [str(int(int(r[-1]) % 2 == 0)), str(int(int(r[-1]) >= 5)), str(int(r[-1] in "0689"))] for r in rows[1:]]
    keep = [rows[0].index(c) for c in ["species", "sex", "island"] + MEASURES]
    rows = [[r[i] for i in keep] for r in rows]
    return rows[0], [r for r in rows[1:] if all(r)]


def glia(tool, header, train, test, targets, seed):
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in ("train", train), ("test", test):
            with open(os.path.join(folder, name + ".csv"), "w", newline="") as f:
                csv.writer(f).writerows([header] + rows)
        out = os.path.join(folder, "run")
        subprocess.run([tool, "train", os.path.join(folder, "train.csv"), *sum((["--target", t] for t in targets), []), "--hidden", str(HIDDEN),
                        "--batch-size", str(BATCH), "--epochs", str(EPOCHS), "--patience", "0", "--validation", "0", "--test", "0", "--explain", "0",
                        "--l2", repr(1e-4 / BATCH), "--seed", str(seed), "--out", out], check=True, capture_output=True)
        said = subprocess.run([tool, "evaluate", out, os.path.join(folder, "test.csv"), "--json"], check=True, capture_output=True, text=True)
        return json.loads(said.stdout)["metrics"]


def scikit(header, train, test, targets, seed):
    plan = dict(hidden_layer_sizes=(HIDDEN,), batch_size=BATCH, max_iter=EPOCHS, n_iter_no_change=EPOCHS + 1, random_state=seed)
    columns = [i for i, c in enumerate(header) if c not in targets]
    wanted = [header.index(t) for t in targets]
    a, b = np.array(train, dtype=object), np.array(test, dtype=object)
    y, truth = a[:, wanted].astype(float), b[:, wanted].astype(float)
    if targets == MEASURES:
        prepare = ColumnTransformer([("t", OneHotEncoder(handle_unknown="ignore"), list(range(len(columns))))])
        model = TransformedTargetRegressor(make_pipeline(prepare, MLPRegressor(**plan)), transformer=StandardScaler())
        said = model.fit(a[:, columns], y).predict(b[:, columns])
        return {"r2": metrics.r2_score(truth, said)}
    model = make_pipeline(StandardScaler(), MLPClassifier(**plan)).fit(a[:, columns].astype(float), y.astype(int))
    said = model.predict(b[:, columns].astype(float))
    return {"exact_match": metrics.accuracy_score(truth, said), "hamming_loss": metrics.hamming_loss(truth, said),
            "micro_f1": metrics.f1_score(truth, said, average="micro"), "macro_f1": metrics.f1_score(truth, said, average="macro")}


p = argparse.ArgumentParser()
p.add_argument("--seeds", type=int, default=5)
p.add_argument("--glia", default=os.path.join(ROOT, "artifacts", "bin", "Glia.Cli", "release", "glia"))
o = p.parse_args()
print("| table | targets | measure | Glia, mean ± sd | scikit-learn, mean ± sd |\n|---|---|---|---|---|")
for name, targets in ("penguins", MEASURES), ("digits", LABELS):
    header, rows = table(name)
    ours, theirs = [], []
    for seed in range(1, o.seeds + 1):
        order = np.random.RandomState(seed).permutation(len(rows))
        cut = len(rows) - len(rows) // 5
        train, test = [rows[i] for i in order[:cut]], [rows[i] for i in order[cut:]]
        ours.append(glia(o.glia, header, train, test, targets, seed))
        theirs.append(scikit(header, train, test, targets, seed))
    for measure in theirs[0]:
        def text(scores):
            values = [s[measure] for s in scores]
            return f"{statistics.mean(values):.4f} ± {statistics.stdev(values) if len(values) > 1 else 0:.4f}"
        print(f"| {name} | {', '.join(targets)} | {measure} | {text(ours)} | {text(theirs)} |")

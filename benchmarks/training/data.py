"""The rows that every contender of compare.py gets, to the bit: FOLDER/NAME/{x_train,y_train,x_test,y_test}.f32 and shape.json.

Raw little-endian float32, row-major; inputs (and targets of regressions) standardised by the training rows, 80/20 split by
seed 1. `wide` and `large` are drawn: normal rows around ten normal centres.
"""
import csv, json, os

import numpy as np

REGRESSIONS = {"boston_housing", "concrete"}
#         rows       held out  features  signal  seed
DRAWN = {"wide": (60000, 10000, 784, 0.12, 2), "large": (512 * 20, 2048, 2048, 0.12, 3)}


def save(folder, name, xtr, ytr, xte, yte):
    path = os.path.join(folder, name)
    os.makedirs(path, exist_ok=True)
    for part, values in (("x_train", xtr), ("y_train", ytr), ("x_test", xte), ("y_test", yte)):
        np.ascontiguousarray(values, dtype="<f4").tofile(os.path.join(path, part + ".f32"))
    with open(os.path.join(path, "shape.json"), "w") as f:
        json.dump({"train": len(xtr), "test": len(xte), "features": xtr.shape[1]}, f)


def table(folder, name, path):
    with open(path, newline="") as f:
        rows = list(csv.reader(f))[1:]
    x = np.array([[float(v) for v in row[:-1]] for row in rows])
    labels = [row[-1] for row in rows]
    classes = sorted(set(labels))
    y = np.array([float(v) for v in labels]) if name in REGRESSIONS else np.array([classes.index(v) for v in labels], float)
    order = np.random.RandomState(1).permutation(len(x))
    cut = len(x) - len(x) // 5
    train, test = order[:cut], order[cut:]
    spread = x[train].std(0)
    spread[spread == 0] = 1
    x = (x - x[train].mean(0)) / spread
    if name in REGRESSIONS:
        y = (y - y[train].mean()) / y[train].std()
    save(folder, name, x[train], y[train], x[test], y[test])


def drawn(folder, name):
    rows, held, features, signal, seed = DRAWN[name]
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((10, features), dtype=np.float32) * np.float32(signal)
    y = rng.integers(0, 10, rows + held)
    x = rng.standard_normal((rows + held, features), dtype=np.float32)
    x += centres[y]
    save(folder, name, x[:rows], y[:rows], x[rows:], y[rows:])


def prepare(folder, name, places):
    """Makes the rows of one data set unless they are there. False if its table is nowhere."""
    if os.path.exists(os.path.join(folder, name, "shape.json")):
        return True
    if name in DRAWN:
        drawn(folder, name)
        return True
    for place in places:
        path = os.path.join(place, name + ".csv")
        if os.path.exists(path):
            table(folder, name, path)
            return True
    return False


def load(folder, name):
    path = os.path.join(folder, name)
    with open(os.path.join(path, "shape.json")) as f:
        shape = json.load(f)
    read = lambda part: np.fromfile(os.path.join(path, part + ".f32"), dtype="<f4")
    width = shape["features"]
    return read("x_train").reshape(-1, width), read("y_train"), read("x_test").reshape(-1, width), read("y_test")

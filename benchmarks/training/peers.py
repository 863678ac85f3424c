#!/usr/bin/env python3
"""One contender on one workload in a process of its own; prints one line of JSON. Called by compare.py.

Usage: python3 benchmarks/training/peers.py scikit-learn|pytorch WORKLOAD FOLDER THREADS REPETITIONS STARTED
STARTED is the time, in seconds since the epoch, at which the process was started.
"""
import json, os, resource, sys, time

peer, name, folder, threads, repetitions, started = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), float(sys.argv[6])
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(threads)
import numpy as np

import data

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "workloads.json")) as f:
    work = json.load(f)[name]
xtr, ytr, xte, yte = data.load(folder, work["data"])
REGRESSION, BINARY = work["loss"] == "squared", work["loss"] == "binary_cross_entropy"


def r2(y, p):
    return 1 - ((y - p) ** 2).sum() / ((y - y.mean()) ** 2).sum()


def scikit_learn():
    import warnings
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    warnings.filterwarnings("ignore")
    y = ytr if REGRESSION else ytr.astype(np.int32)
    kind = MLPRegressor if REGRESSION else MLPClassifier
    optimizer = dict(solver="sgd", momentum=0.9, nesterovs_momentum=False) if work["optimizer"] == "momentum" else dict(solver="adam")

    def model(seed, epochs):
        return kind(hidden_layer_sizes=work["layers"][1:-1], activation=work["activation"], batch_size=work["batch"], alpha=0,
                    learning_rate_init=work["rate"], max_iter=epochs, tol=0, n_iter_no_change=epochs + 1, random_state=seed, **optimizer)

    m = model(1, 1)
    m.fit(xtr, y)
    first = time.time() - started
    seconds = []
    for seed in range(1, repetitions + 1):
        m = model(seed, work["epochs"])
        t = time.perf_counter()
        m.fit(xtr, y)
        seconds.append(time.perf_counter() - t)
    if REGRESSION:
        return first, seconds, float(((m.predict(xtr) - y) ** 2).mean()), float(r2(yte, m.predict(xte)))
    from sklearn.metrics import log_loss
    return first, seconds, float(log_loss(y, m.predict_proba(xtr), labels=m.classes_)), float(m.score(xte, yte.astype(np.int32)))


def pytorch():
    import torch
    torch.set_num_threads(threads)
    x, t = torch.from_numpy(xtr), torch.from_numpy(ytr)
    many = not REGRESSION and not BINARY
    y = t.long() if many else t.reshape(-1, 1)
    judge = torch.nn.CrossEntropyLoss() if many else torch.nn.MSELoss() if REGRESSION else torch.nn.BCEWithLogitsLoss()
    function = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh}[work["activation"]]

    def train(seed, epochs):
        torch.manual_seed(seed)
        layers = []
        for i, (a, b) in enumerate(zip(work["layers"], work["layers"][1:])):
            layers += [torch.nn.Linear(a, b)] + ([function()] if i < len(work["layers"]) - 2 else [])
        net = torch.nn.Sequential(*layers)
        rule = (torch.optim.SGD(net.parameters(), lr=work["rate"], momentum=0.9) if work["optimizer"] == "momentum"
                else torch.optim.Adam(net.parameters(), lr=work["rate"]))
        for _ in range(epochs):
            order = torch.randperm(len(x))
            for i in range(0, len(x), work["batch"]):
                rows = order[i:i + work["batch"]]
                rule.zero_grad()
                judge(net(x[rows]), y[rows]).backward()
                rule.step()
        return net

    train(1, 1)
    first = time.time() - started
    seconds = []
    for seed in range(1, repetitions + 1):
        s = time.perf_counter()
        net = train(seed, work["epochs"])
        seconds.append(time.perf_counter() - s)
    with torch.no_grad():
        loss, out = float(judge(net(x), y)), net(torch.from_numpy(xte))
    if REGRESSION:
        return first, seconds, loss, float(r2(yte, out.numpy()[:, 0]))
    guess = out.argmax(1).numpy() if many else (out.numpy()[:, 0] > 0)
    return first, seconds, loss, float((guess == yte).mean())


first, seconds, loss, score = scikit_learn() if peer == "scikit-learn" else pytorch()
print(json.dumps({"peer": peer, "workload": name, "threads": threads, "rows": len(xtr) * work["epochs"], "seconds": seconds, "first_epoch": first,
                  "loss": loss, "score": score, "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))

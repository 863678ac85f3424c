"""Writes tests/vectors/metrics/metrics.json: small problems and what scikit-learn says about them.

Needs python3-sklearn. Run from the root of the repository: /usr/bin/python3 tools/metric_vectors.py
"""
import json
import numpy as np
import sklearn
from sklearn import metrics as m

rng = np.random.default_rng(20240517)


def classification(rows, classes, weighted, ties):
    y = rng.integers(0, classes, rows)
    y[:classes] = np.arange(classes)
    logits = rng.normal(size=(rows, classes)) + 1.5 * np.eye(classes)[y]
    if ties:
        logits = np.round(logits)
    p = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    w = np.round(rng.uniform(0.1, 3, rows), 3) if weighted else None
    guess = p.argmax(1)
    auc = (m.roc_auc_score(y, p[:, 1], sample_weight=w) if classes == 2
           else m.roc_auc_score(y, p, multi_class="ovr", average="macro", sample_weight=w))
    return {
        "classes": classes, "actual": y.tolist(), "probabilities": p.ravel().tolist(), "predicted": guess.tolist(),
        "weights": [] if w is None else w.tolist(),
        "accuracy": m.accuracy_score(y, guess, sample_weight=w),
        "balanced_accuracy": m.balanced_accuracy_score(y, guess, sample_weight=w),
        "macro_f1": m.f1_score(y, guess, average="macro", sample_weight=w),
        "roc_auc": auc,
        "log_loss": m.log_loss(y, p, sample_weight=w),
        "confusion": m.confusion_matrix(y, guess, sample_weight=w).ravel().astype(float).tolist(),
    }


def regression(rows, weighted):
    y = rng.normal(100, 20, rows)
    guess = y + rng.normal(0, 9, rows)
    w = np.round(rng.uniform(0.1, 3, rows), 3) if weighted else None
    return {
        "actual": y.tolist(), "predicted": guess.tolist(), "weights": [] if w is None else w.tolist(),
        "rmse": m.mean_squared_error(y, guess, sample_weight=w, squared=False),
        "mae": m.mean_absolute_error(y, guess, sample_weight=w),
        "r2": m.r2_score(y, guess, sample_weight=w),
    }


result = {
    "origin": f"tools/metric_vectors.py, scikit-learn {sklearn.__version__}",
    "classification": [classification(40, k, w, t) for k in (2, 3, 5) for w in (False, True) for t in (False, True)],
    "regression": [regression(30, w) for w in (False, True)],
}
with open("tests/vectors/metrics/metrics.json", "w", encoding="utf-8") as file:
    json.dump(result, file, indent=1)
    file.write("\n")

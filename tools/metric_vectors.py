"""Writes tests/vectors/metrics/metrics.json: small problems and what scikit-learn (and SciPy, where it has no word) says about them.

Needs python3-sklearn. Run from the root of the repository: /usr/bin/python3 tools/metric_vectors.py
"""
import json
import numpy as np
import scipy.optimize
import scipy.special
import sklearn
import sklearn.linear_model
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


def calibration_error(y, p, w, bins=15):
    """Guo et al. 2017, equation 3: |B| bins (a, b] of the confidence, weighted by their rows."""
    guess, confidence = p.argmax(1), p.max(1)
    w = np.ones(len(y)) if w is None else w
    total = 0.0
    for b in range(bins):
        at = (confidence > b / bins) & (confidence <= (b + 1) / bins)
        if at.any():
            total += w[at].sum() * abs(np.average(guess[at] == y[at], weights=w[at]) - np.average(confidence[at], weights=w[at]))
    return total / w.sum()


def calibration(rng, rows, classes, sharpness, weighted):
    """Logits that are too sure (sharpness > 1) or not sure enough, and the temperature that scipy finds for them."""
    y = rng.integers(0, classes, rows)
    logits = (sharpness * (rng.normal(size=(rows, classes)) + 1.2 * np.eye(classes)[y])).astype(np.float32)
    if classes == 2:
        logits[:, 0] = 0
    w = np.round(rng.uniform(0.1, 3, rows), 3) if weighted else None

    def softmax(t):
        return scipy.special.softmax(logits.astype(float) / t, axis=1)

    best = scipy.optimize.minimize_scalar(
        lambda s: m.log_loss(y, softmax(np.exp(s)), sample_weight=w), bounds=(-4, 4), method="bounded", options={"xatol": 1e-9})
    p = softmax(1)
    return {
        "classes": classes, "actual": y.tolist(), "weights": [] if w is None else w.tolist(),
        "logits": (logits[:, 1] if classes == 2 else logits.ravel()).astype(float).tolist(),
        "probabilities": p.ravel().tolist(), "predicted": p.argmax(1).tolist(),
        "calibration_error": calibration_error(y, p, w), "temperature": float(np.exp(best.x)),
    }


result = {
    "origin": f"tools/metric_vectors.py, scikit-learn {sklearn.__version__}",
    "classification": [classification(40, k, w, t) for k in (2, 3, 5) for w in (False, True) for t in (False, True)],
    "regression": [regression(30, w) for w in (False, True)],
}



def counts_and_quantiles(rng, rows, weighted):
    """Metrics of a made-up prediction, and what scikit-learn's linear models reach on the rows that they were fitted to."""
    x = rng.normal(size=(rows, 2)).round(3)
    y = rng.poisson(np.exp(1 + 0.6 * x[:, 0] - 0.4 * x[:, 1])).astype(float)
    z = (3 + 2 * x[:, 0] - x[:, 1] + rng.normal(size=rows) * 0.8).round(3)
    w = np.round(rng.uniform(0.1, 3, rows), 3) if weighted else None
    guess = np.exp(rng.normal(1, 0.5, rows))
    poisson = sklearn.linear_model.PoissonRegressor(alpha=0, max_iter=10000, tol=1e-10).fit(x, y, sample_weight=w)
    levels = {}
    for level in (0.1, 0.5, 0.9):
        fitted = sklearn.linear_model.QuantileRegressor(quantile=level, alpha=0, solver="highs").fit(x, z, sample_weight=w)
        levels[str(level)] = {
            "pinball_loss": m.mean_pinball_loss(z, guess, alpha=level, sample_weight=w),
            "fitted": m.mean_pinball_loss(z, fitted.predict(x), alpha=level, sample_weight=w),
        }
    return {
        "x": x.ravel().tolist(), "counts": y.tolist(), "values": z.tolist(), "predicted": guess.tolist(), "weights": [] if w is None else w.tolist(),
        "poisson_deviance": m.mean_poisson_deviance(y, guess, sample_weight=w),
        "fitted_deviance": m.mean_poisson_deviance(y, poisson.predict(x), sample_weight=w),
        "quantiles": levels,
    }


# With a source of chance of their own, so that the problems above stay.
chance = np.random.default_rng(20261128)
result["calibration"] = [calibration(chance, 50, k, s, w) for k, s, w in ((2, 0.5, False), (2, 3, True), (4, 0.5, True), (4, 3, False))]
result["losses"] = [counts_and_quantiles(chance, 100, w) for w in (False, True)]


def several_labels(rng, rows, labels, weighted, rare):
    """Several labels at once: scikit-learn's indicator matrices. A rare label occurs in no row and is never predicted."""
    y = (rng.uniform(size=(rows, labels)) < 0.4).astype(int)
    guess = np.where(rng.uniform(size=y.shape) < 0.2, 1 - y, y)
    if rare:
        y[:, 0] = guess[:, 0] = 0
    w = np.round(rng.uniform(0.1, 3, rows), 3) if weighted else None
    return {
        "labels": labels, "actual": y.ravel().tolist(), "predicted": guess.ravel().tolist(), "weights": [] if w is None else w.tolist(),
        "exact_match": m.accuracy_score(y, guess, sample_weight=w),
        "hamming_loss": m.hamming_loss(y, guess, sample_weight=w),
        "micro_f1": m.f1_score(y, guess, average="micro", sample_weight=w, zero_division=0),
        "macro_f1": m.f1_score(y, guess, average="macro", sample_weight=w, zero_division=0),
        "f1": m.f1_score(y, guess, average=None, sample_weight=w, zero_division=0).tolist(),
    }


chance = np.random.default_rng(20261129)
result["labels"] = [several_labels(chance, 40, k, w, r) for k in (2, 5) for w in (False, True) for r in (False, True)]
with open("tests/vectors/metrics/metrics.json", "w", encoding="utf-8") as file:
    json.dump(result, file, indent=1)
    file.write("\n")

#!/usr/bin/env python3
"""Makes the polynomial coefficients of src/Glia.Kernels/Functions: minimax polynomials by Remez's exchange.

    python3 tools/coefficients.py [name ...]        (Debian: apt install python3-mpmath)

Prints, for each polynomial, its coefficients in ascending order as they stand in the source, and the largest error
weighed as stated, after the coefficients have been rounded to the lane's precision.
"""
import struct
import sys

from mpmath import mp, mpf, matrix, lu_solve

mp.dps = 60


def to_double(v):
    return mpf(float(v))


def to_single(v):
    return mpf(struct.unpack("<f", struct.pack("<f", float(v)))[0])


def remez(target, weight, low, high, powers):
    """Coefficients c with max |(Σ c·x^p − target)·weight| least over [low, high]."""
    n = len(powers)
    points = [(low + high) / 2 - (high - low) / 2 * mp.cos(mp.pi * (k + mpf(1) / 2) / (n + 1)) for k in range(n + 1)]
    grid = [(low + high) / 2 - (high - low) / 2 * mp.cos(mp.pi * k / 2000) for k in range(2001)]
    grid = [x for x in grid if x != 0]
    values = {x: (target(x), weight(x)) for x in grid}

    def error(c, x):
        t, w = values[x] if x in values else (target(x), weight(x))
        return (sum(ck * x ** p for ck, p in zip(c, powers)) - t) * w

    for _ in range(30):
        a = matrix(n + 1, n + 1)
        b = matrix(n + 1, 1)
        for i, x in enumerate(points):
            w = weight(x)
            for j, p in enumerate(powers):
                a[i, j] = x ** p * w
            a[i, n] = (-1) ** i
            b[i] = target(x) * w
        solution = lu_solve(a, b)
        c = [solution[j] for j in range(n)]
        errors = [error(c, x) for x in grid]
        runs, start = [], 0
        for i in range(1, len(grid) + 1):
            if i == len(grid) or (errors[i] > 0) != (errors[start] > 0):
                runs.append(max(range(start, i), key=lambda k: abs(errors[k])))
                start = i
        while len(runs) > n + 1:
            runs.pop(0 if abs(errors[runs[0]]) < abs(errors[runs[-1]]) else -1)
        if len(runs) < n + 1:
            break
        points = [grid[k] for k in runs]
        largest = max(abs(e) for e in errors)
        if largest < abs(solution[n]) * mpf("1.0001"):
            break
    return c, max(abs(error(c, x)) for x in grid)


def fit(name, target, weight, low, high, powers, rounding):
    """Prints the rounded coefficients and the error that is left with them."""
    low, high = mpf(low), mpf(high)
    c, _ = remez(target, weight, low, high, list(powers))
    c = [rounding(ck) for ck in c]
    grid = [low + (high - low) * k / 1000 for k in range(1001)]
    worst = max(abs((sum(ck * x ** p for ck, p in zip(c, powers)) - target(x)) * weight(x)) for x in grid if x != 0)
    print(f"{name}: error 2^{float(mp.log(worst, 2)):.2f}")
    for ck, p in zip(c, powers):
        print(f"    x^{p}: {float(ck)!r}")


LN2 = mp.log(2)


def exp_tail(x):
    """(eˣ − 1 − x) / x²"""
    return sum(x ** k / mp.factorial(k + 2) for k in range(40))


def atanh_tail(s):
    """(artanh √s / √s − 1) / s"""
    return sum(s ** k / (2 * k + 3) for k in range(200))


POLYNOMIALS = {
    # relative to eˣ − 1
    "exp, double, |r| ≤ ln 2 / 32": lambda n: fit(n, exp_tail, lambda x: abs(x * x / mp.expm1(x)), -LN2 / 32, LN2 / 32, range(0, 4), to_double),
    "exp, single, |r| ≤ ln 2 / 2": lambda n: fit(n, exp_tail, lambda x: abs(x * x / mp.expm1(x)), -LN2 / 2, LN2 / 2, range(0, 6), to_single),
    # relative to artanh f, s = f² ≤ 1/9
    "log1p, double": lambda n: fit(n, atanh_tail, lambda s: s, 0, mpf(1) / 9, range(0, 7), to_double),
    "log1p, single": lambda n: fit(n, atanh_tail, lambda s: s, 0, mpf(1) / 9, range(0, 4), to_single),
}

if __name__ == "__main__":
    for key, make in POLYNOMIALS.items():
        if not sys.argv[1:] or any(word in key for word in sys.argv[1:]):
            make(key)

#!/usr/bin/env python3
"""Makes the coefficients of src/Glia.Kernels/Functions: minimax polynomials by Remez's exchange, quotients of two by Lawson's weights.

    python3 tools/coefficients.py [name ...]        (Debian: apt install python3-mpmath)

Prints, for each polynomial, its coefficients in ascending order as they stand in the source, and the largest error
weighed as stated, after the coefficients have been rounded to the lane's precision.
"""
import math
import struct
import sys

from mpmath import mp, mpf, matrix, lu_solve

mp.dps = 60


def to_double(v):
    return mpf(float(v))


def to_pair(v):
    return to_double(v) + to_double(v - to_double(v))


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


def fit_quotient(name, target, low, high, above, below, rounding, points=150, rounds=40, digits=60):
    """Prints P and Q, Q(0) = 1, with P/Q of nearly the least relative error: least squares of P − target·Q over Q, each point weighed by its last error."""
    mp.dps = digits
    low, high, unknowns = mpf(low), mpf(high), above + below + 1
    grid = [low + (high - low) * ((1 - mp.cos(mp.pi * k / (points - 1))) / 2) ** mpf("1.5") for k in range(points)]
    values = [target(x) for x in grid]
    emphasis, last, best = [mpf(1)] * points, [mpf(1)] * points, None
    for turn in range(rounds):
        a, b = matrix(unknowns, unknowns), matrix(unknowns, 1)
        for x, t, e, q in zip(grid, values, emphasis, last):
            w = mp.sqrt(e) / (t * q)
            row = [w * (x / high) ** j for j in range(above + 1)] + [-w * t * (x / high) ** j for j in range(1, below + 1)]
            for i in range(unknowns):
                b[i] += row[i] * w * t
                for j in range(i, unknowns):
                    a[i, j] += row[i] * row[j]
        for i in range(unknowns):
            for j in range(i):
                a[i, j] = a[j, i]
        solution = lu_solve(a, b)
        p = [solution[j] / high ** j for j in range(above + 1)]
        q = [mpf(1)] + [solution[above + j] / high ** j for j in range(1, below + 1)]
        last = [mp.polyval(q[::-1], x) for x in grid]
        errors = [abs(mp.polyval(p[::-1], x) / d / t - 1) for x, d, t in zip(grid, last, values)]
        if best is None or max(errors) < best[0]:
            best = (max(errors), p, q)
        if turn > 2:
            emphasis = [e * error for e, error in zip(emphasis, errors)]
            mean = sum(emphasis) / points
            emphasis = [max(e / mean, mpf("1e-12")) for e in emphasis]
    p, q = ([rounding(c) for c in side] for side in best[1:])
    dense = [low + (high - low) * k / 1000 for k in range(1001)]
    worst = max(abs(mp.polyval(p[::-1], x) / mp.polyval(q[::-1], x) / target(x) - 1) for x in dense)
    print(f"{name}: error 2^{float(mp.log(worst, 2)):.2f}")
    for side, letter in ((p, "P"), (q, "Q")):
        for j, c in enumerate(side):
            rest = float(c - to_double(c))
            print(f"    {letter} x^{j}: {float(c)!r}" + (f", {rest!r}" if rest else ""))
    mp.dps = 60


LN2 = mp.log(2)


def exp_tail(x):
    """(eˣ − 1 − x) / x²"""
    return sum(x ** k / mp.factorial(k + 2) for k in range(40))


def exp_third(x):
    """(eˣ − 1 − x − x²/2) / x³"""
    return sum(x ** k / mp.factorial(k + 3) for k in range(40))


def log1p_third(x):
    """(ln(1 + x) − x + x²/2) / x³"""
    return sum((-x) ** k / (k + 3) for k in range(60))


def atanh_tail(s):
    """(artanh √s / √s − 1) / s"""
    return sum(s ** k / (2 * k + 3) for k in range(200))


def normal_tail(a):
    """Φ(−a)·e^(a²/2)"""
    return mp.exp(a * a / 2) * mp.erfc(a / mp.sqrt(2)) / 2


def log_erfc(a):
    """ln(erfc(a)·e^(a²)) / a"""
    return (mp.log(mp.erfc(a)) + a * a) / a


def sin_tail(s):
    """(sin √s / √s − 1) / s"""
    return sum((-1) ** (k + 1) * s ** k / mp.factorial(2 * k + 3) for k in range(40))


def tanh_tail(s):
    return (mp.tanh(mp.sqrt(s)) / mp.sqrt(s) - 1) / s


def atan_tail(s):
    """(arctan √s / √s − 1) / s"""
    return sum((-1) ** (k + 1) * s ** k / (2 * k + 3) for k in range(120))


def atan_share(s):
    return mp.atan(mp.sqrt(s)) / mp.sqrt(s)


def log1p_tail(u):
    """(ln(1 + u) − u) / u²"""
    return (mp.log1p(u) - u) / (u * u) if u > mpf("1e-20") else mpf(-1) / 2


def shrink(s):
    """(√s − tanh √s) / √s³"""
    x = mp.sqrt(s)
    with mp.workdps(120):
        return (x - mp.tanh(x)) / x ** 3 if s > mpf("1e-20") else mpf(1) / 3


def floats(name, values):
    """Prints floats in the fewest digits that give them back."""
    print(f"{name}:")
    for v in values:
        print("    " + next(t for t in (f"{float(v):.{d}g}" for d in range(1, 12)) if to_single(float(t)) == v) + "f")


def powers(name):
    """Prints 2^(j/32) to float, and what that leaves, relative to it."""
    exact = [mpf(2) ** (mpf(j) / 32) for j in range(32)]
    nearest = [to_single(v) for v in exact]
    floats(name, nearest)
    floats(name + ", rest", [to_single((v - n) / n) for v, n in zip(exact, nearest)])


def logarithms(name):
    """Prints floats c near 1/(1 + j/31) whose −ln c is nearly a float, of 2¹⁵ around it the best not below ½ (c − 1 has to be a float), and those floats."""
    centres, logs, errors = [mpf(1)], [mpf(0)], []
    for j in range(1, 32):
        bits = struct.unpack("<I", struct.pack("<f", 31 / (31 + j)))[0]
        around = [struct.unpack("<f", struct.pack("<I", bits + k))[0] for k in range(-16384, 16385)]
        best = min((c for c in around if c >= 0.5), key=lambda c: abs(-math.log(c) - struct.unpack("<f", struct.pack("<f", -math.log(c)))[0]))
        centres.append(mpf(best))
        logs.append(to_single(-mp.log(best)))
        errors.append(abs(-mp.log(best) / logs[-1] - 1))
    reach = max(abs((1 + u) * c - 1) for j, c in enumerate(centres) for u in ((j - mpf("0.5")) / 31, min(1, (j + mpf("0.5")) / 31)) if u > 0)
    print(f"{name}: error 2^{float(mp.log(max(errors), 2)):.2f}, |(1 + u)·c − 1| ≤ {float(reach):.5f}")
    floats(name + ", c", centres)
    floats(name + ", −ln c", logs)


def segments(name, target, first):
    """Prints, for sixteen parts of [0, 15] with bounds where a + 1 begins a quarter of an octave, a centre and coefficients 0 to 6 of (a − centre), rows of sixteen.

    Centres are floats whose value is nearly one, too, of 2¹² around the middle; the first is 0. The others are found by interpolation at Chebyshev's nodes.
    """
    bounds = [mpf(2) ** (j // 4) * (4 + j % 4) / 4 - 1 for j in range(17)]
    rows, errors = [], []
    for j, (low, high) in enumerate(zip(bounds, bounds[1:])):
        centre = mpf(0)
        if j > 0:
            bits = struct.unpack("<I", struct.pack("<f", float((low + high) / 2)))[0]
            around = [mpf(struct.unpack("<f", struct.pack("<I", bits + k))[0]) for k in range(-2048, 2049)]
            centre = min(around, key=lambda c: abs(to_single(target(c)) / target(c) - 1))
        start = first if j == 0 else to_single(target(centre))
        nodes = [(low + high) / 2 + (high - low) / 2 * mp.cos(mp.pi * (k + mpf(1) / 2) / (6 if j == 0 else 7)) - centre for k in range(6 if j == 0 else 7)]
        nodes = [d for k, d in enumerate(nodes) if j == 0 or k != 3]
        solution = lu_solve(matrix([[d ** p for p in range(1, 7)] for d in nodes]), matrix([target(centre + d) - start for d in nodes]))
        row = [centre, start] + [to_single(c) for c in solution]
        rows.append(row)
        for k in range(1, 200):
            a = low + (high - low) * k / 200
            errors.append(abs(sum(c * (a - centre) ** p for p, c in enumerate(row[1:])) / target(a) - 1))
    print(f"{name}: error 2^{float(mp.log(max(errors), 2)):.2f}")
    # In the order of the two lowest bits of the exponent of a + 1, then of two of its digits: exponent 127 has the bits 11.
    for column in range(8):
        floats(f"{name}, {'centres' if column == 0 else f'coefficient {column - 1}'}", [rows[(j + 4) % 16][column] for j in range(16)])


def arctangents(name):
    """Prints floats c near j/31 whose arctangent is nearly a float, of 2¹⁵ around it the best, and those floats; the first a little lower, so that half of it is below all that it serves."""
    centres, angles, errors = [mpf(0)], [mpf(0)], []
    for j in range(1, 32):
        bits = struct.unpack("<I", struct.pack("<f", (j if j > 1 else 0.98) / 31))[0]
        around = [struct.unpack("<f", struct.pack("<I", bits + k))[0] for k in range(-16384, 16385)]
        best = min((c for c in around if c <= 1), key=lambda c: abs(math.atan(c) - struct.unpack("<f", struct.pack("<f", math.atan(c)))[0]))
        centres.append(mpf(best))
        angles.append(to_single(mp.atan(best)))
        errors.append(abs(mp.atan(best) / angles[-1] - 1))
    reach = max(abs((t - c) / (1 + t * c)) for j, c in enumerate(centres) for t in ((j - mpf("0.502")) / 31, min(1, (j + mpf("0.502")) / 31)) if t > 0)
    print(f"{name}: error 2^{float(mp.log(max(errors), 2)):.2f}, |(t − c)/(1 + t·c)| ≤ {float(reach):.5f}")
    floats(name + ", c", centres)
    floats(name + ", arctan c", angles)


POLYNOMIALS = {
    "arctangents, pair": arctangents,
    # arctan t = t + t³·(…), relative to it, s = t²
    "atan, pair": lambda n: fit(n, atan_tail, lambda s: s, 0, mpf("0.0169") ** 2, range(0, 2), to_single),
    "powers of 2, pair": powers,
    "logarithms, pair": logarithms,
    # relative to eˣ − 1
    "exp, double, |r| ≤ ln 2 / 32": lambda n: fit(n, exp_tail, lambda x: abs(x * x / mp.expm1(x)), -LN2 / 32, LN2 / 32, range(0, 4), to_double),
    "expm1, single, |r| ≤ ln 2 / 2": lambda n: fit(n, exp_tail, lambda x: abs(x * x / mp.expm1(x)), -LN2 / 2, LN2 / 2, range(0, 5), to_single),
    # relative to eˣ
    "exp, single, |r| ≤ ln 2 / 2": lambda n: fit(n, exp_tail, lambda x: x * x / mp.exp(x), -LN2 / 2, LN2 / 2, range(0, 5), to_single),
    # eˣ = 1 + x + x²/2 + x³·(…), relative to eˣ, and to eˣ − 1; |r| ≤ ln 2 / 64 and what n·ln 2 / 32 is rounded by
    "exp, pair": lambda n: fit(n, exp_third, lambda x: abs(x ** 3 / mp.exp(x)), "-0.01084", "0.01084", range(0, 2), to_single),
    "expm1, pair": lambda n: fit(n, exp_third, lambda x: abs(x ** 3 / mp.expm1(x)), "-0.01084", "0.01084", range(0, 3), to_single),
    # ln(1 + r) = r − r²/2 + r³·(…), relative to it
    "log1p, pair": lambda n: fit(n, log1p_third, lambda x: abs(x ** 3 / mp.log1p(x)), "-0.0187", "0.0187", range(0, 4), to_single),
    # relative to artanh f, s = f² ≤ 1/9
    "log1p, double": lambda n: fit(n, atanh_tail, lambda s: s, 0, mpf(1) / 9, range(0, 7), to_double),
    # relative to ln(1 + u)
    "log1p, single, 0 ≤ u ≤ 1": lambda n: fit(n, log1p_tail, lambda u: u * u / mp.log1p(u), 0, 1, range(0, 10), to_single),
    # relative to the tail, down to where x·Φ(x) leaves float
    "normal, double": lambda n: fit_quotient(n, normal_tail, 0, "14.6", 7, 8, to_double),
    # Φ(−a)·e^(a²/2) and a times that, relative to themselves
    "normal, single, segments": lambda n: segments(n, normal_tail, mpf("0.5")),
    "normal times, single, segments": lambda n: segments(n, lambda a: a * normal_tail(a), mpf(0)),
    "normal, wide": lambda n: fit_quotient(n, normal_tail, 0, 40, 19, 20, to_pair, 160, 30, 160),
    # relative to erf a = 1 − e^(a·(G(a) − a)); from 4 on it rounds to 1
    "erf, double": lambda n: fit(n, log_erfc, lambda a: a * mp.erfc(a) / mp.erf(a), "1e-9", 4, range(0, 17), to_double),
    "erf, single": lambda n: fit(n, log_erfc, lambda a: a * mp.erfc(a) / mp.erf(a), "1e-9", "3.95", range(0, 9), to_single),
    # relative to sin r, s = r² ≤ (π/2)²
    "sin, double": lambda n: fit(n, sin_tail, lambda s: s / (1 + s * sin_tail(s)), 0, mp.pi ** 2 / 4, range(0, 7), to_double),
    # relative to arctan t, s = t² ≤ tan²(π/8)
    "tanh, single": lambda n: fit(n, tanh_tail, lambda s: s / (mp.tanh(mp.sqrt(s)) / mp.sqrt(s)), mpf("1e-8"), mpf(25) / 64, range(0, 5), to_single),
    "atan, double": lambda n: fit(n, atan_tail, lambda s: s, 0, mp.tan(mp.pi / 8) ** 2, range(0, 9), to_double),
    "atan, single": lambda n: fit(n, lambda s: (atan_share(s) - 1) / s, lambda s: s / atan_share(s), mpf("1e-8"), 1, range(0, 8), to_single),
    # relative to x − tanh x, s = x² ≤ 1/4
    "tanh shrink, double": lambda n: fit(n, shrink, lambda s: 1 / shrink(s), 0, mpf(1) / 4, range(0, 9), to_double),
    # the same for s = x² ≤ 1, the first coefficient being the float 1/3
    "tanh shrink, single": lambda n: fit(n, lambda s: (shrink(s) - to_single(mpf(1) / 3)) / s, lambda s: s / shrink(s), "0.1", 1, range(0, 7), to_single),
}

if __name__ == "__main__":
    for key, make in POLYNOMIALS.items():
        if not sys.argv[1:] or any(word in key for word in sys.argv[1:]):
            make(key)

#!/usr/bin/env python3
"""Makes tests/vectors/elementary.csv: elementary functions at doubles to 700 bits, for the tests of the verifier's own arithmetic.

    python3 tools/elementary_vectors.py        (Debian: apt install python3-mpmath)

Each line: function, argument as C99 hexadecimal, value as mantissa and exponent of two.
"""
import math
import random
from pathlib import Path

from mpmath import mp, mpf

OUT = Path(__file__).resolve().parent.parent / "tests" / "vectors" / "elementary.csv"
mp.prec = 4000
FUNCTIONS = {
    "exp": (mp.exp, -700, 700), "expm1": (mp.expm1, -700, 700), "ln": (mp.log, 1e-300, 1e300), "log1p": (mp.log1p, -0.9999, 1e30),
    "sqrt": (mp.sqrt, 0, 1e30), "sigmoid": (lambda x: 1 / (1 + mp.exp(-x)), -700, 700), "softplus": (lambda x: mp.log1p(mp.exp(x)), -700, 700),
    "tanh": (mp.tanh, -200, 200), "sech": (mp.sech, -200, 200), "erf": (mp.erf, -26, 26), "erfc": (mp.erfc, -26, 26),
    "normal_cdf": (lambda x: mp.erfc(-x / mp.sqrt(2)) / 2, -36, 36), "normal_pdf": (lambda x: mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi), -36, 36),
    "sin": (mp.sin, -1e38, 1e38), "cos": (mp.cos, -1e38, 1e38), "atan": (mp.atan, -1e38, 1e38),
}


def line(name, f, x):
    value = f(mpf(x))
    mp.prec = 700
    sign, man, exp, _ = (+value)._mpf_
    mp.prec = 4000
    return f"{name},{x.hex()},{'-' if sign else ''}{int(man)},{exp}"


chance = random.Random("elementary")
lines = []
for name, (f, low, high) in FUNCTIONS.items():
    xs = set()
    for e in range(-150, 128, 7):
        xs.update(s * math.ldexp(chance.uniform(1, 2), e) for s in (1, -1))
    for e in range(-6, 9):
        xs.update(s * math.ldexp(chance.uniform(1, 2), e) for s in (1, -1) for _ in range(2))
    xs.update((0.5, 1.0, 2.0, -0.5, -1.0, -2.0))
    if name in ("sin", "cos"):
        xs.update(float(k * mp.pi / 2) for k in (1, 2, 3, 7, 1000001, 10 ** 15))
    lines += [line(name, f, x) for x in sorted(xs) if low < x < high]
OUT.write_text("\n".join(["# mpmath at 4000 bits, rounded to 700; tools/elementary_vectors.py", "# function, argument, mantissa, exponent of two"] + lines) + "\n")
print(len(lines), "lines")

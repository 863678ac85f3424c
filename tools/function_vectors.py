#!/usr/bin/env python3
"""Makes tests/vectors/functions/<name>.csv: reference values of src/Glia.Kernels/Functions.

    python3 tools/function_vectors.py [name ...]        (Debian: apt install python3-mpmath)

The oracle is mpmath at 250 digits. Every value is written as two doubles: the nearest one, and the nearest to what that leaves.
"""
import math
import random
import struct
import sys
from pathlib import Path

from mpmath import mp, mpf

mp.dps = 250
OUT = Path(__file__).resolve().parent.parent / "tests" / "vectors" / "functions"


def single(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def neighbours(value, count=3):
    """Floats on both sides of a point."""
    bits = struct.unpack("<i", struct.pack("<f", value))[0]
    return [struct.unpack("<f", struct.pack("<i", bits + i))[0] for i in range(-count, count + 1)]


def magnitudes(chance, low, high, count):
    return [chance.choice((1, -1)) * single(chance.uniform(1, 2) * 2.0 ** chance.uniform(low, high)) for _ in range(count)]


# name -> (expression, f, delicate points, exponents of the random ones)
FUNCTIONS = {
    # the tail: 13.2 the last normal density, 14.2 the last x·Φ(x); 2.5 and 0 for good measure
    "normal": ("erfc(-x/sqrt(2))/2", lambda x: mp.erfc(-x / mp.sqrt(2)) / 2,
               [v for p in (-13.2, -14.1, -14.2, -5.5, -2.5, -1.0, 1.0, 5.4) for v in neighbours(p)], (-30, 2.86)),
    # ¾ and 4: where the series and the float end
    "erf": ("erf(x)", mp.erf, [v for p in (0.75, -0.75, 1.0, 3.9) for v in neighbours(p)], (-140, 0.95)),
    # tan(π/8) and tan(3π/8): where the reduction changes
    "atan": ("atan(x)", mp.atan, [v for p in (0.41421357, -0.41421357, 2.4142137, 1.0, 3.4028234e38) for v in neighbours(p, 0 if p > 1e38 else 3)], (-140, 127)),
    # multiples of π/4, the end of the short reduction, and the float nearest to a multiple of π/2: 16367173·2⁷²
    "sin": ("sin(x)", mp.sin, [v for k in range(1, 40) for v in neighbours(single(k * math.pi / 4), 1)] + neighbours(262144.0)
            + [math.ldexp(16367173, 72), 3.4028234663852886e38, math.ldexp(1, 127)], (-140, 127)),
    "cos": ("cos(x)", mp.cos, [v for k in range(1, 40) for v in neighbours(single(k * math.pi / 4), 1)] + neighbours(-262144.0)
            + [math.ldexp(16367173, 72), 3.4028234663852886e38, math.ldexp(1, 127)], (-140, 127)),
}


def main(names):
    OUT.mkdir(parents=True, exist_ok=True)
    for name in names or FUNCTIONS:
        expression, f, delicate, (low, high) = FUNCTIONS[name]
        chance = random.Random(name)
        lines = [f"# oracle: mpmath at {mp.dps} digits, tools/function_vectors.py", f"# expression: {expression}",
                 "# columns: x, the value to the nearest double, the rest"]
        for x in sorted({*delicate, *magnitudes(chance, low, high, 300), *magnitudes(chance, -2, min(high, 2), 200)}):
            value = f(mpf(x))
            nearest = float(value)
            lines.append(f"{x.hex()},{nearest.hex()},{float(value - mpf(nearest)).hex()}")
        (OUT / f"{name}.csv").write_text("\n".join(lines) + "\n")
        print(f"{name}: {len(lines) - 3} lines")


main(sys.argv[1:])

#!/usr/bin/env python3
"""Makes tests/vectors/activations/<name>.csv: reference values of the activation functions.

    python3 tools/vectors.py [name ...]        (Debian: apt install python3-mpmath)

The oracle is mpmath at 250 digits. Formulas are typed here a second time, in their textbook form, and know nothing of
the kernels. Slopes are central differences with a step of 1e-60, so no derivative is typed at all, except at kinks and
at infinity, where `special` says what the definition is. Every value is rounded to float32 once, ties to even; points
whose value lies within 1e-9 ulp of a tie are left out.
"""
import math
import random
import struct
import sys
from fractions import Fraction
from pathlib import Path

from mpmath import mp, mpf

mp.dps = 250
STEP = mpf(10) ** -60
OUT = Path(__file__).resolve().parent.parent / "tests" / "vectors" / "activations"
INF, NAN = math.inf, math.nan
TWO_OVER_ROOT_PI = float.fromhex("0x1.20dd76p+0")  # 1.1283792
PEAK = float.fromhex("0x1.988454p-2")  # 1/sqrt(2 pi) = 0.39894228


def single(value):
    """The float32 nearest to a Python float, as a Python float."""
    return struct.unpack("<f", struct.pack("<f", value))[0]


def exact(x):
    """An mpf as a fraction."""
    sign, man, exp, _ = x._mpf_
    f = Fraction(int(man)) * (Fraction(2) ** exp if exp >= 0 else Fraction(1, 2 ** -exp))
    return -f if sign else f


def round_single(x):
    """mpf -> float32 as a Python float, or None where too near to a tie."""
    if x == 0:
        return 0.0
    sign = -1.0 if x < 0 else 1.0
    if abs(x) < mpf(2) ** -400:
        return sign * 0.0
    if abs(x) > mpf(2) ** 400:
        return sign * INF
    f = exact(abs(x))
    exponent = max(math.floor(mp.log(abs(x), 2)) - 23, -149)
    if f >= Fraction(2) ** (exponent + 24):
        exponent += 1
    steps = f / Fraction(2) ** exponent if exponent >= 0 else f * 2 ** -exponent
    whole = math.floor(steps)
    rest = steps - whole
    if rest != Fraction(1, 2) and abs(rest - Fraction(1, 2)) < Fraction(1, 10 ** 9):
        return None
    if rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1):
        whole += 1
    if whole * Fraction(2) ** exponent >= Fraction(2) ** 128:
        return sign * INF
    return sign * math.ldexp(whole, exponent)


def text(value):
    """C99 hexadecimal notation."""
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value.hex()


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def gate():
    """(z, y, slope) of x times a gate that is ½ at 0."""
    return [(0.0, 0.0, 0.5), (-0.0, -0.0, 0.5), (INF, INF, 1.0), (-INF, -0.0, -0.0)]


def softplus(x):
    # e^x of 3e38 would have as many digits before its point.
    return x if x > 2000 else mp.log1p(mp.exp(x))


# selu: 32 digits of the paper's constants.
GAMMA, ALPHA = mpf("1.0507009873554804934193349852946"), mpf("1.6732632423543772848170429916717")


def zeros(slope):
    """(z, y, slope, parameter slope) at 0 and -0."""
    return [(0.0, 0.0, slope, 0.0), (-0.0, -0.0, slope, 0.0)]  # a gradient is a sum from +0


# name -> (expression, f(x, p), parameter settings, special(p)); a special value is (z, y, slope, parameter slope).
FUNCTIONS = {
    "linear": ("x", lambda x, p: x, [("", 0)],
               lambda p: [(0.0, 0.0, 1.0), (-0.0, -0.0, 1.0), (INF, INF, 1.0), (-INF, -INF, 1.0)]),
    "capped_relu": ("min(max(x,0),cap)", lambda x, p: min(max(x, mpf(0)), p), [(f"(cap={v})", v) for v in ("6", "1.5")],
                    lambda p: [(0.0, 0.0, 0.0), (-0.0, -0.0, 0.0), (p, p, 0.0), (INF, p, 0.0), (-INF, 0.0, 0.0)]),
    "hard_tanh": ("min(max(x,low),high)", lambda x, p: min(max(x, p[0]), p[1]),
                  [("(low=-1, high=1)", "-1 1"), ("(low=-0.5, high=3)", "-0.5 3")],
                  lambda p: [(0.0, 0.0, 1.0), (-0.0, -0.0, 1.0), (p[0], p[0], 0.0), (p[1], p[1], 0.0), (INF, p[1], 0.0), (-INF, p[0], 0.0)]),
    "hard_sigmoid": ("min(max(x/width+beta,0),1)", lambda x, p: min(max(x / p[0] + p[1], mpf(0)), mpf(1)),
                     [(f"(width={w}, beta={b})", f"{w} {b}") for w, b in ((6, 0.5), (5, 0.5), (3.3, 0.5), (6, 0.25))],
                     lambda p: [(0.0, p[1], 1 / p[0]), (-0.0, p[1], 1 / p[0]), (-p[0] * p[1], 0.0, 0.0), (INF, 1.0, 0.0), (-INF, 0.0, 0.0)]),
    "hard_swish": ("x*min(max(x/6+1/2,0),1)", lambda x, p: x * min(max(x / 6 + mpf(1) / 2, mpf(0)), mpf(1)), [("", 0)],
                   lambda p: [(0.0, 0.0, 0.5), (-0.0, -0.0, 0.5), (-3.0, 0.0, 0.0), (3.0, 3.0, 1.0), (INF, INF, 1.0), (-INF, 0.0, 0.0)]),
    "softplus": ("log(1+exp(beta*x))/beta", lambda x, p: softplus(p * x) / p, [(f"(beta={v})", v) for v in ("1", "0.3", "2.5")],
                 lambda p: [(0.0, math.log(2) / p, 0.5), (-0.0, math.log(2) / p, 0.5), (INF, INF, 1.0), (-INF, 0.0, 0.0)]),
    "selu": ("g*x if x > 0 else g*a*(exp(x)-1)", lambda x, p: GAMMA * x if x > 0 else GAMMA * ALPHA * (mp.exp(x) - 1), [("", 0)],
             lambda p: [(0.0, 0.0, GAMMA * ALPHA), (-0.0, -0.0, GAMMA * ALPHA), (INF, INF, GAMMA), (-INF, -GAMMA * ALPHA, 0.0)]),
    "celu": ("x if x > 0 else alpha*(exp(x/alpha)-1)", lambda x, p: x if x > 0 else p * (mp.exp(x / p) - 1),
             [(f"(alpha={v})", v) for v in ("1", "0.6", "3.3")],
             lambda p: [(0.0, 0.0, 1.0), (-0.0, -0.0, 1.0), (INF, INF, 1.0), (-INF, -p, 0.0)]),
    "mish": ("x*tanh(log(1+exp(x)))", lambda x, p: x * mp.tanh(softplus(x)), [("", 0)],
             lambda p: [(0.0, 0.0, 0.6), (-0.0, -0.0, 0.6), (INF, INF, 1.0), (-INF, -0.0, -0.0)]),
    "softsign": ("x/(1+|x|)", lambda x, p: x / (1 + abs(x)), [("", 0)],
                 lambda p: [(0.0, 0.0, 1.0), (-0.0, -0.0, 1.0), (INF, 1.0, 0.0), (-INF, -1.0, 0.0)]),
    "exponential": ("exp(x)", lambda x, p: mp.exp(x), [("", 0)],
                    lambda p: [(0.0, 1.0, 1.0), (-0.0, 1.0, 1.0), (INF, INF, INF), (-INF, 0.0, 0.0)]),
    "log_sigmoid": ("-log(1+exp(-x))", lambda x, p: -softplus(-x), [("", 0)],
                    lambda p: [(0.0, -math.log(2), 0.5), (-0.0, -math.log(2), 0.5), (INF, -0.0, 0.0), (-INF, -INF, 1.0)]),
    "thresholded_relu": ("x if x > theta else value", lambda x, p: x if x > p[0] else p[1],
                         [("(theta=1, value=0)", "1 0"), ("(theta=-0.5, value=-3)", "-0.5 -3")],
                         lambda p: [(p[0], p[1], 0.0), (INF, INF, 1.0), (-INF, p[1], 0.0)]),
    "hard_shrink": ("x if |x| > lambda else 0", lambda x, p: x if abs(x) > p else mpf(0), [(f"(lambda={v})", v) for v in ("0.5", "3.3")],
                    lambda p: [(0.0, 0.0, 0.0), (-0.0, -0.0, 0.0), (p, 0.0, 0.0), (-p, 0.0, 0.0), (INF, INF, 1.0), (-INF, -INF, 1.0)]),
    "soft_shrink": ("sign(x)*max(|x|-lambda,0)", lambda x, p: mp.sign(x) * max(abs(x) - p, mpf(0)), [(f"(lambda={v})", v) for v in ("0.5", "3.3")],
                    lambda p: [(0.0, 0.0, 0.0), (-0.0, -0.0, 0.0), (p, 0.0, 0.0), (-p, 0.0, 0.0), (INF, INF, 1.0), (-INF, -INF, 1.0)]),
    "abs": ("|x|", lambda x, p: abs(x), [("", 0)],
            lambda p: [(0.0, 0.0, 0.0), (-0.0, 0.0, 0.0), (INF, INF, 1.0), (-INF, INF, -1.0)]),
    "relu_squared": ("max(x,0)^2", lambda x, p: max(x, mpf(0)) ** 2, [("", 0)],
                     lambda p: [(0.0, 0.0, 0.0), (-0.0, 0.0, -0.0), (INF, INF, INF), (-INF, 0.0, 0.0)]),
    "rrelu": ("x if x > 0 else (lower+upper)/2*x", lambda x, p: x if x > 0 else (p[0] + p[1]) / 2 * x,
              [("(lower=0.125, upper=0.33333334)", "0.125 0.33333334"), ("(lower=0.1, upper=0.7)", "0.1 0.7")],
              lambda p: [(0.0, 0.0, (p[0] + p[1]) / 2), (-0.0, -0.0, (p[0] + p[1]) / 2), (INF, INF, 1.0), (-INF, -INF, (p[0] + p[1]) / 2)]),
    "squareplus": ("(x+sqrt(x^2+b))/2", lambda x, p: (x + mp.sqrt(x * x + p)) / 2, [(f"(b={v})", v) for v in ("4", "0.7", "30")],
                   lambda p: [(0.0, math.sqrt(p) / 2, 0.5), (-0.0, math.sqrt(p) / 2, 0.5), (INF, INF, 1.0), (-INF, 0.0, 0.0)]),
    "sparse_plus": ("0 if x <= -1, x if x >= 1, else (x+1)^2/4", lambda x, p: mpf(0) if x <= -1 else x if x >= 1 else (x + 1) ** 2 / 4, [("", 0)],
                    lambda p: [(0.0, 0.25, 0.5), (-0.0, 0.25, 0.5), (-1.0, 0.0, 0.0), (1.0, 1.0, 1.0), (INF, INF, 1.0), (-INF, 0.0, 0.0)]),
    "shifted_softplus": ("log(1+exp(x))-log(2)", lambda x, p: softplus(x) - mp.log(2), [("", 0)],
                         lambda p: [(0.0, 0.0, 0.5), (-0.0, -0.0, 0.5), (INF, INF, 1.0), (-INF, -math.log(2), 0.0)]),
    "lisht": ("x*tanh(x)", lambda x, p: x * mp.tanh(x), [("", 0)],
              lambda p: [(0.0, 0.0, 0.0), (-0.0, 0.0, -0.0), (INF, INF, 1.0), (-INF, INF, -1.0)]),
    "scaled_tanh": ("a*tanh(b*x)", lambda x, p: p[0] * mp.tanh(p[1] * x), [(f"(a={a}, b={b})", f"{a} {b}") for a, b in ((1.7159, 0.6666667), (0.3, 2.5))],
                    lambda p: [(0.0, 0.0, p[0] * p[1]), (-0.0, -0.0, p[0] * p[1]), (INF, p[0], 0.0), (-INF, -p[0], 0.0)]),
    "tanh_shrink": ("x-tanh(x)", lambda x, p: x - mp.tanh(x), [("", 0)],
                    lambda p: [(0.0, 0.0, 0.0), (-0.0, -0.0, 0.0), (INF, INF, 1.0), (-INF, -INF, 1.0)]),
    "isru": ("x/sqrt(1+alpha*x^2)", lambda x, p: x / mp.sqrt(1 + p * x * x), [(f"(alpha={v})", v) for v in ("1", "0.3", "20")],
             lambda p: [(0.0, 0.0, 1.0), (-0.0, -0.0, 1.0), (INF, 1 / math.sqrt(p), 0.0), (-INF, -1 / math.sqrt(p), 0.0)]),
    "isrlu": ("x if x >= 0 else x/sqrt(1+alpha*x^2)", lambda x, p: x if x >= 0 else x / mp.sqrt(1 + p * x * x), [(f"(alpha={v})", v) for v in ("1", "0.3", "20")],
              lambda p: [(0.0, 0.0, 1.0), (-0.0, -0.0, 1.0), (INF, INF, 1.0), (-INF, -1 / math.sqrt(p), 0.0)]),
    "elliot": ("x/(1+|x|)/2+1/2", lambda x, p: x / (1 + abs(x)) / 2 + mpf(1) / 2, [("", 0)],
               lambda p: [(0.0, 0.5, 0.5), (-0.0, 0.5, 0.5), (INF, 1.0, 0.0), (-INF, 0.0, 0.0)]),
    "bent_identity": ("(sqrt(x^2+1)-1)/2+x", lambda x, p: (mp.sqrt(x * x + 1) - 1) / 2 + x, [("", 0)],
                      lambda p: [(0.0, 0.0, 1.0), (-0.0, -0.0, 1.0), (INF, INF, 1.5), (-INF, -INF, 0.5)]),
    "relu": ("x if x > 0 else 0", lambda x, p: x if x > 0 else mpf(0), [("", 0)],
             lambda p: [(0.0, 0.0, 0.0), (-0.0, -0.0, 0.0), (INF, INF, 1.0), (-INF, 0.0, 0.0)]),
    "leaky_relu": ("x if x > 0 else slope*x", lambda x, p: x if x > 0 else p * x,
                   [(f"(slope={v})", v) for v in ("0.01", "0.3", "-0.5", "1.75")],
                   lambda p: [(0.0, 0.0, p), (-0.0, -0.0, p), (INF, INF, 1.0), (-INF, -INF if p > 0 else INF, p)]),
    "prelu": ("x if x > 0 else slope*x", lambda x, p: x if x > 0 else p * x,
              [(f"(slope={v}, learn=layer)", v) for v in ("0.25", "-0.75")],
              lambda p: zeros(p) + [(INF, INF, 1.0, 0.0), (-INF, -INF if p > 0 else INF, p, -INF)]),
    "elu": ("x if x > 0 else alpha*(exp(x)-1)", lambda x, p: x if x > 0 else p * (mp.exp(x) - 1),
            [(f"(alpha={v})", v) for v in ("1", "0.5", "1.75")],
            lambda p: [(0.0, 0.0, p), (-0.0, -0.0, p), (INF, INF, 1.0), (-INF, -p, 0.0)]),
    "sigmoid": ("1/(1+exp(-x))", lambda x, p: sigmoid(x), [("", 0)],
                lambda p: [(0.0, 0.5, 0.25), (-0.0, 0.5, 0.25), (INF, 1.0, 0.0), (-INF, 0.0, 0.0)]),
    "tanh": ("sinh(x)/cosh(x)", lambda x, p: mp.tanh(x), [("", 0)],
             lambda p: [(0.0, 0.0, 1.0), (-0.0, -0.0, 1.0), (INF, 1.0, 0.0), (-INF, -1.0, 0.0)]),
    "gelu": ("x*erfc(-x/sqrt(2))/2", lambda x, p: x * mp.erfc(-x / mp.sqrt(2)) / 2, [("", 0)], lambda p: gate()),
    "gelu_tanh": ("x*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))/2 = x/(1+exp(-2*sqrt(2/pi)*(x+0.044715*x^3)))",
                  lambda x, p: x * sigmoid(2 * mp.sqrt(2 / mp.pi) * (x + mpf("0.044715") * x ** 3)), [("", 0)], lambda p: gate()),
    "quick_gelu": ("x/(1+exp(-1.702*x))", lambda x, p: x * sigmoid(mpf("1.702") * x), [("", 0)], lambda p: gate()),
    "normal_cdf": ("erfc(-x/sqrt(2))/2", lambda x, p: mp.erfc(-x / mp.sqrt(2)) / 2, [("", 0)],
                   lambda p: [(0.0, 0.5, PEAK), (-0.0, 0.5, PEAK), (INF, 1.0, 0.0), (-INF, 0.0, 0.0)]),
    "erf": ("erf(x)", lambda x, p: mp.erf(x), [("", 0)],
            lambda p: [(0.0, 0.0, TWO_OVER_ROOT_PI), (-0.0, -0.0, TWO_OVER_ROOT_PI), (INF, 1.0, 0.0), (-INF, -1.0, 0.0)]),
    "arctan": ("atan(x)", lambda x, p: mp.atan(x), [("", 0)],
               lambda p: [(0.0, 0.0, 1.0), (-0.0, -0.0, 1.0), (INF, single(math.pi / 2), 0.0), (-INF, -single(math.pi / 2), 0.0)]),
    "cloglog": ("1-exp(-exp(x))", lambda x, p: -mp.expm1(-mp.exp(min(x, mpf(20)))), [("", 0)],  # e^(−e²⁰) is 0 in any float
                lambda p: [(0.0, single(1 - math.exp(-1)), single(math.exp(-1))), (-0.0, single(1 - math.exp(-1)), single(math.exp(-1))),
                           (INF, 1.0, 0.0), (-INF, 0.0, 0.0)]),
    "cosine": ("cos(x)", lambda x, p: mp.cos(x), [("", 0)], lambda p: [(0.0, 1.0, -0.0), (-0.0, 1.0, 0.0), (INF, NAN, NAN), (-INF, NAN, NAN)]),
    "sine": ("sin(omega*x)", lambda x, p: mp.sin(p * x), [(f"(omega={v})", v) for v in ("30", "1", "0.7")],
             lambda p: [(0.0, 0.0, p), (-0.0, -0.0, p), (INF, NAN, NAN), (-INF, NAN, NAN)]),
    "snake": ("x+sin(a*x)^2/a", lambda x, p: x + mp.sin(p * x) ** 2 / p, [(f"(a={v}, learn=layer)", v) for v in ("1", "0.3", "1e-20", "7")],
              lambda p: zeros(1.0)),
    "gaussian": ("exp(-x^2)", lambda x, p: mp.exp(-x * x), [("", 0)],
                 lambda p: [(0.0, 1.0, -0.0), (-0.0, 1.0, 0.0), (INF, 0.0, -0.0), (-INF, 0.0, 0.0)]),
    "swish": ("x/(1+exp(-beta*x))", lambda x, p: x * sigmoid(p * x),
              [(f"(beta={v}, learn=layer)", v) for v in ("1", "1.5", "0.1", "-2")],
              lambda p: [(0.0, 0.0, 0.5, 0.0), (-0.0, -0.0, 0.5, 0.0)] + (
                  [(INF, INF, 1.0, 0.0), (-INF, -0.0, -0.0, 0.0)] if p > 0 else
                  [(INF, 0.0, -0.0, 0.0), (-INF, -INF, 1.0, 0.0)])),
}


def softmax(row):
    top = max(row)
    terms = [mp.exp(x - top) for x in row]
    return [t / sum(terms) for t in terms]


def log_softmax(row):
    # Textbook form at 250 digits, with enough room for logits hundreds apart.
    total = sum(mp.exp(x) for x in row)
    return [x - mp.log(total) for x in row]


def softmin(row):
    return softmax([-x for x in row])


def threshold(row, power):
    """max(x - t, 0)^power with the t for which the row sums to 1, by halving: knows nothing of sorting or of formulas for t."""
    low, high = max(row) - 1, max(row)
    for _ in range(700):
        middle = (low + high) / 2
        inside = sum((x - middle) ** power for x in row if x > middle) > 1
        low, high = (middle, high) if inside else (low, middle)
    return [max(x - low, mpf(0)) ** power for x in row]


def sparsemax(row):
    return threshold(row, 1)


def entmax15(row):
    return threshold([x / 2 for x in row], 2)


def log_sum_exp(row):
    return [mp.log(sum(mp.exp(x) for x in row))]


def gated(h):
    return lambda row: [a * h(b) for a, b in zip(row[:len(row) // 2], row[len(row) // 2:])]


def rectified(x):
    return x if x > 0 else mpf(0)


# Other outputs than inputs: instead of the diagonal of the Jacobian, the gradient of the sum of the outputs.
WIDTH_CHANGING = {
    "glu": ("a*(1/(1+exp(-b)))", gated(sigmoid)),
    "reglu": ("a*max(b,0)", gated(rectified)),
    "geglu": ("a*b*erfc(-b/sqrt(2))/2", gated(lambda b: b * mp.erfc(-b / mp.sqrt(2)) / 2)),
    "swiglu": ("a*b/(1+exp(-b))", gated(lambda b: b * sigmoid(b))),
    "bilinear": ("a*b", gated(lambda b: b)),
    "maxout": ("max of neighbours", lambda row: [max(p) for p in zip(row[::2], row[1::2])]),
    "crelu": ("max(x,0), max(-x,0)", lambda row: [rectified(x) for x in row] + [rectified(-x) for x in row]),
    "log_sum_exp": ("log(sum_j exp(x_j))", log_sum_exp),
}

ROW_FUNCTIONS = {
    **WIDTH_CHANGING,
    "sparsemax": ("max(x_i-t,0), sum_j max(x_j-t,0)=1", sparsemax),
    "entmax15": ("max(x_i/2-t,0)^2, sum_j max(x_j/2-t,0)^2=1", entmax15),
    "softmin": ("exp(-x_i)/sum_j exp(-x_j)", softmin),
    "softmax": ("exp(x_i)/sum_j exp(x_j)", softmax),
    "log_softmax": ("x_i-log(sum_j exp(x_j))", log_softmax),
}


def points(chance):
    zs = set()
    for e in range(-149, 128, 6):
        zs.update((math.ldexp(1, e), -math.ldexp(1, e)))
    for e in range(-30, 8):
        zs.update(s * single(chance.uniform(1, 2) * 2.0 ** e) for s in (1, -1))
    zs.update(single(chance.uniform(-10, 10)) for _ in range(120))
    zs.update(single(chance.uniform(-110, 110)) for _ in range(60))
    zs.update(single(v) for v in (-103.97, -103.98, -104.0, -88.8, -87.3, 16.6, 17.4, 88.7, 3.4028234663852886e38, -3.4028234663852886e38))
    return sorted(zs)


def write(name, expression, columns, lines):
    OUT.mkdir(parents=True, exist_ok=True)
    head = [f"# oracle: mpmath at {mp.dps} digits, tools/vectors.py", f"# expression: {expression}",
            "# slope: central difference of the expression, step 1e-60", f"# columns: {columns}"]
    (OUT / f"{name}.csv").write_text("\n".join(head + lines) + "\n")
    print(f"{name}: {len(lines)} lines")


def elementwise(name):
    expression, f, settings, special = FUNCTIONS[name]
    chance = random.Random(name)
    learned = name in ("prelu", "swish", "snake")
    lines = []
    for arguments, written in settings:
        # Several parameters are written with blanks between, and come as a list.
        numbers = [single(float(word)) for word in str(written).split()]
        parameter, p = (numbers[0], mpf(numbers[0])) if len(numbers) == 1 else (numbers, [mpf(v) for v in numbers])
        lines.append(f"# activation: {name}{arguments}")
        for row in special(parameter) + [(NAN, NAN, NAN, NAN)]:
            lines.append(",".join(text(single(v)) for v in row[:4 if learned else 3]))
        for z in points(chance):
            x = mpf(z)
            values = [round_single(f(x, p)), round_single((f(x + STEP, p) - f(x - STEP, p)) / (2 * STEP))]
            if learned:
                values.append(round_single((f(x, p + STEP) - f(x, p - STEP)) / (2 * STEP)))
            if None not in values:
                lines.append(",".join(text(v) for v in [z, *values]))
    write(name, expression, "z,y,slope" + (",parameter slope" if learned else ""), lines)


def rows(name):
    expression, f = ROW_FUNCTIONS[name]
    chance = random.Random(name)
    lines = [f"# activation: {name}" + ("(pieces=2)" if name == "maxout" else "")]
    cases = [[0.0], [5.0], [-700.0], [1000.0, 1001.0, 999.0], [89.0, 2.0, -2.0], [-104.0, -105.0, -110.0], [0.0, -50.0], [0.0, -100.0, -103.0],
             [1.0] * 7, [3e38, -3e38], [0.0, 1e-30, -1e-30]]
    for _ in range(300 if name in WIDTH_CHANGING else 120):
        spread = chance.choice([0.01, 1, 10, 100])
        cases.append([single(chance.gauss(0, spread)) for _ in range(chance.randint(2, 12))])
    for case in cases:
        case = [single(v) for v in case]
        if name in WIDTH_CHANGING and (len(case) % 2 or len(set(map(abs, case))) < len(case) or 0 in case):
            continue  # halves do not exist, or a kink is met
        if name == "sparsemax" and 1 in [max(case) - x for x in case]:
            continue  # the edge of the support: a kink
        row = [mpf(v) for v in case]
        if max(row) - min(row) > 500 and name in ("log_softmax", "log_sum_exp", "softmin"):
            continue
        y = [round_single(v) for v in f(row)]
        slope = []
        for i in range(len(row)):
            up, down = list(row), list(row)
            up[i] += STEP
            down[i] -= STEP
            difference = sum(f(up)) - sum(f(down)) if name in WIDTH_CHANGING else f(up)[i] - f(down)[i]
            if name in ("sparsemax", "entmax15") and abs(difference) < mpf(10) ** -200:
                difference = mpf(0)  # what halving leaves has either sign
            slope.append(round_single(difference / (2 * STEP)))
        if None not in y and None not in slope:
            lines.append(",".join(" ".join(text(v) for v in column) for column in (case, y, slope)))
    write(name, expression, f"z,y,{'gradient of the sum' if name in WIDTH_CHANGING else 'diagonal of the Jacobian'}; a row's elements separated by blanks", lines)


for wanted in sys.argv[1:] or [*FUNCTIONS, *ROW_FUNCTIONS]:
    (rows if wanted in ROW_FUNCTIONS else elementwise)(wanted)

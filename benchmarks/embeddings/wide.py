"""Writes a table with a wide category: python3 wide.py [LEVELS [ROWS [SLOPES]]] > wide.csv

y = a[shop] + Σ b[shop, i]·xᵢ + sin(2·x2) + noise, with a ~ N(0, 1), b ~ N(0, 0.7), noise ~ N(0, 0.5), xᵢ ~ N(0, 1): what a shop does is 1 + SLOPES numbers, which nobody tells the network.
Shops are as unequal as real ones: the share of shop k is proportional to 1 / (k + 50). Python's generator gives the same numbers everywhere.
"""
import math
import random
import sys

levels, rows, slopes = [int(text) for text in sys.argv[1:]] + [2000, 50_000, 1][len(sys.argv) - 1:]
draw = random.Random(7)
effect = [[draw.gauss(0, 1)] + [draw.gauss(0, 0.7) for _ in range(slopes)] for _ in range(levels)]
shops = draw.choices(range(levels), [1 / (k + 50) for k in range(levels)], k=rows)
columns = max(slopes, 2)

print("shop," + ",".join(f"x{i + 1}" for i in range(columns)) + ",y")
for k in shops:
    x = [draw.gauss(0, 1) for _ in range(columns)]
    a, *b = effect[k]
    y = a + sum(slope * value for slope, value in zip(b, x)) + math.sin(2 * x[1]) + draw.gauss(0, 0.5)
    print(f"shop{k:05d}," + ",".join(f"{value:.4f}" for value in x) + f",{y:.4f}")

"""Writes a table with a wide category: python3 wide.py [LEVELS [ROWS]] > wide.csv

y = a[shop] + b[shop]·x1 + sin(2·x2) + noise, with a ~ N(0, 1), b ~ N(0, 0.7), noise ~ N(0, 0.5), x1, x2 ~ N(0, 1): what a shop does is two numbers, which nobody tells the network.
Shops are as unequal as real ones: the share of shop k is proportional to 1 / (k + 50). Without chance of the machine's: Python's generator gives the same numbers everywhere.
"""
import math
import random
import sys

levels = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
rows = int(sys.argv[2]) if len(sys.argv) > 2 else 50_000
draw = random.Random(7)
effect = [(draw.gauss(0, 1), draw.gauss(0, 0.7)) for _ in range(levels)]
shops = draw.choices(range(levels), [1 / (k + 50) for k in range(levels)], k=rows)

print("shop,x1,x2,y")
for k in shops:
    x1, x2 = draw.gauss(0, 1), draw.gauss(0, 1)
    a, b = effect[k]
    print(f"shop{k:05d},{x1:.4f},{x2:.4f},{a + b * x1 + math.sin(2 * x2) + draw.gauss(0, 0.5):.4f}")

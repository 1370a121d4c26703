"""Writes invented predictions with four protected attributes of 2 to 5 groups: model_predictions.py COUNT FILE"""
import sys
import numpy as np

count, path = int(sys.argv[1]), sys.argv[2]
draw = np.random.default_rng(5)
score = draw.beta(2, 2, count)
outcome = (draw.random(count) < score).astype(int)
groups = [draw.integers(0, size, count) for size in (2, 3, 4, 5)]
with open(path, "w") as file:
    file.write("id,y_true,y_score,a,b,c,d\n")
    for i in range(count):
        file.write(f"p{i},{outcome[i]},{score[i]:.6f}," + ",".join(f"{k}{g[i]}" for k, g in zip("abcd", groups)) + "\n")

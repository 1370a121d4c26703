"""The figures of `bench/model`, by numpy, scikit-learn, SciPy and fairlearn: read, measure, bootstrap; prints seconds.

usage: python model_figures.py predictions.csv DRAWS [library|numpy]
`library` calls the libraries' functions in every draw; `numpy` weights presorted arrays by the draw's counts.
"""
import sys, time
import numpy as np, pandas as pd
from sklearn import metrics as M
from fairlearn import metrics as F
from scipy import stats

path, draws, way = sys.argv[1], int(sys.argv[2]), sys.argv[3]
start = time.perf_counter()
t = pd.read_csv(path, dtype={"id": str})
y, s = t.y_true.to_numpy(), t.y_score.to_numpy()
p = (s >= 0.5).astype(int)
names = ["a", "b", "c", "d"]
groups = {k: t[k].astype(str).to_numpy() for k in names}
read = time.perf_counter() - start
edges = np.percentile(s, np.arange(0, 101, 10))
width = np.minimum(np.searchsorted(np.arange(11) / 10, s, "right") - 1, 9)
quant = np.searchsorted(edges[1:-1], s, "left")

def errors(bins, y, s):
    n = np.bincount(bins, minlength=10)
    d = np.abs(np.bincount(bins, weights=y - s, minlength=10))
    return d.sum() / len(y), (d / np.maximum(n, 1)).max()

def library(i):
    Y, S, P = y[i], s[i], p[i]
    out = [M.balanced_accuracy_score(Y, P), M.f1_score(Y, P), M.matthews_corrcoef(Y, P), M.cohen_kappa_score(Y, P),
           stats.ks_2samp(S[Y == 1], S[Y == 0], method="asymp").statistic, M.average_precision_score(Y, S),
           M.brier_score_loss(Y, S), M.log_loss(Y, S), *errors(width[i], Y, S), *errors(quant[i], Y, S)]
    for k in names:
        f = dict(sensitive_features=groups[k][i])
        out += [F.demographic_parity_difference(Y, P, **f), F.demographic_parity_ratio(Y, P, **f),
                F.equal_opportunity_difference(Y, P, **f), F.equalized_odds_difference(Y, P, **f),
                F.equalized_odds_difference(Y, P, agg="mean", **f)]
        frame = F.MetricFrame(metrics={"precision": M.precision_score, "accuracy": M.accuracy_score}, y_true=Y,
                              y_pred=P, **f)
        out += list(frame.difference())
    return out

order = np.argsort(-s, kind="stable")
yo, so, po, wo, qo = y[order], s[order], p[order], width[order], quant[order]
codes = [pd.factorize(groups[k])[0][order] * 4 + yo * 2 + po for k in names]
gap, square = yo - so, (yo - so) ** 2
loss = -np.log(np.where(yo == 1, so, 1 - so))
ends = np.append(so[1:] != so[:-1], True)

def weighted(rng):
    c = np.bincount(rng.integers(0, len(y), len(y)), minlength=len(y))
    tp, sel = np.cumsum(c * yo)[ends], np.cumsum(c)[ends]
    pos, n = tp[-1], len(y)
    ks = np.abs(tp / pos - (sel - tp) / (n - pos)).max()
    ap = (np.diff(tp, prepend=0) * (tp / np.maximum(sel, 1))).sum() / pos
    out = [ks, ap, (c * square).sum() / n, (c * loss).sum() / n]
    for b in (wo, qo):
        m, d = np.bincount(b, weights=c, minlength=10), np.abs(np.bincount(b, weights=c * gap, minlength=10))
        out += [d.sum() / n, (d / np.maximum(m, 1)).max()]
    out += [np.bincount(k, weights=c) for k in codes]
    return out

begin = time.perf_counter()
library(np.arange(len(y))); M.roc_auc_score(y, s)
once = time.perf_counter() - begin
rng = np.random.default_rng(1)
begin = time.perf_counter(); cpu = time.process_time()
for _ in range(draws):
    library(rng.integers(0, len(y), len(y))) if way == "library" else weighted(rng)
each = (time.perf_counter() - begin) / max(1, draws); each_cpu = (time.process_time() - cpu) / max(1, draws)
print(f"{way}: read {read:.2f} s, figures once {once:.2f} s, a draw {each:.4f} s wall {each_cpu:.4f} s cpu; "
      f"1000 draws {read + once + 1000 * each:.0f} s wall, {read + once + 1000 * each_cpu:.0f} s cpu")

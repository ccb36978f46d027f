"""Every combination of choices on arrays, beside one group-by of a frame per combination.

``make bench`` prints every group as a table. Wanted: 5,000 universes of the flagship, each of
them all rows of the balance, in under five seconds on two cores. The peer does the same sums and
verdicts on a frame of terms that is made for it beforehand; as it is slow it does one universe
in a hundred.
"""

import itertools

import numpy as np
import pandas as pd
import pytest

import balance
from balance.comparison.question import Question
from balance.robustness import universes
from balance.robustness.universes.choices import choices_of, put
from balance.robustness.universes.evaluation import evaluate

SIDES = ("NATO - USA - CAN", "RUS")
JOINING_A = ["UKR", "AUT", "CHE", "IRL", "MLT", "GEO", "MDA", "SRB", "BIH", "CYP", "AUS", "JPN"]
JOINING_B = ["BLR", "PRK", "IRN", "CHN", "KAZ", "KGZ", "TJK", "ARM", "AZE", "UZB", "SYR", "CUB"]
MEMBERSHIPS = 31 * 13 * 13  # one of thirty or nobody leaves, one of twelve or nobody joins
SAMPLE = 100


@pytest.mark.benchmark(group="robustness: the flagship under every choice, as a user asks for it")
def test_the_flagship(benchmark, data):
    benchmark.pedantic(universes, args=SIDES, kwargs={"data": data}, rounds=3)
    assert benchmark.stats.stats.max < 5


def asked(data):
    a, b = (data.coalition(side) for side in SIDES)
    question = Question(a.codes, b.codes, None, None, "step")
    rows = data.indicators_of("balance")
    axes = ["leaves", "joins_a", "joins_b"]
    choices = choices_of(
        data, a, b, question, rows, axes=axes, joining_a=JOINING_A, joining_b=JOINING_B
    )
    return question, rows, choices


@pytest.mark.benchmark(group="robustness: universes of all rows, 5,239 on arrays, 53 by pandas")
def test_every_universe_on_arrays(benchmark, data):
    question, rows, choices = asked(data)

    def every():
        return [evaluate(data, row, question, choices) for row in rows]

    found = benchmark.pedantic(every, rounds=3, warmup_rounds=1)
    benchmark.extra_info["universes"] = max(each.size for each in found)
    benchmark.extra_info["rows times universes"] = sum(each.size for each in found)
    assert MEMBERSHIPS >= benchmark.extra_info["universes"] > 5000
    assert benchmark.stats.stats.max < 5


@pytest.mark.benchmark(group="robustness: universes of all rows, 5,239 on arrays, 53 by pandas")
def test_one_universe_in_a_hundred_by_pandas(benchmark, data):
    question, rows, choices = asked(data)
    everyone = sorted({*question.a, *choices.joins_a})
    others = sorted({*question.b, *choices.joins_b})
    names = [row.name for row in rows]
    wide = balance.compare(" + ".join(everyone), " + ".join(others), data=data, indicators=names)
    terms = wide.contributions[["indicator", "entity", "low", "value", "high"]]
    paths = itertools.product(
        [None, *question.a], [None, *choices.joins_a], [None, *choices.joins_b]
    )
    sample = list(itertools.islice(paths, 0, None, SAMPLE))

    def sums(codes):
        mine = terms[terms["entity"].isin(codes)]
        return mine.groupby("indicator")[["low", "value", "high"]].sum().reindex(names)

    def one(path):
        leaver, a, b = path
        left = sums([code for code in (*question.a, a) if code and code != leaver])
        right = sums([code for code in (*question.b, b) if code])
        verdicts = [left["low"] > right["high"], left["high"] < right["low"]]
        return pd.Series(np.select(verdicts, ["a_more", "b_more"], "undecided"), names)

    def some():
        return [one(path) for path in sample]

    found = benchmark.pedantic(some, rounds=3, warmup_rounds=1)
    benchmark.extra_info["universes"] = len(sample)
    submarines = evaluate(data, data.indicator("submarines"), question, choices)
    told = {submarines.path(0, m): submarines.verdict(0, m) for m in range(submarines.size)}
    members = {(put(question, path).a, put(question, path).b): told[path] for path in told}
    for path, own in zip(sample, found, strict=True):  # the same work: the same verdicts
        leaver, a, b = path
        left = tuple(sorted({*question.a, *([a] if a else [])} - {leaver}))
        right = tuple(sorted({*question.b, *([b] if b else [])}))
        if (left, right) in members and members[left, right] in ("a_more", "b_more"):
            assert own["submarines"] == members[left, right]

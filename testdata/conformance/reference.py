#!/usr/bin/env python3
"""A second implementation of the verdict, held to the conformance suite.

It knows nothing of how mskguide decides. It reads guidelines/NAME.json, turns every condition
into Python, fills what is unknown of a case in every way that conditions can tell apart, and
compares what all completions have in common with the answer of the case. Cases with more
completions than LIMIT are counted and left to others.

    python3 reference.py [LIMIT]

Exit status: 0 all agree, 1 some differ. Needs Python 3.8 and nothing else.
"""

import itertools
import json
import math
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
LIMIT = int(sys.argv[1]) if len(sys.argv) > 1 else 20000


class Guideline:
    def __init__(self, name):
        with open(HERE / "guidelines" / (name + ".json"), encoding="utf-8") as f:
            data = json.load(f)
        self.verdicts = data["verdicts"]
        self.facts = {f["id"]: f for f in data["facts"]}
        self.groups = {g["id"]: g["facts"] for g in data["groups"]}
        # Rules on outcome measures need more than their condition; none of them gives a verdict.
        self.rules = [Rule(r, self.facts) for r in data["rules"] if not r.get("measures")]
        assert all(r["gives"] == "caution" for r in data["rules"] if r.get("measures"))

    def values(self, known, rules):
        """What is left of every fact that the rules name, one value for each kind they tell apart."""
        names = dict.fromkeys(n for r in rules for n in r.names)
        return {n: self.left(n, known.get(n), rules) for n in names}

    def left(self, name, given, rules):
        fact = self.facts[name]
        if fact["type"] == "bool":
            return [given] if isinstance(given, bool) else [False, True]
        if fact["type"] == "choice":
            if isinstance(given, str):
                return [given]
            lists = [choices for r in rules for choices in r.lists(name)]
            choices = [c for c in fact["choices"] if given is None or c in given["one_of"]]
            return one_of_each(choices, lambda c: tuple(c in listed for listed in lists))
        if isinstance(given, (int, float)):
            return [float(given)]
        whole = any(name in r.compared for r in rules)
        return numbers(fact, given or {}, sorted({c for r in rules for c in r.cuts(name)}), whole)


class Rule:
    def __init__(self, data, facts):
        self.id, self.gives, self.when = data["id"], data["gives"], data["when"]
        bare = re.sub(r'"[^"]*"', "", self.when)
        self.names = [n for n in dict.fromkeys(re.findall(r"[a-z_][a-z_0-9]*", bare)) if n in facts]
        python = re.sub(r"\btrue\b", "True", re.sub(r"\bfalse\b", "False", self.when))
        self.run = eval("lambda " + ", ".join(self.names) + ": " + python, {"__builtins__": {}})
        # Numbers that are compared with facts rather than with numbers: each of their values is another.
        bare = re.sub(r"[a-z_][a-z_0-9]* *(?:<=|>=|==|!=|<|>) *-?[0-9.]+(?! *\*)", "", bare)
        self.compared = {n for n in self.names if facts[n]["type"] in ("number", "integer") and re.search(r"\b%s\b" % n, bare)}

    def holds(self, case):
        return self.run(*(case[n] for n in self.names))

    def cuts(self, name):
        return [float(c) for c in re.findall(r"\b%s *(?:<=|>=|==|!=|<|>) *(-?[0-9.]+)" % name, self.when)]

    def lists(self, name):
        found = re.findall(r'\b%s (?:in|not in|==|!=) (\[[^\]]*\]|"[^"]*")' % name, self.when)
        return [set(re.findall(r'"([^"]*)"', listed)) for listed in found]


def one_of_each(values, kind):
    return list({kind(v): v for v in reversed(values)}.values())[::-1]


def numbers(fact, given, cuts, each):
    """The numbers that are left, one for each place among the cuts, or each of them."""
    low, above = max(given.get("at_least", fact["min"]), fact["min"]), given.get("more_than", -math.inf)
    high, below = min(given.get("at_most", fact["max"]), fact["max"]), given.get("less_than", math.inf)
    start, end = max(low, above), min(high, below)

    def left(x):
        return low <= x <= high and above < x < below

    if fact["type"] == "integer":
        inside = [float(x) for x in range(math.floor(start), math.ceil(end) + 1) if left(x)]
        return inside if each else one_of_each(inside, lambda x: tuple((x > c) - (x < c) for c in cuts))
    if each:
        raise TooMany  # a double, compared with another
    edges = [start] + [c for c in cuts if start < c < end] + [end]
    inside = [x for x in edges + [a + (b - a) / 2 for a, b in zip(edges, edges[1:])] if left(x)]
    return one_of_each(sorted(inside), lambda x: tuple((x > c) - (x < c) for c in cuts))


class TooMany(Exception):
    pass


def answer(g, facts):
    """What all completions have in common, by the definition in the README."""
    known = dict(facts)
    for group in known.pop("none_of", []):
        known.update({f: False for f in g.groups[group]})
    rules = [r for r in g.rules if r.gives != "caution"]
    values = g.values(known, rules)
    parts = [Part(g, values, names, together) for names, together in components(rules, values)]
    # The verdict is the most severe that any part gives, and the parts know nothing of each other.
    floor = max(min(p.levels) for p in parts)
    levels = sorted({v for p in parts for v in p.levels if v >= floor})
    assert floor >= 0, "a gap"
    verdict = "needs_information" if len(levels) > 1 and floor == 0 else g.verdicts[floor]
    missing = {n for p in parts for n, most in p.turns.items() if most > floor}
    always, sometimes = set().union(*(p.always for p in parts)), set().union(*(p.sometimes for p in parts))
    reasons = {r.id: False for r in rules if r.id in always}
    if verdict != "needs_information" and not any(r.gives == verdict for r in rules if r.id in always):
        reasons.update({r.id: True for r in rules if r.id in sometimes - always and g.verdicts.index(r.gives) >= floor})
    return {
        "verdict": verdict,
        "settled": len(levels) == 1,
        "could_become": [g.verdicts[v] for v in levels if g.verdicts[v] != verdict],
        "missing": [n for n in g.facts if n in missing],
        "reasons": reasons,
        "cautions": cautions(g, known),
    }


def components(rules, values):
    """The rules in sets that share no fact on which any of them turns, each with those facts."""
    parts = []
    for rule in rules:
        names, together = turning(rule, values), [rule]
        for part in [p for p in parts if p[0] & names]:
            parts.remove(part)
            names, together = names | part[0], part[1] + together
        parts.append((names, together))
    return parts


def turning(rule, values):
    """The facts that a rule turns on, given what is known of the others."""
    if count(values, rule.names) > LIMIT:
        raise TooMany
    truth = {combination: bool(rule.run(*combination)) for combination in itertools.product(*(values[n] for n in rule.names))}
    names = set()
    for i, name in enumerate(rule.names):
        if any(truth[c] != truth[c[:i] + (values[name][0],) + c[i + 1:]] for c in truth):
            names.add(name)
    return names


def count(values, names):
    return math.prod(len(values[n]) for n in names)


class Part:
    """All that some rules can do together."""

    def __init__(self, g, values, names, rules):
        names = sorted(names)
        if count(values, names) > LIMIT:
            raise TooMany
        idle = {n: values[n][0] for r in rules for n in r.names}  # whatever these are
        self.always, self.sometimes = {r.id for r in rules}, set()
        found = {}
        for combination in itertools.product(*(values[n] for n in names)):
            case = {**idle, **dict(zip(names, combination))}
            holding = {r.id: g.verdicts.index(r.gives) for r in rules if r.holds(case)}
            found[combination] = max(holding.values(), default=-1)
            self.always &= holding.keys()
            self.sometimes |= holding.keys()
        self.levels = set(found.values())
        self.turns = {}  # by fact, the most severe verdict of two that it alone decides between
        for i, name in enumerate(names):
            rest = {}
            for combination, level in found.items():
                rest.setdefault(combination[:i] + combination[i + 1:], set()).add(level)
            self.turns[name] = max((max(s) for s in rest.values() if len(s) > 1), default=-1)


def cautions(g, known):
    """Each caution, over the facts that it names: True when it is only possible, None when that are too many to try."""
    out = {}
    for rule in g.rules:
        if rule.gives != "caution":
            continue
        values = g.values(known, [rule])
        if count(values, rule.names) > LIMIT:
            out[rule.id] = None
            continue
        truths = {bool(rule.run(*combination)) for combination in itertools.product(*values.values())}
        if True in truths:
            out[rule.id] = False in truths
    return out


def differences(g, case):
    want, got = case["answer"], answer(g, case["facts"])
    left_out = {k for k, v in got["cautions"].items() if v is None}
    tried = {r.id for r in g.rules} - left_out
    got["cautions"] = {k: v for k, v in got["cautions"].items() if k in tried}
    want = {
        **{k: want[k] for k in ("verdict", "settled", "could_become", "missing")},
        "reasons": {r["rule"]: r["possible"] for r in want["reasons"]},
        "cautions": {k["rule"]: k["possible"] for k in want["cautions"] if k["rule"] in tried},
    }
    if not case["answer"]["exact"]:  # it may hold too much: then ours must be within it
        return ["%s: %s is not within %s" % (k, got[k], want[k]) for k in ("could_become", "missing", "cautions")
                if not set(got[k]) <= set(want[k]) | {want["verdict"]}]
    return ["%s: here %s, in the suite %s" % (k, got[k], want[k]) for k in want if got[k] != want[k]]


def main():
    differing = 0
    with open(HERE / "guidelines.json", encoding="utf-8") as f:
        names = [g["name"] for g in json.load(f)]
    for name in names:
        g, agreed, large = Guideline(name), 0, 0
        with open(HERE / "cases" / (name + ".ndjson"), encoding="utf-8") as lines:
            for case in map(json.loads, lines):
                try:
                    found = differences(g, case)
                except TooMany:
                    large += 1
                    continue
                agreed += not found
                differing += bool(found)
                for what in found:
                    print("%s: %s" % (case["id"], what))
        print("%s: %d cases agree; %d leave too many completions to be tried" % (name, agreed, large))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())

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
        self.name = name
        self.verdicts = data["verdicts"]
        self.facts = {f["id"]: f for f in data["facts"]}
        self.groups = {g["id"]: g["facts"] for g in data["groups"]}
        # Rules on outcome measures need more than their condition; none of them gives a verdict.
        self.rules = [r for r in data["rules"] if not r.get("measures")]
        assert all(r["gives"] == "caution" for r in data["rules"] if r.get("measures"))
        for rule in self.rules:
            rule["holds"], rule["names"] = self.compile(rule["when"])
        self.cuts = {f: set() for f in self.facts}
        self.compared = set()  # facts that are compared with facts: each of their values is another
        for rule in self.rules:
            self.find_cuts(rule)

    def compile(self, source):
        names = [n for n in dict.fromkeys(re.findall(r"[a-z_][a-z_0-9]*", re.sub(r'"[^"]*"', "", source))) if n in self.facts]
        python = re.sub(r"\btrue\b", "True", re.sub(r"\bfalse\b", "False", source))
        python = python.replace("&&", " and ").replace("||", " or ")
        return eval("lambda " + ", ".join(names) + ": " + python, {"__builtins__": {}}), names

    def find_cuts(self, rule):
        numbers = [n for n in rule["names"] if self.facts[n]["type"] in ("number", "integer")]
        for name in numbers:
            for left, right in re.findall(r"\b%s *(?:<=|>=|==|!=|<|>) *(-?[0-9.]+)(.?)" % name, rule["when"]):
                self.cuts[name].add(float(left))
        bare = re.sub(r"[a-z_][a-z_0-9]* *(?:<=|>=|==|!=|<|>) *-?[0-9.]+(?! *\*)", "", rule["when"])
        self.compared.update(n for n in numbers if re.search(r"\b%s\b" % n, bare))

    def left(self, name, given):
        """The values that are left of a fact: all, or of a number one for each kind."""
        fact = self.facts[name]
        if fact["type"] == "bool":
            return [given] if isinstance(given, bool) else [False, True]
        if fact["type"] == "choice":
            if isinstance(given, str):
                return [given]
            return self.kinds(name, [c for c in fact["choices"] if given is None or c in given["one_of"]])
        return self.numbers(name, fact, given)

    def kinds(self, name, choices):
        """One choice of each kind that conditions tell apart."""
        lists = [set(re.findall(r'"([^"]*)"', found)) for r in self.rules for found in re.findall(r'\b%s (?:in|not in|==|!=) (\[[^\]]*\]|"[^"]*")' % name, r["when"])]
        kinds = {}
        for c in choices:
            kinds.setdefault(tuple(c in l for l in lists), c)
        return list(kinds.values())

    def numbers(self, name, fact, given):
        if isinstance(given, (int, float)):
            return [float(given)]
        given = given or {}
        low, above = given.get("at_least", fact["min"]), given.get("more_than")
        high, below = given.get("at_most", fact["max"]), given.get("less_than")
        low, high = max(low, fact["min"]), min(high, fact["max"])

        def allowed(x):
            return low <= x <= high and (above is None or x > above) and (below is None or x < below)

        start = low if above is None else max(low, above)
        end = high if below is None else min(high, below)
        if fact["type"] == "integer":
            whole = range(int(start) - 1, int(end) + 2)
            inside = [float(x) for x in whole if allowed(x)]
            if name in self.compared:
                return inside
            seen, out = set(), []
            for x in inside:  # one for each place among the cuts
                kind = tuple((x > c) - (x < c) for c in sorted(self.cuts[name]))
                if kind not in seen:
                    seen.add(kind)
                    out.append(x)
            return out
        if name in self.compared:
            raise TooMany  # a double in doubt, compared with another
        edges = [start] + [c for c in sorted(self.cuts[name]) if start < c < end] + [end]
        points = edges + [a + (b - a) / 2 for a, b in zip(edges, edges[1:])]
        return sorted({x for x in points if allowed(x)})


class TooMany(Exception):
    pass


def answer(g, facts):
    """What all completions have in common, by the definition in the README."""
    known = dict(facts)
    for group in known.pop("none_of", []):
        known.update({f: False for f in g.groups[group]})
    values = {name: g.left(name, known.get(name)) for name in g.facts if any(name in r["names"] for r in g.rules)}
    rules = [r for r in g.rules if r["gives"] != "caution"]
    parts = [Part(g, values, together) for together in components(rules, values)]
    # The verdict is the most severe that any part gives, and the parts know nothing of each other.
    floor = max(min(p.levels) for p in parts)
    levels = sorted({v for p in parts for v in p.levels if v >= floor})
    assert floor >= 0, "a gap"
    verdict = "needs_information" if len(levels) > 1 and floor == 0 else g.verdicts[floor]
    missing = {n for p in parts for n, most in p.turns.items() if most > floor}
    always, sometimes = set().union(*(p.always for p in parts)), set().union(*(p.sometimes for p in parts))
    reasons = {r["id"]: False for r in rules if r["id"] in always}
    if verdict != "needs_information" and not any(r["gives"] == verdict for r in rules if r["id"] in always):
        reasons.update({r["id"]: True for r in rules if r["id"] in sometimes - always and g.verdicts.index(r["gives"]) >= floor})
    return {
        "verdict": verdict,
        "settled": len(levels) == 1,
        "could_become": [g.verdicts[v] for v in levels if g.verdicts[v] != verdict],
        "missing": [n for n in g.facts if n in missing],
        "reasons": reasons,
        "cautions": cautions(g, values),
    }


def components(rules, values):
    """The rules in sets that share no open fact."""
    parts = []
    for rule in rules:
        names, together = {n for n in rule["names"] if len(values[n]) > 1}, [rule]
        for part in [p for p in parts if p[0] & names]:
            parts.remove(part)
            names, together = names | part[0], part[1] + together
        parts.append((names, together))
    return [together for _, together in parts]


class Part:
    """All that some rules can do together."""

    def __init__(self, g, values, rules):
        names = list(dict.fromkeys(n for r in rules for n in r["names"]))
        if math.prod(len(values[n]) for n in names) > LIMIT:
            raise TooMany
        self.always, self.sometimes = {r["id"] for r in rules}, set()
        found = {}
        for combination in itertools.product(*(values[n] for n in names)):
            case = dict(zip(names, combination))
            holding = {r["id"]: g.verdicts.index(r["gives"]) for r in rules if r["holds"](**{n: case[n] for n in r["names"]})}
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


def cautions(g, values):
    """Each caution over the facts that it names: True when possible only."""
    out = {}
    for rule in g.rules:
        if rule["gives"] != "caution":
            continue
        size = 1
        for n in rule["names"]:
            size *= len(values[n])
        if size > 200_000:
            raise TooMany
        truths = {bool(rule["holds"](*combination)) for combination in itertools.product(*(values[n] for n in rule["names"]))}
        if True in truths:
            out[rule["id"]] = False in truths
    return out


def differences(g, case):
    want, got = case["answer"], answer(g, case["facts"])
    kept = {r["id"] for r in g.rules}
    want = {
        **{k: want[k] for k in ("verdict", "settled", "could_become", "missing")},
        "reasons": {r["rule"]: r["possible"] for r in want["reasons"]},
        "cautions": {k["rule"]: k["possible"] for k in want["cautions"] if k["rule"] in kept},
    }
    if not case["answer"]["exact"]:  # it may hold too much: then ours must be within it
        return ["%s: %s is not within %s" % (k, got[k], want[k]) for k in ("could_become", "missing", "cautions")
                if not set(got[k]) <= set(want[k]) | {case["answer"]["verdict"]}]
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

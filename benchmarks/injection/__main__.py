"""Make the slips, ask the audit, print the tables."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from benchmarks.injection import varied, ward
from benchmarks.injection.drafts import Draft
from benchmarks.injection.measure import FINDINGS, Archive, Outcome, outcome
from benchmarks.injection.slips import KINDS, Scene, Slip, candidates, slip_of
from benchmarks.injection.truth import contradicted, takes_part

SLIPS = 2000
SEED = 20260101
_REPORTS, _BOOKS = 48, 24


@dataclass(frozen=True, slots=True)
class Trial:
    """A slip in a draft, and the rules it breaks by the generator's truth."""

    draft: Draft
    archive: Archive
    slip: Slip
    breaks: tuple[str, ...]
    claims: bool


def archives() -> list[Archive]:
    """The ward's twelve months together; the other documents each by itself."""
    months = ward.reports()
    return [
        Archive(months, together=True, changed=ward.changed(months)),
        Archive(varied.reports(_REPORTS), together=False),
        Archive(varied.books(_BOOKS), together=False),
    ]


def trials(count: int, made: list[Archive], kinds: tuple[str, ...] = KINDS) -> Iterator[Trial]:
    """Slips of each kind by turns, each in a figure drawn by lot; none is made twice."""
    random, done = Random(SEED), set[tuple[str, int, str, str]]()
    weights = [3, 4, 3]
    number = tries = 0
    while number < count and tries < 200 * count:
        kind, tries = kinds[number % len(kinds)], tries + 1
        archive = random.choices(made, weights)[0]
        draft = random.choice(archive.drafts)
        mention = random.choice(candidates(draft.facts))
        scene = Scene(draft.facts, draft.after(), draft.before or {})
        slip = slip_of(kind, mention, scene, random)
        if slip is None:
            continue
        key = draft.name, mention.index, slip.text, str(slip.follow)
        if key in done:
            continue
        done.add(key)
        number += 1
        failing = contradicted(draft.facts, mention, slip.text, slip.scale, draft.others)
        rules = tuple(dict.fromkeys(claim.rule for claim in failing))
        twice = any(o.fact == mention.fact for o in draft.others)
        yield Trial(draft, archive, slip, rules, twice or takes_part(draft.facts, mention))


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=SLIPS)
    parser.add_argument("--misses", type=int, default=0, help="show so many misses of each kind")
    parser.add_argument("--kind", default="", help="only this kind of slip")
    arguments = parser.parse_args()
    made = archives()
    _alarms(made)
    kinds = (arguments.kind,) if arguments.kind else KINDS
    found: defaultdict[str, list[tuple[Trial, Outcome]]] = defaultdict(list)
    hidden: Counter[tuple[str, str]] = Counter()
    for trial in trials(arguments.count, made, kinds):
        kind = trial.slip.kind
        if (done := sum(map(len, found.values())) + hidden.total()) and done % 500 == 0:
            _table(found, hidden)  # a long run: what is known so far
        if not trial.breaks:
            hidden[kind, "rounding" if trial.claims else "no claim"] += 1
            continue
        before = trial.archive.known[trial.draft.name]
        result = outcome(before, trial.archive.spoilt(trial.draft, trial.slip), trial.slip)
        if result.read_right:
            hidden[kind, "read right"] += 1
            continue
        found[kind].append((trial, result))
        shown = sum(not r.repaired for _, r in found[kind])
        if not result.repaired and shown <= arguments.misses:
            _show(trial, result)
    _table(found, hidden)


def _alarms(made: list[Archive]) -> None:
    """What is found in documents that have no slip."""
    checks = {
        check.check_id: (check, archive.changed)
        for archive in made
        for document in archive.known.values()
        for check in document.checks
        if check.verdict != "not_checkable"
    }
    claims, alarms = len(checks), Counter[str]()
    for check, changed in checks.values():
        if check.verdict in FINDINGS:
            name: str = check.verdict
            if changed & {*check.observation_ids}:
                name += " about a change made on purpose"
            alarms[name] += 1
            print(f"  {name}, {check.kind}: {check.explanation_en}")
    total = sum(n for name, n in alarms.items() if name in FINDINGS)
    print(f"without slips: {claims} claims checked, {total} findings {dict(alarms)}: ", end="")
    print(f"{1000 * total / max(claims, 1):.2f} in 1,000")


def _show(trial: Trial, result: Outcome) -> None:
    slip = trial.slip
    state = "found" if result.found else "MISSED"
    after = trial.draft.after()[slip.mention.index].replace("\n", " ")
    print(f"{state} {slip.kind} | {trial.draft.name} {slip.mention.fact} breaks {trial.breaks}")
    print(f"    {slip.mention.text} -> {slip.text} {slip.follow or ''} | ..{after}")
    for check in result.told[:4]:
        print(
            f"    {check.kind} {check.verdict} {check.severity}: {check.formula} [{check.repair}]"
        )


def _table(
    found: Mapping[str, list[tuple[Trial, Outcome]]], hidden: Mapping[tuple[str, str], int]
) -> None:
    print(f"{'kind of slip':34}{'slips':>6}{'no claim':>9}{'rounding':>9}{'read ok':>8}"
          f"{'to find':>8}{'found':>8}{'located':>8}{'repair':>8}")  # fmt: skip
    rows = [(kind, [kind]) for kind in KINDS] + [("all", list(KINDS))]
    for name, kinds in rows:
        results = [result for kind in kinds for _, result in found.get(kind, [])]
        counts = [sum(hidden.get((kind, why), 0) for kind in kinds)
                  for why in ("no claim", "rounding", "read right")]  # fmt: skip
        seen = len(results)
        if not seen + sum(counts):
            continue
        hits = [r for r in results if r.found]
        shares = (
            len(hits) / max(seen, 1),
            sum(r.located for r in hits) / max(len(hits), 1),
            sum(r.repaired for r in hits) / max(len(hits), 1),
        )
        print(f"{name:34}{seen + sum(counts):6}{counts[0]:9}{counts[1]:9}{counts[2]:8}{seen:8}"
              + "".join(f"{share:8.3f}" for share in shares))  # fmt: skip


if __name__ == "__main__":
    main()

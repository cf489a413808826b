"""How long the commands take to start, beside an interpreter that does nothing.

``python benchmarks/startup.py`` runs each command in turn, several rounds, and prints the
best time of each and its ratio to ``python -c pass``: a ratio holds on any machine.
"""

from __future__ import annotations

import subprocess
import sys
import time

ROUNDS = 15

COMMANDS = {
    "python -c pass": ("-c", "pass"),
    "import solieu": ("-c", "import solieu"),
    "solieu --version": ("-m", "solieu", "--version"),
    "solieu --help": ("-m", "solieu", "--help"),
    "solieu run --help": ("-m", "solieu", "run", "--help"),
    "import pandas": ("-c", "import pandas"),
}


def seconds(arguments: tuple[str, ...]) -> float:
    """Wall time of one fresh interpreter."""
    begin = time.perf_counter()
    subprocess.run((sys.executable, *arguments), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> None:
    """Measure all commands, interleaved so that a busy moment hits them alike."""
    best = dict.fromkeys(COMMANDS, float("inf"))
    for _ in range(ROUNDS):
        for name, arguments in COMMANDS.items():
            best[name] = min(best[name], seconds(arguments))
    bare = best["python -c pass"]
    print(f"{'command':<20}{'best ms':>10}{'ratio':>8}")
    for name, took in best.items():
        print(f"{name:<20}{took * 1000:>10.1f}{took / bare:>8.2f}")


if __name__ == "__main__":
    main()

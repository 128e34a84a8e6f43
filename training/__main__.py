"""Learn the weights of all choosers: ``python -m training LABELS TEXTS [LABELS TEXTS ...] [--only NAME]``.

A pair of folders named twice counts twice. For each chooser the share of right decisions on documents held out
is printed (five folds), then the weights learned from all are written to ``chitieu/choice/weights``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from chitieu.choice import use_weights
from training.fit import cross_validate, fit, save
from training.settings import CHOOSERS, decisions_of

WEIGHTS = Path(__file__).parent.parent / "chitieu" / "choice" / "weights"


def main() -> None:
    """Read the command line, then teach."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="LABELS TEXTS")
    parser.add_argument("--only", choices=list(CHOOSERS), help="teach this chooser alone")
    asked = parser.parse_args()
    if len(asked.folders) % 2:
        parser.error("name folders in pairs: labels, then texts")
    corpora = list(zip(asked.folders[::2], asked.folders[1::2], strict=True))
    for name, chooser in CHOOSERS.items():
        if asked.only in (None, name):
            found = decisions_of(name, corpora)
            held_out = cross_validate(found, l2=chooser.l2, min_count=chooser.min_count)
            table = fit(found, chooser.l2, chooser.min_count)
            save(table, WEIGHTS / f"{name}.json")
            use_weights(name, table)
            print(f"{name:15} {len(found):6} decisions, {len(table):6} weights, {held_out:.4f} right, held out")


if __name__ == "__main__":
    main()

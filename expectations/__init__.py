"""What must hold at every stage, and the judge that splits good rows from bad.

One suite a stage stands as data in ``suites/STAGE.toml``: Great Expectations' own expectations, each with a name and a
reason in Vietnamese and English. ``columns`` adds what rows are compared with, ``judge`` runs a suite over a frame.
"""

from expectations.judge import Failure, Verdict, judge
from expectations.suite import Check, Suite, suite

__all__ = ["Check", "Failure", "Suite", "Verdict", "judge", "suite"]

"""One fact as one observation of the fact table."""

from __future__ import annotations

import hashlib

from chitieu import sdmx
from chitieu.model import DATE_DOUBTED, Fact, Observation, Scenario
from chitieu.vocabulary import units

# SDMX CL_OBS_STATUS: A normal, E estimated, F forecast, U low reliability. A target has no status of its own.
_STATUS = {Scenario.ACTUAL: "A", Scenario.ESTIMATE: "E", Scenario.TARGET: "A", Scenario.PROJECTION: "F"}


def fact_id(document_id: str, fact: Fact) -> str:
    """Identity of a fact: the document it stands in and the characters it stands at."""
    return hashlib.sha256(f"{document_id}:{fact.start}:{fact.end}".encode()).hexdigest()[:24]


def observe(document_id: str, fact: Fact) -> Observation:
    """Normalise one fact: its value in the base unit of its dimension, its period as days.

    A unit outside the catalogue is kept as it is, value untouched: the suites decide what becomes of it.

    Raises:
        ValueError: the fact's period is no SDMX period.
    """
    unit = units.load().by_code.get(fact.unit)
    factor = unit.factor_to_base if unit and unit.factor_to_base is not None else None
    canonical = unit.base_unit if unit and factor is not None else fact.unit
    scale = 1.0 if factor is None else factor
    period = sdmx.parse(fact.time_period) if fact.time_period else None
    identity = fact_id(document_id, fact)
    return Observation(
        observation_id=identity,
        fact_id=identity,
        document_id=document_id,
        ref_area=fact.ref_area,
        indicator=fact.indicator,
        indicator_text=fact.indicator_text,
        scenario=fact.scenario,
        transformation=fact.transformation,
        plan_ref=fact.plan_ref,
        freq=period.freq if period else None,
        time_period=fact.time_period,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        obs_value=_scaled(fact.value, scale),
        obs_value_upper=None if fact.upper is None else _scaled(fact.upper, scale),
        unit_measure=canonical,
        unit_mult=0,
        unit_reported=fact.unit,
        value_reported=fact.value,
        operator=fact.operator,
        denominator=fact.denominator,
        base_per=fact.base_period,
        obs_status="U" if DATE_DOUBTED in fact.notes else _STATUS[fact.scenario],
        decimals=fact.decimals,
        confidence=fact.confidence,
        rule=fact.rule,
        start=fact.start,
        end=fact.end,
        text=fact.text,
    )


def _scaled(value: float, factor: float) -> float:
    """Value times factor without the noise of binary fractions: 22.8 nghìn tỷ is 22,800,000,000,000 and not ...003."""
    return float(f"{value * factor:.12g}")

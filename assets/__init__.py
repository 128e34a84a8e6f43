"""Dagster assets: one thin module a stage, each a table of the warehouse.

``raw_documents`` -> ``cleaned_documents`` -> ``extracted_facts`` -> ``fact_observation`` -> ``sql_models`` ->
``published_warehouse``. A module says what its stage is made of and calls the rooms that make it; ``stage`` is
what they share: judge, promote, report.
"""

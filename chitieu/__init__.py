"""Chỉ Tiêu: reads Vietnamese socio-economic prose, bytes in and facts out.

The rooms, in the order the data takes: ``reading`` -> ``cleaning`` -> ``extraction`` -> ``normalisation``.
``vocabulary`` holds the catalogues they share, ``evaluation`` judges facts against gold labels, and
``model`` defines the records that the rooms hand each other. Pure functions over plain records: no
Dagster, no DuckDB, no Great Expectations, no network.
"""

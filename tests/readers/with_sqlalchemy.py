"""Read the published file as SQLAlchemy tools do: reflection, then a query."""

import json
import sys

import sqlalchemy as sa

engine = sa.create_engine(
    f"duckdb:///{sys.argv[1]}",
    connect_args={"read_only": True, "config": {"enable_external_access": False, "lock_configuration": True}},
)
facts = sa.Table("fact_observation", sa.MetaData(schema="core"), autoload_with=engine)
series = sa.Table("indicator_series", sa.MetaData(schema="mart"), autoload_with=engine)
with engine.connect() as con:
    rows = con.execute(sa.select(sa.func.count()).select_from(facts)).scalar_one()
    place = con.execute(sa.select(sa.func.min(series.c.place))).scalar_one()
    comment = con.execute(
        sa.text("SELECT comment FROM duckdb_tables() WHERE schema_name = 'core' AND table_name = 'fact_observation'")
    ).scalar_one()
print(json.dumps({"rows": rows, "comment": comment, "place": place, "version": sa.__version__}))

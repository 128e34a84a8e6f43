"""DuckDB: connecting, declared tables, incremental stages, SQL models, publishing and querying."""

// Read the published file from Node.
import { DuckDBInstance, version } from '@duckdb/node-api';

const instance = await DuckDBInstance.create(process.argv[2], { access_mode: 'READ_ONLY' });
const con = await instance.connect();
const one = async (sql) => (await con.runAndReadAll(sql)).getRows()[0][0];
console.log(JSON.stringify({
  rows: Number(await one('SELECT count(*) FROM core.fact_observation')),
  comment: await one("SELECT comment FROM duckdb_tables() WHERE schema_name = 'core' AND table_name = 'fact_observation'"),
  place: await one('SELECT min(place) FROM mart.indicator_series'),
  version: version(),
}));

// duckdb.mjs - run SQL by DuckDB: node duckdb.mjs STATEMENT...; bench.sh installs it into build/
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(`${process.env.DUCKDB}/`);
const { DuckDBInstance } = await import(pathToFileURL(require.resolve('@duckdb/node-api')));
const connection = await (await DuckDBInstance.create(':memory:')).connect();
for (const statement of process.argv.slice(2))
	await connection.run(statement);

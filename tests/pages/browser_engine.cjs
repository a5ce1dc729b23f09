/*
 * browser_engine.cjs DIR NODE_MODULES: the statements of DIR/cases.json in the engine that the pages have in the browser (DuckDB in
 * WebAssembly, an older release than the warehouse's), over the tables of DIR. Each must give the rows that stand there.
 */
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const [directory, modules] = process.argv.slice(2);
const dist = path.join(modules, '@duckdb/duckdb-wasm/dist');
const duckdb = require(path.join(dist, 'duckdb-node-blocking.cjs'));

const same = (x, y) =>
	typeof x === 'number' && typeof y === 'number'
		? Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), Math.abs(y))
		: x === y;
const key = (row) => row.map((v) => (typeof v === 'number' ? v.toPrecision(6) : String(v))).join('|');
const sorted = (rows) => rows.map((row) => ({ row, key: key(row) })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

async function main() {
	const bundle = (name) => ({ mainModule: path.join(dist, `duckdb-${name}.wasm`), mainWorker: '' });
	const db = await duckdb.createDuckDB({ mvp: bundle('mvp'), eh: bundle('eh') }, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
	await db.instantiate(() => {});
	const connection = db.connect();
	connection.query('create schema warehouse');
	for (const file of fs.readdirSync(directory).filter((name) => name.endsWith('.parquet'))) {
		db.registerFileBuffer(file, new Uint8Array(fs.readFileSync(path.join(directory, file))));
		connection.query(`create view warehouse."${path.parse(file).name}" as select * from read_parquet('${file}')`);
	}
	const cases = JSON.parse(fs.readFileSync(path.join(directory, 'cases.json'), 'utf8'));
	let failed = 0;
	cases.forEach(({ sql, rows }, i) => {
		const title = sql.split('\n', 1)[0].replace(/^.* from /, '').replace(/:.*/, '');
		const problem = compare(connection, sql, rows);
		if (problem) console.log(`# ${problem}`);
		failed += problem ? 1 : 0;
		console.log(`${problem ? 'not ok' : 'ok'} ${i + 1} - ${title}`);
	});
	console.log(`1..${cases.length}`);
	process.exitCode = failed ? 1 : 0;
}

// Days and times come as milliseconds or dates; which columns they are is told by the rows that are right
function value(v, right) {
	if (v === null || v === undefined) return null;
	if (v instanceof Date || (typeof right === 'string' && typeof v === 'number'))
		return new Date(v).toISOString().replace('T', ' ').slice(0, right?.length ?? 10);
	return typeof v === 'bigint' ? Number(v) : v;
}

function compare(connection, sql, rows) {
	let result;
	try {
		result = connection.query(sql);
	} catch (error) {
		return String(error).replace(/\n/g, ' ');
	}
	const names = result.schema.fields.map((field) => field.name);
	const samples = names.map((_, c) => rows.find((row) => row[c] !== null)?.[c]);
	const got = sorted(result.toArray().map((row) => names.map((name, c) => value(row[name], samples[c]))));
	const right = sorted(rows);
	if (got.length !== right.length) return `${got.length} rows instead of ${right.length}`;
	const at = got.findIndex(({ row }, r) => !row.every((v, c) => same(v, right[r].row[c])));
	return at < 0 ? null : `row ${at + 1}: ${got[at].key} instead of ${right[at].key}`;
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});

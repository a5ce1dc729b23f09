/*
 * The connector against the real program on the platform named by MDP_PLATFORM (a folder; default: the one that this file is in),
 * and against programs that misbehave. Run by `npm test` here, and by the tests of the whole.
 */
'use strict';

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');
const connector = require('../index.cjs');
const manifest = require('../package.json');

const platform = path.resolve(process.env.MDP_PLATFORM ?? path.join(__dirname, '../../../..'));
const program = process.env.MDP ?? path.join(platform, 'mdp');
const real = { command: program, project: platform };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'connector-'));
after(() => fs.rmSync(folder, { recursive: true }));

// What Evidence does with a file of the source
const ask = async (name, content, options = real) =>
	(await connector.getRunner(options, folder))(content, path.join(folder, name), 1000);

const failure = async (name, content, options) => {
	try {
		await ask(name, content, options);
	} catch (error) {
		return error.message;
	}
	assert.fail(`no error for ${content}`);
};

// A program that says what it is told to, whatever it is asked
function fake(name, body) {
	const file = path.join(folder, name);
	fs.writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
	return { command: file };
}
const saying = (name, answer, code = 0) => {
	fs.writeFileSync(path.join(folder, `${name}.out`), JSON.stringify(answer));
	return fake(name, `cat "${path.join(folder, name)}.out"; exit ${code}`);
};
const answered = (columns, rows) => ({ status: 'answered', columns, rows, truncated: false });

test('the package is one that Evidence takes for a connector', () => {
	assert.deepEqual(manifest.evidence.datasources, ['mdp']);
	assert.equal(typeof connector.getRunner, 'function');
	assert.equal(typeof connector.testConnection, 'function');
	for (const [name, option] of Object.entries(connector.options)) {
		assert.ok(option.title && option.description, name);
		assert.ok(['string', 'number', 'boolean'].includes(option.type), name);
	}
});

test('the platform is connected to', async () => {
	assert.equal(await connector.testConnection(real, folder), true);
});

test('a folder that is no platform is told', async () => {
	const { reason } = await connector.testConnection({ ...real, project: folder }, folder);
	assert.match(reason, /no platform in/);
});

test('a program that is not there is told', async () => {
	const { reason } = await connector.testConnection({ command: './nothing' }, folder);
	assert.match(reason, /nothing is not there/);
	assert.match(await failure('a.question', 'revenue', { command: './nothing' }), /set the option "command"/);
});

test('a question gives the rows that mdp gives, typed', async () => {
	const question = 'revenue by month in 2024';
	const expected = JSON.parse(execFileSync(program, ['ask', '--format', 'json', '--project', platform, '--', question]));
	const table = await ask('a.question', `${question}\n`);
	assert.deepEqual(table.columnTypes, [
		{ name: 'month', evidenceType: 'date', typeFidelity: 'precise' },
		{ name: 'revenue', evidenceType: 'number', typeFidelity: 'precise' }
	]);
	assert.equal(table.expectedRowCount, 12);
	assert.deepEqual(
		table.rows.map((row) => [row.month.toISOString().slice(0, 10), row.revenue]),
		expected.rows
	);
});

test('names of columns can be written in SQL', async () => {
	const table = await ask('a.question', 'revenue by customer segment');
	assert.deepEqual(Object.keys(table.rows[0]), ['customer_segment', 'revenue']);
});

test('comments and line ends are no part of a question', async () => {
	const table = await ask('a.question', '# for the overview\r\nhow many\n  orders\n# in all\n');
	assert.equal(table.rows.length, 1);
	assert.equal(typeof Object.values(table.rows[0])[0], 'number');
});

test('today is the last day with data, unless the source says another', async () => {
	const last = await ask('a.question', 'revenue this year');
	const first = await ask('a.question', 'revenue this year', { ...real, as_of: '2021-12-31' });
	assert.notDeepEqual(last.rows, first.rows);
	assert.deepEqual(first.rows, (await ask('a.question', 'revenue in 2021')).rows);
});

test('a logical query is answered as well', async () => {
	const query = { of: 'order', show: [{ name: 'n', expr: { aggregate: 'count', of: 'order' } }] };
	const table = await ask('a.json', JSON.stringify(query));
	assert.deepEqual(table.rows, (await ask('b.question', 'how many orders')).rows.map((row) => ({ n: Object.values(row)[0] })));
	assert.match(await failure('a.json', '{"of": "ordr"}'), /a\.json: the query: .*/);
});

test('other files of the folder are none of its business', async () => {
	assert.equal(await ask('README.md', 'revenue'), null);
	assert.equal(await ask('a.sql', 'select 1'), null);
});

test('a refusal names file, question, reason and the way out', async () => {
	const message = await failure('split.question', 'shipping by category');
	assert.match(message, /split\.question: “shipping by category”/);
	assert.match(message, /cannot be split by category/);
	assert.match(message, /\(not_splittable\)/);
	assert.match(message, /it can be split by/);
});

test('a question stays a question, whatever is in it', async () => {
	const before = fs.readdirSync(folder);
	for (const hostile of ['--frobnicate', '-- drop table x', '"; touch hacked; "', '$(touch hacked)', "' or 1=1 --", '`id`'])
		assert.match(await failure('h.question', hostile), /h\.question/, hostile);
	assert.deepEqual(fs.readdirSync(folder), before);
});

test('an empty file is told', async () => {
	assert.match(await failure('e.question', ' \n# only a comment\n'), /e\.question: .*the file is empty/);
});

test('an answer without rows is an error unless the source allows it', async () => {
	const none = answered([{ name: 'day', type: 'date' }], []);
	assert.match(await failure('a.question', 'x', saying('none', none)), /no rows/);
	const table = await ask('a.question', 'x', { ...saying('none', none), allow_empty: true });
	assert.deepEqual(table, { rows: [], columnTypes: [{ name: 'day', evidenceType: 'date', typeFidelity: 'precise' }], expectedRowCount: 0 });
});

test('every type comes as Evidence has it, nulls as nulls', async () => {
	const kinds = ['boolean', 'integer', 'double', 'decimal', 'text', 'date', 'timestamp', 'other', 'null'];
	const row = [true, 5, 2.5, 12.3, "it's", '2024-02-29', '2024-02-29 13:45:00', '[1, 2]', null];
	const columns = kinds.map((type) => ({ name: `a ${type}`, type }));
	const table = await ask('a.question', 'x', saying('types', answered(columns, [row, row.map(() => null)])));
	assert.deepEqual(
		table.columnTypes.map(({ evidenceType }) => evidenceType),
		['boolean', 'number', 'number', 'number', 'string', 'date', 'date', 'string', 'string']
	);
	assert.deepEqual(Object.values(table.rows[0]), [
		true, 5, 2.5, 12.3, "it's", new Date('2024-02-29T00:00:00Z'), new Date('2024-02-29T13:45:00Z'), '[1, 2]', null
	]);
	assert.ok(Object.values(table.rows[1]).every((value) => value === null));
});

test('columns of one name, of odd names and of none stay apart', async () => {
	const names = ['Größe (cm)', 'grösse', 'a b', 'a-b', '__proto__', '', '%'];
	const columns = names.map((name) => ({ name, type: 'integer' }));
	const table = await ask('a.question', 'x', saying('names', answered(columns, [names.map((_, i) => i)])));
	assert.deepEqual(Object.keys(table.rows[0]), ['größe_cm', 'grösse', 'a_b', 'a_b_2', 'proto', 'value', 'value_2']);
	assert.deepEqual(Object.values(table.rows[0]), names.map((_, i) => i));
});

test('a number that cannot be held is no other number', async () => {
	const big = fake('big', `echo '{"status":"answered","truncated":false,"columns":[{"name":"n","type":"decimal"}],"rows":[[90071992547409931]]}'`);
	assert.match(await failure('a.question', 'x', big), /more digits/);
});

test('an answer that was cut is an error', async () => {
	const cut = { ...answered([{ name: 'n', type: 'integer' }], [[1]]), truncated: true };
	assert.match(await failure('a.question', 'x', saying('cut', cut)), /more rows than came/);
});

test('a choice tells what can be meant', async () => {
	const choice = {
		status: 'choice',
		reason: { code: 'ambiguous', message: 'this can mean 2 things', hint: null, suggestions: ['orders by day'] },
		choices: [{ text: 'orders by day' }, { text: 'orders by state' }]
	};
	const message = await failure('a.question', 'orders by d', saying('choice', choice, 4));
	assert.match(message, /“orders by d”: this can mean 2 things \(ambiguous\)/);
	assert.match(message, /it can mean: orders by day\nit can mean: orders by state\nit could ask: orders by day/);
});

test('a program that gives no answer is told with what it said', async () => {
	assert.match(await failure('a.question', 'x', fake('dumb', 'echo broken >&2; exit 5')), /ended with 5 .*broken/);
	assert.match(await failure('a.question', 'x', fake('mute', 'exit 0')), /without an answer: nothing was said/);
});

/*
 * An Evidence source whose files are questions. sources/FOLDER/NAME.question holds a question in plain English, NAME.json a
 * logical query; mdp answers, and the rows are the table NAME of the source. Whatever is not an answer with all its rows is an
 * error that says which file, what was asked and why: a page never shows an empty table in its place.
 */
'use strict';

const { execFile } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const OUTPUT_BYTES = 512 * 1024 * 1024;

// What a file of a name is: the command that answers it, and what of its text is asked
const kinds = {
	'.question': { command: 'ask', text: questionOf },
	'.json': { command: 'query', text: (content) => content }
};

// Types of an answer's columns as Evidence has them; all others are text
const types = {
	boolean: { evidenceType: 'boolean', value: (v) => v },
	integer: { evidenceType: 'number', value: wholeNumber },
	double: { evidenceType: 'number', value: (v) => v },
	decimal: { evidenceType: 'number', value: wholeNumber },
	date: { evidenceType: 'date', value: (v) => new Date(`${v}T00:00:00Z`) },
	timestamp: { evidenceType: 'date', value: (v) => new Date(`${v.replace(' ', 'T').replace(/Z$/, '')}Z`) }
};
const text = { evidenceType: 'string', value: (v) => String(v) };

// The lines of the file that are no comment, as one
function questionOf(content) {
	return content
		.split(/\r?\n/)
		.filter((line) => !line.trimStart().startsWith('#'))
		.join(' ')
		.replace(/\s+/g, ' ')
		.trim();
}

function wholeNumber(v) {
	if (Math.abs(v) > Number.MAX_SAFE_INTEGER) throw new Error(`${v} has more digits than a number here can hold`);
	return v;
}

// "customer segment" can be written in SQL as customer_segment; a second one of the name gets a number
function columnNames(columns) {
	const used = new Set();
	return columns.map(({ name }) => {
		const base = (name ?? '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '') || 'value';
		let unique = base;
		for (let n = 2; used.has(unique); n++) unique = `${base}_${n}`;
		used.add(unique);
		return unique;
	});
}

// The program: as given, relative to the source's folder; else beside one of the folders above it; else that of PATH
function programOf(options, directory) {
	if (options.command) {
		const given = String(options.command);
		return given.includes('/') ? path.resolve(directory, given) : given;
	}
	for (let at = path.resolve(directory); ; at = path.dirname(at)) {
		const here = path.join(at, 'mdp');
		if (fs.statSync(here, { throwIfNoEntry: false })?.isFile()) return here;
		if (path.dirname(at) === at) return 'mdp';
	}
}

// The folder to work in: where it is, mdp finds the platform around it
function platformOf(options, directory) {
	const args = [];
	if (options.project) args.push('--project', path.resolve(directory, String(options.project)));
	if (options.warehouse) args.push('--warehouse', path.resolve(directory, String(options.warehouse)));
	return args;
}

function run(options, directory, args, input) {
	const program = programOf(options, directory);
	const settings = {
		cwd: path.resolve(directory),
		maxBuffer: OUTPUT_BYTES,
		timeout: Number(options.timeout ?? 0) * 1000
	};
	return new Promise((resolve, reject) => {
		const child = execFile(program, args, settings, (error, stdout, stderr) => {
			if (error && error.code === 'ENOENT')
				reject(new Error(`the program ${program} is not there; build it, or set the option "command" of the source`));
			else if (error && error.killed)
				reject(new Error(`no answer within ${options.timeout} seconds`));
			else resolve({ code: error ? error.code : 0, stdout, stderr });
		});
		child.stdin.on('error', () => {}); // it may have ended without reading
		child.stdin.end(input ?? '');
	});
}

function problemOf(answer) {
	const lines = [answer.reason?.message ?? answer.answer ?? answer.status];
	if (answer.reason?.code) lines[0] += ` (${answer.reason.code})`;
	if (answer.reason?.hint) lines.push(answer.reason.hint);
	for (const choice of answer.choices ?? []) lines.push(`it can mean: ${choice.text}`);
	for (const question of answer.reason?.suggestions ?? []) lines.push(`it could ask: ${question}`);
	return lines;
}

async function answerOf(options, directory, kind, asked) {
	const args = [kind.command, '--format', 'json', '--as-of', String(options.as_of ?? 'latest')];
	args.push(...platformOf(options, directory));
	const { code, stdout, stderr } =
		kind.command === 'ask'
			? await run(options, directory, [...args, '--', asked])
			: await run(options, directory, [...args, '-'], asked);
	let answer;
	try {
		answer = JSON.parse(stdout);
	} catch {
		throw new Error(`mdp ended with ${code} and without an answer: ${stderr.trim() || 'nothing was said'}`);
	}
	if (answer.status !== 'answered') throw new Error(problemOf(answer).join('\n'));
	if (answer.truncated) throw new Error('the answer has more rows than came');
	if (!answer.rows.length && !options.allow_empty)
		throw new Error('the answer has no rows; if that is right, set the option "allow_empty" of the source');
	return answer;
}

function tableOf(answer) {
	const names = columnNames(answer.columns);
	const columns = answer.columns.map((column, i) => ({ name: names[i], ...(types[column.type] ?? text) }));
	const rows = answer.rows.map((row) =>
		Object.fromEntries(columns.map(({ name, value }, i) => [name, row[i] === null ? null : value(row[i])]))
	);
	return {
		rows,
		columnTypes: columns.map(({ name, evidenceType }) => ({ name, evidenceType, typeFidelity: 'precise' })),
		expectedRowCount: rows.length
	};
}

// What Evidence calls for every file of the source's folder
async function getRunner(options, directory) {
	return async (content, file) => {
		const kind = kinds[path.extname(file)];
		if (!kind) return null;
		const asked = kind.text(content);
		try {
			if (!asked) throw new Error('the file is empty');
			return tableOf(await answerOf(options ?? {}, directory, kind, asked));
		} catch (error) {
			const what = kind.command === 'ask' ? `“${asked}”` : 'the query';
			throw new Error(`${path.relative(process.cwd(), file)}: ${what}: ${error.message}`);
		}
	};
}

async function testConnection(options, directory) {
	try {
		const { code, stderr } = await run(options ?? {}, directory, ['test', '-q', ...platformOf(options ?? {}, directory)]);
		return code === 0 ? true : { reason: stderr.trim() || `mdp test ended with ${code}` };
	} catch (error) {
		return { reason: error.message };
	}
}

const options = {
	command: {
		title: 'Program',
		type: 'string',
		description: 'Path of mdp, relative to the folder of the source. Default: the one in a folder above, else that of PATH'
	},
	project: {
		title: 'Platform',
		type: 'string',
		description: 'Root of the platform, relative to the folder of the source. Default: the one that the folder is in'
	},
	warehouse: {
		title: 'Warehouse',
		type: 'string',
		description: 'DuckDB file, relative to the folder of the source. Default: the one of the platform'
	},
	as_of: {
		title: 'As of',
		type: 'string',
		description: 'The day that “today” means in questions: YYYY-MM-DD, or latest for the last day with data',
		default: 'latest'
	},
	timeout: {
		title: 'Time-out',
		type: 'number',
		description: 'Seconds to wait for an answer; 0 waits for ever',
		default: 0
	},
	allow_empty: {
		title: 'Empty answers',
		type: 'boolean',
		description: 'Whether an answer without rows is a table without rows; else it is an error',
		default: false
	}
};

module.exports = { getRunner, testConnection, options };

// Builds the pages beside the ones that are served and puts them in their place when all is done: build/ is never half a build. It
// works in .stage/, a copy of the project without its packages, because Evidence writes its output and its own working files where
// it is started: so neither a reader of build/ nor `npm run dev` notices. `--strict` fails when a query of a page fails.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const stage = path.join(root, '.stage');
const build = path.join(root, 'build');
const old = path.join(root, '.build.old');
const data = path.join('.evidence', 'template', 'static', 'data');
const parts = ['pages', 'queries', 'sources', 'components', 'partials', 'static', 'app.css', 'evidence.config.yaml', 'package.json'];
const strict = process.argv.includes('--strict');

function fail(text) {
	console.error(`build: ${text}`);
	process.exit(1);
}

function alive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

// the process that holds the stage is named in it; a stage whose process is gone was left by a build that was killed
function takeStage() {
	const holder = Number(fs.existsSync(path.join(stage, 'pid')) && fs.readFileSync(path.join(stage, 'pid'), 'utf8'));
	if (holder && alive(holder)) fail(`another build is at work (process ${holder}); wait for it or end it`);
	fs.rmSync(stage, { recursive: true, force: true });
	fs.mkdirSync(stage);
	fs.writeFileSync(path.join(stage, 'pid'), `${process.pid}\n`);
	process.on('exit', () => fs.rmSync(stage, { recursive: true, force: true }));
}

function fillStage() {
	for (const part of parts) {
		if (fs.existsSync(path.join(root, part))) {
			fs.cpSync(path.join(root, part), path.join(stage, part), { recursive: true });
		}
	}
	fs.symlinkSync(path.join('..', 'node_modules'), path.join(stage, 'node_modules'));
	fs.cpSync(path.join(root, data), path.join(stage, data), { recursive: true });
}

function swap() {
	fs.rmSync(old, { recursive: true, force: true });
	if (fs.existsSync(build)) fs.renameSync(build, old);
	fs.renameSync(path.join(stage, 'build'), build);
	fs.rmSync(old, { recursive: true, force: true });
}

if (!fs.existsSync(path.join(root, 'node_modules', '@evidence-dev', 'evidence'))) {
	fail('Evidence is not installed; tools/dashboards install (or npm ci) installs it');
}
if (!fs.existsSync(path.join(root, data, 'manifest.json'))) fail('there is no data yet; run this first: npm run sources');
// an earlier swap that was cut short: the build that was there is put back
if (!fs.existsSync(build) && fs.existsSync(old)) fs.renameSync(old, build);
try {
	takeStage();
	fillStage();
} catch (error) {
	fail(error.code === 'ENOSPC' ? 'the disk is full; 200 MB are needed' : error.message);
}
const evidence = path.join(root, 'node_modules', '@evidence-dev', 'evidence', 'cli.js');
const child = spawn(process.execPath, [evidence, strict ? 'build:strict' : 'build'], { cwd: stage, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
	if (code !== 0 || !fs.existsSync(path.join(stage, 'build', 'index.html'))) {
		fail(`Evidence's build ${signal ? `was ended by ${signal}` : 'failed'}, see above; the pages that were there are left as they were`);
	}
	try {
		swap();
	} catch (error) {
		fail(error.message);
	}
	console.log(`build: ${fs.readdirSync(build).length} entries in ${build}`);
});

// Serves build/ to this machine's browsers: files only, with the byte ranges that DuckDB in the browser reads its tables by.
// DASHBOARDS_PORT is the port [3000], DASHBOARDS_HOST the address [127.0.0.1].
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'build');
const port = Number(process.env.DASHBOARDS_PORT ?? 3000);
const host = process.env.DASHBOARDS_HOST || '127.0.0.1';
const types = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json',
	'.webmanifest': 'application/manifest+json',
	'.wasm': 'application/wasm',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.ico': 'image/x-icon',
	'.woff2': 'font/woff2',
};

function fail(text) {
	console.error(`dashboards: ${text}`);
	process.exit(1);
}

// the file that a request means, opened; a build that is put in place in this moment is looked for once more
async function open(url) {
	const name = path.normalize(decodeURIComponent(url.pathname));
	if (name.includes('\0') || name.split(path.sep).includes('..')) return null;
	for (const wait of [0, 50]) {
		if (wait) await new Promise((done) => setTimeout(done, wait));
		for (const candidate of [path.join(root, name), path.join(root, name, 'index.html')]) {
			const file = await fs.promises.open(candidate, 'r').catch(() => null);
			const stat = file && (await file.stat());
			if (stat?.isFile()) return { file, name: candidate, size: stat.size, time: stat.mtime };
			await file?.close();
		}
	}
	return null;
}

// first and last byte of a request for one range; null for all of it, undefined for one that cannot be met
function range(header, size) {
	const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
	if (!match || (match[1] === '' && match[2] === '')) return null;
	const first = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
	const last = match[1] === '' || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]));
	return first <= last ? [first, last] : undefined;
}

async function answer(request, response) {
	if (request.method !== 'GET' && request.method !== 'HEAD') return response.writeHead(405, { Allow: 'GET, HEAD' }).end();
	const url = new URL(request.url, 'http://localhost');
	const found = await open(url);
	if (!found) return response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found\n');
	if (found.name.endsWith('index.html') && !url.pathname.endsWith('/')) {
		await found.file.close();
		return response.writeHead(308, { Location: `${url.pathname}/${url.search}` }).end();
	}
	const part = range(request.headers.range, found.size);
	if (part === undefined) {
		await found.file.close();
		return response.writeHead(416, { 'Content-Range': `bytes */${found.size}` }).end();
	}
	const [first, last] = part ?? [0, found.size - 1];
	response.writeHead(part ? 206 : 200, {
		'Content-Type': types[path.extname(found.name)] ?? 'application/octet-stream',
		'Content-Length': last - first + 1,
		'Accept-Ranges': 'bytes',
		'Last-Modified': found.time.toUTCString(),
		// what has its content in its name can be kept; all else may change with the next build
		'Cache-Control': url.pathname.startsWith('/_app/immutable/') ? 'public, max-age=31536000, immutable' : 'no-cache',
		...(part && { 'Content-Range': `bytes ${first}-${last}/${found.size}` }),
	});
	if (request.method === 'HEAD' || found.size === 0) {
		await found.file.close();
		return response.end();
	}
	const stream = found.file.createReadStream({ start: first, end: last });
	stream.on('error', () => response.destroy());
	response.on('close', () => stream.destroy());
	return stream.pipe(response);
}

if (!fs.existsSync(path.join(root, 'index.html'))) fail('there is no build yet; tools/dashboards build makes it');
if (!Number.isInteger(port) || port < 0 || port > 65535) fail(`DASHBOARDS_PORT is not a port: ${process.env.DASHBOARDS_PORT}`);
const server = http.createServer((request, response) => {
	answer(request, response).catch(() => (response.headersSent ? response.destroy() : response.writeHead(400).end()));
});
server.on('error', (error) => {
	if (error.code === 'EADDRINUSE') fail(`port ${port} is taken; choose another: DASHBOARDS_PORT=${port === 65535 ? port - 1 : port + 1} make dashboards`);
	if (error.code === 'EACCES') fail(`port ${port} is reserved for root; choose another: DASHBOARDS_PORT=3000 make dashboards`);
	fail(error.message);
});
server.listen(port, host, () => {
	console.log(`dashboards: http://${host.includes(':') ? `[${host}]` : host}:${server.address().port}/ (Ctrl-C ends it)`);
});

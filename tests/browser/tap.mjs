// Cases told in TAP, and figures as pages write them.
let n = 0;
let bad = 0;

export function ok(good, what, detail) {
	n++;
	if (!good) bad++;
	console.log(`${good ? '' : 'not '}ok ${n} - ${what}`);
	if (!good && detail !== undefined) {
		for (const line of (typeof detail === 'string' ? detail : JSON.stringify(detail, null, 1)).split('\n')) console.log(`# ${line}`);
	}
	return good;
}

export function done() {
	console.log(`1..${n}`);
	return bad === 0;
}

// "$2,299,738", "-16.2%", "1.61": the number; null for what is none
export function figure(text) {
	const match = /^(-?)\$?(-?[\d,]+(?:\.\d+)?)\s*(%?)$/.exec((text ?? '').trim());
	if (!match) return null;
	const number = Number(match[2].replaceAll(',', '')) * (match[1] ? -1 : 1);
	return match[3] ? number / 100 : number;
}

// Whether a text shows the number, to the digits that it has
export function shows(text, number) {
	const shown = figure(text);
	if (shown === null || typeof number !== 'number') return false;
	const digits = (/\.(\d+)/.exec(text)?.[1].length ?? 0) + (text.includes('%') ? 2 : 0);
	return Math.abs(shown - number) <= 0.5 * 10 ** -digits + 1e-9;
}

// The served pages in a browser: what they show, and everything that went wrong while they did.
import { chromium } from 'playwright-core';

const flags = [
	'--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
	'--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
];

export async function openBrowser() {
	return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
}

// One page in a context of its own, so with an empty profile
export class View {
	static async open(browser, base, path, settings = {}) {
		const view = new View();
		view.base = base;
		view.wrong = [];
		view.context = await browser.newContext({ viewport: { width: 1280, height: 900 }, timezoneId: 'UTC', ...settings });
		view.page = await view.context.newPage();
		view.listen();
		await view.page.goto(base + path, { waitUntil: 'load' });
		await view.settle();
		return view;
	}

	listen() {
		const { page, wrong, base } = this;
		page.on('console', (message) => message.type() === 'error' && wrong.push(`console: ${message.text()}`));
		page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
		page.on('response', (response) => response.status() >= 400 && wrong.push(`${response.status()}: ${response.url()}`));
		page.on('request', (request) => {
			if (!request.url().startsWith(`${base}/`) && !/^(data|blob):/.test(request.url())) wrong.push(`leaves the machine: ${request.url()}`);
		});
		page.on('requestfailed', async (request) => {
			const error = request.failure()?.errorText;
			// an Arrow file without rows: its reader stops before the end of the file, which the browser calls aborted
			const response = await request.response().catch(() => null);
			if (error === 'net::ERR_ABORTED' && request.url().endsWith('.arrow') && response?.status() === 200) return;
			wrong.push(`${error}: ${request.url()}`);
		});
	}

	// Until no request is under way, and nothing on the page has changed for a while
	async settle() {
		await this.page.waitForLoadState('networkidle');
		let before;
		for (let quiet = 0, turns = 0; quiet < 3 && turns < 60; turns++) {
			const now = await this.page.evaluate(() => document.body.innerText);
			quiet = now === before ? quiet + 1 : 0;
			before = now;
			await this.page.waitForTimeout(150);
		}
	}

	// The figure under a title, and the change below it
	async big(title) {
		return this.page.evaluate((title) => {
			const head = [...document.querySelectorAll('p')].find((p) => p.textContent.trim() === title);
			const value = head?.nextElementSibling;
			const change = /(▲|▼)?\s*(-?[\d.,]+%)/.exec(value?.nextElementSibling?.textContent ?? '')?.[2];
			return value ? { value: value.textContent.trim().split(/\s/)[0], whole: value.textContent.trim(), change } : null;
		}, title);
	}

	// The table that has such columns, as texts
	async table(...titles) {
		return this.page.evaluate((titles) => {
			for (const table of document.querySelectorAll('table')) {
				// every table has a second one, hidden, for the whole screen
				if (!table.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
				const head = [...table.querySelectorAll('thead th[role=columnheader]')].map((th) => th.textContent.trim());
				if (!titles.every((title) => head.includes(title))) continue;
				const rows = [...table.querySelectorAll('tr')].map((tr) => [...tr.querySelectorAll('td')].map((td) => td.textContent.trim()));
				return rows.filter((row) => row.length === head.length).map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
			}
			return null;
		}, titles);
	}

	async period() {
		return /From (\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)/.exec(await this.text())?.slice(1);
	}

	async text() {
		return this.page.evaluate(() => document.body.innerText);
	}

	// Waits until what `read` gives is `wanted`; what it was last, when that does not come
	async until(read, wanted, seconds = 30) {
		const end = Date.now() + seconds * 1000;
		let got;
		do {
			got = await read();
			if (wanted(got)) break;
			await this.page.waitForTimeout(100);
		} while (Date.now() < end);
		return got;
	}

	async choose(dropdown, option) {
		await this.page.getByRole('combobox').filter({ hasText: dropdown }).first().click();
		await this.page.getByRole('option', { name: option, exact: true }).first().click();
		await this.page.keyboard.press('Escape');
	}

	async choosePeriod(preset) {
		await this.page.getByRole('combobox').filter({ hasText: /Date|Days|Month|Year|Time|Range/ }).first().click();
		await this.page.getByRole('option', { name: preset, exact: true }).first().click();
	}

	close() {
		return this.context.close();
	}
}

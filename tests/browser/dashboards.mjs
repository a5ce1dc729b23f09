// Opens every page of the built dashboards in a browser and compares what it shows with SQL written by hand over the warehouse, where
// an order is one row, and with what mdp answers. dashboards.mjs MDP ROOT [FOLDER FOR SCREENSHOTS]
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openBrowser, View } from './site.mjs';
import { done, ok, shows } from './tap.mjs';

const [mdp, root, shots] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(path.join(root, 'evidence', 'package.json'))('@duckdb/node-api');
const warehouse = await DuckDBInstance.create(path.join(root, 'warehouse', 'data.duckdb'), { access_mode: 'READ_ONLY' });
const db = await warehouse.connect();
await db.run(`create temp view o as select distinct transaction_id, user_id, transaction_date as day, status, payment_method,
	customer_state as state, customer_segment as segment, subtotal, discount, shipping, total from marts.fct_orders`);
await db.run('create temp view l as select *, transaction_date as day, quantity * unit_price as merchandise from marts.fct_orders');

async function rows(sql) {
	const reader = await db.runAndReadAll(sql);
	return reader.getRowObjectsJS().map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, typeof v === 'bigint' ? Number(v) : v])));
}
const row = async (sql) => (await rows(sql))[0];
const num = async (expression, from, where = 'true') => Number((await row(`select cast(${expression} as double) as v from ${from} where ${where}`)).v);
const between = ([first, last]) => `day between '${first}' and '${last}'`;
const day = (date) => date.toISOString().slice(0, 10);

// the one figure that mdp answers
function asked(question) {
	const answer = JSON.parse(execFileSync(mdp, ['ask', '--format', 'json', '--', question], { cwd: root, maxBuffer: 1 << 26, encoding: 'utf8' }));
	return answer.row_count === 1 ? Number(answer.rows[0].at(-1)) : answer.rows;
}

const edges = await row('select min(day) as first, max(day) as last, date_trunc(\'year\', max(day)) as year from o');
const last = day(edges.last);
const whole = [day(edges.first), last];
const period = [day(edges.year), last];
const length = Math.round((new Date(period[1]) - new Date(period[0])) / 86400000) + 1;
const before = [day(new Date(new Date(period[0]) - length * 86400000)), day(new Date(new Date(period[0]) - 86400000))];
const words = `from ${period[0]} to ${period[1]}`;

// --- the server, on a port that is free

const server = spawn(process.execPath, [path.join(root, 'evidence', 'scripts', 'serve.mjs')], {
	env: { ...process.env, DASHBOARDS_PORT: '0' },
	stdio: ['ignore', 'pipe', 'inherit'],
});
process.on('exit', () => server.kill());
const base = await new Promise((found, lost) => {
	server.stdout.on('data', (text) => found(/http:\S+?(?=\/ |\/$)/.exec(String(text))[0]));
	server.on('exit', () => lost(new Error('the dashboards are not served')));
});
const browser = await openBrowser();

// --- what a page shows

async function figures(view, of, expected) {
	for (const [title, number] of Object.entries(expected)) {
		const got = await view.until(() => view.big(title), (big) => big && shows(big.value, number));
		ok(got && shows(got.value, number), `${of}: ${title} is ${number}`, got);
	}
}
const change = (now, then) => (now - then) / then;
async function changes(view, of, expected) {
	for (const [title, number] of Object.entries(expected)) {
		const got = await view.big(title);
		ok(got?.change && shows(got.change, number), `${of}: change of ${title} is ${number}`, got);
	}
}
async function clean(view, of) {
	await view.settle();
	ok(view.wrong.length === 0, `${of}: no error, no failed request, nothing from elsewhere`, view.wrong);
	const text = await view.text();
	ok(!/\b(NaN|undefined|No Records|Error in|Error:|Something went wrong)\b/i.test(text), `${of}: every part has its data`, text.slice(0, 2000));
}
async function shot(view, name) {
	if (shots) await view.page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
}

const orderKpis = async (where) => ({
	revenue: await num('sum(total)', 'o', where),
	orders: await num('count(*)', 'o', where),
	value: await num('sum(total) / count(*)', 'o', where),
});

async function overview() {
	const view = await View.open(browser, base, '/');
	const [now, then] = [await orderKpis(between(period)), await orderKpis(between(before))];
	const inflated = await num('sum(total)', 'l', between(period));
	ok(inflated > 1.2 * now.revenue, 'overview: the total repeats on lines, so that counting lines would be seen', { inflated, ...now });
	ok(String(await view.until(() => view.period(), Boolean)) === String(period), `overview: the period is ${period}`, await view.period());
	await figures(view, 'overview', {
		Revenue: now.revenue,
		Orders: now.orders,
		'Average order value': now.value,
		'Ordering customers': await num('count(distinct user_id)', 'o', between(period)),
		'Units sold': await num('sum(quantity)', 'l', between(period)),
	});
	await changes(view, 'overview', {
		Revenue: change(now.revenue, then.revenue),
		Orders: change(now.orders, then.orders),
		'Average order value': change(now.value, then.value),
	});
	await figures(view, 'overview, as mdp answers', {
		Revenue: asked(`revenue ${words}`),
		Orders: asked(`number of orders ${words}`),
		'Average order value': asked(`average order value ${words}`),
		'Units sold': asked(`units sold ${words}`),
	});
	const statuses = await view.table('Status', 'Share of orders');
	for (const { status, n, revenue } of await rows(`select status, count(*)::int as n, sum(total)::double as revenue from o where ${between(period)} group by 1`)) {
		const shown = statuses?.find((r) => r.Status === status);
		ok(shown && shows(shown.Orders, n) && shows(shown.Revenue, revenue), `overview: ${status} orders`, { shown, n, revenue });
	}
	const top = await rows(`select product_id, sum(merchandise)::double as m from l where ${between(period)} group by 1 order by m desc limit 10`);
	const best = await view.table('Product', 'Merchandise');
	ok(best?.length === 10 && top.every((r, i) => shows(best[i].Merchandise, r.m) && shows(best[i]['No.'], r.product_id)), 'overview: the ten products that sold best', { best, top });
	await clean(view, 'overview');
	await shot(view, 'overview-light');
	await view.close();
}

async function sales() {
	const view = await View.open(browser, base, '/sales/');
	const all = await orderKpis(between(period));
	await figures(view, 'sales', {
		Revenue: all.revenue,
		'Discounts given': await num('sum(discount)', 'o', between(period)),
		'Shipping charged': await num('sum(shipping)', 'o', between(period)),
	});
	const months = await rows(`select strftime(day, '%b %Y') as month, sum(total)::double as revenue from o where ${between(period)} group by 1 order by min(day)`);
	const shown = await view.table('Month', 'Growth');
	ok(shown?.length === months.length && months.every((m, i) => shown[i].Month === m.month && shows(shown[i].Revenue, m.revenue)), 'sales: revenue of every month', { shown, months });

	const state = (await row(`select state from o where ${between(period)} and state is not null group by 1 order by count(*) desc limit 1`)).state;
	const inState = `${between(period)} and state = '${state}'`;
	await view.choose('All states', state);
	await figures(view, `sales, ${state} chosen`, { Revenue: await num('sum(total)', 'o', inState), Orders: await num('count(*)', 'o', inState) });
	await figures(view, `sales, ${state} chosen, as mdp answers`, { Revenue: asked(`revenue in ${state} ${words}`) });
	await view.choose('All statuses', 'completed');
	await figures(view, `sales, ${state} and completed chosen`, { Revenue: await num('sum(total)', 'o', `${inState} and status = 'completed'`) });

	await view.choosePeriod('All Time');
	await view.until(() => view.period(), (p) => String(p) === String(whole));
	ok(String(await view.period()) === String(whole), `sales: all time is ${whole}`, await view.period());
	await figures(view, 'sales, all time', { Revenue: await num('sum(total)', 'o', `state = '${state}' and status = 'completed'`) });
	await view.choosePeriod('Last 90 Days');
	const ninety = [day(new Date(new Date(last) - 89 * 86400000)), last];
	await view.until(() => view.period(), (p) => String(p) === String(ninety));
	await figures(view, `sales, from ${ninety[0]}`, { Revenue: await num('sum(total)', 'o', `state = '${state}' and status = 'completed' and ${between(ninety)}`) });
	await clean(view, 'sales');

	// a choice in which there is nothing says so, and nothing breaks
	const seven = between([day(new Date(new Date(last) - 6 * 86400000)), last]);
	const none = await row(`select s.state from (select distinct state from o where state is not null) s
		where not exists (select 1 from o where o.state = s.state and status = 'pending' and ${seven}) order by 1 limit 1`);
	await view.choosePeriod('Last 7 Days');
	await view.choose(state, none.state);
	await view.choose('completed', 'pending');
	const empty = await view.until(() => view.text(), (text) => text.includes('No orders in this choice'));
	ok(empty.includes('No orders in this choice'), 'sales: a choice without orders says that there are none', empty);
	ok((await view.until(() => view.big('Orders'), (big) => big?.value === '0'))?.value === '0', 'sales: and counts 0 orders', await view.big('Orders'));
	ok(view.wrong.length === 0, 'sales: and nothing breaks', view.wrong);
	await view.close();
}

async function products() {
	const view = await View.open(browser, base, '/products/');
	const { category } = await row(`select category from l where ${between(period)} and category is not null group by 1 order by count(*) limit 1`);
	for (const [of, where] of [['products', between(period)], [`products, ${category} chosen`, `${between(period)} and category = '${category}'`]]) {
		if (of !== 'products') await view.choose('All categories', category);
		await figures(view, of, {
			Merchandise: await num('sum(merchandise)', 'l', where),
			'Units sold': await num('sum(quantity)', 'l', where),
			'Gross margin': await num('sum(line_margin)', 'l', where),
			'Margin rate': await num('sum(line_margin) / sum(merchandise)', 'l', where),
		});
	}
	await figures(view, `products, ${category} chosen, as mdp answers`, { 'Units sold': asked(`units sold in ${category} ${words}`) });
	const best = await rows(`select product_id, sum(quantity)::int as units from l where category = '${category}' group by 1 order by 2 desc limit 3`);
	const told = await view.text();
	ok(best.every(({ units }) => told.includes(units.toLocaleString('en-US'))), `products: the answer to the question has the best of ${category}`, best);
	await clean(view, 'products');

	const { product_name: name } = await row(`select product_name from marts.dim_products where category = '${category}' order by product_id limit 1`);
	const found = (await row(`select count(*)::int as n from marts.dim_products where category = '${category}' and product_name = '${name.replaceAll("'", "''")}'`)).n;
	const search = view.page.getByPlaceholder('Search').last();
	await search.pressSequentially(name);
	// what is nearly so called may follow
	const finds = (table) => table && table.slice(0, found).every((r) => r.Product === name) && table.length >= found;
	const list = await view.until(() => view.table('Price', 'In stock'), finds, 15);
	ok(finds(list), `products: a search for ${name} finds ${found}`, list);
	await search.fill('');
	await search.press('Backspace');
	await view.settle();
	const table = view.page.locator('.table-container, [role=presentation]', { hasText: 'In stock' }).last();
	await table.hover();
	const [download] = await Promise.all([view.page.waitForEvent('download', { timeout: 15000 }).catch(() => null), view.page.getByRole('button', { name: /download/i }).last().click({ force: true })]);
	const csv = download ? fs.readFileSync(await download.path(), 'utf8').trim().split('\n') : [];
	const inCategory = (await row(`select count(*)::int as n from marts.dim_products where category = '${category}'`)).n;
	ok(csv.length === inCategory + 1, `products: the table can be downloaded, ${inCategory} rows`, csv.slice(0, 3));
	await view.close();
}

async function customers() {
	const view = await View.open(browser, base, '/customers/');
	const { segment } = await row('select segment from o group by 1 order by sum(total) desc limit 1');
	for (const [of, where, mine] of [['customers', between(period), 'true'], [`customers, ${segment} chosen`, `${between(period)} and segment = '${segment}'`, `segment = '${segment}'`]]) {
		if (of !== 'customers') await view.choose('All segments', segment);
		const lifetime = `(select user_id, any_value(segment) as segment, sum(total) as value, count(*) as n from o group by 1)`;
		await figures(view, of, {
			'Ordering customers': await num('count(distinct user_id)', 'o', where),
			'Orders per customer': await num('count(*) / count(distinct user_id)', 'o', where),
			'Revenue per customer': await num('sum(total) / count(distinct user_id)', 'o', where),
			'Ever ordered': await num('count(distinct user_id)', 'o', mine),
			'Ordered again': await num('count(*) filter (where n >= 2) / count(*)', lifetime, mine),
			'Average lifetime value': await num('avg(value)', lifetime, mine),
		});
	}
	await clean(view, 'customers');
	await view.close();
}

// What analyses found when the pages were built: against SQL by hand where SQL can, and what mdp answers now
async function insights() {
	const view = await View.open(browser, base, '/insights/');
	const pair = await row(`select a.product_id as one, b.product_id as other, count(*)::int as n from (select distinct transaction_id, user_id, product_id from l) a
		join (select distinct transaction_id, user_id, product_id from l) b using (transaction_id, user_id) where a.product_id < b.product_id group by 1, 2 order by n desc limit 1`);
	const pairs = await view.table('Product', 'With', 'Orders together');
	ok(pairs?.length === 10 && shows(pairs[0]['No.'], pair.one) && shows(pairs[0]['With no.'], pair.other) && shows(pairs[0]['Orders together'], pair.n), 'insights: the pair that is bought together most', { pair, first: pairs?.[0] });
	const values = '(select user_id, sum(total) as value from o group by 1)';
	await figures(view, 'insights', {
		'Average value so far': await num('avg(value)', values),
		'Median value so far': await num('median(value)', values),
		'Customers with orders': await num('count(*)', values),
	});
	const first = await row(`select count(distinct user_id)::int as n, (count(distinct user_id) filter (where date_diff('quarter', f, day) = 1) / count(distinct user_id))::double as back
		from (select user_id, day, min(day) over (partition by user_id) as f from o) group by date_trunc('quarter', f) order by date_trunc('quarter', f) limit 1`);
	const cohorts = await view.table('Customers', '+1', '+7');
	ok(cohorts && shows(cohorts[0].Customers, first.n) && shows(cohorts[0]['+1'], first.back), 'insights: who of the first quarter came back in the next', { first, shown: cohorts?.[0] });
	const found = JSON.parse(execFileSync(mdp, ['ask', '--format', 'json', '--as-of', 'latest', '--', 'Are there any anomalies with how we sell products?'], { cwd: root, encoding: 'utf8' }));
	const unusual = await view.table('Figure', 'Was', 'When this ran');
	ok(unusual?.length === Math.min(10, found.rows.length) && unusual[0].From === found.rows[0][2] && shows(unusual[0].Was, found.rows[0][4]), 'insights: what was unusual', { found: found.rows[0], shown: unusual?.[0] });
	const ahead = JSON.parse(execFileSync(mdp, ['ask', '--format', 'json', '--as-of', 'latest', '--', 'forecast revenue for the next 6 months'], { cwd: root, encoding: 'utf8' }));
	const forecast = await view.table('Month', 'Forecast', 'Low (95 %)');
	ok(forecast?.length === 6 && ahead.rows.every((r, i) => shows(forecast[i].Forecast, r[1]) && shows(forecast[i]['High (95 %)'], r[5])), 'insights: the forecast', { ahead: ahead.rows, forecast });
	await clean(view, 'insights');
	await shot(view, 'insights-light');
	await view.close();
}

async function quality() {
	const view = await View.open(browser, base, '/data-quality/');
	await figures(view, 'data quality', {
		'Subtotals, once per order': await num('sum(subtotal)', 'o'),
		'Quantity × price of all lines': await num('sum(merchandise)', 'l'),
		Orders: asked('number of orders'),
		'Order numbers': await num('count(distinct transaction_id)', 'o'),
		'Orders without payment method': await num('count(*) filter (where payment_method is null) / count(*)', 'o'),
		'Customers without e-mail': await num('count(*) filter (where email is null) / count(*)', 'marts.dim_customers'),
		'Products without brand': await num('count(*) filter (where brand is null) / count(*)', 'marts.dim_products'),
	});
	const newest = await view.big('Newest order');
	ok(newest && day(new Date(`${newest.whole} UTC`)) === last, `data quality: the newest order is of ${last}`, newest);
	await clean(view, 'data quality');
	await shot(view, 'data-quality-light');
	await view.close();
}

// The same days are counted wherever the reader is; and the pages fit a telephone, and have a dark side
async function elsewhere() {
	const revenue = await num('sum(total)', 'o', between(period));
	for (const timezoneId of ['Pacific/Auckland', 'Europe/Berlin', 'America/Los_Angeles']) {
		const view = await View.open(browser, base, '/', { timezoneId });
		ok(String(await view.until(() => view.period(), Boolean)) === String(period), `${timezoneId}: the period is the same`, await view.period());
		await figures(view, timezoneId, { Revenue: revenue });
		ok(await view.page.getByText(`${new Date(period[0]).toLocaleDateString('en-US', { timeZone: 'UTC', dateStyle: 'medium' })} -`).first().isVisible(), `${timezoneId}: and is the one that is written in the input`, (await view.text()).slice(0, 400));
		await view.close();
	}
	for (const [name, at] of [['overview', '/'], ['sales', '/sales/'], ['products', '/products/'], ['customers', '/customers/'], ['insights', '/insights/'], ['data-quality', '/data-quality/']]) {
		const view = await View.open(browser, base, at, { viewport: { width: 390, height: 844 } });
		const wide = await view.page.evaluate(() => document.documentElement.scrollWidth);
		ok(wide <= 390 && view.wrong.length === 0, `${name}: fits a telephone`, { wide, wrong: view.wrong });
		await shot(view, `${name}-telephone`);
		await view.close();
	}
	const view = await View.open(browser, base, '/sales/', { colorScheme: 'dark' });
	const light = await view.page.evaluate(() => {
		const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
		return (r + g + b) / 3;
	});
	ok(light < 60 && view.wrong.length === 0, 'sales: is dark for who wants it dark', { light, wrong: view.wrong });
	await shot(view, 'sales-dark');
	await view.close();
}

try {
	for (const part of [overview, sales, products, customers, insights, quality, elsewhere]) {
		await part().catch((error) => ok(false, `${part.name}: the test itself went wrong`, error.stack));
	}
} finally {
	await browser.close();
	server.kill();
}
process.exitCode = done() ? 0 : 1;

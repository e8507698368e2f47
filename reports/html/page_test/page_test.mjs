// page_test.mjs: looks at reports in a browser, as their readers do. BREAKWIRE is the program,
// NODE_PATH has the packages, PICTURES is the folder that screenshots are left in.
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {barriers, breakwire, hasBrowser, openPage, startBrowser} from './browser.mjs';
import {writeLongRun, writeTornRun} from './long_record.mjs';

// CTest counts this as skipped.
if (!hasBrowser()) process.exit(77);

const folder = mkdtempSync(join(tmpdir(), 'breakwire-page-'));
const report = join(folder, 'report.html');
const PACKETS = 100_000;
// The marks are 1 s and 3 s on a machine with nothing else to do; tests run beside others.
const PATIENCE = 4;
let browser;

async function opened(hash = '', options = {}) {
    const page = await openPage(browser, options);
    await page.goto(`file://${report}${hash}`);
    await page.waitForSelector('h1');
    return page;
}

async function openFailedCase(page) {
    await page.click('.broken a:text("will/delay_beyond_session[5.0]")');
    await page.waitForSelector('.sequence .row');
}

const picture = (page, name) =>
    page.screenshot({path: join(process.env.PICTURES ?? folder, `${name}.png`)});

before(async () => {
    if (process.env.PICTURES) mkdirSync(process.env.PICTURES, {recursive: true});
    const run = ['run', 'will', 'first_steps', 'packets', '--no-deviations'];
    breakwire(folder, 1, ...run, '-k', 'delay_beyond', '--output', 'before');
    breakwire(folder, 1, ...run, '--baseline', 'before', '--report', `html:${report}`);
    browser = await startBrowser();
});

after(async () => {
    await browser?.close();
    rmSync(folder, {recursive: true});
});

test('a failing run says on its first page which rule broke, and in which case', async () => {
    const page = await opened();
    assert.match(await page.textContent('h1'), /^\d+ failed of \d+ cases$/);
    const cause = page.locator('.broken li', {hasText: 'delay_beyond_session'});
    assert.match(await cause.textContent(), /v5\/3\.1\.2-8/);
    await picture(page, 'front');
    assert.deepEqual(page.complaints, []);
});

test('cases are found by what is typed and by verdict, and the address remembers', async () => {
    const page = await opened();
    const cells = () => page.locator('.matrix .cell').count();
    const all = await cells();
    await page.fill('input[type=search]', 'delay_beyond');
    await page.waitForFunction(() => document.querySelectorAll('.matrix .cell').length === 1);
    await page.reload();
    await page.waitForSelector('.matrix');
    assert.equal(await page.inputValue('input[type=search]'), 'delay_beyond');
    assert.equal(await cells(), 1);
    await page.click('.tile.passed');
    await page.waitForFunction(() => document.querySelectorAll('.matrix .cell').length === 0);
    await page.fill('input[type=search]', '');
    await page.waitForFunction(() => document.querySelectorAll('.matrix .cell').length > 1);
    assert.ok((await cells()) < all);
    assert.equal(await page.getAttribute('.tile.passed', 'aria-pressed'), 'true');
});

test('what changed since the baseline is told', async () => {
    const page = await opened();
    const changes = await page.textContent('section[aria-labelledby=changes]');
    assert.match(changes, /\d+ added/);
});

test('a broken law leads to its evidence, its octets and the command that repeats it', async () => {
    const page = await opened();
    await openFailedCase(page);
    assert.match(await page.textContent('.finding'), /Broken law v5\/3\.1\.2-8/);
    assert.match(await page.textContent('.command code'), /^breakwire run .*delay_beyond_session/);
    await page.click('.finding .evidence button:text("evidence") >> nth=1');
    const row = page.locator('.row[aria-selected=true]');
    await row.waitFor();
    assert.match(await row.textContent(), /RST/);
    await page.click('.finding .evidence button:text("evidence") >> nth=0');
    await page.waitForSelector('.row[aria-selected=true]:has-text("CONNECT")');
    assert.ok(await row.isVisible());
    const details = await page.textContent('.details');
    assert.match(details, /will delay interval/);
    assert.match(details, /10 38 00 04 4d 51 54 54/);
    await picture(page, 'case');
    assert.deepEqual(page.complaints, []);
});

test('pointing at a row shows it, leaving the rows shows what is selected', async () => {
    const page = await opened();
    await openFailedCase(page);
    const shown = () => page.textContent('.details h3');
    const selected = await shown();
    await page.locator('.row.connection').first().hover();
    await page.waitForFunction(
        (text) => document.querySelector('.details h3').textContent !== text,
        selected,
    );
    await page.locator('h1').hover();
    await page.waitForFunction(
        (text) => document.querySelector('.details h3').textContent === text,
        selected,
    );
});

test('the diagram is read with keys alone', async () => {
    const page = await opened();
    await openFailedCase(page);
    await page.focus('.scroller');
    const active = () => page.getAttribute('.scroller', 'aria-activedescendant');
    await page.keyboard.press('Home');
    await page.waitForSelector('.row:first-of-type[aria-selected=true]');
    const first = await active();
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(
        (before) =>
            document.querySelector('.scroller').getAttribute('aria-activedescendant') !== before,
        first,
    );
    await page.keyboard.press('End');
    await page.waitForFunction(() => {
        const rows = [...document.querySelectorAll('.row')];
        return rows.at(-1).getAttribute('aria-selected') === 'true';
    });
    assert.match(await page.textContent(`#${await active()}`), /\S/);
});

test('what is shown can be chosen', async () => {
    const page = await opened();
    await openFailedCase(page);
    const rows = () => page.locator('.row').count();
    assert.equal(await page.locator('.row.broker_log').count(), 0);
    await page.check('label:has-text("Broker log") input');
    await page.waitForSelector('.row.broker_log');
    const checked = page.locator('.choices fieldset >> nth=0 >> input:checked');
    while ((await checked.count()) > 0) await checked.first().uncheck();
    await page.waitForFunction(() => document.querySelectorAll('.row').length === 0);
    assert.equal(await rows(), 0);
    assert.deepEqual(page.complaints, []);
});

test('words lead from row to row', async () => {
    const page = await opened();
    await openFailedCase(page);
    await page.fill('input[aria-label="Find in the diagram"]', 'suback');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.row[aria-selected=true]:has-text("SUBACK")');
});

test('the overview zooms by buttons and by dragging', async () => {
    const page = await opened();
    await openFailedCase(page);
    const shown = () => page.textContent('.zoom span');
    const whole = await shown();
    await page.click('button[aria-label="Zoom in"]');
    await page.waitForFunction(
        (text) => document.querySelector('.zoom span').textContent !== text,
        whole,
    );
    await page.click('.zoom button:text("whole")');
    await page.waitForFunction(
        (text) => document.querySelector('.zoom span').textContent === text,
        whole,
    );
    const box = await page.locator('.strip-chart').boundingBox();
    await page.mouse.move(box.x + 300, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + 500, box.y + 30, {steps: 4});
    await page.mouse.up();
    await page.waitForFunction(
        (text) => document.querySelector('.zoom span').textContent !== text,
        whole,
    );
});

const FATES = {
    lost: ['packets/dropped_puback[5.0]', 'never arrived (packet_drop)'],
    changed: ['packets/rewritten_expiry[5.0]', 'changed on the way (packet_rewrite)'],
    appeared: ['packets/injected_puback[5.0]', 'not sent by the other end'],
};

for (const [fate, [id, words]] of Object.entries(FATES)) {
    test(`what became of a packet is drawn and told: ${fate}`, async () => {
        const page = await opened(`#/case/${encodeURIComponent(id)}`);
        await page.waitForSelector(`.arrow.${fate}`);
        await page.waitForSelector(`.row .fate:has-text("${words}")`);
        await page.waitForSelector('.band rect');
    });
}

test('numbers over time are plotted, laws are listed', async () => {
    const page = await opened('#/case/first_steps%2Fgoodbye_unsaid%5B5.0%5D');
    await page.click('[role=tab]:text("Plots")');
    await page.waitForSelector('.uplot canvas');
    assert.match(await page.textContent('#view'), /Readings/);
    await picture(page, 'plots');
    await page.click('[role=tab]:text("Laws")');
    assert.match(await page.textContent('.laws'), /v5\/3\.1\.2-8/);
    assert.deepEqual(page.complaints, []);
});

test('an address that names no case says so', async () => {
    const page = await opened('#/case/nowhere');
    assert.match(await page.textContent('h1'), /no case nowhere/);
});

test('what was measured is drawn over the parameter, with its intervals and as a table', async () => {
    const file = join(folder, 'sweep.html');
    const options = ['--set', 'keep_alive=4s,8s', '--seeds', '1..3', '--report', `html:${file}`];
    breakwire(folder, 0, 'sweep', 'sweeps/will_delay', ...options);
    const page = await openPage(browser);
    await page.goto(`file://${file}`);
    const plot = page.locator('.sweep .plot', {hasText: 'will_after'});
    await plot.locator('canvas').waitFor();
    const inked = await plot.locator('canvas').evaluate((canvas) => {
        const {width, height} = canvas;
        const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
        return data.filter((value, at) => at % 4 === 3 && value > 0).length;
    });
    assert.ok(inked > 1000, `${inked} points drawn`);
    await plot.locator('summary').click();
    const rows = await plot.locator('.figures tbody tr').allTextContents();
    assert.equal(rows.length, 4, 'two values in two versions');
    assert.match(rows.join(' '), /3\.1\.14s3/);
    assert.deepEqual(await barriers(page), []);
    await picture(page, 'sweep');
    assert.deepEqual(page.complaints, []);
});

for (const colorScheme of ['light', 'dark']) {
    test(`nobody is kept out, with ${colorScheme} colours`, async () => {
        const page = await opened('', {colorScheme});
        assert.deepEqual(await barriers(page), []);
        await openFailedCase(page);
        assert.deepEqual(await barriers(page), []);
        await picture(page, `case-${colorScheme}`);
        await page.click('[role=tab]:text("Plots")');
        assert.deepEqual(await barriers(page), []);
    });
}

test('a narrow window has no sideways scrolling', async () => {
    const page = await opened('', {viewport: {width: 420, height: 800}});
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(await width(), 420);
    await picture(page, 'front-narrow');
    await openFailedCase(page);
    assert.equal(await width(), 420);
    await picture(page, 'case-narrow');
});

test('a case that was ended in the middle has all it left, and says where that stops', async () => {
    const torn = join(folder, 'torn.html');
    writeTornRun(join(folder, 'torn', 'case'), 40);
    breakwire(folder, 70, 'report', 'torn', '--report', `html:${torn}`);
    const page = await openPage(browser);
    await page.goto(`file://${torn}`);
    assert.match(await page.textContent('.broken li'), /signal 11/);
    await page.click('.broken a');
    await page.waitForSelector('.row[aria-selected=true]');
    const notes = (await page.locator('.note').allTextContents()).join(' ');
    assert.match(notes, /record stops at 0\.035 s, with event 40: what came later is missing/);
    assert.match(notes, /the last line is torn/);
    assert.match(await page.textContent('.heading'), /at least 35 ms of virtual time/);
    await picture(page, 'torn');
    assert.deepEqual(page.complaints, []);
});

test('a case of 100,000 packets opens within seconds, at its evidence', async (t) => {
    const long = join(folder, 'long.html');
    writeLongRun(join(folder, 'long', 'many'), PACKETS);
    breakwire(folder, 1, 'report', 'long', '--report', `html:${long}`);
    const page = await openPage(browser);
    const began = Date.now();
    await page.goto(`file://${long}`);
    await page.waitForSelector('h1');
    const front = Date.now();
    await page.click('.broken a');
    await page.waitForSelector(`.row[aria-selected=true]`);
    const shown = Date.now();
    t.diagnostic(
        `${statSync(long).size} octets, front ${front - began} ms, case ${shown - front} ms`,
    );
    assert.match(await page.textContent('.row[aria-selected=true]'), /"50000"/);
    assert.ok((await page.locator('.row').count()) < 100, 'only what is seen is drawn');
    assert.ok(front - began < 1000 * PATIENCE && shown - front < 3000 * PATIENCE);
    assert.deepEqual(page.complaints, []);
});

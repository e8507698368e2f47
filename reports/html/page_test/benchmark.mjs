// benchmark.mjs: how large reports are and how soon they open; BREAKWIRE is the program, NODE_PATH has
// the packages. No test: what it measures is the machine's as well. The marks are in its output.
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {breakwire, openPage, startBrowser} from './browser.mjs';
import {writeLongRun, writeManyCases} from './long_record.mjs';

const folder = mkdtempSync(join(tmpdir(), 'breakwire-page-'));
const MiB = 2 ** 20;

function tell(what, measured, mark) {
    console.log(`${what.padEnd(52)} ${measured.padStart(10)}   mark ${mark}`);
}

async function timed(doing) {
    const began = performance.now();
    await doing();
    return `${((performance.now() - began) / 1000).toFixed(2)} s`;
}

async function open(page, file) {
    await page.goto(`file://${file}`);
    await page.waitForSelector('h1');
}

/** Scrolls by a screen as often as frames are drawn; how long most wait for one, in milliseconds. */
function usualFrame(page) {
    return page.evaluate(async () => {
        const scroller = document.querySelector('.scroller');
        const frames = [];
        let before = await new Promise(requestAnimationFrame);
        for (let i = 0; i < 120; ++i) {
            scroller.scrollTop += scroller.clientHeight;
            const now = await new Promise(requestAnimationFrame);
            frames.push(now - before);
            before = now;
        }
        return frames.sort((a, b) => a - b)[Math.floor(0.9 * frames.length)];
    });
}

const browser = await startBrowser();
try {
    const many = join(folder, 'many.html');
    writeManyCases(join(folder, 'many'), 200, 200);
    breakwire(folder, 0, 'report', 'many', '--report', `html:${many}`);
    tell('200 cases: size', `${(statSync(many).size / MiB).toFixed(2)} MiB`, '5 MiB');
    const front = await openPage(browser);
    tell('200 cases: open', await timed(() => open(front, many)), '1 s');

    const long = join(folder, 'long.html');
    writeLongRun(join(folder, 'long', 'one'), 100_000);
    breakwire(folder, 1, 'report', 'long', '--report', `html:${long}`);
    const page = await openPage(browser);
    await open(page, long);
    const shown = await timed(async () => {
        await page.click('.broken a');
        await page.waitForSelector('.row[aria-selected=true]');
    });
    tell('100,000 packets: open the case', shown, '3 s');
    await page.evaluate(() => (document.querySelector('.scroller').scrollTop = 0));
    tell(
        '100,000 packets: frames of scrolling, 90 % within',
        `${Math.round(await usualFrame(page))} ms`,
        '50 ms',
    );
    tell(
        '100,000 packets: plots',
        await timed(async () => {
            await page.click('[role=tab]:text("Plots")');
            await page.waitForSelector('.uplot canvas');
        }),
        'none',
    );
} finally {
    await browser.close();
    rmSync(folder, {recursive: true});
}

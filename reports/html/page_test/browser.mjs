// What page tests share: a browser, a page that may not complain or fetch, reports to look at.
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';

// The packages are in the build folder, which is not beside this file.
const packages = createRequire(join(process.env.NODE_PATH, 'from-here.js'));
const {chromium} = packages('playwright-core');
const axe = readFileSync(packages.resolve('axe-core/axe.min.js'), 'utf8');

const CHROMIUM = '/usr/bin/chromium';

export const hasBrowser = () => existsSync(CHROMIUM);

export const startBrowser = () =>
    chromium.launch({
        executablePath: CHROMIUM,
        args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            '--no-first-run',
        ],
    });

/** A page whose mistakes, and whatever it fetches, are in `complaints`. */
export async function openPage(browser, options = {}) {
    const context = await browser.newContext({viewport: {width: 1440, height: 1000}, ...options});
    const page = await context.newPage();
    page.complaints = [];
    page.on('pageerror', (mistake) => page.complaints.push(mistake.stack));
    page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) page.complaints.push(message.text());
    });
    page.on('request', (request) => {
        if (!/^(file|data):/.test(request.url())) page.complaints.push(`fetches ${request.url()}`);
    });
    return page;
}

/** Violations that keep people out, as axe-core finds them. */
export async function barriers(page) {
    // The page's own policy lets nothing in from outside; DevTools may put it in.
    await page.evaluate(axe);
    const {violations} = await page.evaluate(() => globalThis.axe.run());
    return violations
        .filter(({impact}) => impact === 'serious' || impact === 'critical')
        .map(
            ({id, nodes}) =>
                `${id}: ${nodes
                    .map(({html}) => html)
                    .slice(0, 3)
                    .join(' | ')}`,
        );
}

/** Runs Breakwire in a folder; throws unless it exits with `status`. */
export function breakwire(folder, status, ...words) {
    const told = spawnSync(process.env.BREAKWIRE, words, {cwd: folder, encoding: 'utf8'});
    if (told.status !== status) {
        throw new Error(
            `breakwire ${words.join(' ')}: ${told.status}\n${told.stdout}${told.stderr}`,
        );
    }
}

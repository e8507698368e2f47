import {isBad} from '../data/report.js';

const keyOf = ({id, broker}) => `${id} on ${broker}`;

/** Slower by half and by enough to notice. */
const isSlower = (now, before) =>
    now.wall_ns > before.wall_ns * 1.5 && now.wall_ns - before.wall_ns > 0.5e9;

/**
 * What changed since an earlier run: {broken, mended, changed, slower, added, gone}, each a list of
 * {now, before}, of which one may be null.
 */
export function compareRuns(cases, baseline) {
    const changes = {broken: [], mended: [], changed: [], slower: [], added: [], gone: []};
    const earlier = new Map(baseline.map((one) => [keyOf(one), one]));
    for (const now of cases) {
        const before = earlier.get(keyOf(now)) ?? null;
        earlier.delete(keyOf(now));
        const kind = changeOf(now, before);
        if (kind) changes[kind].push({now, before});
    }
    for (const before of earlier.values()) changes.gone.push({now: null, before});
    return changes;
}

function changeOf(now, before) {
    if (!before) return 'added';
    if (isBad(now.verdict) && !isBad(before.verdict)) return 'broken';
    if (!isBad(now.verdict) && isBad(before.verdict)) return 'mended';
    if (now.verdict !== before.verdict) return 'changed';
    return isSlower(now, before) ? 'slower' : '';
}

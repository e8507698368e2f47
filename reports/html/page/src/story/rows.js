import {devicesOfEvent} from './lanes.js';

/** What a reader may hide: the name of each choice and the events that it is about. */
export const KINDS = [
    {name: 'packets', label: 'Packets', shows: (e) => e.kind === 'packet' || e.kind === 'bytes'},
    {name: 'connections', label: 'Connections', shows: (e) => e.kind === 'connection'},
    {name: 'faults', label: 'Faults', shows: (e) => e.kind === 'fault'},
    {name: 'steps', label: 'Steps', shows: (e) => e.kind === 'step' || e.kind === 'check'},
    {name: 'devices', label: 'Devices', shows: (e) => e.kind === 'device' && !isConsole(e)},
    {name: 'console', label: 'Console', shows: (e) => isConsole(e)},
    {name: 'broker', label: 'Broker', shows: (e) => e.kind === 'broker'},
    {name: 'log', label: 'Broker log', shows: (e) => e.kind === 'broker_log'},
];

/** What is shown unless the reader says otherwise. */
export const SHOWN_AT_FIRST = ['packets', 'connections', 'faults', 'steps', 'console', 'broker'];

const CONSOLE = ['printed', 'console_says', 'console_is_told'];

export const isConsole = (event) => event.kind === 'device' && CONSOLE.includes(event.state);

/**
 * Whether an event has a row at all. A step that ends says nothing that its outcome or the next
 * step's begin does not.
 */
const hasRow = (event) =>
    event.kind !== 'lateness' && !(event.kind === 'step' && event.phase === 'end');

function filterOf({kinds, devices, allDevices}) {
    const tests = KINDS.filter(({name}) => kinds.has(name)).map(({shows}) => shows);
    const shown = new Set(devices);
    return (event) => {
        if (!hasRow(event) || !tests.some((test) => test(event))) return false;
        if (devices.length === allDevices.length) return true;
        const about = devicesOfEvent(event, allDevices);
        return about.length === 0 || about.some((device) => shown.has(device));
    };
}

/** A flight that takes no time is one row: what arrives needs none of its own. */
const isLevel = ({from, to}) => from !== null && to !== null && from.t === to.t;

/**
 * The rows of the diagram and the arrows between them:
 *
 *     {rows: [{event, flight, arrives}], arrows: [{flight, top, bottom}], rowOf}
 *
 * Rows come in the order of events. `rowOf` holds the row of an event, by its number, and that of
 * the departure for an arrival without a row of its own; -1 for what is not shown. Arrows come in
 * the order of their tops.
 */
export function layOut(events, flights, choice) {
    const shows = filterOf(choice);
    const byEvent = new Map();
    for (const flight of flights) {
        if (flight.from) byEvent.set(flight.from.n, flight);
        if (flight.to) byEvent.set(flight.to.n, flight);
    }
    const rows = [];
    const rowOf = new Int32Array(events.length + 1).fill(-1);
    for (const event of events) {
        if (!shows(event)) continue;
        const flight = byEvent.get(event.n) ?? null;
        const arrives = flight !== null && flight.from !== event;
        if (arrives && isLevel(flight) && rowOf[flight.from.n] >= 0) {
            rowOf[event.n] = rowOf[flight.from.n];
            continue;
        }
        rowOf[event.n] = rows.length;
        rows.push({event, flight, arrives: arrives && flight.from !== null});
    }
    return {rows, arrows: arrowsOf(flights, rowOf), rowOf};
}

function arrowsOf(flights, rowOf) {
    const arrows = [];
    for (const flight of flights) {
        const ends = [flight.from, flight.to].filter((event) => event && rowOf[event.n] >= 0);
        if (ends.length === 0) continue;
        const at = ends.map((event) => rowOf[event.n]);
        arrows.push({flight, top: at[0], bottom: at[at.length - 1]});
    }
    return arrows.sort((a, b) => a.top - b.top);
}

/** Finds the arrows that cross a range of rows without looking at all of them. */
export class ArrowIndex {
    static #BLOCK = 128;
    #arrows;
    #firstIn;
    #into;

    constructor(arrows, rowCount) {
        const blocks = Math.ceil(rowCount / ArrowIndex.#BLOCK) + 1;
        this.#arrows = arrows;
        this.#firstIn = new Int32Array(blocks + 1).fill(arrows.length);
        this.#into = Array.from({length: blocks + 1}, () => []);
        arrows.forEach((arrow, at) => this.#file(arrow, at));
        for (let b = blocks - 1; b >= 0; --b) {
            this.#firstIn[b] = Math.min(this.#firstIn[b], this.#firstIn[b + 1]);
        }
    }

    #file(arrow, at) {
        const block = Math.floor(arrow.top / ArrowIndex.#BLOCK);
        const last = Math.floor(arrow.bottom / ArrowIndex.#BLOCK);
        this.#firstIn[block] = Math.min(this.#firstIn[block], at);
        for (let b = block + 1; b <= last; ++b) this.#into[b].push(arrow);
    }

    /** Those with a part in rows `from` to `to`. */
    crossing(from, to) {
        const block = Math.max(0, Math.floor(from / ArrowIndex.#BLOCK));
        const found = (this.#into[block] ?? []).filter((arrow) => arrow.bottom >= from);
        for (let at = this.#firstIn[block] ?? this.#arrows.length; at < this.#arrows.length; ++at) {
            const arrow = this.#arrows[at];
            if (arrow.top > to) break;
            if (arrow.bottom >= from) found.push(arrow);
        }
        return found;
    }
}

/** The first row whose event has at least that much of something that grows, or the last row. */
function firstRow(rows, least, measure) {
    let [low, high] = [0, rows.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (measure(rows[middle].event) < least) low = middle + 1;
        else high = middle;
    }
    return Math.max(0, Math.min(low, rows.length - 1));
}

/** The first row at or after an instant. */
export const rowAt = (rows, t) => firstRow(rows, t, (event) => event.t);

/** The row of an event, or the next one if it has none. */
export const rowFrom = (rows, n) => firstRow(rows, n, (event) => event.n);

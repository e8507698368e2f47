import {LINK_OFFSET, stack} from './geometry.js';
import {concerns} from './faults.js';
import {rowAt, rowFrom} from './rows.js';

/** So many brackets fit beside each other. */
const BRACKETS_MAX = 3;

/** From one event to another, which is null if the case ended before it. */
const rowsBetween = (rows, from, to) => ({
    top: rowFrom(rows, from.n),
    bottom: to ? rowFrom(rows, to.n) : rows.length - 1,
});

/** Where faults lie in the diagram: [{fault, x, top, bottom}], in rows. */
export function bandsOf(faults, {rows}, devices, geometry) {
    if (rows.length === 0) return [];
    return faults.flatMap((fault) => {
        const span = {fault, ...rowsBetween(rows, fault.begin, fault.end)};
        if (fault.lie || fault.targets.includes('broker')) return [{...span, x: geometry.broker}];
        return devices
            .filter((device) => concerns(fault, device))
            .map((device) => ({...span, x: geometry.x(device) + LINK_OFFSET}));
    });
}

/** Where expectations count: [{window, top, bottom, column, evidence}], in rows. */
export function bracketsOf(windows, {rows, rowOf}) {
    if (rows.length === 0) return [];
    const spans = windows.map((window) => ({
        window,
        top: rowAt(rows, window.from),
        bottom: Math.max(rowAt(rows, window.from), rowAt(rows, window.to)),
        evidence: window.evidence.map((n) => rowOf[n]).filter((row) => row >= 0),
    }));
    return stack(
        spans.sort((a, b) => a.top - b.top),
        BRACKETS_MAX,
    );
}

/** The parts of lanes in which their devices are connected: [{x, top, bottom}], in rows. */
export function lifelinesOf(spans, {rows}, geometry) {
    if (rows.length === 0) return [];
    return spans
        .map(({device, from, to}) => ({x: geometry.x(device), ...rowsBetween(rows, from, to)}))
        .filter(({x}) => x !== undefined);
}

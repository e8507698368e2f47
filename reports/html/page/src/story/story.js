import {isBad} from '../data/report.js';
import {faultsOf} from './faults.js';
import {flightsOf} from './flights.js';
import {devicesOf, interestingDevices} from './lanes.js';
import {isConsole} from './rows.js';
import {windowsOf} from './windows.js';

/** Everything that views of a case are made of, worked out once from its record. */
export function storyOf(record, one) {
    const {events} = record;
    const flights = flightsOf(events);
    const flightOf = new Map();
    for (const flight of flights) {
        if (flight.from) flightOf.set(flight.from.n, flight);
        if (flight.to) flightOf.set(flight.to.n, flight);
    }
    const devices = devicesOf(events);
    return {
        events,
        flights,
        flightOf,
        devices,
        shownAtFirst: interestingDevices(devices, interestOf(one, events), events),
        faults: faultsOf(events),
        windows: windowsOf(events),
        consoles: events.filter(isConsole),
        evidence: evidenceOf(one),
        end: Math.max(one.simulated_ns, events.at(-1)?.t ?? 0),
        note: record.note,
        leftOut: record.header?.left_out ?? '',
        cutOff: isCutOff(one, events),
        firstPlace: firstPlaceOf(one, events),
    };
}

/** What decides which devices are worth a lane: what was broken, and the end of a record. */
function interestOf(one, events) {
    if (!isCutOff(one, events)) return one.broken;
    return [...one.broken, {expected: '', seen: '', evidence: [events.at(-1).n]}];
}

/** Where to look first, by number: at what was broken, or where a record stops; 0 for nowhere. */
function firstPlaceOf(one, events) {
    if (one.broken.length > 0) return placesOf(one.broken[0], events)[0] ?? 0;
    return isCutOff(one, events) ? events.at(-1).n : 0;
}

/** The events that broken findings rest on, by number: "broken", and those of kept ones: "held". */
function evidenceOf(one) {
    const evidence = new Map();
    for (const finding of one.findings) {
        for (const n of finding.evidence) {
            if (!finding.held || !evidence.has(n))
                evidence.set(n, finding.held ? 'held' : 'broken');
        }
    }
    return evidence;
}

/** Whether the case was ended in the middle, so that its record stops where it was. */
const isCutOff = (one, events) => one.fingerprint === '' && isBad(one.verdict) && events.length > 0;

/** Whether an event is what a finding was made of: an outcome, or the begin of a fault. */
function isSource(event, {kind, id, t}) {
    if (kind === 'fault') return event.kind === 'fault' && isNamed(event, id);
    return event.kind === 'check' && event.path === id && event.t === t;
}

/** A fault is called by its number, or by its kind and what it is on: "packet_drop (pump)". */
const isNamed = ({fault, name, target}, id) => fault === Number(id) || `${name} (${target})` === id;

/** Where to look for a finding: its evidence, else what happened last before it was known. */
export function placesOf(finding, events) {
    const known = finding.evidence.filter((n) => events[n - 1]);
    if (known.length > 0) return known;
    const source = events.find((event) => isSource(event, finding));
    if (source) return [source.n];
    const before = events.filter(({t}) => t <= finding.t);
    return before.length > 0 ? [before.at(-1).n] : [];
}

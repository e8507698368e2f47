import {concerns} from './faults.js';

/** More lanes than this do not fit beside each other. */
export const LANES_MAX = 8;

/** The devices of a case in the order of their first events. */
export function devicesOf(events) {
    const devices = new Set();
    for (const event of events) {
        const device = event.device ?? event.wire?.device;
        if (device !== undefined) devices.add(device);
    }
    return [...devices];
}

/** The devices that an event is about; none for what concerns all. */
export function devicesOfEvent(event, devices) {
    if (event.wire) return [event.wire.device];
    if (event.kind === 'device') return [event.device];
    if (event.kind !== 'fault') return [];
    const fault = {targets: event.target.split(', ')};
    return devices.filter((device) => concerns(fault, device));
}

/**
 * The devices to show first, in their order: all if they fit, else those that what was broken
 * names or rests on, filled up with the first ones.
 */
export function interestingDevices(devices, broken, events) {
    if (devices.length <= LANES_MAX) return devices;
    const named = new Set();
    for (const finding of broken) {
        for (const n of finding.evidence) {
            for (const device of devicesOfEvent(events[n - 1] ?? {}, devices)) named.add(device);
        }
        const words = new Set(`${finding.expected} ${finding.seen}`.match(/[\w-]+/g));
        for (const device of devices) if (words.has(device)) named.add(device);
    }
    for (const device of devices) if (named.size < LANES_MAX) named.add(device);
    const shown = new Set([...named].slice(0, LANES_MAX));
    return devices.filter((device) => shown.has(device));
}

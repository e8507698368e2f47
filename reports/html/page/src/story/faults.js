/**
 * The faults of a case:
 *
 *     {fault, name, lie, targets, begin, end, hits}
 *
 * `begin` and `end` are events, `end` null if the case ended first; `targets` are devices, or
 * "broker", or "*" for all of them.
 */
export function faultsOf(events) {
    const faults = new Map();
    for (const event of events) {
        if (event.kind !== 'fault') continue;
        const known = faults.get(event.fault) ?? begun(event);
        faults.set(event.fault, known);
        if (event.phase === 'hit') known.hits.push(event);
        if (event.phase === 'end') known.end = event;
    }
    return [...faults.values()];
}

function begun(event) {
    const {fault, name, lie, target} = event;
    return {fault, name, lie, targets: target.split(', '), begin: event, end: null, hits: []};
}

export const concerns = (fault, device) =>
    fault.targets.includes('*') || fault.targets.includes(device);

/**
 * Series to plot, each {name, unit, points: [[t, value], ...]} with `t` in nanoseconds: what the
 * record says in numbers over time.
 */

/** Appends to a list within a map. */
function file(map, key, point) {
    if (!map.has(key)) map.set(key, []);
    map.get(key).push(point);
}

const seriesOf = (map, unit) =>
    [...map]
        .map(([name, points]) => ({name, unit, points}))
        .filter(({points}) => points.length > 0);

/** What sensors measured and where actuators stood. */
export function readings(events) {
    const found = new Map();
    for (const event of events) {
        if (event.kind !== 'device' || event.value === undefined) continue;
        file(found, `${event.device} ${event.detail}`.trim(), [event.t, event.value]);
    }
    return seriesOf(found, '');
}

/** The answers that end a publication at the side that published. */
const ENDS = {PUBACK: 1, PUBCOMP: 2};

const idOf = (packet) => /\bid (\d+)/.exec(packet.text)?.[1];

const qosOf = (packet) => (parseInt(packet.hex[1], 16) >> 1) & 3;

/** Calls back for each publication at QoS 1 and 2 of a device, at its end: begun and completed. */
function walkPublications(events, begun, completed) {
    const open = new Map();
    for (const event of events) {
        if (event.kind !== 'packet' || event.wire.tap !== 'client') continue;
        const {packet, wire} = event;
        const key = `${wire.device} ${idOf(packet)}`;
        if (wire.direction === 'up' && packet.type === 'PUBLISH' && qosOf(packet) > 0) {
            if (!open.has(key)) begun(event);
            open.set(key, open.get(key) ?? event);
        } else if (wire.direction === 'down' && ENDS[packet.type] && open.has(key)) {
            completed(open.get(key), event);
            open.delete(key);
        }
    }
}

/** From a device's first PUBLISH at QoS 1 or 2 to its PUBACK or PUBCOMP, in milliseconds. */
export function acknowledgement(events) {
    const found = new Map();
    walkPublications(
        events,
        () => {},
        (sent, answer) => {
            file(found, sent.wire.device, [answer.t, (answer.t - sent.t) / 1e6]);
        },
    );
    return seriesOf(found, 'ms');
}

/**
 * How many publications at QoS 1 and 2 wait for their last answer, by what `nameOf` makes of a
 * device: of each, or of all together.
 */
export function inFlight(events, nameOf = (device) => device) {
    const found = new Map();
    const counts = new Map();
    const change = (event, by, t) => {
        const name = nameOf(event.wire.device);
        counts.set(name, (counts.get(name) ?? 0) + by);
        file(found, name, [t, counts.get(name)]);
    };
    walkPublications(
        events,
        (sent) => change(sent, +1, sent.t),
        (sent, answer) => change(sent, -1, answer.t),
    );
    return seriesOf(found, 'messages');
}

/** What a message is known by at both of its ends: its topic and payload, as a packet's text ends. */
const messageOf = (packet) => / (?:id \d+ )?(\S+ "[^]*)$/.exec(packet.text)?.[1];

/**
 * From a message's first PUBLISH by a device to each arrival at another, in milliseconds. Messages
 * are known by topic and payload: the same twice counts from the later one.
 */
export function delivery(events) {
    const sent = new Map();
    const found = new Map();
    for (const event of events) {
        if (event.kind !== 'packet' || event.packet.type !== 'PUBLISH') continue;
        if (event.wire.tap !== 'client') continue;
        const message = messageOf(event.packet);
        if (event.wire.direction === 'up') {
            sent.set(message, event.t);
        } else if (sent.has(message)) {
            file(found, event.wire.device, [event.t, (event.t - sent.get(message)) / 1e6]);
        }
    }
    return seriesOf(found, 'ms');
}

/** From one end of the link to the other, in milliseconds, by device and direction. */
export function transit(flights) {
    const found = new Map();
    for (const {from, to, fate} of flights) {
        if (fate !== 'arrived' || from.kind !== 'packet') continue;
        const name = `${from.wire.device} ${from.wire.direction}`;
        file(found, name, [from.t, (to.t - from.t) / 1e6]);
    }
    return seriesOf(found, 'ms');
}

/**
 * How many packets are between the ends of a link, by device and direction: what its queue and its
 * delay hold, and what is sent again. A packet that never arrives does not count.
 */
export function underWay(flights) {
    const changes = [];
    for (const {from, to, fate} of flights) {
        if (fate !== 'arrived' || from.kind !== 'packet' || from.t === to.t) continue;
        const name = `${from.wire.device} ${from.wire.direction}`;
        changes.push([from.t, name, +1], [to.t, name, -1]);
    }
    const found = new Map();
    const counts = new Map();
    for (const [t, name, by] of changes.sort((a, b) => a[0] - b[0])) {
        counts.set(name, (counts.get(name) ?? 0) + by);
        file(found, name, [t, counts.get(name)]);
    }
    return seriesOf(found, 'packets');
}

/** Series that are too many to tell apart, as one: all their points in order of time. */
export function together(series) {
    const points = series.flatMap((one) => one.points).sort((a, b) => a[0] - b[0]);
    return [{name: `all ${series.length}`, unit: series[0].unit, points}];
}

/** The value that a share of all values does not exceed; `sorted` ascends. */
export const quantile = (sorted, share) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? sorted[0];

/** How often values fall between bounds that grow by a constant factor: [{from, to, count}]. */
export function histogram(values, columns = 40) {
    const positive = values.filter((value) => value > 0);
    if (positive.length === 0) return [];
    const low = positive.reduce((a, b) => Math.min(a, b));
    const high = positive.reduce((a, b) => Math.max(a, b));
    if (low === high) return [{from: low, to: high, count: positive.length}];
    const factor = (high / low) ** (1 / columns);
    const bins = Array.from({length: columns}, (_, i) => ({
        from: low * factor ** i,
        to: low * factor ** (i + 1),
        count: 0,
    }));
    for (const value of positive) {
        const at = Math.floor(Math.log(value / low) / Math.log(factor));
        ++bins[Math.min(columns - 1, Math.max(0, at))].count;
    }
    return bins;
}

/**
 * Turns a compact record (see compact_record.hpp) into events with names:
 *
 *     {header, note, events: [{n, t, kind, ...}]}
 *
 * `t` is simulated time in nanoseconds; the other keys are those of sim/record/SCHEMA.md.
 */
export function expand(compact) {
    const tables = {
        strings: compact.strings,
        wires: compact.wires.map(([device, connection, up, atBroker]) => ({
            device: compact.strings[device],
            connection,
            direction: up ? 'up' : 'down',
            tap: atBroker ? 'broker' : 'client',
        })),
        packets: compact.packets.map(packetOf),
    };
    let t = 0;
    const events = compact.events.map((row, position) => {
        t += row[0];
        return KINDS[row[1]]({n: position + 1, t}, row, tables);
    });
    return {header: compact.header, note: compact.note, events};
}

function packetOf([version, hex, type, text, why, offset, rule]) {
    return {version, hex, type, text, error: why ? {why, offset, rule} : null};
}

const place = (strings, row, at) => ({
    file: strings[row[at]],
    line: row[at + 1],
    column: row[at + 2],
});

/** How each kind's row is read, in the order of kinds. */
const KINDS = [
    function packet(event, row, {wires, packets}) {
        const wire = wires[row[2]];
        return {...event, kind: 'packet', wire, packet: packets[row[3]]};
    },
    function bytes(event, row, {wires, strings}) {
        return {...event, kind: 'bytes', wire: wires[row[2]], hex: strings[row[3]]};
    },
    function connection(event, row, {wires, strings}) {
        const [what, address] = [strings[row[3]], strings[row[4]]];
        return {...event, kind: 'connection', wire: wires[row[2]], what, address};
    },
    function fault(event, row, {strings}) {
        const [name, target, phase, detail] = row.slice(3, 7).map((at) => strings[at]);
        return {...event, kind: 'fault', fault: row[2], name, target, phase, detail, lie: !!row[7]};
    },
    function step(event, row, {strings}) {
        const [path, text, phase] = row.slice(2, 5).map((at) => strings[at]);
        return {...event, kind: 'step', path, text, phase, at: place(strings, row, 5)};
    },
    function broker(event, row, {strings}) {
        return {...event, kind: 'broker', state: strings[row[2]], detail: strings[row[3]]};
    },
    function brokerLog(event, row, {strings}) {
        return {...event, kind: 'broker_log', line: strings[row[2]]};
    },
    function device(event, row, {strings}) {
        const [who, state, detail] = row.slice(2, 5).map((at) => strings[at]);
        return {...event, kind: 'device', device: who, state, detail, value: row[5]};
    },
    function check(event, row, {strings}) {
        const [path, expected, seen] = row.slice(2, 5).map((at) => strings[at]);
        const at = place(strings, row, 7);
        const held = !!row[5];
        return {...event, kind: 'check', path, expected, seen, held, evidence: row[6], at};
    },
    function lateness(event, row) {
        return {...event, kind: 'lateness', p50: row[2], p99: row[3], max: row[4]};
    },
];

/** What ends a connection for the device. */
const ENDS = new Set(['fin', 'rst', 'vanished', 'timed_out', 'refused']);

/**
 * When each device was connected, as its own end saw it: [{device, from, to}], events; `to` is null
 * if it still was at the end. A FIN of the device's own ends it as well as one that arrives.
 */
export function connectionSpans(events) {
    const open = new Map();
    const spans = [];
    for (const event of events) {
        if (event.kind !== 'connection' || event.wire.tap !== 'client') continue;
        const {connection, device} = event.wire;
        if (event.what === 'established') {
            const span = {device, from: event, to: null};
            open.set(connection, span);
            spans.push(span);
        } else if (ENDS.has(event.what) && open.has(connection)) {
            open.get(connection).to = event;
            open.delete(connection);
        }
    }
    return spans;
}

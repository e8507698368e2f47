/** "… (0.500 s to 2.500 s)": how an expectation says when it counts. */
const SPAN = /^(.*) \((\d+\.\d+) s to (\d+\.\d+) s\)$/s;

/**
 * The expectations of a case and the windows that they count in, in nanoseconds:
 *
 *     {event, path, expected, seen, held, evidence, from, to}
 *
 * An expectation that names no window counts from its step's begin to its outcome.
 */
export function windowsOf(events) {
    const begins = new Map();
    const windows = [];
    for (const event of events) {
        if (event.kind === 'step' && event.phase === 'begin') begins.set(event.path, event.t);
        if (event.kind !== 'check') continue;
        const [, expected, from, to] = SPAN.exec(event.expected) ?? [];
        const {path, seen, held, evidence} = event;
        windows.push({
            event,
            path,
            seen,
            held,
            evidence,
            expected: expected ?? event.expected,
            from: from === undefined ? (begins.get(path) ?? event.t) : Number(from) * 1e9,
            to: to === undefined ? event.t : Number(to) * 1e9,
        });
    }
    return windows;
}

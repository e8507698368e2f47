/** Sizes of the diagram, in CSS pixels. */
export const ROW = 22;
/** To the left of the lanes: brackets of expectations, then the clock. */
export const BRACKETS = 26;
export const CLOCK = 96;

const LANE_MIN = 62;
const LANE_MAX = 150;
/** A link, where faults are, runs beside its device's lane. */
export const LINK_OFFSET = 16;

/**
 * Where lanes are: {x(device), broker, text, width}. The devices stand in their order, the broker
 * right of them, and what happened is told right of that.
 */
export function geometryOf(devices, width) {
    const room = width - BRACKETS - CLOCK;
    const lane = Math.max(LANE_MIN, Math.min(LANE_MAX, (room * 0.42) / (devices.length + 0.5)));
    const left = BRACKETS + CLOCK + lane / 2;
    const positions = new Map(devices.map((device, at) => [device, left + at * lane]));
    const broker = left + devices.length * lane;
    const text = broker + lane / 2;
    return {lane, broker, text, width, x: (device) => positions.get(device)};
}

/** Where a row's arrow runs: below its name. */
export const middle = (row) => row * ROW + 15;

/** Gives spans that overlap columns of their own: [{...span, column}], at most `columns` of them. */
export function stack(spans, columns) {
    const ends = [];
    return spans.map((span) => {
        let column = ends.findIndex((end) => end < span.top);
        if (column < 0) column = Math.min(ends.length, columns - 1);
        ends[column] = Math.max(ends[column] ?? -1, span.bottom);
        return {...span, column};
    });
}

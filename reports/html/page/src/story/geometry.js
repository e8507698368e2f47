/** Sizes of the diagram, in CSS pixels. */
export const ROW = 22;
/** To the left of the lanes: brackets of expectations, then the clock. */
export const BRACKETS = 26;
const CLOCK = 96;
/** On a narrow screen, where what happened needs the room. */
const CLOCK_NARROW = 62;
const NARROW = 560;

const LANE_MIN = 62;
/** For what happened; narrower, nobody could read it. */
const WORDS_MIN = 150;
const LANE_MAX = 150;
/** A link, where faults are, runs beside its device's lane. */
export const LINK_OFFSET = 16;

/**
 * Where lanes are: {clock, x(device), broker, text, width}. `clock` is the room for instants. The
 * devices stand in their order, the broker
 * right of them, and what happened is told right of that.
 */
export function geometryOf(devices, width) {
    const clock = BRACKETS + (width < NARROW ? CLOCK_NARROW : CLOCK);
    const room = width - clock;
    const lane = Math.max(LANE_MIN, Math.min(LANE_MAX, (room * 0.42) / (devices.length + 0.5)));
    const left = clock + lane / 2;
    const positions = new Map(devices.map((device, at) => [device, left + at * lane]));
    const broker = left + devices.length * lane;
    const text = broker + lane / 2;
    return {clock, lane, broker, text, width, x: (device) => positions.get(device)};
}

/** The width that so many devices need; on a narrower screen the diagram moves sideways. */
export function leastWidth(count) {
    const others = BRACKETS + (count + 1) * LANE_MIN + WORDS_MIN;
    return others + (others + CLOCK_NARROW < NARROW ? CLOCK_NARROW : CLOCK);
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

const UNITS = [
    ['d', 86_400e9],
    ['h', 3_600e9],
    ['min', 60e9],
    ['s', 1e9],
    ['ms', 1e6],
    ['µs', 1e3],
];

/** A duration in nanoseconds for people, in the two largest units that say something: "2 h 5 min". */
export function duration(ns) {
    if (ns === 0) return '0 s';
    if (ns < 1e3) return `${ns} ns`;
    if (ns < 60e9) {
        const [unit, size] = UNITS.find(([, size]) => ns >= size);
        return `${+(ns / size).toPrecision(3)} ${unit}`;
    }
    const parts = [];
    for (const [unit, size] of UNITS.slice(0, 4)) {
        const count = Math.floor(ns / size);
        ns -= count * size;
        if (count > 0) parts.push(`${count} ${unit}`);
    }
    return parts.slice(0, 2).join(' ');
}

/** An instant as the console shows it: "12.345 s". */
export const seconds = (ns) => `${(ns / 1e9).toFixed(3)} s`;

/** The same for a narrow column, in hours where seconds are too many: "27:46:40.000". */
export function clock(ns) {
    const all = ns / 1e9;
    if (all < 3600) return all.toFixed(3);
    const hours = Math.floor(all / 3600);
    const minutes = Math.floor((all % 3600) / 60);
    const rest = (all % 60).toFixed(3).padStart(6, '0');
    return `${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}

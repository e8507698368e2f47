/** The parameter whose numbers make the axis: the one with the most of them, nothing if none. */
function axisOf(points) {
    const names = Object.keys(points[0].parameters);
    const distinct = (name) => new Set(points.map(({numbers}) => numbers[name])).size;
    const numeric = names.filter((name) => points.every(({numbers}) => numbers[name] != null));
    return numeric
        .filter((name) => distinct(name) > 1)
        .reduce((most, name) => (most && distinct(most) >= distinct(name) ? most : name), null);
}

/** What tells a line from the others of its plot: version and parameters beside the axis. */
function lineName({mqtt, parameters}, axis) {
    const others = Object.entries(parameters).filter(([name]) => name !== axis);
    return [mqtt, ...others.map(([name, value]) => `${name}=${value}`)].join(', ');
}

const grouped = (items, keyOf) => {
    const groups = new Map();
    for (const item of items) {
        const key = keyOf(item);
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(item);
    }
    return groups;
};

/** "%" for loss=5%, "s" for durations; nothing for bare numbers and what mixes units. */
function axisUnit(points, axis) {
    const units = new Set(
        points.map(({parameters}) => parameters[axis].replace(/^-?[0-9.]+/, '').trim()),
    );
    const times = new Set(['ns', 'us', 'ms', 's', 'm', 'h', 'd']);
    const isTime = [...units].every((unit) =>
        times.has(unit.replace(/[0-9.]+/g, ' ').split(' ')[0]),
    );
    if (isTime) return 's';
    return units.size === 1 ? [...units][0] : '';
}

const valueOr = (point, key) => (point && point.n > 0 ? point[key] : null);

/** A line with its interval over the axis; null where nothing was measured. */
function lineOf(name, points, xs, axis) {
    const at = new Map(points.map((point) => [point.numbers[axis], point]));
    const column = (key) => xs.map((x) => valueOr(at.get(x), key));
    return {name, mean: column('mean'), low: column('low'), high: column('high')};
}

function plotOf(points) {
    const {scenario, measure, unit} = points[0];
    const axis = axisOf(points);
    const head = {scenario, measure, unit: unit === 'yes' ? 'share of runs' : unit, points, axis};
    if (axis === null) return {...head, xs: [], lines: []};
    const xs = [...new Set(points.map(({numbers}) => numbers[axis]))].sort((a, b) => a - b);
    const lines = [...grouped(points, (point) => lineName(point, axis))].map(([name, own]) =>
        lineOf(name, own, xs, axis),
    );
    return {...head, xs, lines, axisUnit: axisUnit(points, axis)};
}

/** A plot for each measure of each scenario, in the order of the points. */
export function plotsOf(points) {
    return [...grouped(points, ({scenario, measure}) => `${scenario} ${measure}`).values()].map(
        plotOf,
    );
}

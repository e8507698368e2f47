/**
 * Cases as a table: a row for each scenario, under its folder, and a column for each variant:
 *
 *     {columns: [text], folders: [{folder, rows: [{scenario, name, title, cells: [case or null]}]}]}
 *
 * A column is the version of MQTT, the broker and the seed, as far as the cases differ in them.
 */
export function matrixOf(cases, found) {
    const column = columnNamer(cases);
    const columns = [...new Set(cases.map(column))].sort((a, b) =>
        a.localeCompare(b, 'en', {numeric: true}),
    );
    const at = new Map(columns.map((name, position) => [name, position]));
    const folders = new Map();
    const rows = new Map();
    for (const one of found) {
        if (!rows.has(one.scenario_id)) {
            const row = newRow(one, columns.length);
            rows.set(one.scenario_id, row);
            if (!folders.has(one.folder)) folders.set(one.folder, []);
            folders.get(one.folder).push(row);
        }
        rows.get(one.scenario_id).cells[at.get(column(one))] = one;
    }
    return {
        columns,
        folders: [...folders].map(([folder, rows]) => ({folder, rows})),
    };
}

const newRow = (one, width) => ({
    scenario: one.scenario_id,
    name: one.name,
    title: one.scenario,
    cells: Array(width).fill(null),
});

function columnNamer(cases) {
    const differ = (key) => new Set(cases.map((one) => one[key])).size > 1;
    const byBroker = differ('broker');
    // A case that was skipped for want of a broker has no version of it.
    return (one) => (byBroker ? `${one.broker || 'no broker'} ${one.variant}` : one.variant);
}

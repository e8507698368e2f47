import {useMemo, useState} from 'preact/hooks';
import {caseAddress} from '../data/route.js';
import {duration} from '../data/time.js';
import {matrixOf} from '../story/matrix.js';
import {SIGNS} from './verdict.jsx';

/** With more columns than this their names do not fit, and cells are drawn small. */
const NARROW_FROM = 9;
/** Rows that are drawn at first; thousands would take seconds. */
const ROWS_AT_FIRST = 300;

function Cell({one}) {
    if (!one) return <td />;
    const what = `${one.variant} ${one.verdict}${one.reason ? `: ${one.reason}` : ''}`;
    return (
        <td>
            <a class={`cell ${one.verdict}`} href={caseAddress(one)} title={what} aria-label={what}>
                {SIGNS[one.verdict]}
            </a>
        </td>
    );
}

function Row({row}) {
    const time = Math.max(...row.cells.filter(Boolean).map(({simulated_ns}) => simulated_ns));
    return (
        <tr>
            <th scope="row">
                <span class="name">{row.name}</span> <span class="quiet">{row.title}</span>
            </th>
            {row.cells.map((one, column) => (
                <Cell key={column} one={one} />
            ))}
            <td class="number quiet">{duration(time)}</td>
        </tr>
    );
}

function Folder({folder, rows, width}) {
    return (
        <tbody>
            {folder && (
                <tr class="folder">
                    <th scope="rowgroup" colSpan={width}>
                        {folder}
                    </th>
                </tr>
            )}
            {rows.map((row) => (
                <Row key={row.scenario} row={row} />
            ))}
        </tbody>
    );
}

/** The first rows of all folders together. */
function firstRows(folders, most) {
    const shown = [];
    for (const {folder, rows} of folders) {
        if (most <= 0) break;
        shown.push({folder, rows: rows.slice(0, most)});
        most -= rows.length;
    }
    return shown;
}

function Table({matrix, all}) {
    const narrow = matrix.columns.length >= NARROW_FROM;
    const width = matrix.columns.length + 2;
    return (
        <div class="scrolls" tabIndex={0} role="region" aria-label="Cases by scenario and variant">
            <table class={`matrix ${narrow ? 'narrow' : ''}`}>
                <thead>
                    <tr>
                        <th scope="col">Scenario</th>
                        {matrix.columns.map((name) => (
                            <th key={name} scope="col" title={name}>
                                <span>{name}</span>
                            </th>
                        ))}
                        <th scope="col" class="number">
                            simulated
                        </th>
                    </tr>
                </thead>
                {firstRows(matrix.folders, all ? Infinity : ROWS_AT_FIRST).map(({folder, rows}) => (
                    <Folder key={folder} folder={folder} rows={rows} width={width} />
                ))}
            </table>
        </div>
    );
}

/** Every case, by scenario and variant, as far as the filter lets it through. */
export function Matrix({cases, found, typed, setTyped}) {
    const matrix = useMemo(() => matrixOf(cases, found), [cases, found]);
    const [all, setAll] = useState(false);
    const rows = matrix.folders.reduce((sum, folder) => sum + folder.rows.length, 0);
    return (
        <section aria-labelledby="cases">
            <div class="toolbar">
                <h2 id="cases">Cases</h2>
                <input
                    type="search"
                    value={typed}
                    placeholder="name, rule, reason, broker, tag"
                    aria-label="Search cases"
                    onInput={(event) => setTyped(event.currentTarget.value)}
                />
                <span role="status" class="quiet">
                    {found.length} of {cases.length}
                </span>
            </div>
            <Table matrix={matrix} all={all} />
            {!all && rows > ROWS_AT_FIRST && (
                <button type="button" onClick={() => setAll(true)}>
                    Show all {rows} scenarios
                </button>
            )}
        </section>
    );
}

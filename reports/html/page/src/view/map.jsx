import {useMemo} from 'preact/hooks';
import {caseAddress} from '../data/route.js';
import {SIGNS} from './verdict.jsx';

/** More squares than this are no map any more. */
const SQUARES_MAX = 2000;

/** Folders with their cases, in the order of the run. */
function foldersOf(cases) {
    const folders = new Map();
    for (const one of cases) {
        if (!folders.has(one.folder)) folders.set(one.folder, []);
        folders.get(one.folder).push(one);
    }
    return [...folders];
}

function Square({one}) {
    const what = `${one.key} ${one.verdict}`;
    return (
        <a class={`square ${one.verdict}`} href={caseAddress(one)} title={what} aria-label={what}>
            {one.verdict === 'passed' ? '' : SIGNS[one.verdict]}
        </a>
    );
}

/** Every case as a square, by folder: where in the run the trouble is. */
export function CaseMap({cases}) {
    const folders = useMemo(() => foldersOf(cases), [cases]);
    if (cases.length > SQUARES_MAX) return null;
    return (
        <section aria-labelledby="map">
            <h2 id="map">Every case</h2>
            {folders.map(([folder, some]) => (
                <div key={folder} class="strip">
                    <span>{folder || 'cases'}</span>
                    <span class="squares">
                        {some.map((one) => (
                            <Square key={one.key} one={one} />
                        ))}
                    </span>
                </div>
            ))}
        </section>
    );
}

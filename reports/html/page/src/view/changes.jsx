import {useMemo} from 'preact/hooks';
import {caseAddress} from '../data/route.js';
import {Sign} from './verdict.jsx';

/** What is not as it was, the worst first, and whether it is worth seeing at once. */
const KINDS = {worse: true, better: true, different: false, added: false, gone: false};

function Change({change, one}) {
    return (
        <li>
            <Sign verdict={change.verdict} />
            {one ? <a href={caseAddress(one)}>{change.id}</a> : change.id}{' '}
            <span class="quiet">{change.words}</span>
        </li>
    );
}

/** What is not as it was in an earlier run. */
export function Changes({report}) {
    const {changes, cases} = report;
    const byId = useMemo(() => new Map(cases.map((one) => [one.id, one])), [cases]);
    const groups = Object.entries(KINDS)
        .map(([kind, open]) => ({kind, open, list: changes.filter((one) => one.kind === kind)}))
        .filter(({list}) => list.length > 0);
    return (
        <section aria-labelledby="changes">
            <h2 id="changes">Against the baseline</h2>
            {groups.length === 0 && <p class="quiet">Nothing has changed.</p>}
            {groups.map(({kind, open, list}) => (
                <details key={kind} open={open}>
                    <summary>
                        <b>{list.length}</b> {kind}
                    </summary>
                    <ul class="changes">
                        {list.map((change) => (
                            <Change key={change.id} change={change} one={byId.get(change.id)} />
                        ))}
                    </ul>
                </details>
            ))}
        </section>
    );
}

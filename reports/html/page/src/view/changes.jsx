import {useMemo} from 'preact/hooks';
import {caseAddress} from '../data/route.js';
import {duration} from '../data/time.js';
import {compareRuns} from '../story/compare.js';
import {Sign} from './verdict.jsx';

const TITLES = {
    broken: 'broken since',
    mended: 'mended since',
    changed: 'another verdict',
    slower: 'slower',
    added: 'new',
    gone: 'gone',
};

const DETAILS = {
    slower: ({now, before}) => `${duration(before.wall_ns)}, now ${duration(now.wall_ns)}`,
    added: () => '',
    gone: ({before}) => `was ${before.verdict}`,
};

const detailOf = (kind, change) =>
    DETAILS[kind]?.(change) ?? `was ${change.before.verdict}, is ${change.now.verdict}`;

function Change({kind, change}) {
    const {now, before} = change;
    return (
        <li>
            <Sign verdict={(now ?? before).verdict} />
            {now ? <a href={caseAddress(now)}>{now.key}</a> : before.id}{' '}
            <span class="quiet">{detailOf(kind, change)}</span>
        </li>
    );
}

/** What is not as it was in an earlier run. */
export function Changes({report}) {
    const changes = useMemo(() => compareRuns(report.cases, report.baseline), [report]);
    const kinds = Object.keys(TITLES).filter((kind) => changes[kind].length > 0);
    return (
        <section aria-labelledby="changes">
            <h2 id="changes">Against the baseline</h2>
            {kinds.length === 0 && <p class="quiet">Nothing has changed.</p>}
            {kinds.map((kind) => (
                <details key={kind} open={kind === 'broken' || kind === 'mended'}>
                    <summary>
                        <b>{changes[kind].length}</b> {TITLES[kind]}
                    </summary>
                    <ul class="changes">
                        {changes[kind].map((change) => (
                            <Change key={(change.now ?? change.before).id} kind={kind} change={change} />
                        ))}
                    </ul>
                </details>
            ))}
        </section>
    );
}

import {useMemo, useState} from 'preact/hooks';
import {caseAddress} from '../data/route.js';
import {seconds} from '../data/time.js';
import {causesOf} from '../story/causes.js';
import {Sign} from './verdict.jsx';

/** So many causes fit on a screen. */
const AT_FIRST = 8;
const CASES_AT_FIRST = 6;

function CaseLinks({cases}) {
    const rest = cases.length - CASES_AT_FIRST;
    return (
        <span class="cases">
            {cases.slice(0, CASES_AT_FIRST).map((one) => (
                <a key={one.key} href={caseAddress(one)}>
                    {one.key}
                </a>
            ))}
            {rest > 0 && <span class="quiet">and {rest} more</span>}
        </span>
    );
}

function Cause({cause}) {
    return (
        <li>
            <Sign verdict={cause.verdict} />
            <div>
                <p>
                    {cause.id && <code class="rule">{cause.id}</code>} {cause.text}
                </p>
                {cause.seen && (
                    <p class="quiet">
                        {cause.expected && `expected ${cause.expected}; `}seen {cause.seen} at{' '}
                        {seconds(cause.t)}
                    </p>
                )}
                <CaseLinks cases={cause.cases} />
            </div>
        </li>
    );
}

/** What broke, and in which cases. */
export function Broken({cases}) {
    const causes = useMemo(() => causesOf(cases), [cases]);
    const [all, setAll] = useState(false);
    const shown = all ? causes : causes.slice(0, AT_FIRST);
    return (
        <section class="broken" aria-labelledby="broken">
            <h2 id="broken">What broke</h2>
            {causes.length === 0 && <p class="quiet">Nothing did.</p>}
            <ul>
                {shown.map((cause) => (
                    <Cause key={cause.verdict + cause.id + cause.text} cause={cause} />
                ))}
            </ul>
            {!all && causes.length > AT_FIRST && (
                <button type="button" onClick={() => setAll(true)}>
                    Show all {causes.length}
                </button>
            )}
        </section>
    );
}

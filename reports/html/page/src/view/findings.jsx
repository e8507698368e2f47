import {useState} from 'preact/hooks';
import {seconds} from '../data/time.js';
import {placesOf} from '../story/story.js';
import {inWords, wayInWords} from '../story/words.js';

/** Buttons for more evidence than this say less than they take room. */
const EVIDENCE_MAX = 5;

/** The diagram should stay in sight. */
const BROKEN_AT_FIRST = 3;

const placeOf = ({file, line, column}) => (file ? `${file}:${line}:${column}` : '');

function labelOf(event) {
    const where = event.wire ? `${wayInWords(event.wire)}, at the ${event.wire.tap}` : '';
    return `${seconds(event.t)}  ${inWords(event)}${where ? ` (${where})` : ''}`;
}

/** Buttons that lead to where the evidence is in the diagram. */
function Evidence({finding, story, selected, select}) {
    if (!story) return null;
    const places = placesOf(finding, story.events);
    const shown = places.slice(0, EVIDENCE_MAX);
    return (
        <ul class="evidence">
            {shown.map((n) => (
                <li key={n}>
                    <button type="button" aria-pressed={n === selected} onClick={() => select(n)}>
                        {finding.evidence.length > 0 ? 'evidence' : 'when it was known'}: event {n}
                    </button>{' '}
                    <span class="mono">{labelOf(story.events[n - 1])}</span>
                </li>
            ))}
            {places.length > shown.length && (
                <li class="quiet">and {places.length - shown.length} more events</li>
            )}
        </ul>
    );
}

const TITLES = {
    expectation: 'Expected',
    law: 'Broken law',
    fault: 'Fault',
    environment: 'Surroundings',
};

function Broken({finding, ...rest}) {
    const {kind, id, expected, seen, t} = finding;
    return (
        <article class="finding">
            <h3>
                {TITLES[kind]} {kind === 'law' ? <code class="rule">{id}</code> : ''}
            </h3>
            <p class="expected">{expected || `${kind} ${id}`}</p>
            <p>
                <b>Seen</b> {seen} <span class="quiet">at {seconds(t)}</span>
            </p>
            {placeOf(finding) && <p class="quiet mono">{placeOf(finding)}</p>}
            <Evidence finding={finding} {...rest} />
        </article>
    );
}

function Kept({findings, ...rest}) {
    const [open, setOpen] = useState(false);
    return (
        <details class="kept" onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{findings.length === 1 ? '1 expectation' : `${findings.length} expectations`} held</summary>
            {open &&
                findings.map((finding, at) => (
                    <article key={at} class="finding held">
                        <p>
                            ✓ {finding.expected}{' '}
                            <span class="quiet">
                                {finding.seen} ({placeOf(finding)})
                            </span>
                        </p>
                        <Evidence finding={finding} {...rest} />
                    </article>
                ))}
        </details>
    );
}

/** The broken ones, those that come after the first few folded away. */
function AllBroken({findings, ...rest}) {
    const [first, others] = [findings.slice(0, BROKEN_AT_FIRST), findings.slice(BROKEN_AT_FIRST)];
    const articles = (some) => some.map((finding, at) => <Broken key={at} finding={finding} {...rest} />);
    return (
        <>
            {articles(first)}
            {others.length > 0 && (
                <details>
                    <summary class="failed">{others.length} more broken</summary>
                    {articles(others)}
                </details>
            )}
        </>
    );
}

/** What was expected and what was seen, the broken ones first, each with the way to its evidence. */
export function Findings({one, select, ...others}) {
    const kept = one.findings.filter(({held}) => held);
    const show = (n) => {
        select(n);
        document.getElementById('view').scrollIntoView({block: 'start'});
    };
    const rest = {...others, select: show};
    return (
        <section class="findings" aria-label="Findings">
            {one.broken.length === 0 && one.reason && <p class="note">{one.reason}</p>}
            {one.verdict === 'known' && one.broken.length > 0 && (
                <p class="note">A known deviation: {one.reason}</p>
            )}
            <AllBroken findings={one.broken} {...rest} />
            {kept.length > 0 && <Kept findings={kept} {...rest} />}
        </section>
    );
}

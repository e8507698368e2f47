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

/** What the place is that a finding leads to. */
const LABELS = {evidence: 'evidence', fault: 'where it begins', outcome: 'when it was known'};

function kindOf({evidence, kind}) {
    if (evidence.length > 0) return 'evidence';
    return kind === 'fault' ? 'fault' : 'outcome';
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
                        {LABELS[kindOf(finding)]}: event {n}
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

/** What a fault is called, by its number; the number alone as long as there is no record. */
const nameOfFault = (story, number) =>
    story?.faults.find(({fault}) => fault === Number(number))?.name ?? number;

/** When it was seen. A fault without an effect was not seen at all, but it began. */
function instantOf({kind, t, ...finding}, story) {
    if (kind !== 'fault' || t > 0) return t;
    const [begin] = story ? placesOf({kind, t, ...finding}, story.events) : [];
    return begin ? story.events[begin - 1].t : t;
}

function Broken({finding, story, ...rest}) {
    const {kind, id, expected, seen} = finding;
    return (
        <article class="finding">
            <h3>
                {TITLES[kind]} {kind === 'law' && <code class="rule">{id}</code>}
                {kind === 'fault' && nameOfFault(story, id)}
            </h3>
            <p class="expected">{expected || `${kind} ${id}`}</p>
            <p>
                <b>Seen</b> {seen}{' '}
                <span class="quiet">at {seconds(instantOf(finding, story))}</span>
            </p>
            {placeOf(finding) && <p class="quiet mono">{placeOf(finding)}</p>}
            <Evidence finding={finding} story={story} {...rest} />
        </article>
    );
}

function Kept({findings, ...rest}) {
    const [open, setOpen] = useState(false);
    return (
        <details class="kept" onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>
                {findings.length === 1 ? '1 expectation' : `${findings.length} expectations`} held
            </summary>
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

/** Why a case has its verdict, where that is more than what was broken. */
function Reason({one}) {
    if (!one.reason || (one.verdict === 'failed' && one.broken.length > 0)) return null;
    const text = one.verdict === 'known' ? `A known deviation: ${one.reason}` : one.reason;
    return <p class={`note ${one.verdict}`}>{text}</p>;
}

/** That what follows is not all there is to know. */
function CutOff({story, select}) {
    if (!story?.cutOff) return null;
    const last = story.events.at(-1);
    return (
        <p class="note inconclusive">
            The case did not come to its end. Its record stops at {seconds(last.t)}, with{' '}
            <button type="button" onClick={() => select(last.n)}>
                event {last.n}
            </button>
            : what came later is missing, and no law has judged what is there.
        </p>
    );
}

/** The broken ones, those that come after the first few folded away. */
function AllBroken({findings, ...rest}) {
    const [first, others] = [findings.slice(0, BROKEN_AT_FIRST), findings.slice(BROKEN_AT_FIRST)];
    const articles = (some) =>
        some.map((finding, at) => <Broken key={at} finding={finding} {...rest} />);
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
            <Reason one={one} />
            <CutOff story={rest.story} select={show} />
            <AllBroken findings={one.broken} {...rest} />
            {kept.length > 0 && <Kept findings={kept} {...rest} />}
        </section>
    );
}

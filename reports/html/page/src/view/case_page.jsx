import {useEffect, useMemo, useState} from 'preact/hooks';
import {readRecord} from '../data/report.js';
import {caseAddress} from '../data/route.js';
import {duration} from '../data/time.js';
import {storyOf} from '../story/story.js';
import {Command} from './copy.jsx';
import {Diagram} from './diagram.jsx';
import {Findings} from './findings.jsx';
import {Laws} from './laws.jsx';
import {Plots} from './plots.jsx';
import {replaceAddress} from './use_route.js';
import {Verdict} from './verdict.jsx';

/** The story of a case once its record is unpacked; `mistake` says why there is none. */
function useStory(one) {
    const [state, setState] = useState({story: null, mistake: ''});
    useEffect(() => {
        if (!one.hasRecord) return;
        readRecord(one.index)
            .then((record) => setState({story: storyOf(record, one), mistake: ''}))
            .catch((mistake) => {
                setState({story: null, mistake: mistake.message});
                throw mistake;
            });
    }, [one]);
    return state;
}

function Neighbours({cases, one}) {
    const link = (other, text) => other && <a href={caseAddress(other)}>{text}</a>;
    return (
        <nav aria-label="Cases">
            <a href="#/">All cases</a>
            {link(cases[one.index - 1], '← previous')}
            {link(cases[one.index + 1], 'next →')}
        </nav>
    );
}

/** How long it took. Of a case that was ended in the middle only the record knows. */
function Times({one, story}) {
    const simulated = one.simulated_ns || story?.end || 0;
    const least = story?.cutOff ? 'at least ' : '';
    return (
        <span>
            {least}
            {duration(simulated)} of {one.time_mode || 'simulated'} time in {duration(one.wall_ns)}
            {one.late_max_ns > 0 && `, late by up to ${duration(one.late_max_ns)}`}
        </span>
    );
}

/** What `breakwire prove` said in the broker's place. */
function Lie({lie}) {
    if (!lie) return null;
    return (
        <p class="facts">
            <span>
                The broker was made to lie: <code>{lie.id}</code>, which made a difference{' '}
                {lie.hits === 1 ? 'once' : `${lie.hits} times`}
            </span>
        </p>
    );
}

function Heading({report, one, story}) {
    return (
        <div class="heading">
            <Neighbours cases={report.cases} one={one} />
            <h1>
                <Verdict verdict={one.verdict} /> {one.key}
            </h1>
            <p class="title">{one.scenario}</p>
            <p class="facts">
                <span>{one.broker || 'no broker'}</span>
                <span>MQTT {one.mqtt}</span>
                <span>seed {one.seed}</span>
                <Times one={one} story={story} />
                {one.fingerprint && <span>record {one.fingerprint}</span>}
                <span>{one.file}</span>
            </p>
            <Lie lie={one.lie} />
            {one.repeat && (
                <p class="facts">
                    Repeat it:{' '}
                    <Command text={one.repeat} label="the command that repeats this case" />
                </p>
            )}
        </div>
    );
}

/** Why there is nothing to draw. */
function NoRecord({one, mistake}) {
    if (mistake) return <p class="note">The record cannot be read: {mistake}</p>;
    if (one.hasRecord) return <p class="note">Unpacking the record…</p>;
    return (
        <div class="note">
            <p>
                The record of this case is not in the report: there is none, or too little room for
                those of cases that passed. <code>--report html:FILE,records=100MiB</code> gives
                them more{one.folder && `; --keep keeps it in ${one.folder}`}.
            </p>
            {one.last_events.length > 0 && <pre>{one.last_events.join('\n')}</pre>}
        </div>
    );
}

const TABS = {diagram: 'What happened', plots: 'Plots', laws: 'Laws'};

function Tabs({chosen, choose}) {
    return (
        <div class="tabs" role="tablist" aria-label="Views of the case">
            {Object.entries(TABS).map(([name, text]) => (
                <button
                    key={name}
                    type="button"
                    role="tab"
                    id={`tab-${name}`}
                    aria-controls="view"
                    aria-selected={name === chosen}
                    onClick={() => choose(name)}
                >
                    {text}
                </button>
            ))}
        </div>
    );
}

function View({name, story, one, selected, select}) {
    if (name === 'laws') return <Laws laws={one.laws} />;
    if (name === 'plots') return <Plots story={story} />;
    return <Diagram story={story} selected={selected} select={select} />;
}

/** One case: why it has its verdict, and everything that happened in it. */
export function CasePage({report, one, route}) {
    const {story, mistake} = useStory(one);
    const tab = route.options.get('view') ?? 'diagram';
    const selected = Number(route.options.get('n') ?? (story ? story.firstPlace : 0));
    const select = useMemo(() => (n) => replaceAddress(caseAddress(one, {n: n || ''})), [one]);
    const choose = (view) => replaceAddress(caseAddress(one, {view, n: selected || ''}));
    return (
        <main class="case">
            <Heading report={report} one={one} story={story} />
            <Findings one={one} story={story} selected={selected} select={select} />
            <Tabs chosen={tab} choose={choose} />
            <div id="view" role="tabpanel" aria-labelledby={`tab-${tab}`}>
                {story || tab === 'laws' ? (
                    <View name={tab} story={story} one={one} selected={selected} select={select} />
                ) : (
                    <NoRecord one={one} mistake={mistake} />
                )}
            </div>
        </main>
    );
}

import {useMemo, useState} from 'preact/hooks';
import {isBad} from '../data/report.js';
import {addressOf} from '../data/route.js';
import {coverageOf} from '../story/coverage.js';

const STANDARDS = {v311: 'MQTT 3.1.1', v5: 'MQTT 5.0'};

const standardOf = ({id}) => STANDARDS[id.split('/')[0]] ?? 'Breakwire’s own';

function stateOf({cases, bad, held, violated}) {
    if (violated > 0 || bad.length > 0) return 'failed';
    return cases.length > 0 || held > 0 ? 'passed' : 'skipped';
}

const WORDS = {passed: 'held', failed: 'broken', skipped: 'not looked at'};
const SQUARE_SIGNS = {passed: '', failed: '✗', skipped: '–'};

function Sentence({sentence}) {
    const {id, statement, cases, bad, held, violated} = sentence;
    return (
        <tr class={stateOf(sentence)}>
            <th scope="row">
                <a href={addressOf('/', {q: id})}>{id}</a>
            </th>
            <td>{statement}</td>
            <td class="number">{cases.length || ''}</td>
            <td class="number">{bad.length || ''}</td>
            <td class="number">{held || ''}</td>
            <td class="number">{violated || ''}</td>
        </tr>
    );
}

function Standard({name, sentences}) {
    return (
        <table class="coverage">
            <caption>
                {name}: {sentences.length} sentences
            </caption>
            <thead>
                <tr>
                    <th scope="col">Sentence</th>
                    <th scope="col">Law</th>
                    <th scope="col" class="number">
                        cases
                    </th>
                    <th scope="col" class="number">
                        bad
                    </th>
                    <th scope="col" class="number">
                        held
                    </th>
                    <th scope="col" class="number">
                        violated
                    </th>
                </tr>
            </thead>
            <tbody>
                {sentences.map((sentence) => (
                    <Sentence key={sentence.id} sentence={sentence} />
                ))}
            </tbody>
        </table>
    );
}

function groupsOf(sentences) {
    const groups = new Map();
    for (const sentence of sentences) {
        const name = standardOf(sentence);
        if (!groups.has(name)) groups.set(name, []);
        groups.get(name).push(sentence);
    }
    return [...groups];
}

/** What the run says of the standards' sentences, as a strip and, when asked for, one by one. */
export function Coverage({report}) {
    const sentences = useMemo(() => coverageOf(report, isBad), [report]);
    const groups = useMemo(() => groupsOf(sentences), [sentences]);
    const [open, setOpen] = useState(false);
    return (
        <section aria-labelledby="coverage">
            <h2 id="coverage">Sentences of the standards</h2>
            <p class="quiet">
                Each square is a normative sentence: empty where all went well that looked at it, ✗
                where something did not, – where nothing looked.
            </p>
            {groups.map(([name, group]) => (
                <div key={name} class="strip">
                    <span>{name}</span>
                    <span class="squares">
                        {group.map((sentence) => (
                            <a
                                key={sentence.id}
                                class={`square ${stateOf(sentence)}`}
                                href={addressOf('/', {q: sentence.id})}
                                title={`${sentence.id} ${sentence.statement}`}
                                aria-label={`${sentence.id} ${WORDS[stateOf(sentence)]}`}
                            >
                                {SQUARE_SIGNS[stateOf(sentence)]}
                            </a>
                        ))}
                    </span>
                </div>
            ))}
            <details onToggle={(event) => setOpen(event.currentTarget.open)}>
                <summary>One by one</summary>
                {open &&
                    groups.map(([name, group]) => (
                        <Standard key={name} name={name} sentences={group} />
                    ))}
            </details>
        </section>
    );
}

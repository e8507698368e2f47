import {useMemo, useState} from 'preact/hooks';
import {addressOf} from '../data/route.js';

const STANDARDS = {v311: 'MQTT 3.1.1', v5: 'MQTT 5.0'};

const standardOf = ({id}) => STANDARDS[id.split('/')[0]] ?? 'Breakwire’s own';

/** How each standing is drawn: the colours of a verdict, and a sign. */
const LOOKS = {
    violated: ['failed', '✗'],
    'in doubt': ['inconclusive', '?'],
    held: ['passed', ''],
    'not exercised': ['skipped', '–'],
};

function Square({statement}) {
    const {id, text, standing} = statement;
    const [look, sign] = LOOKS[standing];
    return (
        <a
            class={`square ${look}`}
            href={addressOf('/', {q: id})}
            title={`${id}, ${standing}: ${text}`}
            aria-label={`${id} ${standing}`}
        >
            {sign}
        </a>
    );
}

function Line({statement}) {
    const {id, text, standing, held, violated, passed, failed} = statement;
    return (
        <tr class={LOOKS[standing][0]}>
            <th scope="row">
                <a href={addressOf('/', {q: id})}>{id}</a>
            </th>
            <td>{text}</td>
            <td>{standing}</td>
            <td class="number">{held || ''}</td>
            <td class="number">{violated || ''}</td>
            <td class="number">{passed || ''}</td>
            <td class="number">{failed || ''}</td>
        </tr>
    );
}

const COUNTED = ['held', 'violated', 'passed', 'failed'];

function Standard({name, statements}) {
    return (
        <table class="coverage">
            <caption>{name}</caption>
            <thead>
                <tr>
                    <th scope="col">Statement</th>
                    <th scope="col">It demands</th>
                    <th scope="col">Standing</th>
                    {COUNTED.map((what) => (
                        <th key={what} scope="col" class="number">
                            {what}
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {statements.map((statement) => (
                    <Line key={statement.id} statement={statement} />
                ))}
            </tbody>
        </table>
    );
}

function Strip({name, statements}) {
    const held = statements.filter(({standing}) => standing === 'held').length;
    return (
        <div class="strip">
            <span>
                {name}
                <br />
                {held} of {statements.length} held
            </span>
            <span class="squares">
                {statements.map((statement) => (
                    <Square key={statement.id} statement={statement} />
                ))}
            </span>
        </div>
    );
}

/** Each standard with its statements: [[name, statements], ...]. */
function groupsOf(statements) {
    const groups = new Map();
    for (const statement of statements) {
        const name = standardOf(statement);
        if (!groups.has(name)) groups.set(name, []);
        groups.get(name).push(statement);
    }
    return [...groups];
}

/** What the run says of the standards' statements, as strips and, when asked for, one by one. */
export function Coverage({statements}) {
    const groups = useMemo(() => groupsOf(statements), [statements]);
    const [open, setOpen] = useState(false);
    return (
        <section aria-labelledby="coverage">
            <h2 id="coverage">Statements of the standards</h2>
            <p class="quiet">
                Each square is a normative statement: empty where it was kept, ✗ where it was
                violated, ? where a case failed that names it among others, – where nothing looked
                at it. Choosing one shows its cases.
            </p>
            {groups.map(([name, group]) => (
                <Strip key={name} name={name} statements={group} />
            ))}
            <details onToggle={(event) => setOpen(event.currentTarget.open)}>
                <summary>One by one</summary>
                {open &&
                    groups.map(([name, group]) => (
                        <Standard key={name} name={name} statements={group} />
                    ))}
                {open && (
                    <p class="quiet">
                        held and violated count judgements of laws, passed and failed scenarios.
                    </p>
                )}
            </details>
        </section>
    );
}

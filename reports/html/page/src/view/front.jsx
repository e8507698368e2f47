import {useMemo} from 'preact/hooks';
import {VERDICTS, isBad} from '../data/report.js';
import {addressOf} from '../data/route.js';
import {duration} from '../data/time.js';
import {find} from '../story/search.js';
import {Broken} from './broken.jsx';
import {Changes} from './changes.jsx';
import {Command} from './copy.jsx';
import {Coverage} from './coverage.jsx';
import {Environment} from './environment.jsx';
import {CaseMap} from './map.jsx';
import {Matrix} from './matrix.jsx';
import {Sweep} from './sweep.jsx';
import {Tiles} from './tiles.jsx';
import {replaceAddress} from './use_route.js';

const countBy = (cases) => {
    const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));
    for (const {verdict} of cases) ++counts[verdict];
    return counts;
};

function headline(counts, all) {
    const bad = VERDICTS.filter(isBad).filter((verdict) => counts[verdict] > 0);
    if (all === 0) return 'No case was run';
    if (bad.length > 0) {
        return `${bad.map((verdict) => `${counts[verdict]} ${verdict}`).join(', ')} of ${all} cases`;
    }
    return counts.passed === all ? `All ${all} cases passed` : `${all} cases, none of them failed`;
}

/** What the reader typed and chose, kept in the address. */
function filterOf(options) {
    return {
        typed: options.get('q') ?? '',
        verdicts: new Set((options.get('v') ?? '').split(',').filter(Boolean)),
    };
}

const setFilter = ({typed, verdicts}) =>
    replaceAddress(addressOf('/', {q: typed, v: [...verdicts].join(',')}));

function Heading({run, counts, all}) {
    return (
        <div class="heading">
            <h1>{headline(counts, all)}</h1>
            <p class="facts">
                <Command text={run.command} label="the command of this run" />
                <span>took {duration(run.wall_ns)}</span>
                <span>
                    made <time>{new Date(run.made * 1000).toLocaleString()}</time>
                </span>
                {run.interrupted && (
                    <strong class="failed">interrupted: not all cases were run</strong>
                )}
            </p>
        </div>
    );
}

export function Front({report, route}) {
    const {run, cases} = report;
    const filter = filterOf(route.options);
    const counts = useMemo(() => countBy(cases), [cases]);
    const found = useMemo(
        () => find(cases, filter.typed, filter.verdicts),
        [cases, filter.typed, route.options.get('v')],
    );
    const toggle = (verdict) => {
        const verdicts = new Set(filter.verdicts);
        if (!verdicts.delete(verdict)) verdicts.add(verdict);
        setFilter({...filter, verdicts});
    };
    return (
        <main>
            <Heading run={run} counts={counts} all={cases.length} />
            <Tiles counts={counts} chosen={filter.verdicts} toggle={toggle} />
            <div class="columns">
                <Broken cases={cases} />
                <div>
                    {report.changes && <Changes report={report} />}
                    <CaseMap cases={cases} />
                    <Environment report={report} />
                </div>
            </div>
            {report.sweep?.length > 0 && <Sweep points={report.sweep} />}
            <Coverage statements={report.coverage} />
            <Matrix
                cases={cases}
                found={found}
                typed={filter.typed}
                setTyped={(typed) => setFilter({...filter, typed})}
            />
        </main>
    );
}

import {useMemo} from 'preact/hooks';
import {duration} from '../data/time.js';

/** Different values in their order, the first few of many. */
function listed(values, most = 4) {
    const all = [...new Set(values.filter((value) => value !== ''))];
    const more = all.length > most ? ` and ${all.length - most} more` : '';
    return all.slice(0, most).join(', ') + more;
}

function seedsInWords(cases) {
    const seeds = [...new Set(cases.map(({seed}) => seed))].sort((a, b) => a - b);
    const isRange = seeds.length > 2 && seeds.at(-1) - seeds[0] === seeds.length - 1;
    return isRange ? `${seeds[0]} to ${seeds.at(-1)}` : listed(seeds);
}

function latenessInWords(cases) {
    const most = cases.reduce((max, one) => Math.max(max, one.late_max_ns), 0);
    if (most === 0) return 'none: nothing waited for the wall clock';
    const p99 = cases.reduce((max, one) => Math.max(max, one.late_p99_ns), 0);
    return `up to ${duration(most)}, 99 % within ${duration(p99)} in the worst case`;
}

function facts({run, cases}) {
    const simulated = cases.reduce((sum, one) => sum + one.simulated_ns, 0);
    return [
        ['Broker', listed(cases.map(({broker}) => broker))],
        ['MQTT', listed(cases.map(({mqtt}) => mqtt))],
        ['Breakwire', listed([run.version, ...cases.map(({version}) => version)])],
        [
            'Time',
            `${listed(cases.map(({time_mode}) => time_mode))}; ${duration(simulated)} simulated`,
        ],
        ['Lateness', latenessInWords(cases)],
        ['Seed', seedsInWords(cases)],
        ['At a time', `${run.jobs} ${run.jobs === 1 ? 'case' : 'cases'}`],
        ['Exit code', run.exit_code],
    ];
}

/** With what the run was made. */
export function Environment({report}) {
    const lines = useMemo(() => facts(report), [report]);
    return (
        <section aria-labelledby="environment">
            <h2 id="environment">Environment</h2>
            <dl class="facts">
                {lines.map(([name, value]) => (
                    <div key={name}>
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                    </div>
                ))}
            </dl>
        </section>
    );
}

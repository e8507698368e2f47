import {useEffect, useMemo, useRef} from 'preact/hooks';
import uPlot from 'uplot';
import {
    acknowledgement,
    delivery,
    histogram,
    inFlight,
    quantile,
    readings,
    together,
    transit,
    underWay,
} from '../story/figures.js';
import {colour, useThemeChanges} from './theme.jsx';
import {useSize} from './use_size.js';

/** More series than this cannot be told apart. */
export const SERIES_MAX = 8;
const HEIGHT = 200;

/** Points of several series on one axis of time, as uPlot wants them. */
function aligned(series) {
    const tables = series.map(({points}) => [
        points.map(([t]) => t / 1e9),
        points.map(([, value]) => value),
    ]);
    return tables.length === 1 ? tables[0] : uPlot.join(tables);
}

export const strokes = () =>
    Array.from({length: SERIES_MAX}, (_, i) => colour(`--series-${i + 1}`));

export function axes(unit, across) {
    const [stroke, grid] = [colour('--quiet'), {stroke: colour('--line'), width: 1}];
    const look = {stroke, grid, ticks: grid, font: '11px system-ui'};
    return [
        {...look, label: across, labelSize: 18, size: 34},
        {...look, label: unit, labelSize: 16, size: 60},
    ];
}

/** Latencies of milliseconds and of minutes in one plot need a logarithmic axis. */
function scaleFor(series) {
    const values = series.flatMap(({points}) => points.map(([, value]) => value));
    const low = values.reduce((a, b) => Math.min(a, b), Infinity);
    const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
    return low > 0 && high / low > 100 ? {distr: 3} : {};
}

function optionsOf({series, unit, width, step, dots}) {
    const colours = strokes();
    const paths = step ? uPlot.paths.stepped({align: 1}) : dots ? () => null : undefined;
    return {
        width,
        height: HEIGHT,
        scales: {x: {time: false}, y: dots ? scaleFor(series) : {}},
        axes: axes(unit, 'simulated seconds'),
        cursor: {drag: {x: true, y: false}},
        series: [
            {label: 's', value: (_, value) => value?.toFixed(3)},
            ...series.map(({name}, at) => ({
                label: name,
                stroke: colours[at],
                width: 1.5,
                spanGaps: true,
                paths,
                points: dots ? {show: true, size: 4, fill: colours[at]} : {size: 4},
                value: (_, value) => (value == null ? '' : +value.toPrecision(5)),
            })),
        ],
    };
}

/** A plot that lives as long as its data, size and colours do. */
export function Canvas({make, data, inputs, width}) {
    const element = useRef(null);
    useEffect(() => {
        if (width === 0) return undefined;
        const plot = new uPlot(make(), data, element.current);
        return () => plot.destroy();
    }, [width, ...inputs]);
    return <div ref={element} />;
}

function TimePlot({title, hint, series, unit, step, dots}) {
    const [box, {width}] = useSize();
    const theme = useThemeChanges();
    const many = series.length > SERIES_MAX;
    const shown = useMemo(
        () => (many && dots ? together(series) : series.slice(0, SERIES_MAX)),
        [series],
    );
    const data = useMemo(() => aligned(shown), [shown]);
    return (
        <section class="plot" aria-label={title}>
            <h3>{title}</h3>
            <p class="quiet">
                {hint}
                {many && !dots && ` The first ${SERIES_MAX} of ${series.length} are drawn.`}
            </p>
            <div ref={box}>
                <Canvas
                    make={() => optionsOf({series: shown, unit, width, step, dots})}
                    data={data}
                    inputs={[series, theme]}
                    width={width}
                />
            </div>
        </section>
    );
}

const short = (ms) => (ms < 1000 ? `${+ms.toPrecision(3)} ms` : `${+(ms / 1000).toPrecision(3)} s`);

function Histogram({bins}) {
    const most = bins.reduce((max, {count}) => Math.max(max, count), 1);
    return (
        <div class="histogram" aria-hidden="true">
            {bins.map(({from, to, count}) => (
                <span
                    key={from}
                    style={{height: `${count ? 2 + (98 * count) / most : 0}%`}}
                    title={`${short(from)} to ${short(to)}: ${count}`}
                />
            ))}
        </div>
    );
}

/** How a latency is distributed: a table of quantiles and a picture on a logarithmic scale. */
function Distribution({title, series}) {
    const values = useMemo(
        () => series.flatMap(({points}) => points.map(([, value]) => value)).sort((a, b) => a - b),
        [series],
    );
    const bins = useMemo(() => histogram(values), [values]);
    const shares = {half: 0.5, '90 %': 0.9, '99 %': 0.99, most: 1};
    return (
        <section class="plot" aria-label={`${title}, distribution`}>
            <h3>{title}, distribution</h3>
            <Histogram bins={bins} />
            {bins.length > 0 && (
                <p class="ends quiet">
                    <span>{short(bins[0].from)}</span>
                    <span>logarithmic</span>
                    <span>{short(bins.at(-1).to)}</span>
                </p>
            )}
            <dl class="facts across">
                <div>
                    <dt>count</dt>
                    <dd>{values.length}</dd>
                </div>
                {Object.entries(shares).map(([name, share]) => (
                    <div key={name}>
                        <dt>{name}</dt>
                        <dd>{short(quantile(values, share))}</dd>
                    </div>
                ))}
            </dl>
        </section>
    );
}

const PLOTS = [
    {
        title: 'Readings',
        hint: 'What sensors measured and where actuators stood.',
        series: ({events}) => readings(events),
        unit: 'value',
    },
    {
        title: 'Delivery',
        hint: 'From a device’s PUBLISH to its arrival at another device, known by topic and payload.',
        series: ({events}) => delivery(events),
        unit: 'ms',
        dots: true,
        distribution: true,
    },
    {
        title: 'Acknowledgement',
        hint: 'From a device’s PUBLISH at QoS 1 or 2 to its PUBACK or PUBCOMP.',
        series: ({events}) => acknowledgement(events),
        unit: 'ms',
        dots: true,
        distribution: true,
    },
    {
        title: 'On the link',
        hint: 'From one end of a link to the other, each packet.',
        series: ({flights}) => transit(flights),
        unit: 'ms',
        dots: true,
        distribution: true,
    },
    {
        title: 'Under way',
        hint: 'Packets between the ends of a link: what its queue and its delay hold.',
        series: ({flights}) => underWay(flights),
        unit: 'packets',
        step: true,
    },
    {
        title: 'Waiting for an answer',
        hint: 'Publications of a device at QoS 1 or 2 without their last answer.',
        series: ({events, devices}) =>
            inFlight(events, devices.length > SERIES_MAX ? () => 'all devices' : undefined),
        unit: 'messages',
        step: true,
    },
];

/** What the record says in numbers. */
export function Plots({story}) {
    const plots = useMemo(
        () =>
            PLOTS.map((plot) => ({...plot, series: plot.series(story)})).filter(
                ({series}) => series.length > 0,
            ),
        [story],
    );
    if (plots.length === 0) return <p class="note">Nothing in this case is a number over time.</p>;
    return (
        <div class="plots">
            {plots.map((plot) => (
                <TimePlot key={plot.title} {...plot} />
            ))}
            {plots
                .filter(({distribution}) => distribution)
                .map(({title, series}) => (
                    <Distribution key={title} title={title} series={series} />
                ))}
        </div>
    );
}

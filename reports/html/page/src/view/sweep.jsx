import {useMemo} from 'preact/hooks';
import {plotsOf} from '../story/sweep.js';
import {Canvas, SERIES_MAX, axes, strokes} from './plots.jsx';
import {useThemeChanges} from './theme.jsx';
import {useSize} from './use_size.js';

const HEIGHT = 240;

const short = (value) => (value == null ? '' : +value.toPrecision(4));

/** Values from milliseconds to minutes want an axis of magnitudes. */
function scaleFor(values) {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return low > 0 && high / low > 30 ? {distr: 3} : {};
}

/** Each line has three series: the two ends of its interval, which only a band is drawn of, and its
    mean. */
function seriesOf(line, stroke) {
    const end = {width: 0, points: {show: false}, class: 'end'};
    return [
        {...end, label: `${line.name}, high`, value: (_, value) => short(value)},
        {...end, label: `${line.name}, low`, value: (_, value) => short(value)},
        {
            label: line.name,
            stroke,
            width: 1.5,
            spanGaps: true,
            points: {show: true, size: 5, fill: stroke},
            value: (_, value) => short(value),
        },
    ];
}

/** The colour of a line, faint enough to see others through. */
const faint = (stroke) => `${stroke}38`;

function optionsOf({xs, lines, unit, axis, axisUnit}, width) {
    const colours = strokes();
    const across = axisUnit ? `${axis} (${axisUnit})` : axis;
    return {
        width,
        height: HEIGHT,
        scales: {x: {time: false, ...scaleFor(xs)}, y: {}},
        axes: axes(unit, across),
        series: [
            {label: across, value: (_, value) => short(value)},
            ...lines.flatMap((line, at) => seriesOf(line, colours[at])),
        ],
        bands: lines.map((_, at) => ({
            series: [1 + 3 * at, 2 + 3 * at],
            fill: faint(colours[at]),
        })),
    };
}


const dataOf = ({xs, lines}) => [xs, ...lines.flatMap(({high, low, mean}) => [high, low, mean])];

function Figures({points}) {
    const names = Object.keys(points[0].parameters);
    return (
        <details>
            <summary>as a table</summary>
            <table class="figures">
                <thead>
                    <tr>
                        {['mqtt', ...names, 'n', 'mean', 'low', 'high', 'median'].map((name) => (
                            <th key={name} scope="col">
                                {name}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {points.map((point, at) => (
                        <tr key={at}>
                            <td>{point.mqtt}</td>
                            {names.map((name) => (
                                <td key={name}>{point.parameters[name]}</td>
                            ))}
                            <td class="number">{point.n}</td>
                            {['mean', 'low', 'high', 'median'].map((key) => (
                                <td key={key} class="number">
                                    {short(point[key])}
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </details>
    );
}

function SweepPlot({plot}) {
    const [box, {width}] = useSize();
    const theme = useThemeChanges();
    const shown = useMemo(() => ({...plot, lines: plot.lines.slice(0, SERIES_MAX)}), [plot]);
    const data = useMemo(() => dataOf(shown), [shown]);
    const hidden = plot.lines.length - shown.lines.length;
    return (
        <section class="plot" aria-label={`${plot.measure} of ${plot.scenario}`}>
            <h3>
                {plot.measure} <span class="quiet">({plot.unit})</span>
            </h3>
            <p class="quiet">
                {plot.scenario}
                {hidden > 0 && `; ${hidden} more lines are in the table only`}
            </p>
            {plot.xs.length > 0 && (
                <div ref={box}>
                    <Canvas
                        make={() => optionsOf(shown, width)}
                        data={data}
                        inputs={[shown, theme]}
                        width={width}
                    />
                </div>
            )}
            <Figures points={plot.points} />
        </section>
    );
}

/** What was measured: means over the runs that differ by their seeds, and where they may lie. */
export function Sweep({points}) {
    const plots = useMemo(() => plotsOf(points), [points]);
    return (
        <section class="sweep" aria-labelledby="measures">
            <h2 id="measures">Measures</h2>
            <p class="quiet">
                Means over runs that differ by their seeds, with 95 % confidence intervals.
            </p>
            <div class="plots">
                {plots.map((plot) => (
                    <SweepPlot key={`${plot.scenario} ${plot.measure}`} plot={plot} />
                ))}
            </div>
        </section>
    );
}

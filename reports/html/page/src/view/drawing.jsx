import {ROW, middle} from '../story/geometry.js';
import {Arrow, Band, Bracket} from './arrows.jsx';

const crosses = (from, to) => (span) => span.bottom >= from && span.top <= to;

function Lanes({devices, geometry, from, to}) {
    const path = (x) => `M${x} ${from * ROW}V${(to + 1) * ROW}`;
    return (
        <>
            {devices.map((device) => (
                <path key={device} class="lane" d={path(geometry.x(device))} />
            ))}
            <path class="lane broker" d={path(geometry.broker)} />
        </>
    );
}

function Lifelines({lifelines, from, to}) {
    return lifelines.filter(crosses(from, to)).map(({x, top, bottom}) => {
        const [y0, y1] = [
            Math.max(top, from) * ROW + ROW / 2,
            Math.min(bottom, to + 1) * ROW + ROW / 2,
        ];
        return <path key={`${x} ${top}`} class="lifeline" d={`M${x} ${y0}V${Math.max(y0, y1)}`} />;
    });
}

/** What happens at one place: a connection that begins or is refused, a fault that hits. */
function Point({at, row, geometry}) {
    const {event} = row;
    if (row.flight || (event.kind !== 'connection' && event.kind !== 'device')) return null;
    const atBroker = event.wire?.tap === 'broker';
    const x = atBroker ? geometry.broker : geometry.x(event.wire?.device ?? event.device);
    if (x === undefined) return null;
    const bad = ['refused', 'timed_out', 'vanished'].includes(event.what);
    return <circle class={`point ${bad ? 'end' : ''}`} cx={x} cy={middle(at)} r="4" />;
}

/** The picture behind the rows `from` to `to`. */
export function Drawing({layout, picture, devices, geometry, from, to, selected}) {
    const box = {from, to};
    return (
        <svg
            class="drawing"
            aria-hidden="true"
            style={{top: `${from * ROW}px`}}
            width={geometry.width}
            height={(to - from + 1) * ROW}
            viewBox={`0 ${from * ROW} ${geometry.width} ${(to - from + 1) * ROW}`}
        >
            <Lanes devices={devices} geometry={geometry} {...box} />
            <Lifelines lifelines={picture.lifelines} {...box} />
            {picture.bands.filter(crosses(from, to)).map((band) => (
                <Band
                    key={`${band.fault.fault} ${band.x}`}
                    band={band}
                    geometry={geometry}
                    {...box}
                />
            ))}
            {picture.brackets.filter(crosses(from, to)).map((bracket) => (
                <Bracket key={bracket.window.event.n} bracket={bracket} />
            ))}
            {layout.rows.slice(from, to + 1).map((row, i) => (
                <Point key={row.event.n} at={from + i} row={row} geometry={geometry} />
            ))}
            {layout.index.crossing(from, to).map((arrow) => (
                <Arrow
                    key={(arrow.flight.from ?? arrow.flight.to).n}
                    arrow={arrow}
                    geometry={geometry}
                    selected={selected}
                />
            ))}
        </svg>
    );
}

import {ROW, middle} from '../story/geometry.js';
import {groupOf} from '../story/colours.js';

/** Shorter arrows have no room for a name. */
const NAME_FROM = 84;
const HEAD = 7;

/** What an arrow is called: the type of a packet, with its quality of service. */
function nameOf(event) {
    if (event.kind === 'connection') return event.what.toUpperCase();
    if (event.kind === 'bytes') return 'octets';
    const qos = /^PUBLISH .*?\bq([012])/.exec(event.packet.text)?.[1];
    return event.packet.type + (qos ? ` q${qos}` : '');
}

function Head({x, y, towards}) {
    const back = x - HEAD * towards;
    return <path d={`M${x} ${y}L${back} ${y - 4}L${back} ${y + 4}z`} class="head" />;
}

const Cross = ({x, y}) => <path d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} class="cross" />;

/** The line from where something left to where it arrived; what is lost or appears has half of it. */
function endsOf({flight, top, bottom}, geometry) {
    const {wire} = flight.from ?? flight.to;
    const device = geometry.x(wire.device);
    const [start, end] =
        wire.direction === 'up' ? [device, geometry.broker] : [geometry.broker, device];
    const half = (start + end) / 2;
    const ends = {x0: start, y0: middle(top), x1: end, y1: middle(bottom)};
    if (flight.to === null) return {...ends, x1: half};
    return flight.from === null ? {...ends, x0: half} : ends;
}

function Name({ends, towards, flight}) {
    const event = flight.from ?? flight.to;
    if (Math.abs(ends.x1 - ends.x0) < NAME_FROM) return null;
    const anchor = towards > 0 ? 'start' : 'end';
    return (
        <text x={ends.x0 + 12 * towards} y={ends.y0 - 3.5} text-anchor={anchor}>
            {nameOf(event)}
        </text>
    );
}

export function Arrow({arrow, geometry, selected}) {
    const {flight} = arrow;
    const event = flight.from ?? flight.to;
    if (geometry.x(event.wire.device) === undefined) return null;
    const ends = endsOf(arrow, geometry);
    const towards = Math.sign(ends.x1 - ends.x0);
    const lit = flight.from?.n === selected || flight.to?.n === selected;
    const fate = flight.fate === 'lost' && event.kind === 'connection' ? 'unseen' : flight.fate;
    return (
        <g class={`arrow ${groupOf(event)} ${fate} ${lit ? 'selected' : ''}`}>
            <path class="line" d={`M${ends.x0} ${ends.y0}L${ends.x1} ${ends.y1}`} />
            {flight.to && <Head x={ends.x1} y={ends.y1} towards={towards} />}
            {fate === 'lost' && <Cross x={ends.x1} y={ends.y1} />}
            {fate === 'appeared' && <circle cx={ends.x0} cy={ends.y0} r="4" class="source" />}
            {flight.hits.length > 0 && (
                <circle
                    cx={(ends.x0 + ends.x1) / 2}
                    cy={(ends.y0 + ends.y1) / 2}
                    r="4"
                    class="hit"
                />
            )}
            <Name ends={ends} towards={towards} flight={flight} />
        </g>
    );
}

/** A fault along the links, or the process, that it is on. */
export function Band({band, geometry, from, to}) {
    const {x, top, bottom, fault} = band;
    const y = Math.max(top * ROW, from * ROW);
    const height = Math.max(ROW, Math.min(bottom + 1, to + 1) * ROW - y);
    return (
        <g class={`band ${fault.lie ? 'lie' : ''}`}>
            <rect x={x - 7} y={y} width="14" height={height} rx="3" />
            {height > 6 * ROW && (
                <text transform={`translate(${x + 4} ${y + 6}) rotate(90)`}>{fault.name}</text>
            )}
        </g>
    );
}

/** The time in which an expectation counts, with what it rests on. */
export function Bracket({bracket}) {
    const x = 5 + 7 * bracket.column;
    const [y0, y1] = [bracket.top * ROW + 3, (bracket.bottom + 1) * ROW - 3];
    return (
        <g class={`bracket ${bracket.window.held ? 'passed' : 'failed'}`}>
            <path d={`M${x + 4} ${y0}H${x}V${y1}H${x + 4}`} />
            {bracket.evidence.map((row) => (
                <circle key={row} cx={x} cy={middle(row)} r="3" />
            ))}
        </g>
    );
}

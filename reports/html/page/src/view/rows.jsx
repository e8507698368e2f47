import {BRACKETS, ROW} from '../story/geometry.js';
import {clock, duration} from '../data/time.js';
import {fateInWords, inWordsAlone, wayInWords} from '../story/words.js';

/** Less than this is no pause to a reader. */
const PAUSE = 1e9;

const classOf = ({event, arrives}) => {
    const outcome = event.kind === 'check' ? (event.held ? 'held' : 'broken') : '';
    return `row ${event.kind} ${outcome} ${arrives ? 'arrives' : ''}`;
};

function Text({row, before}) {
    const {event, flight, arrives} = row;
    const pause = before ? event.t - before.event.t : 0;
    const fate = flight && !arrives ? fateInWords(flight) : '';
    return (
        <>
            {pause >= PAUSE && <span class="pause">{duration(pause)} later</span>}
            {event.kind === 'check' && <b>{event.held ? '✓ held ' : '✗ broken '}</b>}
            {arrives && <span class="quiet">arrives: </span>}
            {fate && <span class="fate">{fate} </span>}
            {inWordsAlone(event, flight)}
        </>
    );
}

/** Where instants stand, their digits below each other. */
export const clockPlace = (geometry) => ({
    left: `${BRACKETS}px`,
    width: `${geometry.clock - BRACKETS - 10}px`,
});

/** One event as a line: its instant, the room for the drawing, and what it is. */
export function Row({at, row, before, count, geometry, evidence, selected, select, hover}) {
    const {event} = row;
    const wide = event.kind === 'step' || event.kind === 'check';
    const left = wide ? geometry.clock : geometry.text;
    const sameInstant = before && before.event.t === event.t;
    return (
        <div
            id={`row-${event.n}`}
            role="option"
            aria-selected={selected}
            aria-setsize={count}
            aria-posinset={at + 1}
            class={`${classOf(row)} ${evidence ? `evidence-${evidence}` : ''}`}
            style={{top: `${at * ROW}px`}}
            onClick={() => select(event.n)}
            onMouseMove={(mouse) => hover(mouse, event.n)}
        >
            <span class={`clock ${sameInstant ? 'same' : ''}`} style={clockPlace(geometry)}>
                {clock(event.t)}
            </span>
            {event.wire && <span class="spoken">{wayInWords(event.wire)}</span>}
            <span class="text" style={{left: `${left}px`}}>
                <Text row={row} before={before} />
            </span>
        </div>
    );
}

import {duration, seconds} from '../data/time.js';
import {fateInWords, inWords, wayInWords} from '../story/words.js';
import {Octets, Packet} from './hex.jsx';

function Flight({flight, event, select}) {
    const other = flight.from === event ? flight.to : flight.from;
    const fate = fateInWords(flight);
    return (
        <>
            {fate && <p class="fate">{fate}</p>}
            {flight.hits.map((hit) => (
                <p key={hit.n}>
                    hit by{' '}
                    <button type="button" onClick={() => select(hit.n)}>
                        {hit.name} (event {hit.n})
                    </button>
                </p>
            ))}
            {other && (
                <p>
                    {other === flight.to ? 'arrived as ' : 'left as '}
                    <button type="button" onClick={() => select(other.n)}>
                        event {other.n}
                    </button>{' '}
                    at {seconds(other.t)}, {duration(Math.abs(other.t - event.t))} on the way
                </p>
            )}
        </>
    );
}

function Wire({wire}) {
    return (
        <p>
            {wayInWords(wire)}, connection {wire.connection}, as the {wire.tap}
            {wire.tap === 'client' ? ' (the device)' : ''} saw it
        </p>
    );
}

function Outcome({event, select}) {
    return (
        <>
            <p>
                <b class={event.held ? 'passed' : 'failed'}>{event.held ? '✓ held' : '✗ broken'}</b>{' '}
                <span class="mono quiet">
                    {event.at.file}:{event.at.line}:{event.at.column}
                </span>
            </p>
            <p>
                <b>Seen</b> {event.seen}
            </p>
            {event.evidence.map((n) => (
                <button key={n} type="button" onClick={() => select(n)}>
                    evidence: event {n}
                </button>
            ))}
        </>
    );
}

const titleOf = (event) => (event.kind === 'check' ? event.expected : inWords(event));

/** Everything about one event. */
export function Details({event, story, select}) {
    if (!event) {
        return (
            <aside class="details" aria-label="Details">
                <p class="quiet">
                    Point at a row to see its fields and octets, click to keep them here. In the
                    diagram ↑ and ↓ go from row to row, Page Up and Page Down further, Home and End
                    to the ends.
                </p>
            </aside>
        );
    }
    const flight = story.flightOf.get(event.n);
    return (
        <aside class="details" aria-label="Details">
            <p class="quiet">
                Event {event.n}, {event.kind.replace('_', ' ')}, at {seconds(event.t)}
            </p>
            <h3>{titleOf(event)}</h3>
            {event.wire && <Wire wire={event.wire} />}
            {flight && <Flight flight={flight} event={event} select={select} />}
            {event.kind === 'check' && <Outcome event={event} select={select} />}
            {event.kind === 'step' && (
                <p class="mono quiet">
                    {event.at.file}:{event.at.line}:{event.at.column}
                </p>
            )}
            {event.packet && <Packet packet={event.packet} />}
            {event.kind === 'bytes' && <Octets hex={event.hex} />}
        </aside>
    );
}

/**
 * What left one end of a connection and what became of it on its way to the other end.
 *
 *     {from, to, fate, hits}
 *
 * `from` and `to` are events, one of them may be null; `hits` are the events of faults that hit it.
 * Fates:
 *
 *     arrived    as it left
 *     changed    something else came out
 *     lost       nothing came out
 *     appeared   nobody sent it here: injected, played again or duplicated
 */

/** How the hit of a packet fault names its packet, as SCHEMA.md says. */
const HIT = /^(.*) \((.+) (up|down), connection (\d+), packet \d+\)$/s;

/** The fault after whose hit nothing comes out, although its connection goes on. */
const DROP = 'packet_drop';

const contentsOf = (event) =>
    event.kind === 'packet' ? event.packet.hex : event.kind === 'bytes' ? event.hex : event.what;

/** Whether this is the end of the connection where such a thing sets out. */
const isOrigin = ({direction, tap}) => (direction === 'up') === (tap === 'client');

/** FIN and RST travel as packets do; what else becomes of a connection happens in one place. */
const travels = (event) =>
    event.kind === 'packet' ||
    event.kind === 'bytes' ||
    (event.kind === 'connection' && (event.what === 'fin' || event.what === 'rst'));

/** One direction of one connection: what is under way. */
class Road {
    #underWay = [];

    setOut(event) {
        const flight = {from: event, to: null, fate: 'lost', hits: []};
        this.#underWay.push(flight);
        return flight;
    }

    /** Returns a flight of its own for what nobody sent, else nothing. */
    arrive(event) {
        const contents = contentsOf(event);
        const same = this.#take(({from}) => contentsOf(from) === contents);
        const flight = same ?? this.#takeChanged(event);
        if (!flight) return {from: null, to: event, fate: 'appeared', hits: []};
        flight.to = event;
        flight.fate = same ? 'arrived' : 'changed';
        return null;
    }

    hit(fault, text) {
        const fits = ({from, hits}) =>
            from.packet?.text === text && hits.every((hit) => hit.fault !== fault.fault);
        const flight = this.#underWay.find(fits);
        flight?.hits.push(fault);
        if (flight && fault.name === DROP) this.#take((one) => one === flight);
    }

    /** A packet that a fault may have made another one of, or of which this is the first part. */
    #takeChanged(event) {
        if (event.kind === 'connection') return null;
        return this.#take(({from, hits}) => {
            if (from.kind !== 'packet') return false;
            return event.kind === 'packet'
                ? hits.length > 0
                : from.packet.hex.startsWith(event.hex);
        });
    }

    #take(fits) {
        const at = this.#underWay.findIndex(fits);
        return at < 0 ? null : this.#underWay.splice(at, 1)[0];
    }
}

class Roads {
    #roads = new Map();

    of({connection, direction}) {
        const key = `${connection} ${direction}`;
        if (!this.#roads.has(key)) this.#roads.set(key, new Road());
        return this.#roads.get(key);
    }

    hit(fault) {
        const [, text, , direction, connection] = HIT.exec(fault.detail) ?? [];
        if (text !== undefined) this.of({connection, direction}).hit(fault, text);
    }
}

/** All flights, in the order of the first event of each. */
export function flightsOf(events) {
    const roads = new Roads();
    const flights = [];
    for (const event of events) {
        if (event.kind === 'fault' && event.phase === 'hit') roads.hit(event);
        if (!travels(event)) continue;
        const road = roads.of(event.wire);
        const flight = isOrigin(event.wire) ? road.setOut(event) : road.arrive(event);
        if (flight) flights.push(flight);
    }
    return flights;
}

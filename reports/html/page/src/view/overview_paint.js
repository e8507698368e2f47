import {concerns} from '../story/faults.js';

/** Sizes in CSS pixels. */
export const NAMES = 122;
const LANE = 18;
const BAR = 7;
const AXIS = 18;
const BARS_MAX = 4;

const firstAfter = (list, t, timeOf) => {
    let [low, high] = [0, list.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (timeOf(list[middle]) < t) low = middle + 1;
        else high = middle;
    }
    return low;
};

/** Steps of the axis: 1, 2 or 5 times a power of ten, or what clocks count in. */
export function stepFor(span, most) {
    const hours = [60, 120, 300, 600, 1800, 3600, 7200, 21600, 43200, 86400].map((s) => s * 1e9);
    for (let power = 1; power < 60e9; power *= 10) {
        for (const factor of [1, 2, 5]) {
            if (span / (power * factor) <= most && power * factor < 60e9) return power * factor;
        }
    }
    return hours.find((step) => span / step <= most) ?? Math.ceil(span / most / 86400e9) * 86400e9;
}

/** What is to be painted, and where: shared by painting and pointing. */
export function overviewOf(story, devices, spans, width) {
    const bars = Math.min(BARS_MAX, story.windows.length);
    const lanesTop = AXIS + bars * BAR + (bars ? 4 : 0);
    const laneOf = new Map([...devices, 'broker'].map((name, at) => [name, lanesTop + at * LANE]));
    return {story, devices, spans, width, bars, laneOf, height: lanesTop + laneOf.size * LANE + 2};
}

/** Maps instants to pixels. */
export function scaleOf({width}, [from, to]) {
    const room = Math.max(1, width - NAMES - 8);
    return {
        x: (t) => NAMES + ((t - from) / (to - from)) * room,
        t: (x) => from + ((x - NAMES) / room) * (to - from),
    };
}

class Painter {
    constructor(context, overview, range, colours) {
        Object.assign(this, {context, overview, range, colours, scale: scaleOf(overview, range)});
    }

    paint() {
        const {context, overview} = this;
        context.clearRect(0, 0, overview.width, overview.height);
        context.font = '11px system-ui, sans-serif';
        context.textBaseline = 'middle';
        this.axis();
        this.names();
        context.save();
        context.beginPath();
        context.rect(NAMES, 0, overview.width - NAMES, overview.height);
        context.clip();
        this.connections();
        this.packets();
        this.consoles();
        this.faults();
        this.windows();
        context.restore();
    }

    fill(colour, x, y, width, height) {
        this.context.fillStyle = this.colours(colour);
        this.context.fillRect(x, y, width, height);
    }

    axis() {
        const [from, to] = this.range;
        const {context, overview} = this;
        const step = stepFor(to - from, Math.max(2, (overview.width - NAMES) / 110));
        for (let t = Math.ceil(from / step) * step; t <= to; t += step) {
            const x = this.scale.x(t);
            this.fill('--line', x, AXIS - 3, 1, overview.height - AXIS + 3);
            context.fillStyle = this.colours('--quiet');
            const label = labelOf(t, step);
            const fits = x + 3 + context.measureText(label).width < overview.width;
            if (fits) context.fillText(label, x + 3, AXIS / 2);
        }
    }

    names() {
        const {context, overview} = this;
        context.fillStyle = this.colours('--text');
        for (const [name, y] of overview.laneOf) {
            context.fillText(clipped(context, name, NAMES - 12), 4, y + LANE / 2);
        }
        if (overview.bars) context.fillText('expectations', 4, AXIS + (overview.bars * BAR) / 2);
    }

    connections() {
        for (const {device, from, to} of this.overview.spans) {
            const y = this.overview.laneOf.get(device);
            if (y === undefined) continue;
            const [x0, x1] = [this.scale.x(from.t), this.scale.x(to?.t ?? this.overview.story.end)];
            this.fill('--lifeline', x0, y + LANE / 2 - 1, Math.max(1, x1 - x0), 2);
        }
    }

    faults() {
        for (const fault of this.overview.story.faults) {
            const x0 = this.scale.x(fault.begin.t);
            const x1 = this.scale.x(fault.end?.t ?? this.overview.story.end);
            for (const [name, y] of this.overview.laneOf) {
                const atBroker = fault.lie || fault.targets.includes('broker');
                if (name === 'broker' ? !atBroker : atBroker || !concerns(fault, name)) continue;
                this.fill('--band', x0, y + 1, Math.max(3, x1 - x0), LANE - 2);
            }
        }
    }

    /** Ticks above a lane's middle go up to the broker, below it down to the device. */
    packets() {
        const {events} = this.overview.story;
        const [from, to] = this.range;
        const last = new Map();
        this.context.fillStyle = this.colours('--publish');
        for (let i = firstAfter(events, from, ({t}) => t); i < events.length; ++i) {
            const {kind, wire, t} = events[i];
            if (t > to) break;
            if (kind !== 'packet' || wire.tap !== 'client') continue;
            const y = this.overview.laneOf.get(wire.device);
            const x = Math.round(this.scale.x(t));
            const top = wire.direction === 'up' ? y + 2 : y + LANE / 2 + 1;
            if (y === undefined || last.get(top) === x) continue;
            last.set(top, x);
            this.context.fillRect(x, top, 1, LANE / 2 - 3);
        }
    }

    /** A line on a device's console is a dot on its lane, so that one finds it by when it came. */
    consoles() {
        for (const event of this.overview.story.consoles) {
            const y = this.overview.laneOf.get(event.device);
            if (y === undefined) continue;
            this.fill('--session', this.scale.x(event.t) - 2, y + LANE / 2 - 2, 4, 4);
        }
    }

    windows() {
        this.overview.story.windows.forEach((window, at) => {
            const y = AXIS + (at % BARS_MAX) * BAR;
            const [x0, x1] = [this.scale.x(window.from), this.scale.x(window.to)];
            this.fill(
                window.held ? '--window-held' : '--window-broken',
                x0,
                y + 1,
                Math.max(3, x1 - x0),
                BAR - 2,
            );
            for (const n of window.evidence) {
                const event = this.overview.story.events[n - 1];
                if (event) this.fill('--text', this.scale.x(event.t) - 1, y, 2, BAR);
            }
        });
    }
}

function clipped(context, text, width) {
    if (context.measureText(text).width <= width) return text;
    while (text.length > 1 && context.measureText(`${text}…`).width > width)
        text = text.slice(0, -1);
    return `${text}…`;
}

function labelOf(t, step) {
    const all = Math.round(t / 1e6) / 1e3;
    if (step >= 60e9) {
        const minutes = Math.round(all / 60);
        return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
    }
    const digits = Math.max(0, Math.ceil(-Math.log10(step / 1e9)));
    return `${(t / 1e9).toFixed(digits)} s`;
}

export function paint(canvas, overview, range, colours) {
    const ratio = devicePixelRatio || 1;
    canvas.width = overview.width * ratio;
    canvas.height = overview.height * ratio;
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    new Painter(context, overview, range, colours).paint();
}

import {useEffect, useMemo, useRef, useState} from 'preact/hooks';
import {duration, seconds} from '../data/time.js';
import {connectionSpans} from '../story/spans.js';
import {NAMES, overviewOf, paint, scaleOf} from './overview_paint.js';
import {colour, useThemeChanges} from './theme.jsx';
import {useSize} from './use_size.js';

/** A drag shorter than this is a click. */
const DRAG_MIN = 4;
const ZOOM = 2;

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/** The part of the whole that is shown, and what changes it. */
function useRange(end) {
    const [range, setRange] = useState([0, end]);
    const show = (from, to) => {
        const span = clamp(to - from, Math.min(end, 1000), end);
        const start = clamp(from, 0, end - span);
        setRange([start, start + span]);
    };
    const zoom = (factor, around = (range[0] + range[1]) / 2) =>
        show(around - (around - range[0]) / factor, around + (range[1] - around) / factor);
    const pan = (share) => {
        const by = (range[1] - range[0]) * share;
        show(range[0] + by, range[1] + by);
    };
    return {range, show, zoom, pan, whole: () => setRange([0, end])};
}

/** Pressing and dragging chooses a range to zoom into, a click goes to an instant. */
function usePointer(scale, {show, zoom}, goTo) {
    const [drag, setDrag] = useState(null);
    const xOf = (event) => event.clientX - event.currentTarget.getBoundingClientRect().left;
    return {
        drag,
        handlers: {
            onPointerDown: (event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                setDrag([xOf(event), xOf(event)]);
            },
            onPointerMove: (event) => drag && setDrag([drag[0], xOf(event)]),
            onPointerUp: () => {
                if (!drag) return;
                const [from, to] = [...drag]
                    .sort((a, b) => a - b)
                    .map((x) => scale.t(Math.max(NAMES, x)));
                if (Math.abs(drag[1] - drag[0]) < DRAG_MIN) goTo(from);
                else show(from, to);
                setDrag(null);
            },
            onWheel: (event) => {
                if (!event.ctrlKey) return;
                event.preventDefault();
                zoom(event.deltaY < 0 ? ZOOM : 1 / ZOOM, scale.t(xOf(event)));
            },
        },
    };
}

/** Between two pixels, but never too thin to see. */
const between = (x0, x1) => ({left: `${x0}px`, width: `${Math.max(2, x1 - x0)}px`});

/** What the rows below show, the selected event, and what is being dragged. */
function Marks({scale, width, seen, event, drag}) {
    const inside = (x) => clamp(x, NAMES, width);
    return (
        <>
            <div class="seen" style={between(inside(scale.x(seen[0])), inside(scale.x(seen[1])))} />
            {event && scale.x(event.t) >= NAMES && (
                <div class="cursor" style={between(scale.x(event.t), scale.x(event.t))} />
            )}
            {drag && <div class="drag" style={between(Math.min(...drag), Math.max(...drag))} />}
        </>
    );
}

function Buttons({view}) {
    const [from, to] = view.range;
    return (
        <div class="zoom">
            <span class="quiet">
                {seconds(from)} to {seconds(to)} ({duration(Math.round(to - from))}); drag to zoom,
                click to go there
            </span>
            <button type="button" onClick={() => view.pan(-0.5)} aria-label="Earlier">
                ←
            </button>
            <button type="button" onClick={() => view.pan(0.5)} aria-label="Later">
                →
            </button>
            <button type="button" onClick={() => view.zoom(ZOOM)} aria-label="Zoom in">
                +
            </button>
            <button type="button" onClick={() => view.zoom(1 / ZOOM)} aria-label="Zoom out">
                −
            </button>
            <button type="button" onClick={view.whole}>
                whole
            </button>
        </div>
    );
}

/** The whole case on simulated time, to scale: who was connected, what was said, what was broken. */
export function Overview({story, devices, seen, event, goTo}) {
    const [box, {width}] = useSize();
    const canvas = useRef(null);
    const theme = useThemeChanges();
    const view = useRange(Math.max(1, story.end));
    const spans = useMemo(() => connectionSpans(story.events), [story]);
    const overview = useMemo(
        () => overviewOf(story, devices, spans, width),
        [story, devices, spans, width],
    );
    useEffect(() => {
        if (width > 0) paint(canvas.current, overview, view.range, colour);
    }, [overview, view.range[0], view.range[1], theme]);
    const scale = scaleOf(overview, view.range);
    const {drag, handlers} = usePointer(scale, view, goTo);
    return (
        <section class="overview" aria-label="Overview on simulated time">
            <Buttons view={view} />
            <div
                ref={box}
                class="strip-chart"
                style={{height: `${overview.height}px`}}
                {...handlers}
            >
                <canvas
                    ref={canvas}
                    style={{width: `${width}px`, height: `${overview.height}px`}}
                />
                <Marks {...{scale, width, seen, event, drag}} />
            </div>
        </section>
    );
}

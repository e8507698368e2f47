import {useCallback, useEffect, useMemo, useRef, useState} from 'preact/hooks';
import {ROW, geometryOf, leastWidth} from '../story/geometry.js';
import {bandsOf, bracketsOf, lifelinesOf} from '../story/overlays.js';
import {ArrowIndex, SHOWN_AT_FIRST, layOut, rowAt, rowFrom} from '../story/rows.js';
import {connectionSpans} from '../story/spans.js';
import {Choices} from './choices.jsx';
import {Details} from './details.jsx';
import {Drawing} from './drawing.jsx';
import {Find} from './find.jsx';
import {Overview} from './overview.jsx';
import {Row, clockPlace} from './rows.jsx';
import {useSize} from './use_size.js';

/** Going further than this is a jump. */
const STEPS = 1;
/** Rows drawn beyond each edge of what is seen. */
const MARGIN = 8;

function useLayout(story, kinds, devices) {
    return useMemo(() => {
        const layout = layOut(story.events, story.flights, {
            kinds,
            devices,
            allDevices: story.devices,
        });
        return {...layout, index: new ArrowIndex(layout.arrows, layout.rows.length)};
    }, [story, kinds, devices]);
}

function usePicture(story, layout, devices, geometry) {
    const spans = useMemo(() => connectionSpans(story.events), [story]);
    return useMemo(
        () => ({
            bands: bandsOf(story.faults, layout, devices, geometry),
            brackets: bracketsOf(story.windows, layout),
            lifelines: lifelinesOf(spans, layout, geometry),
        }),
        [story, layout, devices, geometry.width],
    );
}

/** The row of an event; of what is hidden, the next one. */
const rowOfEvent = ({rows, rowOf}, n) => (rowOf[n] >= 0 ? rowOf[n] : rowFrom(rows, n));

/** A row that was jumped to comes to the upper third; from row to row it moves as little as it can. */
function scrollTo(scroller, row, jumped) {
    const {scrollTop, clientHeight} = scroller;
    const y = row * ROW;
    if (jumped) scroller.scrollTop = y - clientHeight / 3;
    else if (y < scrollTop) scroller.scrollTop = y;
    else if (y + ROW > scrollTop + clientHeight) scroller.scrollTop = y + ROW - clientHeight;
}

/** What is seen of the rows; scrolls to the selected one if it is not among them. */
function useScrolling(scroller, height, target, count) {
    const [top, setTop] = useState(0);
    const before = useRef(-1);
    useEffect(() => {
        if (target < 0) return;
        scrollTo(scroller.current, target, Math.abs(target - before.current) > STEPS);
        before.current = target;
    }, [target, height > 0]);
    const from = Math.max(0, Math.floor(top / ROW) - MARGIN);
    const to = Math.min(count - 1, Math.ceil((top + height) / ROW) + MARGIN);
    return {
        from,
        to,
        first: Math.floor(top / ROW),
        onScroll: (e) => setTop(e.currentTarget.scrollTop),
    };
}

const KEYS = {
    ArrowDown: (at) => at + 1,
    ArrowUp: (at) => at - 1,
    PageDown: (at, page) => at + page,
    PageUp: (at, page) => at - page,
    Home: () => 0,
    End: () => Infinity,
};

/** Keys move the selection from row to row. */
function keyHandler(layout, target, height, select) {
    return (event) => {
        const move = KEYS[event.key];
        if (!move || layout.rows.length === 0) return;
        event.preventDefault();
        const next = move(target, Math.max(1, Math.floor(height / ROW) - 1));
        const at = Math.max(0, Math.min(layout.rows.length - 1, next));
        select(layout.rows[at].event.n);
    };
}

function LaneNames({devices, geometry, minWidth}) {
    const style = (x) => ({left: `${x}px`, width: `${geometry.lane - 6}px`});
    return (
        <div class="lane-names" aria-hidden="true" style={{minWidth}}>
            <span class="clock" style={clockPlace(geometry)}>
                time
            </span>
            {devices.map((device) => (
                <span
                    key={device}
                    class="lane-name"
                    style={style(geometry.x(device))}
                    title={device}
                >
                    <bdi>{device}</bdi>
                </span>
            ))}
            <span class="lane-name broker" style={style(geometry.broker)}>
                broker
            </span>
        </div>
    );
}

function Rows({layout, geometry, story, from, to, selected, select, hover}) {
    return layout.rows
        .slice(from, to + 1)
        .map((row, i) => (
            <Row
                key={row.event.n}
                at={from + i}
                row={row}
                before={layout.rows[from + i - 1]}
                count={layout.rows.length}
                geometry={geometry}
                evidence={story.evidence.get(row.event.n) ?? story.evidence.get(row.flight?.to?.n)}
                selected={row.event.n === selected}
                select={select}
                hover={hover}
            />
        ));
}

function Scroller({story, layout, devices, selected, select, hover, onSeen}) {
    const [ref, {width, height}] = useSize();
    const geometry = useMemo(() => geometryOf(devices, width), [devices, width]);
    const picture = usePicture(story, layout, devices, geometry);
    const target = selected ? rowOfEvent(layout, selected) : -1;
    const {from, to, first, onScroll} = useScrolling(ref, height, target, layout.rows.length);
    const last = Math.min(layout.rows.length - 1, first + Math.floor(height / ROW));
    useEffect(() => {
        if (layout.rows.length > 0)
            onSeen(layout.rows[first]?.event.t ?? 0, layout.rows[last].event.t);
    }, [layout, first, last]);
    const minWidth = `${leastWidth(devices.length)}px`;
    const active = target >= 0 ? `row-${layout.rows[target]?.event.n}` : undefined;
    return (
        <div class="sequence">
            <LaneNames {...{devices, geometry, minWidth}} />
            <div
                ref={ref}
                class="scroller"
                role="listbox"
                aria-label="Events in order"
                aria-activedescendant={active}
                style={{minWidth}}
                tabIndex={0}
                onScroll={onScroll}
                onKeyDown={keyHandler(layout, target, height, select)}
                onMouseLeave={() => hover(null, 0)}
            >
                <div role="presentation" style={{height: `${layout.rows.length * ROW}px`}}>
                    <Drawing {...{layout, picture, devices, geometry, from, to, selected}} />
                    <Rows
                        {...{layout, geometry, story, from, to, select, hover}}
                        selected={layout.rows[target]?.event.n}
                    />
                </div>
            </div>
        </div>
    );
}

/**
 * The event under the mouse, and what to call when it moves; what is selected takes its place until
 * it moves again. Rows that scroll past below a mouse at rest do not count.
 */
function useHovered(selected) {
    const [hovered, setHovered] = useState(0);
    useEffect(() => setHovered(0), [selected]);
    const hover = useCallback((mouse, n) => {
        if (!mouse || mouse.movementX !== 0 || mouse.movementY !== 0) setHovered(n);
    }, []);
    return [hovered, hover];
}

/** Everything that happened, from above as a whole and row by row. */
export function Diagram({story, selected, select}) {
    const [kinds, setKinds] = useState(() => new Set(SHOWN_AT_FIRST));
    const [devices, setDevices] = useState(story.shownAtFirst);
    const [seen, setSeen] = useState([0, 0]);
    const layout = useLayout(story, kinds, devices);
    const onSeen = useCallback((from, to) => setSeen([from, to]), []);
    const goTo = (t) => {
        const row = layout.rows[rowAt(layout.rows, t)];
        if (row) select(row.event.n);
    };
    const [hovered, hover] = useHovered(selected);
    const event = story.events[selected - 1] ?? null;
    return (
        <>
            {story.note && <p class="note failed">{story.note}</p>}
            {story.leftOut && (
                <p class="note">Not in the record, though judged: {story.leftOut}.</p>
            )}
            <Overview story={story} devices={devices} seen={seen} event={event} goTo={goTo} />
            <div class="choices">
                <Choices {...{story, kinds, setKinds, devices, setDevices}} />
                <Find layout={layout} target={rowOfEvent(layout, selected)} select={select} />
            </div>
            <div class="beside">
                <Scroller {...{story, layout, devices, selected, select, hover, onSeen}} />
                <Details event={story.events[hovered - 1] ?? event} story={story} select={select} />
            </div>
        </>
    );
}

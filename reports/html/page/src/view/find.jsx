import {useState} from 'preact/hooks';
import {rowInWords} from '../story/words.js';

/**
 * The nearest row after `from`, or before it if `step` is -1, whose text has every word; the search
 * goes on at the other end. -1 if there is none.
 */
function findRow(rows, typed, from, step) {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const count = rows.length;
    for (let tried = 1; tried <= count; ++tried) {
        const row = (((from + step * tried) % count) + count) % count;
        const text = rowInWords(rows[row]).toLowerCase();
        if (words.every((word) => text.includes(word))) return row;
    }
    return -1;
}

/** Goes to the next row with the words typed at Enter, to the one before at Shift and Enter. */
export function Find({layout, target, select}) {
    const [typed, setTyped] = useState('');
    const [none, setNone] = useState(false);
    const go = (event) => {
        if (event.key !== 'Enter' || typed.trim() === '') return;
        const step = event.shiftKey ? -1 : 1;
        const row = findRow(layout.rows, typed, target, step);
        setNone(row < 0);
        if (row >= 0) select(layout.rows[row].event.n);
    };
    return (
        <span class="find">
            <input
                type="search"
                value={typed}
                placeholder="find, then Enter"
                aria-label="Find in the diagram"
                onInput={(event) => setTyped(event.currentTarget.value)}
                onKeyDown={go}
            />
            <span role="status" class="quiet">
                {none ? 'nothing found' : ''}
            </span>
        </span>
    );
}

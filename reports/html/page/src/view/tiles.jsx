import {VERDICTS} from '../data/report.js';
import {Sign} from './verdict.jsx';

/** How many cases have which verdict; choosing some shows those alone. */
export function Tiles({counts, chosen, toggle}) {
    return (
        <div class="tiles" role="group" aria-label="Show cases by verdict">
            {VERDICTS.map((verdict) => (
                <button
                    key={verdict}
                    type="button"
                    class={`tile ${verdict} ${counts[verdict] === 0 ? 'none' : ''}`}
                    aria-pressed={chosen.has(verdict)}
                    onClick={() => toggle(verdict)}
                >
                    <Sign verdict={verdict} />
                    <span class="count">{counts[verdict]}</span>
                    <span>{verdict}</span>
                </button>
            ))}
        </div>
    );
}

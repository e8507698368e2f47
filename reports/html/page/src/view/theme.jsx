import {useEffect, useState} from 'preact/hooks';

const THEMES = ['system', 'light', 'dark'];

const system = matchMedia('(prefers-color-scheme: dark)');

/** "light" or "dark": what the chosen theme comes to on this system. */
const resolved = (theme) => (theme === 'system' ? (system.matches ? 'dark' : 'light') : theme);

/** Colours come from the stylesheet by the theme; what draws by itself asks for them anew. */
function apply(theme) {
    document.documentElement.dataset.theme = resolved(theme);
    dispatchEvent(new Event('themechange'));
}

/** Light, dark, or as the system is. */
export function ThemeSwitch() {
    const [theme, setTheme] = useState('system');
    useEffect(() => {
        const follow = () => apply(theme);
        follow();
        system.addEventListener('change', follow);
        return () => system.removeEventListener('change', follow);
    }, [theme]);
    return (
        <label class="theme">
            Theme{' '}
            <select value={theme} onChange={(event) => setTheme(event.currentTarget.value)}>
                {THEMES.map((name) => (
                    <option key={name}>{name}</option>
                ))}
            </select>
        </label>
    );
}

/** Counts up whenever colours change: what draws by itself depends on it. */
export function useThemeChanges() {
    const [count, setCount] = useState(0);
    useEffect(() => {
        const changed = () => setCount((before) => before + 1);
        addEventListener('themechange', changed);
        return () => removeEventListener('themechange', changed);
    }, []);
    return count;
}

/** The value of a custom property such as "--failed". */
export const colour = (name) =>
    getComputedStyle(document.documentElement).getPropertyValue(name).trim();

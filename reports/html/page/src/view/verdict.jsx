/** A sign for each verdict, so that colour is not the only one. */
export const SIGNS = {
    passed: '✓',
    known: '≈',
    skipped: '–',
    inconclusive: '?',
    failed: '✗',
    error: '!',
};

export function Sign({verdict}) {
    return (
        <span class={`sign ${verdict}`} aria-hidden="true">
            {SIGNS[verdict]}
        </span>
    );
}

export function Verdict({verdict}) {
    return (
        <span class={`verdict ${verdict}`}>
            <Sign verdict={verdict} /> {verdict}
        </span>
    );
}

import {VERDICTS, isBad} from '../data/report.js';

/** What broke in a case, as far as other cases may share it. */
function causeOf(one) {
    const law = one.broken.find(({kind}) => kind === 'law');
    if (law) return {id: law.id, text: law.expected, seen: law.seen, t: law.t};
    const finding = one.broken[0];
    if (!finding || one.verdict === 'error' || one.verdict === 'inconclusive') {
        return {id: '', text: one.reason};
    }
    return {
        id: '',
        text: one.scenario,
        expected: finding.expected,
        seen: finding.seen,
        t: finding.t,
    };
}

/**
 * The cases that ask for attention, together where they share a verdict and a cause:
 * [{verdict, id, text, expected, seen, t, cases}], the worst and most frequent first. `id` is that
 * of the broken law, if one was; what was seen, and when, is that of the first case.
 */
export function causesOf(cases) {
    const causes = new Map();
    for (const one of cases) {
        if (!isBad(one.verdict)) continue;
        const cause = causeOf(one);
        const key = `${one.verdict} ${cause.id} ${cause.text}`;
        if (!causes.has(key)) causes.set(key, {verdict: one.verdict, ...cause, cases: []});
        causes.get(key).cases.push(one);
    }
    return [...causes.values()].sort(
        (a, b) =>
            VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
            Number(b.id !== '') - Number(a.id !== '') ||
            b.cases.length - a.cases.length,
    );
}

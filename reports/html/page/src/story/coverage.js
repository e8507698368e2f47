/**
 * What a run says of each sentence of the standards:
 * [{id, statement, cases, bad, held, violated}], in the order of the standards.
 *
 * `cases` cover the sentence by what they expect, `bad` are those of them that did not come out
 * well; `held` and `violated` count how often a law of that id was looked at.
 */
export function coverageOf({cases, laws}, isBad) {
    const sentences = new Map();
    const sentence = (id) => {
        if (!sentences.has(id)) {
            sentences.set(id, {id, statement: '', cases: [], bad: [], held: 0, violated: 0});
        }
        return sentences.get(id);
    };
    for (const {id, statement} of laws) sentence(id).statement = statement;
    for (const one of cases) {
        for (const id of new Set(one.covers)) {
            sentence(id).cases.push(one);
            if (isBad(one.verdict)) sentence(id).bad.push(one);
        }
        for (const law of one.laws) {
            sentence(law.id).held += law.held;
            sentence(law.id).violated += law.violated;
        }
    }
    return [...sentences.values()].sort((a, b) => compareIds(a.id, b.id));
}

/** The older standard first, then what is in neither. */
const STANDARDS = ['v311', 'v5'];

function rankOf(id) {
    const rank = STANDARDS.indexOf(id.split('/')[0]);
    return rank < 0 ? STANDARDS.length : rank;
}

/** "v5/3.1.2-8" comes before "v5/3.1.2-10". */
const compareIds = (a, b) => rankOf(a) - rankOf(b) || a.localeCompare(b, 'en', {numeric: true});

/** All that a case is found by, in lower case. */
const textOf = (one) =>
    [one.id, one.scenario, one.reason, one.broker, one.verdict, `seed ${one.seed}`]
        .concat(one.covers, one.tags)
        .concat(one.broken.flatMap(({id, expected, seen}) => [id, expected, seen]))
        .join('\n')
        .toLowerCase();

/** The cases that contain every word typed and have one of the verdicts; no verdicts mean all. */
export function find(cases, typed, verdicts) {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    return cases.filter((one) => {
        if (verdicts.size > 0 && !verdicts.has(one.verdict)) return false;
        one.searchText ??= textOf(one);
        return words.every((word) => one.searchText.includes(word));
    });
}

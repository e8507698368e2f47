import {expand} from './record.js';
import {unpack} from './unpack.js';

/** Verdicts from the worst to the best, as the page lists them. */
export const VERDICTS = ['error', 'failed', 'inconclusive', 'known', 'skipped', 'passed'];

/** Whether a verdict asks for somebody's attention. */
export const isBad = (verdict) => VERDICTS.indexOf(verdict) < 3;

/** The parts of "will/after_rst[5.0]#seed17": scenario, variant and the folder it is shown under. */
export function partsOfId(id) {
    const bracket = id.indexOf('[');
    const scenario = bracket < 0 ? id : id.slice(0, bracket);
    const slash = scenario.lastIndexOf('/');
    return {
        scenario_id: scenario,
        variant: bracket < 0 ? '' : id.slice(bracket),
        folder: slash < 0 ? '' : scenario.slice(0, slash),
        name: scenario.slice(slash + 1),
    };
}

/** Names that tell cases apart even if shards of several runs share an id: "x[5.0]", "x[5.0]~2". */
function addKeys(cases) {
    const seen = new Map();
    for (const one of cases) {
        const count = (seen.get(one.id) ?? 0) + 1;
        seen.set(one.id, count);
        one.key = count === 1 ? one.id : `${one.id}~${count}`;
    }
}

/** The laws of a case as objects, instead of the rows of numbers that they travel as. */
const lawsOf = (rows, laws) =>
    rows.map(([law, held, violated]) => ({...laws[law], held, violated}));

/** What was broken: laws first, because they name the rule. */
function brokenOf(findings) {
    const broken = findings.filter(({held}) => !held);
    const isLaw = ({kind}) => kind === 'law';
    return [...broken.filter(isLaw), ...broken.filter((finding) => !isLaw(finding))];
}

/** Makes of a run's data what the page works with; `hasRecord(index)` tells what is embedded. */
export function completeReport(data, hasRecord) {
    data.cases.forEach((one, index) => {
        Object.assign(one, partsOfId(one.id), {
            index,
            laws: lawsOf(one.laws, data.laws),
            broken: brokenOf(one.findings),
            hasRecord: hasRecord(index),
        });
    });
    addKeys(data.cases);
    return data;
}

const elementOfRecord = (index) => document.getElementById(`record-${index}`);

/** The report within this page. */
export async function readReport() {
    const data = await unpack(document.getElementById('run').textContent);
    return completeReport(data, (index) => elementOfRecord(index) !== null);
}

/** The record of a case. */
export async function readRecord(index) {
    return expand(await unpack(elementOfRecord(index).textContent));
}

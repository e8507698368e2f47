// Run folders that no run of a second leaves: with many packets, of a worker that died, of many cases.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const DEVICES = 20;

const line = (event) => `${JSON.stringify(event)}\n`;

function publish(topic, value) {
    const body = Buffer.concat([Buffer.from([0, topic.length]), Buffer.from(topic + value)]);
    return Buffer.concat([Buffer.from([0x30, body.length]), body]).toString('hex');
}

/** Each message is seen at both ends of its link. */
function packetsOf(count) {
    const lines = [];
    for (let n = 1; n <= count; ++n) {
        const message = Math.ceil(n / 2);
        const atBroker = n % 2 === 0;
        const device = message % DEVICES;
        const topic = `plant/${device}/level`;
        lines.push(
            line({
                n,
                t: message * 1_000_000 + (atBroker ? 15_000_000 : 0),
                kind: 'packet',
                device: `sensor_${device}`,
                connection: device + 1,
                direction: 'up',
                tap: atBroker ? 'broker' : 'client',
                version: '3.1.1',
                hex: publish(topic, String(message)),
                type: 'PUBLISH',
                text: `PUBLISH q0 ${topic} "${message}"`,
            }),
        );
    }
    return lines;
}

const RESULT = {
    schema: 1,
    id: 'soak/many[3.1.1]',
    scenario: 'Many packets',
    file: 'many.yaml',
    mqtt: '3.1.1',
    broker: 'mosquitto 2.0.11',
    seed: 1,
    time_mode: 'virtual',
    fingerprint: '',
    covers: [],
    tags: [],
    verdict: 'failed',
    reason: 'the last one was late',
    findings: [],
    laws: [],
    last_events: [],
    repeat: 'breakwire run many.yaml',
    folder: '',
    simulated_ns: 60_000_000_000,
    wall_ns: 1_000_000_000,
    late_p99_ns: 0,
    late_max_ns: 0,
};

function findingAbout(count) {
    return {
        kind: 'expectation',
        id: '1',
        expected: 'the broker gets everything in time',
        seen: 'the last one too late',
        held: false,
        file: 'many.yaml',
        line: 3,
        column: 5,
        t: 1,
        evidence: [count],
    };
}

function write(folder, result, lines) {
    mkdirSync(folder, {recursive: true});
    writeFileSync(join(folder, 'case.json'), JSON.stringify({...RESULT, ...result}));
    writeFileSync(join(folder, 'record.jsonl'), line({schema: 1}) + lines.join(''));
}

/** Writes the folder; the evidence of what failed is the very last packet. */
export const writeLongRun = (folder, count) =>
    write(folder, {findings: [findingAbout(count)], fingerprint: '1f'}, packetsOf(count));

/** As a worker leaves it that died while it wrote a line. */
export const writeTornRun = (folder, count) =>
    write(folder, {verdict: 'error', reason: 'the worker died of signal 11', simulated_ns: 0}, [
        ...packetsOf(count),
        '{"n":',
    ]);

/** So many cases that passed, each with as many packets, in folders of their own. */
export function writeManyCases(folder, cases, packets) {
    const lines = packetsOf(packets);
    for (let number = 1; number <= cases; ++number) {
        const id = `soak/case_${number}[3.1.1]`;
        write(
            join(folder, String(number)),
            {id, verdict: 'passed', reason: '', fingerprint: '1f'},
            lines,
        );
    }
}

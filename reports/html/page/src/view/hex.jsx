import {useMemo, useState} from 'preact/hooks';
import {dissect, octetsOfHex} from '../mqtt/dissect.js';

const PER_LINE = 16;
/** Packets can have 256 MiB; nobody reads that much of one. */
const OCTETS_MAX = 2048;

const hexOf = (octet) => octet.toString(16).padStart(2, '0');
const charOf = (octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '·');
const within = (at, field) => field && at >= field.from && at < field.to;

function Line({octets, from, field, wrongAt}) {
    const line = [...octets.subarray(from, from + PER_LINE)];
    const classOf = (i) =>
        [within(from + i, field) && 'lit', from + i === wrongAt && 'wrong']
            .filter(Boolean)
            .join(' ');
    return (
        <div>
            <span class="quiet">{from.toString(16).padStart(4, '0')} </span>
            {line.map((octet, i) => (
                <span key={i} class={classOf(i)}>
                    {hexOf(octet)}{' '}
                </span>
            ))}
            <span>{'   '.repeat(PER_LINE - line.length)} </span>
            {line.map((octet, i) => (
                <span key={i} class={classOf(i)}>
                    {charOf(octet)}
                </span>
            ))}
        </div>
    );
}

export function Octets({hex, field, wrongAt}) {
    const octets = useMemo(() => octetsOfHex(hex.slice(0, 2 * OCTETS_MAX)), [hex]);
    const starts = Array.from(
        {length: Math.ceil(octets.length / PER_LINE)},
        (_, i) => i * PER_LINE,
    );
    return (
        <div class="hex" role="region" aria-label="Octets" tabIndex={0}>
            {starts.map((from) => (
                <Line key={from} octets={octets} from={from} field={field} wrongAt={wrongAt} />
            ))}
            {hex.length > 2 * OCTETS_MAX && (
                <div class="quiet">and {hex.length / 2 - OCTETS_MAX} more octets</div>
            )}
        </div>
    );
}

/** A packet's fields beside its octets: pointing at a field lights its octets up. */
export function Packet({packet}) {
    const fields = useMemo(() => dissect(packet.hex, packet.version), [packet]);
    const [lit, setLit] = useState(null);
    return (
        <>
            <table class="fields">
                <tbody onMouseLeave={() => setLit(null)}>
                    {fields.map((field) => (
                        <tr key={field.from} onMouseEnter={() => setLit(field)}>
                            <th scope="row">{field.name}</th>
                            <td>{field.value}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
            {packet.error && (
                <p class="failed">
                    {packet.error.why} at octet {packet.error.offset}
                    {packet.error.rule && ` [${packet.error.rule}]`}
                </p>
            )}
            <Octets hex={packet.hex} field={lit} wrongAt={packet.error?.offset} />
        </>
    );
}

/** Past the end of a packet. */
export class Truncated extends Error {}

/**
 * Reads a packet's octets from front to back and notes what each stretch of them is:
 * {name, value, from, to}. Throws Truncated past the end.
 */
export class Cursor {
    fields = [];

    constructor(octets) {
        this.octets = octets;
        this.at = 0;
    }

    get left() {
        return this.octets.length - this.at;
    }

    note(name, value, from) {
        this.fields.push({name, value: String(value), from, to: this.at});
    }

    #take(count) {
        if (this.left < count) throw new Truncated();
        this.at += count;
        return this.octets.subarray(this.at - count, this.at);
    }

    number(size) {
        return this.#take(size).reduce((sum, octet) => sum * 256 + octet, 0);
    }

    /** 1 to 4 octets, 7 bits each, the least first. MQTT 5.0 section 1.5.5. */
    varint() {
        let [value, scale] = [0, 1];
        for (let i = 0; i < 4; ++i) {
            const octet = this.number(1);
            value += (octet & 0x7f) * scale;
            if (octet < 0x80) return value;
            scale *= 128;
        }
        throw new Truncated();
    }

    binary() {
        return this.#take(this.number(2));
    }

    text() {
        return new TextDecoder().decode(this.binary());
    }

    rest() {
        return this.#take(this.left);
    }

    /** Reads by `read`, notes and returns what it returns. */
    field(name, read, show = (value) => value) {
        const from = this.at;
        const value = read(this);
        this.note(name, show(value), from);
        return value;
    }
}

/** Octets as text in quotes if they are printable, else their number and the first few. */
export function payloadInWords(octets) {
    const text = new TextDecoder().decode(octets);
    if (!/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text)) return JSON.stringify(text);
    const first = [...octets.subarray(0, 8)].map((o) => o.toString(16).padStart(2, '0')).join(' ');
    return `${octets.length} octets: ${first}${octets.length > 8 ? ' …' : ''}`;
}

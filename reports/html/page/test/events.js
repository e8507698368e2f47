/** Makes events as expand() does, numbered in their order. */
export function eventsOf(...makers) {
    return makers.map((make, at) => ({n: at + 1, ...make}));
}

export const wire = (device, connection, direction, tap) => ({device, connection, direction, tap});

export function packet(t, on, text, hex = Buffer.from(text).toString('hex')) {
    const [type] = text.split(' ');
    return {t, kind: 'packet', wire: on, packet: {version: '5.0', hex, type, text, error: null}};
}

export const connection = (t, on, what) => ({t, kind: 'connection', wire: on, what, address: ''});

export const fault = (t, phase, name, detail = '', more = {}) => ({
    t,
    kind: 'fault',
    fault: 1,
    name,
    target: 'pump',
    phase,
    detail,
    lie: false,
    ...more,
});

export const PUMP_OUT = wire('pump', 1, 'up', 'client');
export const PUMP_ARRIVES = wire('pump', 1, 'up', 'broker');
export const BROKER_OUT = wire('pump', 1, 'down', 'broker');
export const BROKER_ARRIVES = wire('pump', 1, 'down', 'client');

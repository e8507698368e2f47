/**
 * Where in the report a reader is, as the part of the address behind '#': `/?q=will&v=failed` or
 * `/case/will%2Fafter_rst%5B5.0%5D?n=57`. So the browser's back button works, and a place can be
 * sent to somebody else.
 */

/** {page: 'front' or 'case', key, options: URLSearchParams}. */
export function parseRoute(hash) {
    const [path, query = ''] = hash.replace(/^#/, '').split('?', 2);
    const options = new URLSearchParams(query);
    const [, page, key] = /^\/(case)\/(.+)$/.exec(path) ?? [];
    if (page !== 'case') return {page: 'front', key: '', options};
    return {page, key: decodeURIComponent(key), options};
}

/** The address of a place; options that are empty are left out. */
export function addressOf(path, options = {}) {
    const given = Object.entries(options).filter(([, value]) => value !== '' && value != null);
    const query = new URLSearchParams(given).toString();
    return `#${path}${query ? `?${query}` : ''}`;
}

export const caseAddress = (one, options) =>
    addressOf(`/case/${encodeURIComponent(one.key)}`, options);

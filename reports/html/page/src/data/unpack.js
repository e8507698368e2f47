/** The octets of base64 text. */
export function octetsOfBase64(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const octets = atob(text);
    return Uint8Array.from(octets, (octet) => octet.charCodeAt(0));
}

/** The value whose JSON was deflated (RFC 1950) and written as base64. */
export async function unpack(text) {
    const packed = new Blob([octetsOfBase64(text)]);
    const stream = packed.stream().pipeThrough(new DecompressionStream('deflate'));
    return JSON.parse(await new Response(stream).text());
}

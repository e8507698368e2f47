import {useEffect, useState} from 'preact/hooks';
import {parseRoute} from '../data/route.js';

/** The place that the address names, now and whenever it changes. */
export function useRoute() {
    const [hash, setHash] = useState(location.hash);
    useEffect(() => {
        const changed = () => setHash(location.hash);
        addEventListener('hashchange', changed);
        return () => removeEventListener('hashchange', changed);
    }, []);
    return parseRoute(hash);
}

/** Names a place without a new entry in the browser's history. */
export function replaceAddress(address) {
    history.replaceState(null, '', address);
    dispatchEvent(new HashChangeEvent('hashchange'));
}

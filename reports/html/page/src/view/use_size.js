import {useLayoutEffect, useRef, useState} from 'preact/hooks';

/** A reference to put on an element, and its size in CSS pixels as it changes. */
export function useSize() {
    const ref = useRef(null);
    const [size, setSize] = useState({width: 0, height: 0});
    useLayoutEffect(() => {
        const measure = () =>
            setSize({width: ref.current.clientWidth, height: ref.current.clientHeight});
        const observer = new ResizeObserver(measure);
        observer.observe(ref.current);
        measure();
        return () => observer.disconnect();
    }, []);
    return [ref, size];
}

import {LANES_MAX} from '../story/lanes.js';
import {KINDS} from '../story/rows.js';

const toggled = (set, name) => {
    const next = new Set(set);
    if (!next.delete(name)) next.add(name);
    return next;
};

function Kinds({kinds, setKinds}) {
    return (
        <fieldset>
            <legend>Show</legend>
            {KINDS.map(({name, label}) => (
                <label key={name}>
                    <input
                        type="checkbox"
                        checked={kinds.has(name)}
                        onChange={() => setKinds(toggled(kinds, name))}
                    />
                    {label}
                </label>
            ))}
        </fieldset>
    );
}

function Devices({all, shown, setShown}) {
    const set = new Set(shown);
    const choose = (device) => {
        const next = toggled(set, device);
        setShown(all.filter((one) => next.has(one)));
    };
    return (
        <details class="menu">
            <summary>
                {shown.length} of {all.length} devices
            </summary>
            <fieldset>
                <legend>
                    Devices{all.length > LANES_MAX && `, at most ${LANES_MAX} at a time`}
                </legend>
                {all.map((device) => (
                    <label key={device}>
                        <input
                            type="checkbox"
                            checked={set.has(device)}
                            disabled={!set.has(device) && shown.length >= LANES_MAX}
                            onChange={() => choose(device)}
                        />
                        {device}
                    </label>
                ))}
            </fieldset>
        </details>
    );
}

/** What the diagram shows. */
export function Choices({story, kinds, setKinds, devices, setDevices}) {
    return (
        <>
            <Kinds kinds={kinds} setKinds={setKinds} />
            {story.devices.length > 1 && (
                <Devices all={story.devices} shown={devices} setShown={setDevices} />
            )}
        </>
    );
}

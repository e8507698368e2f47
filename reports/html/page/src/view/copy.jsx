import {useState} from 'preact/hooks';

/** Where the clipboard is not to be had, as in some browsers for files, an old command serves. */
async function toClipboard(text) {
    try {
        await navigator.clipboard.writeText(text);
    } catch {
        const area = document.createElement('textarea');
        area.value = text;
        document.body.append(area);
        area.select();
        document.execCommand('copy');
        area.remove();
    }
}

/** A line to be typed elsewhere, with a button that copies it. */
export function Command({text, label}) {
    const [copied, setCopied] = useState(false);
    const copy = () => toClipboard(text).then(() => setCopied(true));
    return (
        <span class="command">
            <code>{text}</code>
            <button type="button" onClick={copy} aria-label={`Copy: ${label}`}>
                {copied ? 'copied' : 'copy'}
            </button>
        </span>
    );
}

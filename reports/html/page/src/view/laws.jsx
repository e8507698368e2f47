/** The laws that this case exercised. */
export function Laws({laws}) {
    if (laws.length === 0) return <p class="note">No law had anything to judge in this case.</p>;
    return (
        <table class="laws">
            <thead>
                <tr>
                    <th scope="col">Law</th>
                    <th scope="col">Statement</th>
                    <th scope="col" class="number">
                        held
                    </th>
                    <th scope="col" class="number">
                        violated
                    </th>
                </tr>
            </thead>
            <tbody>
                {laws.map(({id, statement, held, violated}) => (
                    <tr key={id} class={violated ? 'failed' : 'passed'}>
                        <th scope="row">
                            {violated ? '✗' : '✓'} <code>{id}</code>
                        </th>
                        <td>{statement}</td>
                        <td class="number">{held}</td>
                        <td class="number">{violated}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

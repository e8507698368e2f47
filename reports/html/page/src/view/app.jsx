import {useEffect} from 'preact/hooks';
import {CasePage} from './case_page.jsx';
import {Front} from './front.jsx';
import {ThemeSwitch} from './theme.jsx';
import {useRoute} from './use_route.js';

function Missing({id}) {
    return (
        <main>
            <h1>There is no case {id} in this report</h1>
            <a href="#/">All cases</a>
        </main>
    );
}

function Place({report, route}) {
    if (route.page === 'front') return <Front report={report} route={route} />;
    const one = report.cases.find(({key}) => key === route.key);
    if (!one) return <Missing id={route.key} />;
    return <CasePage key={one.key} report={report} one={one} route={route} />;
}

export function App({report}) {
    const route = useRoute();
    useEffect(() => {
        document.title = route.page === 'case' ? `${route.key} - Breakwire` : 'Breakwire report';
        scrollTo(0, 0);
    }, [route.page, route.key]);
    return (
        <>
            <header class="bar">
                <a class="wordmark" href="#/">
                    Break<b>wire</b>
                </a>
                <ThemeSwitch />
            </header>
            <Place report={report} route={route} />
        </>
    );
}

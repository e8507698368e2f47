import {render} from 'preact';
import {readReport} from './data/report.js';
import {App} from './view/app.jsx';

const page = document.getElementById('page');

function open(report) {
    page.textContent = '';
    render(<App report={report} />, page);
}

function complain(mistake) {
    page.textContent = `This report cannot be read: ${mistake.message}`;
    throw mistake;
}

readReport().then(open).catch(complain);

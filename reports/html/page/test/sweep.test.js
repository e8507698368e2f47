import assert from 'node:assert/strict';
import test from 'node:test';
import {plotsOf} from '../src/story/sweep.js';

const point = (loss, mean, more = {}) => ({
    scenario: 'sweeps/loss',
    mqtt: '5.0',
    parameters: {loss: `${loss}%`, how: 'rst'},
    numbers: {loss, how: null},
    measure: 'delay',
    unit: 's',
    n: 3,
    mean,
    low: mean - 1,
    high: mean + 1,
    median: mean,
    ...more,
});

test('plotsOf draws a measure over the parameter with the most numbers', () => {
    const [plot, ...others] = plotsOf([point(5, 2), point(0, 1)]);
    assert.equal(others.length, 0);
    assert.equal(plot.axis, 'loss');
    assert.equal(plot.axisUnit, '%');
    assert.deepEqual(plot.xs, [0, 5]);
    assert.deepEqual(plot.lines, [
        {name: '5.0, how=rst', mean: [1, 2], low: [0, 1], high: [2, 3]},
    ]);
});

test('plotsOf has a line for each version and other setting, with gaps where nothing is', () => {
    const [plot] = plotsOf([
        point(0, 1),
        point(5, 2),
        point(0, 3, {mqtt: '3.1.1'}),
        point(5, 0, {mqtt: '3.1.1', n: 0, mean: null, low: null, high: null}),
    ]);
    assert.deepEqual(
        plot.lines.map(({name, mean}) => [name, mean]),
        [
            ['5.0, how=rst', [1, 2]],
            ['3.1.1, how=rst', [3, null]],
        ],
    );
});

test('plotsOf has a plot for each measure, and none to draw without numbers', () => {
    const plots = plotsOf([
        point(0, 1, {parameters: {}, numbers: {}}),
        point(0, 1, {parameters: {}, numbers: {}, measure: 'passed', unit: 'yes'}),
    ]);
    assert.deepEqual(
        plots.map(({measure, unit, axis, xs}) => [measure, unit, axis, xs]),
        [
            ['delay', 's', null, []],
            ['passed', 'share of runs', null, []],
        ],
    );
});

test('plotsOf takes durations for seconds, whatever their units', () => {
    const at = (text, seconds) =>
        point(0, 1, {parameters: {pause: text}, numbers: {pause: seconds}});
    assert.equal(plotsOf([at('500ms', 0.5), at('1m30s', 90)])[0].axisUnit, 's');
    assert.equal(plotsOf([at('1', 1), at('2', 2)])[0].axisUnit, '');
});

import { el } from '../dom.js';
import { letterOn, schemeColor } from '../colors.js';
import { fieldsOf, isNumber } from '../fields.js';
import { clock, formatText } from '../format.js';

const DAY = 86_400_000;

/** A cell per time and number field: time to the right, a row per field, the color by the value. */
export function createHeatmap(body, panel) {
  const root = el('div', { class: 'heatmap' });
  let latest = null;
  const api = {
    draw(answer, window) {
      latest = [answer, window];
      const rows = rowsOf(panel, answer.frames);
      if (rows === null) return false;
      if (!root.isConnected) body.replaceChildren(root);
      const scale = scaleOf(panel, rows);
      const { columns, width } = columnsOf(rows[0].time.values, window);
      const plot = el('div', { class: 'cells' }, ...rows
        .flatMap((row, at) => columns.map(column => cell(panel, row, at, rows.length, column, scale))));
      const names = rows.map((row, at) => el('span', { style: { top: `${100 * placeOf(panel, at, rows.length)}%`,
        height: `${100 / rows.length}%` } }, row.name));
      const times = columns.map(column => el('span', { style: { left: `${100 * (column.from + column.size / 2)}%` } },
        clock(column.begins, width >= DAY ? 'MM-DD' : 'HH:mm')));
      root.replaceChildren(el('div', { class: 'ylabel' }, panel.options.yAxis?.axisLabel ?? ''), el('div', { class: 'names' }, ...names),
        plot, el('div', { class: 'times' }, ...times), legendOf(panel, scale));
      fit(root);
      return true;
    },
    resize() { if (latest) api.draw(...latest); },
  };
  return api;
}

// Grafana sorts the fields by their names when all are numbers.
function rowsOf(panel, frames) {
  const rows = fieldsOf(panel, frames).filter(field => isNumber(field) && field.time);
  if (rows.length === 0 || rows[0].time.values.length === 0) return null;
  return rows.every(row => !Number.isNaN(parseFloat(row.name))) ? rows.sort((a, b) => parseFloat(a.name) - parseFloat(b.name)) : rows;
}

// A time is the end of its column, as in Grafana; a column is as wide as the least distance of two.
function columnsOf(times, window) {
  const distances = times.slice(1).map((time, at) => time - times[at]);
  const width = Math.min(DAY * 7, ...distances, window.to - window.from);
  const span = window.to - window.from;
  const columns = times.map((time, at) => ({ at, begins: time - width, from: (time - width - window.from) / span, size: width / span }))
    .filter(column => column.from + column.size > 0 && column.from < 1);
  return { columns, width };
}

function scaleOf(panel, rows) {
  const hideUpTo = panel.options.filterValues?.le ?? 1e-9;
  const values = rows.flatMap(row => row.values).filter(value => value !== null && value > hideUpTo);
  const { min, max } = panel.options.color;
  return { min: min ?? Math.min(...values, 0), max: max ?? Math.max(...values, min ?? 0), hideUpTo };
}

function placeOf(panel, at, count) { return (panel.options.yAxis?.reverse ? at : count - 1 - at) / count; }

function cell(panel, row, at, count, column, scale) {
  const value = row.values[column.at];
  if (value === null || value === undefined || value <= scale.hideUpTo) return null;
  const { scheme, steps = 64, reverse, exponent = .5, scale: kind } = panel.options.color;
  const part = Math.max(0, Math.min(1, (value - scale.min) / (scale.max - scale.min || 1)));
  const stepped = Math.round((kind === 'exponential' ? part ** exponent : part) * (steps - 1)) / (steps - 1);
  const color = schemeColor(scheme, stepped, reverse);
  const text = formatText(value, panel.options.cellValues?.unit, panel.options.cellValues?.decimals);
  const place = { left: `${100 * column.from}%`, width: `${100 * column.size}%`, top: `${100 * placeOf(panel, at, count)}%`,
    height: `${100 / count}%` };
  return el('div', { class: 'cell', title: `${clock(column.begins, 'YYYY-MM-DD')} · ${row.name}: ${text}`,
    style: { ...place, color: letterOn(color) } },
    el('div', { style: { background: color } }, panel.options.showValue === 'never' ? null : text));
}

function legendOf(panel, scale) {
  if (panel.options.legend?.show === false) return null;
  const { unit, decimals } = panel.options.cellValues ?? {};
  const shades = [0, .25, .5, .75, 1].map(part => schemeColor(panel.options.color.scheme, part, panel.options.color.reverse));
  return el('div', { class: 'scale' }, formatText(scale.min, unit, decimals),
    el('i', { style: { background: `linear-gradient(90deg, ${shades.join(', ')})` } }), formatText(scale.max, unit, decimals));
}

// Leaves out the figures when they do not fit in a cell, and as many names as would touch.
function fit(root) {
  const cells = [...root.querySelectorAll('.cell > div')];
  root.classList.toggle('dense', cells.some(one => one.parentElement.clientWidth < 4));
  root.classList.toggle('bare', cells.some(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1));
  thin([...root.querySelectorAll('.names span')], 15, one => one.getBoundingClientRect().top);
  thin([...root.querySelectorAll('.times span')], 44, one => one.getBoundingClientRect().left);
}

function thin(labels, least, at) {
  const step = labels.length < 2 ? 1 : Math.max(1, Math.ceil(least / Math.abs(at(labels[1]) - at(labels[0]) || least)));
  labels.forEach((label, place) => label.classList.toggle('skipped', place % step !== 0));
}

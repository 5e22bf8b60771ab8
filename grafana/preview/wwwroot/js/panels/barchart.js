import { el } from '../dom.js';
import { fieldColor, withAlpha } from '../colors.js';
import { fieldsOf, isNumber } from '../fields.js';
import { axisText, clock, formatText } from '../format.js';
import { drawLegend } from './legend.js';

/** Bars for each row of a table: one beside the other for each number field, or stacked. */
export function createBarChart(body, panel) {
  const horizontal = panel.options.orientation === 'horizontal';
  const plot = el('div', { class: horizontal ? 'barplot rows' : 'barplot columns' });
  const legend = el('div', { class: 'legend' });
  const root = el('div', { class: 'chart' }, plot, legend);
  const hidden = new Set();
  let latest = null, thin = false;

  const api = {
    draw(answer) {
      latest = answer;
      const table = tableOf(panel, answer.frames);
      if (table === null) return false;
      if (!root.isConnected) body.replaceChildren(root);
      drawLegend(legend, panel, table.fields, hidden, () => api.draw(latest));
      const shown = table.fields.map((field, at) => ({ field, at })).filter(({ field }) => !hidden.has(field.name));
      const scale = scaleOf(panel, shown, table.labels.length, horizontal);
      plot.style.gridTemplateColumns = horizontal ? '' : `auto repeat(${table.labels.length}, minmax(0, 1fr))`;
      const scroll = plot.scrollTop;
      plot.replaceChildren(...(horizontal ? [] : axis(panel, table.fields[0], scale)),
        ...table.labels.map((label, row) => group(panel, label, shown, row, scale, horizontal)));
      plot.scrollTop = scroll;
      thin = !horizontal && table.times;
      plot.classList.toggle('thin', thin);
      if (thin) thinLabels(plot);
      return true;
    },
    resize() { if (thin) thinLabels(plot); },
  };
  return api;
}

// Each row is named by the field that the panel picks, or by the first text or time.
function tableOf(panel, frames) {
  const fields = fieldsOf(panel, frames.slice(0, 1));
  const named = fields.find(field => field.name === panel.options.xField)
    ?? fields.find(field => field.type === 'Text' || field.type === 'Time');
  const numbers = fields.filter(field => isNumber(field) && field !== named);
  if (named === undefined || numbers.length === 0 || named.values.length === 0) return null;
  const labels = named.values.map(value => shortened(named.type === 'Time' ? clock(value, 'MM-DD') : String(value ?? ''),
    panel.options.xTickLabelMaxLength));
  return { labels, fields: numbers, times: named.type === 'Time' };
}

function shortened(text, most) { return most && text.length > most ? `${text.slice(0, most)}…` : text; }

function scaleOf(panel, shown, count, horizontal) {
  const { min, max } = panel.fieldConfig?.defaults ?? {};
  const stacked = panel.options.stacking !== 'none';
  const rows = Array.from({ length: count }, (_, row) => shown.map(({ field }) => field.values[row] ?? 0));
  const sums = rows.map(values => values.reduce((sum, value) => sum + value, 0));
  const highest = Math.max(0, ...(stacked ? sums : rows.flat()));
  return { min: min ?? 0, max: panel.options.stacking === 'percent' ? 1 : max ?? (horizontal ? highest || 1 : rounded(highest)), sums,
    stacked };
}

// The next number up that four lines divide into round ones.
function rounded(highest) {
  const power = 10 ** Math.floor(Math.log10(highest || 1));
  return power * [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10].find(step => step * power >= highest);
}

function axis(panel, field, scale) {
  const parts = [0, .25, .5, .75, 1];
  const { unit, decimals } = panel.options.stacking === 'percent' ? { unit: 'percentunit', decimals: 0 } : field.config;
  const marks = parts.map(part => ({ part, text: axisText(scale.min + (scale.max - scale.min) * part, unit, decimals) }));
  return [
    el('div', { class: 'marks' }, ...marks.flatMap(({ part, text }) =>
      [el('span', {}, text), el('i', { style: { bottom: `${100 * part}%` } }, text)])),
    el('div', { class: 'lines' }, ...parts.map(part => el('i', { style: { bottom: `${100 * part}%` } }))),
  ];
}

function group(panel, label, shown, row, scale, horizontal) {
  const bars = shown.map(({ field, at }) => bar(panel, field, at, row, scale, horizontal));
  return el('div', { class: 'group', style: horizontal ? {} : { gridColumn: row + 2 } },
    el('div', { class: 'label', title: label }, el('span', {}, label)),
    el('div', { class: scale.stacked ? 'stack' : 'beside' }, ...bars));
}

function bar(panel, field, at, row, scale, horizontal) {
  const value = field.values[row];
  const share = panel.options.stacking === 'percent' ? (value ?? 0) / (scale.sums[row] || 1)
    : ((value ?? 0) - scale.min) / (scale.max - scale.min || 1);
  const color = fieldColor(field, at, value);
  const text = formatText(value, field.config.unit, field.config.decimals);
  const opacity = (field.config.custom?.fillOpacity ?? 80) / 100;
  const length = `${100 * Math.max(0, Math.min(1, share))}%`;
  const fill = el('div', { class: 'fill', style: { [horizontal ? 'width' : 'height']: length, background: withAlpha(color, opacity),
    borderColor: color } });
  const figure = panel.options.showValue === 'never' || scale.stacked ? null : el('div', { class: 'figure' }, text);
  return el('div', { class: 'one', title: `${field.name}: ${text}` }, fill, figure);
}

// Times are in one line while they fit; otherwise only every second, third, ... is shown. Names are broken into lines instead.
function thinLabels(plot) {
  const labels = [...plot.querySelectorAll('.label span')];
  const slot = labels[0].parentElement.clientWidth;
  const widest = Math.max(...labels.map(label => label.scrollWidth)) + 8;
  const step = Math.max(1, Math.ceil(widest / slot));
  labels.forEach((label, at) => label.classList.toggle('skipped', at % step !== 0));
}

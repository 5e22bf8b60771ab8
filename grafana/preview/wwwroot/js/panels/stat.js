import { el, prepareCanvas } from '../dom.js';
import { fieldColor, ink, withAlpha } from '../colors.js';
import { displayValues } from '../fields.js';
import { format } from '../format.js';

/** Big figures, one per field, each with its curve behind it. */
export function createStat(body, panel) {
  return {
    draw(answer) {
      const values = displayValues(panel, answer.frames);
      if (values.every(value => value.value === null)) return false;
      const vertical = panel.options.orientation === 'horizontal';
      const root = el('div', { class: vertical ? 'stats column' : 'stats' });
      body.replaceChildren(root);
      const stats = values.map((value, at) => statOf(panel, value, at, values.length));
      root.append(...stats.map(stat => stat.element));
      fitFigures(root, stats);
      for (const stat of stats) stat.drawGraph();
      return true;
    },
  };
}

function statOf(panel, { name, value, config, range, series }, at, count) {
  const color = fieldColor({ config, range }, at, value);
  const graph = panel.options.graphMode === 'area' && series !== null;
  const showName = panel.options.textMode !== 'value' && (count > 1 || panel.options.textMode === 'value_and_name');
  const { prefix, text, suffix } = format(value, config.unit, config.decimals);
  const figure = el('div', { class: 'figure', style: { color: panel.options.colorMode === 'none' ? '' : ink(color) } }, prefix + text,
    el('small', {}, suffix.trim()));
  const change = panel.options.showPercentChange ? changeOf(panel, series) : null;
  const canvas = graph ? el('canvas') : null;
  const classes = ['stat', graph ? 'graph' : '', panel.options.justifyMode === 'center' ? 'center' : ''];
  const element = el('div', { class: classes.join(' ') }, canvas, showName ? el('div', { class: 'name' }, name) : null, figure, change);
  return { element, figure, drawGraph: () => { if (canvas) drawSparkline(canvas, series, color); } };
}

// The change from the first known value to the last, in percent, as Grafana shows it; none where there is nothing to compare with.
function changeOf(panel, series) {
  const known = (series ?? []).filter(value => value !== null);
  if (series?.[0] === null || known.length < 2 || known[0] === 0) return el('div', { class: 'change' }, '\u00a0');
  const part = (known.at(-1) - known[0]) / Math.abs(known[0]);
  const better = panel.options.percentChangeColorMode === 'inverted' ? part < 0 : part > 0;
  const percent = Math.abs(100 * part);
  const sign = part > 0 ? '↑' : part < 0 ? '↓' : '';
  return el('div', { class: `change ${part === 0 ? '' : better ? 'better' : 'worse'}` },
    `${sign} ${percent >= 1000 ? '>999' : percent.toFixed(percent < 10 ? 1 : 0)}%`);
}

// All figures of a panel have one size: the largest at which the widest fits.
function fitFigures(root, stats) {
  const height = root.clientHeight / (root.classList.contains('column') ? stats.length : 1);
  const named = Math.max(0, ...stats.map(({ element }) => [...element.querySelectorAll('.name, .change')]
    .reduce((sum, one) => sum + one.offsetHeight, 0))) + 2;
  const graph = root.querySelector('canvas') ? 0.66 : 1;
  let size = Math.min(56, (height * graph - named) / 1.2);
  for (const { element, figure } of stats) {
    figure.style.fontSize = '40px';
    figure.style.alignSelf = 'flex-start';
    size = Math.min(size, 40 * (element.clientWidth - 4) / figure.offsetWidth);
    figure.style.alignSelf = '';
  }
  for (const { figure } of stats) figure.style.fontSize = `${Math.max(12, Math.floor(size))}px`;
}

function drawSparkline(canvas, series, color) {
  const { context, width, height } = prepareCanvas(canvas);
  const known = series.filter(value => value !== null);
  if (known.length < 2) return;
  const top = Math.max(...known), bottom = Math.min(0, ...known);
  const x = at => at * width / (series.length - 1);
  const y = value => height - 2 - (height - 6) * (value - bottom) / (top - bottom || 1);
  const line = new Path2D();
  series.forEach((value, at) => value !== null && line.lineTo(x(at), y(value)));
  const area = new Path2D(line);
  area.lineTo(width, height);
  area.lineTo(0, height);
  const shade = context.createLinearGradient(0, 0, 0, height);
  shade.addColorStop(0, withAlpha(color, .35));
  shade.addColorStop(1, withAlpha(color, .03));
  context.fillStyle = shade;
  context.fill(area);
  context.strokeStyle = withAlpha(color, .9);
  context.lineWidth = 1.25;
  context.lineJoin = 'round';
  context.stroke(line);
}

import { el } from '../dom.js';
import { fieldColor } from '../colors.js';
import { reduce, REDUCER_NAMES } from '../fields.js';
import { formatText } from '../format.js';

/** The names of a chart's fields with their colors; a click hides a field or shows it again. */
export function drawLegend(legend, panel, fields, hidden, redraw) {
  const options = panel.options.legend ?? {};
  legend.hidden = options.showLegend === false;
  if (legend.hidden) return;
  legend.replaceChildren(...fields.map((field, at) => {
    const calcs = (options.calcs ?? [])
      .map(calc => `${REDUCER_NAMES[calc] ?? calc}: ${formatText(reduce(field.values, calc), field.config.unit, field.config.decimals)}`);
    const color = fieldColor(field, at, reduce(field.values, 'lastNotNull'));
    const toggle = () => { if (!hidden.delete(field.name)) hidden.add(field.name); redraw(); };
    return el('button', { type: 'button', class: hidden.has(field.name) ? 'off' : undefined,
      'aria-pressed': String(!hidden.has(field.name)), onclick: toggle },
      el('i', { style: { background: color } }), field.name, ...calcs.map(calc => el('em', {}, calc)));
  }));
}

import { el } from '../dom.js';
import { fieldColor, ink, partOf, withAlpha } from '../colors.js';
import { displayValues } from '../fields.js';
import { formatText } from '../format.js';

/** One bar per value, as long as the value is large in the range of its field. */
export function createBarGauge(body, panel) {
  const root = el('div', { class: 'bars' });
  return {
    draw(answer) {
      const values = displayValues(panel, answer.frames);
      if (values.length === 0) return false;
      if (!root.isConnected) body.replaceChildren(root);
      fillRows(root, values.length);
      values.forEach((value, at) => update(root, panel, value, at));
      return true;
    },
  };
}

// Keeps rows from one refresh to the next, so that a bar grows instead of being drawn again.
function fillRows(root, count) {
  while (root.children.length > 3 * count) root.lastChild.remove();
  while (root.children.length < 3 * count)
    root.append(el('div', { class: 'name' }), el('div', { class: 'track' }, el('div', { class: 'fill' })), el('div', { class: 'figure' }));
}

function update(root, panel, { name, value, config, range }, at) {
  const [label, track, figure] = [0, 1, 2].map(column => root.children[3 * at + column]);
  const color = fieldColor({ config, range }, at, value);
  const fill = track.firstChild;
  label.textContent = name;
  label.title = name;
  fill.style.width = `${100 * partOf(value, range)}%`;
  fill.style.background = panel.options.displayMode === 'gradient'
    ? `linear-gradient(90deg, ${withAlpha(color, .25)}, ${withAlpha(color, .75)})` : withAlpha(color, .5);
  fill.style.borderRightColor = color;
  figure.textContent = formatText(value, config.unit, config.decimals);
  figure.style.color = panel.options.valueMode === 'text' ? '' : ink(color);
}

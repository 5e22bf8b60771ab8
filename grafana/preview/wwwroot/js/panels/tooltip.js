import { el } from '../dom.js';
import { clock, formatText } from '../format.js';

/** A uPlot plugin: what every series says at the cursor, the largest first. */
export function tooltip(panel, fields, colors, order, hidden) {
  const mode = panel.options.tooltip?.mode ?? 'single';
  const box = el('div', { class: 'tooltip', hidden: true });

  function show(chart) {
    const { idx, left, top } = chart.cursor;
    box.hidden = mode === 'none' || idx === null || idx === undefined || left < 0 || !chart.over.matches(':hover');
    if (box.hidden) return;
    const lines = fields.map((field, at) => ({ field, color: colors[at], value: chart.raw[at][idx] ?? null }))
      .filter(({ field, value }) => !hidden.has(field.name) && value !== null)
      .sort((a, b) => b.value - a.value);
    box.replaceChildren(el('time', {}, clock(chart.data[0][idx] * 1000, 'YYYY-MM-DD HH:mm:ss')),
      ...lines.map(({ field, color, value }) => el('div', {}, el('i', { style: { background: color } }), field.name,
        el('b', {}, formatText(value, field.config.unit, field.config.decimals)))));
    const right = left > chart.over.clientWidth / 2;
    box.style.left = right ? '' : `${left + 14}px`;
    box.style.right = right ? `${chart.over.clientWidth - left + 14}px` : '';
    box.style.top = `${Math.max(0, Math.min(top - 10, chart.over.clientHeight - box.offsetHeight))}px`;
  }

  return { hooks: { init: chart => chart.over.append(box), setCursor: show, setData: show } };
}

import { el } from '../dom.js';
import { fieldColor, letterOn, partOf, withAlpha } from '../colors.js';
import { fieldsOf, isNumber } from '../fields.js';
import { clock, formatText } from '../format.js';
import { linkOf } from '../links.js';

/** Rows as they come, numbers to the right, a gauge or a link where the dashboard asks for one. */
export function createTable(body, panel, state) {
  return {
    draw(answer) {
      const fields = fieldsOf(panel, answer.frames)
        .filter(field => field.frame === (panel.options.frameIndex ?? 0) && !field.config.custom?.hidden);
      const count = fields[0]?.values.length ?? 0;
      if (count === 0) return false;
      const scroll = body.querySelector('.table')?.scrollTop ?? 0;
      const rows = Array.from({ length: count }, (_, row) => el('tr', {}, ...fields.map(field => cell(field, row, state))));
      const head = panel.options.showHeader === false ? null : el('thead', {}, el('tr', {}, ...fields.map(heading)));
      body.replaceChildren(el('div', { class: 'table' }, el('table', {}, head, el('tbody', {}, ...rows))));
      body.firstChild.scrollTop = scroll;
      return true;
    },
  };
}

function heading(field) {
  return el('th', { class: isNumber(field) && !isGauge(field) ? 'number' : undefined, style: widthOf(field) }, field.name);
}

function cell(field, row, state) {
  const value = field.values[row];
  const text = value === null ? '' : field.type === 'Time' ? clock(value, 'YYYY-MM-DD HH:mm:ss')
    : formatText(value, field.config.unit, field.config.decimals);
  const background = backgroundOf(field, value);
  if (!isNumber(field)) return el('td', { title: text, class: field.config.custom?.cellOptions?.wrapText ? 'wrap' : undefined },
    linked(linkOf(field, value, state), text));
  if (!isGauge(field)) return el('td', { class: 'number', style: background ? { background, color: letterOn(background) }
    : textColorOf(field, value) }, text);
  const width = `${100 * partOf(value, field.range)}%`;
  const fill = el('div', { class: 'fill', style: { width, background: withAlpha(fieldColor(field, 0, value), .55) } });
  return el('td', {}, el('div', { class: 'gauge' }, el('div', { class: 'track' }, fill), el('span', {}, text)));
}

function linked(link, text) { return link ? el('a', { href: link.href, title: `${link.title}: ${text}` }, text) : text; }

// A missing value has no color, as the color of 0 would say something else; transparent is none either.
function backgroundOf(field, value) {
  if (field.config.custom?.cellOptions?.type !== 'color-background' || !isNumber(field) || value === null) return null;
  const color = fieldColor(field, 0, value);
  return color.startsWith('#') ? color : null;
}

function textColorOf(field, value) {
  if (field.config.custom?.cellOptions?.type !== 'color-text' || value === null) return {};
  return { color: fieldColor(field, 0, value) };
}

function isGauge(field) { return field.config.custom?.cellOptions?.type === 'gauge'; }

function widthOf(field) { return field.config.custom?.width ? { width: `${field.config.custom.width}px` } : {}; }

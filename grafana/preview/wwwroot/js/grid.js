import { el } from './dom.js';
import { createBarChart } from './panels/barchart.js';
import { createBarGauge } from './panels/bargauge.js';
import { createHeatmap } from './panels/heatmap.js';
import { createStat } from './panels/stat.js';
import { createTable } from './panels/table.js';
import { createTimeSeries } from './panels/timeseries.js';

const KINDS = { timeseries: createTimeSeries, stat: createStat, bargauge: createBarGauge, table: createTable, barchart: createBarChart,
  heatmap: createHeatmap };

const LIVE = 'Grafana draws here what is pushed to it. This page reads the warehouse only.';

/** Places the dashboard's panels as its file says. @returns panels by id, each with show(answer, window) and resize(). */
export function createGrid(grid, dashboard, state, inspect) {
  grid.replaceChildren();
  const panels = new Map();
  for (const panel of dashboard.panels ?? []) {
    const view = createPanel(panel, state, inspect);
    grid.append(view.element);
    panels.set(panel.id, view);
  }
  return panels;
}

function createPanel(panel, state, inspect) {
  const { x, y, w, h } = panel.gridPos;
  const body = el('div', { class: 'body' });
  const message = isLive(panel) ? el('div', { class: 'note' }, LIVE) : el('div', { class: 'message' }, 'Waiting for figures');
  const failure = el('div', { class: 'failure', role: 'alert', hidden: true });
  const content = el('div', { style: { height: '100%' } });
  body.append(content, message, failure);
  const drawing = isLive(panel) ? null : KINDS[panel.type]?.(content, panel, state);
  let latest = null, shownWindow = null;
  const element = el('section', { class: panel.type === 'stat' && w <= 5 ? 'panel small' : 'panel', 'data-panel': panel.id,
    'aria-label': panel.title, style: { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` } },
    el('header', {},
      el('h2', { title: panel.title }, panel.title),
      panel.description ? el('button', { class: 'tool info', type: 'button', 'aria-label': `About ${panel.title}` }, 'i') : null,
      panel.description ? el('div', { class: 'about', role: 'tooltip' }, panel.description) : null,
      isLive(panel) ? null : el('button', { class: 'tool sql', type: 'button', title: 'The query behind this panel',
        onclick: () => inspect(panel, latest) }, isProm(panel) ? 'PromQL' : 'SQL')),
    body);
  element.style.setProperty('--rows', h);
  return {
    element,
    show(answer, window) {
      latest = answer;
      shownWindow = window;
      failure.hidden = !answer.error;
      failure.textContent = answer.error ?? '';
      // A chart measures its names, which a hidden element has not.
      content.hidden = false;
      const drawn = !answer.error && drawing?.draw(answer, window);
      content.hidden = !drawn;
      message.hidden = drawn || !!answer.error;
      message.textContent = drawing ? panel.fieldConfig?.defaults?.noValue ?? 'No data'
        : `This page draws no panels of type ${panel.type}.`;
    },
    redraw() { if (latest) this.show(latest, shownWindow); this.resize(); },
    resize() { if (!content.hidden) drawing?.resize?.(); },
  };
}

/** Whether a panel draws a Live channel of Grafana, which only Grafana has. */
function isLive(panel) { return panel.datasource?.type === 'datasource'; }

/** Whether a panel asks Prometheus instead of PostgreSQL. */
export function isProm(panel) { return panel.datasource?.type === 'prometheus'; }

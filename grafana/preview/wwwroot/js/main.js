import { el } from './dom.js';
import { clock, writeTimesIn } from './format.js';
import { createGrid, isProm } from './grid.js';
import { createPause, createRanges, createVariables, showFreshness, showSilence } from './header.js';
import { createThemeButton, pickedTheme } from './theme.js';

const RANGES = ['5m', '15m', '1h', '6h', '24h'];
const FIRST = 'live-traffic'; // The dashboard that is shown when the address names none.
const UNITS = { s: 1000, m: 60_000, h: 3_600_000 };
const at = id => document.getElementById(id);

const state = { dashboard: null, range: null, variables: {}, paused: false, ...fromAddress() };
let panels = new Map(), offer = () => {}, lastShown = null, asked = false, wake = () => {};

start().catch(failed => banner('This page could not start.', failed.message));

async function start() {
  const list = await whenServerAnswers('api/dashboards');
  const readable = list.filter(entry => entry.uid);
  const broken = list.filter(entry => entry.error).map(entry => `${entry.file}: ${entry.error}`);
  if (readable.length === 0) return banner('No dashboard to show.', broken.join(' · ') || 'The folder is empty.');
  if (!readable.some(entry => entry.uid === state.dashboard)) state.dashboard = (readable.find(entry => entry.uid === FIRST)
    ?? readable[0]).uid;
  showList(readable);
  const dashboard = await whenServerAnswers(`api/dashboards/${encodeURIComponent(state.dashboard)}`);
  build(dashboard);
  for (;;) await refresh(dashboard);
}

function build(dashboard) {
  document.title = dashboard.title;
  writeTimesIn(dashboard.timezone);
  at('title').textContent = dashboard.title;
  const ranges = rangesOf(dashboard);
  if (!ranges.includes(state.range)) state.range = rangeOf(dashboard.time?.from) ?? ranges[0];
  const changed = () => { toAddress(); wake(); };
  createRanges(at('ranges'), ranges, state, changed);
  createThemeButton(at('theme'), () => { toAddress(); panels.forEach(panel => panel.redraw()); });
  createPause(at('pause'), state, dashboard.refresh || '1s', changed);
  offer = createVariables(at('variables'), dashboard, state, changed);
  panels = createGrid(at('grid'), dashboard, state, inspect);
  at('inspect-close').onclick = () => at('inspect').close();
  new ResizeObserver(() => panels.forEach(panel => panel.resize())).observe(at('grid'));
}

// Sends one request for all panels; the next one starts after a second or after this one's duration, whichever is longer. What is picked
// before the answer is there is not in it, and is asked for at once.
async function refresh(dashboard) {
  const began = performance.now();
  wake = () => { asked = false; };
  if (!state.paused && !document.hidden || !asked) await ask();
  if (!asked) return;
  const took = performance.now() - began;
  const pause = Math.max(intervalOf(dashboard.refresh) - took, took, 50);
  await new Promise(go => {
    const timer = setTimeout(go, pause);
    wake = () => { clearTimeout(timer); asked = false; go(); };
  });
}

async function ask() {
  asked = true;
  const body = JSON.stringify({ dashboard: state.dashboard, from: `now-${state.range}`, to: 'now', variables: state.variables });
  let answer;
  try {
    const response = await fetch('api/query', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    answer = await response.json();
    if (!response.ok) return banner('The server refused the request.', answer.error);
  } catch {
    showSilence(at('freshness'), at('freshness-text'));
    return banner('The preview server does not answer.', `${since()} Trying again every second.`);
  }
  show(answer);
}

function show(answer) {
  showFreshness(at('freshness'), at('freshness-text'), answer);
  if (answer.unreachable) return banner('The warehouse does not answer.', `${answer.unreachable}. ${since()} Trying again every second.`);
  banner(null);
  lastShown = answer.now;
  offer(answer.options);
  for (const panel of answer.panels) panels.get(panel.id)?.show(panel, answer);
}

function banner(title, text) {
  at('banner').hidden = title === null;
  at('grid').classList.toggle('stale', title !== null && lastShown !== null);
  if (title !== null) at('banner').replaceChildren(el('b', {}, title), ' ', text);
}

function since() { return lastShown ? `These are the figures of ${clock(lastShown)}.` : ''; }

function inspect(panel, answer) {
  at('inspect-title').textContent = panel.title;
  at('inspect-note').textContent = answer
    ? `As sent to ${isProm(panel) ? 'Prometheus' : 'PostgreSQL'}, macros and variables expanded; `
      + `answered in ${Math.round(answer.elapsedMs)} ms.`
    : 'Not run yet.';
  at('inspect-sql').textContent = (answer?.sql ?? []).join('\n\n');
  at('inspect').showModal();
}

function showList(entries) {
  const select = at('dashboards');
  select.hidden = entries.length < 2;
  at('title').classList.toggle('unseen', !select.hidden);
  select.replaceChildren(...entries.map(entry => el('option', { value: entry.uid, selected: entry.uid === state.dashboard }, entry.title)));
  // The range and the variables of one dashboard mean little on another.
  select.onchange = () => { location.search = new URLSearchParams({ d: select.value,
    ...(pickedTheme() ? { theme: pickedTheme() } : {}) }); };
}

async function whenServerAnswers(path) {
  for (;;) {
    try {
      const response = await fetch(path);
      if (response.ok) { banner(null); return await response.json(); }
    } catch { /* told below */ }
    banner('The preview server does not answer.', 'Trying again every second.');
    await new Promise(go => setTimeout(go, 1000));
  }
}

function intervalOf(text) {
  const [, count, unit] = /^(\d+)([smh])$/.exec(text || '1s') ?? [null, 1, 's'];
  return count * UNITS[unit];
}

// A dashboard may offer ranges of its own; without them it gets those of minutes and hours.
function rangesOf(dashboard) {
  const own = (dashboard.timepicker?.quick_ranges ?? []).filter(range => range.to === 'now').map(range => rangeOf(range.from))
    .filter(Boolean);
  return own.length > 0 ? own : RANGES;
}

function rangeOf(from) { return /^now-(\d+[smhd])$/.exec(from ?? '')?.[1] ?? null; }

// The address holds the picked values, so that a link shows the same; names follow Grafana's.
function fromAddress() {
  const query = new URLSearchParams(location.search);
  const variables = Object.create(null); // An address may name any property of an ordinary object.
  for (const [name, value] of query) if (name.startsWith('var-')) (variables[name.slice(4)] ??= []).push(value);
  return { dashboard: query.get('d'), variables, range: rangeOf(query.get('from')) };
}

function toAddress() {
  const query = new URLSearchParams({ d: state.dashboard, from: `now-${state.range}`, to: 'now' });
  if (pickedTheme()) query.set('theme', pickedTheme());
  for (const [name, values] of Object.entries(state.variables)) for (const value of values) query.append(`var-${name}`, value);
  history.replaceState(null, '', `?${query}`);
}

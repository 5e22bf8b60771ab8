import { el } from './dom.js';
import { clock, formatText, timesAreUtc } from './format.js';

const ALL = '$__all';
const PAUSE = 'M2 1h3v10H2zM7 1h3v10H7z', PLAY = 'M2 1l9 5-9 5z';

/** The buttons of the time range. */
export function createRanges(root, ranges, state, changed) {
  const buttons = ranges.map(range => el('button', { type: 'button', onclick: () => { state.range = range; changed(); show(); } }, range));
  const show = () => buttons.forEach((button, at) => button.setAttribute('aria-pressed', String(ranges[at] === state.range)));
  root.replaceChildren(...buttons);
  show();
}

/** Stop and go of the refresh. */
export function createPause(button, state, interval, changed) {
  const show = () => {
    const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    icon.setAttribute('viewBox', '0 0 12 12');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', state.paused ? PLAY : PAUSE);
    icon.append(path);
    button.replaceChildren(icon, state.paused ? 'Paused' : interval);
    button.title = state.paused ? 'Go on refreshing' : `Refreshing every ${interval}; stop`;
    button.setAttribute('aria-pressed', String(state.paused));
  };
  button.onclick = () => { state.paused = !state.paused; show(); changed(); };
  show();
}

/** A menu per variable. @returns a function that takes the values on offer. */
export function createVariables(root, dashboard, state, changed) {
  const pickers = (dashboard.templating?.list ?? []).filter(variable => variable.hide !== 2)
    .map(variable => createPicker(variable, state, changed));
  root.replaceChildren(...pickers.map(picker => picker.element));
  return options => pickers.forEach(picker => picker.offer(options[picker.name] ?? []));
}

function createPicker(variable, state, changed) {
  if (variable.type === 'textbox') return createTextBox(variable, state, changed);
  const value = el('span', { class: 'value' });
  const menu = el('div', { class: 'menu' });
  const element = el('details', { class: 'picker' }, el('summary', {}, el('span', { class: 'name' }, variable.label || variable.name),
    value), menu);
  let offered = null;
  const given = () => state.variables[variable.name] ?? [];
  const picked = () => effective(variable, given(), offered ?? []);

  function pick(option, on) {
    const others = picked().filter(other => other !== option && other !== ALL);
    const next = option === ALL || !on && others.length === 0 ? [ALL] : !variable.multi ? [option] : on ? [...others, option] : others;
    state.variables[variable.name] = next;
    changed();
    show();
    if (!variable.multi) element.open = false;
  }

  function show() {
    value.textContent = picked().map(option => option === ALL ? 'All' : option).join(' + ') || (variable.includeAll ? 'All' : 'none');
    menu.replaceChildren(...[...(variable.includeAll ? [ALL] : []), ...offered ?? []].map(option => el('label', {},
      el('input', { type: variable.multi ? 'checkbox' : 'radio', name: variable.name, checked: picked().includes(option),
        onchange: event => pick(option, event.target.checked) }),
      option === ALL ? 'All' : option)));
  }

  document.addEventListener('click', event => { if (!element.contains(event.target)) element.open = false; });
  show();
  return {
    element,
    name: variable.name,
    offer(options) {
      if (JSON.stringify(options) === JSON.stringify(offered)) return;
      offered = options;
      show();
    },
  };
}

// The viewer's text applies when the box is left or Enter is pressed.
function createTextBox(variable, state, changed) {
  const input = el('input', { type: 'text', name: variable.name, size: 14, placeholder: 'any',
    'aria-label': variable.label || variable.name });
  input.value = state.variables[variable.name]?.[0] ?? variable.current?.value ?? '';
  const clear = el('button', { type: 'button', title: 'Remove the filter', 'aria-label': 'Remove the filter',
    onclick: () => { input.value = ''; pick(); } }, '×');
  function pick() {
    if (input.value === (state.variables[variable.name]?.[0] ?? '')) return;
    state.variables[variable.name] = [input.value];
    clear.hidden = input.value === '';
    changed();
  }
  clear.hidden = input.value === '';
  input.addEventListener('change', pick);
  return { element: el('label', { class: 'textbox' }, el('span', { class: 'name' }, variable.label || variable.name), input, clear),
    name: variable.name, offer() {} };
}

// A variable without All always has a value: the picked one while it is offered, else the file's, else the first.
function effective(variable, values, offered) {
  if (variable.includeAll || variable.multi) return values;
  return [...values, variable.current?.value, offered[0]].filter(value => offered.includes(value)).slice(0, 1);
}

/** Up to when the figures are complete, and how old that is by the server's clock. */
export function showFreshness(root, text, answer) {
  const freshness = answer.freshness;
  const say = (state, ...parts) => { root.className = `freshness ${state}`; text.replaceChildren(...parts); };
  if (answer.unreachable) return say('bad', 'warehouse unreachable');
  if (freshness?.error) return say('bad', `freshness unknown: ${freshness.error}`);
  if (!freshness?.completeUpTo) return say('', 'nothing counted yet');
  const age = (answer.now - freshness.completeUpTo) / 1000;
  const silent = (answer.now - (freshness.heartbeatAt ?? 0)) / 1000;
  const state = age < 2 ? 'good' : age < 15 ? 'warn' : 'bad';
  const note = silent > 5 ? ' · live query silent' : freshness.state && freshness.state !== 'running'
    ? ` · ${freshness.state.replace('_', ' ')}` : '';
  say(state, 'complete up to ', el('b', {}, clock(freshness.completeUpTo), timesAreUtc() ? ' UTC' : null),
    ` · ${age < 60 ? `${Math.max(0, age).toFixed(1)} s` : formatText(age, 's', 0)} ago${note}`);
}

/** No answer: nothing can be said about the figures. */
export function showSilence(root, text) {
  root.className = 'freshness bad';
  text.textContent = 'no answer';
}

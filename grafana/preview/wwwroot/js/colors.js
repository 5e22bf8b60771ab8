// Grafana's named colors, its classic palette, and the color schemes of heatmaps.
import { isLight, themeColor } from './theme.js';

const HUES = {
  red: ['#FFA6B0', '#FF7383', '#F2495C', '#E02F44', '#C4162A'],
  orange: ['#FFCB7D', '#FFB357', '#FF9830', '#FF780A', '#FA6400'],
  yellow: ['#FFF899', '#FFEE52', '#FADE2A', '#F2CC0C', '#E0B400'],
  green: ['#C8F2C2', '#96D98D', '#73BF69', '#56A64B', '#37872D'],
  blue: ['#C0D8FF', '#8AB8FF', '#5794F2', '#3274D9', '#1F60C4'],
  purple: ['#DEB6F2', '#CA95E5', '#B877D9', '#A352CC', '#8F3BB8'],
};
const SHADES = ['super-light-', 'light-', '', 'semi-dark-', 'dark-'];
// A light background takes the darker shade under the same name.
const SHADE_ON_LIGHT = [4, 4, 3, 2, 1];
const CLASSIC = ['#73BF69', '#F2CC0C', '#8AB8FF', '#FF780A', '#F2495C', '#5794F2', '#B877D9', '#4DB6AC', '#37872D', '#FFCB7D', '#3274D9',
  '#CA95E5', '#C4162A', '#96D98D', '#E0B400', '#8F3BB8'];
const CLASSIC_ON_LIGHT = ['#56A64B', '#E0B400', '#3274D9', '#FA6400', '#E02F44', '#1F60C4', '#A352CC', '#00897B', '#37872D', '#FF9830',
  '#5794F2', '#8F3BB8', '#C4162A', '#73BF69', '#F2CC0C', '#CA95E5'];
// From the lowest value to the highest on a light background; on a dark one the other way round.
const SCHEMES = {
  Blues: ['#f7fbff', '#c6dbef', '#6baed6', '#2171b5', '#08306b'],
  Greens: ['#f7fcf5', '#c7e9c0', '#74c476', '#238b45', '#00441b'],
  Oranges: ['#fff5eb', '#fdd0a2', '#fd8d3c', '#d94801', '#7f2704'],
};

export function named(color) {
  if (color === 'text') return themeColor('--text');
  if (color === 'transparent') return 'rgba(0, 0, 0, 0)';
  const [, shade, hue] = /^(super-light-|light-|semi-dark-|dark-)?(\w+)$/.exec(color) ?? [];
  const at = SHADES.indexOf(shade ?? '');
  return HUES[hue]?.[isLight() ? SHADE_ON_LIGHT[at] : at] ?? color;
}

export function classic(index) { return (isLight() ? CLASSIC_ON_LIGHT : CLASSIC)[index % CLASSIC.length]; }

/** A color for letters: on a light background darker than for areas. */
export function ink(color) { return isLight() && color.startsWith('#') ? mix(color, '#000000', .25) : color; }

export function withAlpha(color, alpha) {
  const hex = /^#([0-9a-f]{6})$/i.exec(color);
  if (!hex) return color;
  const [r, g, b] = channels(color);
  return `rgba(${r}, ${g}, ${b}, ${alpha})`;
}

/** The color of the highest threshold that the value reaches. */
function thresholdColor(thresholds, value, { min, max }) {
  const steps = thresholds?.steps ?? [{ value: null, color: 'green' }];
  const reached = steps.filter(step => step.value === null
    || value >= (thresholds.mode === 'percentage' ? min + (max - min) * step.value / 100 : step.value));
  return named((reached.at(-1) ?? steps[0]).color);
}

/** The color of a field's value: fixed, by threshold, by its place in the field's range, or by the field's place among the fields. */
export function fieldColor({ config, range }, index, value) {
  const mode = config.color?.mode ?? 'palette-classic';
  if (mode === 'fixed' || mode === 'shades') return named(config.color.fixedColor ?? 'green');
  if (mode === 'thresholds') return thresholdColor(config.thresholds, value ?? 0, range);
  if (mode.startsWith('continuous-')) return mix(hex(themeColor('--panel')), named(`dark-${mode.slice(11, -1)}`), partOf(value, range));
  return classic(index);
}

/** The color of a scheme at a part of its range, 0 to 1. */
export function schemeColor(scheme, part, reverse = false) {
  const stops = SCHEMES[scheme] ?? SCHEMES.Blues;
  const limited = Math.max(0, Math.min(1, part));
  const at = (isLight() === reverse ? 1 - limited : limited) * (stops.length - 1);
  const below = Math.min(Math.floor(at), stops.length - 2);
  return mix(stops[below], stops[below + 1], at - below);
}

/** Black or white, whichever is easier to read on the color. */
export function letterOn(color) {
  const [r, g, b] = channels(color);
  return .299 * r + .587 * g + .114 * b > 140 ? '#111217' : '#ffffff';
}

/** The place of a value in a range, 0 to 1. */
export function partOf(value, { min, max }) { return Math.max(0, Math.min(1, ((value ?? min) - min) / (max - min || 1))); }

function hex(rgb) { return '#' + rgb.match(/\d+/g).slice(0, 3).map(channel => Number(channel).toString(16).padStart(2, '0')).join(''); }

function mix(from, to, part) {
  const [a, b] = [channels(from), channels(to)];
  return '#' + a.map((channel, at) => Math.round(channel + (b[at] - channel) * part).toString(16).padStart(2, '0')).join('');
}

function channels(color) { return [1, 3, 5].map(at => parseInt(color.slice(at, at + 2), 16)); }

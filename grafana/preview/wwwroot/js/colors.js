// Grafana's named colors, and a palette like its classic one for a dark background.

const HUES = {
  red: ['#FFA6B0', '#FF7383', '#F2495C', '#E02F44', '#C4162A'],
  orange: ['#FFCB7D', '#FFB357', '#FF9830', '#FF780A', '#FA6400'],
  yellow: ['#FFF899', '#FFEE52', '#FADE2A', '#F2CC0C', '#E0B400'],
  green: ['#C8F2C2', '#96D98D', '#73BF69', '#56A64B', '#37872D'],
  blue: ['#C0D8FF', '#8AB8FF', '#5794F2', '#3274D9', '#1F60C4'],
  purple: ['#DEB6F2', '#CA95E5', '#B877D9', '#A352CC', '#8F3BB8'],
};
const SHADES = ['super-light-', 'light-', '', 'semi-dark-', 'dark-'];
const NAMED = Object.fromEntries(Object.entries(HUES).flatMap(([hue, shades]) => shades.map((color, i) => [SHADES[i] + hue, color])));
const CLASSIC = ['#73BF69', '#F2CC0C', '#8AB8FF', '#FF780A', '#F2495C', '#5794F2', '#B877D9', '#4DB6AC', '#37872D', '#FFCB7D', '#3274D9', '#CA95E5', '#C4162A', '#96D98D', '#E0B400', '#8F3BB8'];

export function named(color) { return NAMED[color] ?? (color === 'text' ? '#ccccdc' : color === 'transparent' ? 'rgba(0,0,0,0)' : color); }

export function classic(index) { return CLASSIC[index % CLASSIC.length]; }

export function withAlpha(color, alpha) {
  const hex = /^#([0-9a-f]{6})$/i.exec(color);
  if (!hex) return color;
  const [r, g, b] = [0, 2, 4].map(at => parseInt(hex[1].slice(at, at + 2), 16));
  return `rgba(${r}, ${g}, ${b}, ${alpha})`;
}

/** The color of the highest threshold that the value reaches. */
export function thresholdColor(thresholds, value, min = 0, max = 100) {
  const steps = thresholds?.steps ?? [{ value: null, color: 'green' }];
  const reached = steps.filter(step => step.value === null || value >= (thresholds.mode === 'percentage' ? min + (max - min) * step.value / 100 : step.value));
  return named((reached.at(-1) ?? steps[0]).color);
}

/** A field's color: fixed, by threshold, or by its place among the fields. */
export function fieldColor(config, index, value, min, max) {
  const mode = config.color?.mode ?? 'palette-classic';
  if (mode === 'fixed' || mode === 'shades') return named(config.color.fixedColor ?? 'green');
  if (mode === 'thresholds') return thresholdColor(config.thresholds, value ?? 0, min, max);
  if (mode.startsWith('continuous-')) return named(mode.split('-')[1].toLowerCase());
  return classic(index);
}

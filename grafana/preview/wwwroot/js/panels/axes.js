import { axisStep, clock } from '../format.js';
import { themeColor } from '../theme.js';

/** The looks of an axis. */
export function axis() {
  const line = { stroke: themeColor('--line-faint'), width: 1 };
  return { stroke: themeColor('--text-quiet'), font: '11px Inter, "Liberation Sans", Arial, sans-serif', grid: line,
    ticks: { ...line, size: 4 } };
}

/** The marks of the values' axis: at round distances of at least 30 pixels, the highest at or above every value. */
export function marksOf({ min, max, softMax, unit, height }) {
  let step = 1, bottom = 0, top = 1;
  return {
    fit(low, high) {
      const highest = max ?? (Math.max(softMax ?? 0, high ?? 0) || 1);
      const lowest = min ?? Math.min(0, low ?? 0);
      step = axisStep((highest - lowest) / Math.max(1, Math.floor(height / 30)), unit);
      bottom = min ?? Math.floor(lowest / step) * step;
      top = max ?? Math.ceil(highest / step - 1e-9) * step;
      // A line at the top is as thick as others.
      return [bottom, max ?? top + (top - bottom) * .03];
    },
    places() {
      const first = Math.ceil(bottom / step - 1e-9);
      return Array.from({ length: Math.floor(top / step + 1e-9) - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
    },
  };
}

/** The pixels that the marks of the values' axis take. */
export function axisWidth(chart, labels) { return labels ? labelWidth(chart, chart.axes[1], labels) + 14 : 40; }

/** Half of the pixels of the widest mark of the time's axis. */
export function halfLabel(chart) {
  const labels = chart.axes[0]._values;
  return labels?.length > 0 ? Math.ceil(labelWidth(chart, chart.axes[0], labels) / 2) + 1 : 0;
}

function labelWidth(chart, axis, labels) {
  chart.ctx.font = axis.font[0];
  return Math.ceil(Math.max(0, ...labels.map(label => chart.ctx.measureText(label).width)) / (window.devicePixelRatio || 1));
}

export function timeLabels(_, splits, __, ___, step) {
  const pattern = step >= 86400 ? 'MM-DD' : step < 60 ? 'HH:mm:ss' : 'HH:mm';
  return splits.map(split => clock(split * 1000, pattern));
}

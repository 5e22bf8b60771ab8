import { el } from '../dom.js';
import { fieldColor, named, withAlpha } from '../colors.js';
import { fieldsOf, isNumber, reduce } from '../fields.js';
import { axisText, timesAreUtc } from '../format.js';
import { themeColor } from '../theme.js';
import { axis, axisWidth, halfLabel, marksOf, timeLabels } from './axes.js';
import { drawLegend } from './legend.js';
import { tooltip } from './tooltip.js';

/** Lines, areas or bars over time, drawn by uPlot; kept between refreshes as long as the series stay the same. */
export function createTimeSeries(body, panel) {
  const plot = el('div', { class: 'plot' });
  const legend = el('div', { class: 'legend' });
  const root = el('div', { class: panel.options.legend?.placement === 'right' ? 'chart right' : 'chart' }, plot, legend);
  const hidden = new Set();
  let chart = null, shape = '', range = [0, 1], fields = [], latest = null;

  const redraw = () => { shape = ''; if (latest) api.draw(...latest); };

  const api = {
    draw(answer, window) {
      latest = [answer, window];
      range = [window.from / 1000, window.to / 1000];
      fields = fieldsOf(panel, answer.frames).filter(isNumber);
      if (fields.length === 0) { drop(); return false; }
      if (!root.isConnected) body.replaceChildren(root);
      drawLegend(legend, panel, fields, hidden, redraw);
      const { data, raw, order } = dataOf(fields, hidden);
      const size = { width: Math.max(50, plot.clientWidth), height: Math.max(40, plot.clientHeight) };
      const now = JSON.stringify([fields.map(field => field.name), [...hidden], size]);
      if (now === shape) {
        chart.raw = raw;
        chart.setData(data);
        return true;
      }
      drop();
      shape = now;
      chart = new uPlot(optionsOf(panel, fields, order, hidden, size, () => range), data, plot);
      chart.raw = raw;
      return true;
    },
    resize() { redraw(); },
  };

  function drop() {
    chart?.destroy();
    chart = null;
    shape = '';
  }

  return api;
}

// Merges the times of all fields. With stacking, uPlot gets the running sums of the series, the legend the values.
function dataOf(fields, hidden) {
  const times = [...new Set(fields.flatMap(field => field.time?.values ?? []))].sort((a, b) => a - b);
  const raw = fields.map(field => {
    if (field.time.values.length === times.length) return field.values;
    const byTime = new Map(field.time.values.map((time, at) => [time, field.values[at]]));
    return times.map(time => byTime.get(time) ?? null);
  });
  const sums = times.map(() => 0);
  const drawn = raw.map((values, at) => {
    if (hidden.has(fields[at].name) || stacking(fields[at]) !== 'normal') return values;
    return values.map((value, row) => sums[row] += value ?? 0);
  });
  // The topmost sum is painted first, so that each area shows only its slice.
  const order = fields.map((_, at) => at);
  if (fields.some(field => stacking(field) === 'normal')) order.reverse();
  return { data: [times.map(time => time / 1000), ...order.map(at => drawn[at])], raw, order };
}

function stacking(field) { return field.config.custom?.stacking?.mode ?? 'none'; }

function optionsOf(panel, fields, order, hidden, size, range) {
  const unit = fields[0].config.unit, decimals = fields[0].config.decimals;
  const { min, max } = panel.fieldConfig?.defaults ?? {};
  const colors = fields.map((field, at) => fieldColor(field, at, reduce(field.values, 'lastNotNull')));
  const marks = marksOf({ min, max, softMax: panel.fieldConfig?.defaults?.custom?.axisSoftMax, unit, height: size.height - 34 });
  return {
    ...size,
    // The marks of the axis are at whole hours and days of the zone in which they are written.
    tzDate: seconds => timesAreUtc() ? uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC') : new Date(seconds * 1000),
    legend: { show: false },
    cursor: { sync: { key: 'dashboard', setSeries: false }, drag: { x: false, y: false }, points: { size: 7 }, y: false },
    // A mark at an end of the time's axis is half beyond it.
    padding: [8, chart => Math.max(8, halfLabel(chart)), 0, chart => Math.max(0, halfLabel(chart) - (chart.axes[1]._size ?? 0))],
    scales: {
      x: { time: true, range },
      y: { range: (_, low, high) => marks.fit(low, high) },
    },
    axes: [
      { ...axis(), size: 26, space: 70, values: timeLabels },
      { ...axis(), size: axisWidth, gap: 4, splits: () => marks.places(),
        values: (_, splits) => splits.map(value => axisText(value, unit, decimals)) },
    ],
    series: [{}, ...order.map(at => seriesOf(fields[at], colors[at], hidden))],
    plugins: [tooltip(panel, fields, colors, order, hidden)],
    hooks: { draw: [chart => drawThresholds(chart, fields[0].config)] },
  };
}

function seriesOf(field, color, hidden) {
  const custom = field.config.custom ?? {};
  const opacity = (custom.fillOpacity ?? 0) / 100;
  const bars = custom.drawStyle === 'bars';
  const paths = bars ? uPlot.paths.bars({ size: [custom.barWidthFactor ?? .6, 60], align: 1 })
    : custom.lineInterpolation === 'smooth' ? uPlot.paths.spline()
      : custom.lineInterpolation === 'stepAfter' ? uPlot.paths.stepped({ align: 1 })
        : uPlot.paths.linear();
  return {
    label: field.name,
    show: !hidden.has(field.name),
    stroke: color,
    width: custom.lineWidth ?? 1,
    dash: custom.lineStyle?.fill === 'dash' ? custom.lineStyle.dash : undefined,
    fill: opacity === 0 ? undefined
      : stacking(field) === 'normal' ? blend(color, opacity)
      : custom.gradientMode === 'opacity' ? gradient(color, opacity)
      : withAlpha(color, opacity),
    paths,
    spanGaps: custom.spanNulls === true,
    points: { show: custom.showPoints === 'always', filter: bars ? undefined : alone, size: 5, fill: color },
  };
}

// The places of the values that no line reaches, which Grafana draws as points too; undefined draws all points or none.
function alone(chart, series, show) {
  if (show) return undefined;
  const values = chart.data[series];
  const [first, last] = [values.findIndex(isThere), values.findLastIndex(isThere)];
  if (chart.series[series].spanGaps) return first === last && first >= 0 ? [first] : [];
  return values.flatMap((value, at) => isThere(value) && !isThere(values[at - 1]) && !isThere(values[at + 1]) ? [at] : []);
}

function isThere(value) { return value !== null && value !== undefined; }

// Slices of a stack cover those painted before, so their color is mixed with the panel's instead of being transparent.
function blend(color, opacity) {
  const panel = themeColor('--panel').match(/\d+/g).map(Number);
  const channel = at => Math.round(parseInt(color.slice(at, at + 2), 16) * opacity + panel[(at - 1) / 2] * (1 - opacity));
  return `rgb(${channel(1)}, ${channel(3)}, ${channel(5)})`;
}

function gradient(color, opacity) {
  return chart => {
    const shade = chart.ctx.createLinearGradient(0, chart.bbox.top, 0, chart.bbox.top + chart.bbox.height);
    shade.addColorStop(0, withAlpha(color, opacity));
    shade.addColorStop(1, withAlpha(color, opacity * .1));
    return shade;
  };
}

function drawThresholds(chart, config) {
  if (!config.custom?.thresholdsStyle?.mode?.includes('line') && config.custom?.thresholdsStyle?.mode !== 'dashed') return;
  for (const { value, color } of config.thresholds?.steps ?? []) {
    if (value === null || value > chart.scales.y.max) continue;
    const y = chart.valToPos(value, 'y', true);
    chart.ctx.save();
    chart.ctx.setLineDash([6, 6]);
    chart.ctx.strokeStyle = withAlpha(named(color), .7);
    chart.ctx.beginPath();
    chart.ctx.moveTo(chart.bbox.left, y);
    chart.ctx.lineTo(chart.bbox.left + chart.bbox.width, y);
    chart.ctx.stroke();
    chart.ctx.restore();
  }
}

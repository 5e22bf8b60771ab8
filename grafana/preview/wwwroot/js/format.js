// Formats values as Grafana does: a unit gives a prefix, a scaled number and a suffix.

const THOUSANDS = ['', ' K', ' Mil', ' Bil', ' Tri'];
const SYMBOLS = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', PLN: 'zł', BRL: 'R$', INR: '₹', CHF: 'CHF', CAD: 'CA$', AUD: 'A$', SEK: 'kr',
  NOK: 'kr', DKK: 'kr', CZK: 'Kč', MXN: 'MX$', KRW: '₩', CNY: '¥' };
const RATES = { eps: 'evt/s', cps: 'c/s', ops: 'ops/s', reqps: 'req/s', rps: 'rd/s', wps: 'wr/s', iops: 'io/s', mps: 'msg/s',
  recps: 'rec/s', rowsps: 'rows/s', cpm: 'c/m', opm: 'ops/m' };
const SECONDS = { ns: 1e-9, 'µs': 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600, d: 86400 };
const DURATIONS = [[31536000, 'year'], [604800, 'week'], [86400, 'day'], [3600, 'hour'], [60, 'min'], [1, 's'], [1e-3, 'ms'], [1e-6, 'µs'],
  [0, 'ns']];

/** @returns {{prefix: string, text: string, suffix: string}} */
export function format(value, unit = 'none', decimals = undefined) {
  if (value === null || value === undefined) return { prefix: '', text: '–', suffix: '' };
  if (typeof value !== 'number') return { prefix: '', text: String(value), suffix: '' };
  if (unit.startsWith('currency')) return { ...scaled(value, 1000, THOUSANDS, decimals), prefix: SYMBOLS[unit.slice(8)] ?? unit.slice(8)
    + ' ' };
  if (unit.startsWith('time:')) return plain(clock(value, unit.slice(5)));
  if (unit.startsWith('suffix:')) return { ...plain(fixed(value, decimals)), suffix: unit.slice(7) };
  if (unit.startsWith('prefix:')) return { ...plain(fixed(value, decimals)), prefix: unit.slice(7) };
  if (unit in RATES) return withSuffix(scaled(value, 1000, ['', 'K', 'M', 'B'], decimals), ' ' + RATES[unit]);
  if (unit in SECONDS) return duration(value * SECONDS[unit], decimals);
  switch (unit) {
    case 'none': case '': return plain(fixed(value, decimals));
    case 'short': return scaled(value, 1000, THOUSANDS, decimals);
    case 'locale': return plain(value.toLocaleString('en-US', { maximumFractionDigits: decimals ?? (Math.abs(value) < 10 ? 2 : 0) }));
    case 'percent': return { prefix: '', text: fixed(value, decimals), suffix: '%' };
    case 'percentunit': return { prefix: '', text: fixed(value * 100, decimals), suffix: '%' };
    case 'bytes': return scaled(value, 1024, [' B', ' KiB', ' MiB', ' GiB', ' TiB'], decimals);
    case 'decbytes': return scaled(value, 1000, [' B', ' kB', ' MB', ' GB', ' TB'], decimals);
    case 'dateTimeAsIso': return plain(clock(value, 'YYYY-MM-DD HH:mm:ss'));
    case 'dateTimeFromNow': return withSuffix(duration((Date.now() - value) / 1000, decimals), ' ago');
    default: return { prefix: '', text: fixed(value, decimals), suffix: ' ' + unit };
  }
}

export function formatText(value, unit, decimals) {
  const { prefix, text, suffix } = format(value, unit, decimals);
  return prefix + text + suffix;
}

/** A mark of an axis: a round number without trailing zeros, 10 K and not 10.00 K. */
export function axisText(value, unit, decimals) {
  const { prefix, text, suffix } = format(value, unit, decimals);
  return prefix + (text.includes('.') ? text.replace(/\.?0+$/, '') : text) + (value === 0 ? '' : suffix);
}

const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];

/** The least round distance of an axis' marks that is not below another: a power of 2 of bytes, whole minutes, hours or days. */
export function axisStep(least, unit) {
  if (unit === 'bytes') return 2 ** Math.ceil(Math.log2(least));
  const second = unit in SECONDS ? SECONDS[unit] : 0;
  const time = second > 0 && least * second > 1 && TIME_STEPS.find(step => step >= least * second);
  if (time) return time / second;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 2.5, 5, 10].find(step => step * power >= least) * power;
}

let utc = false;

/** Writes all times in UTC, for a dashboard of UTC days, or in the browser's zone. */
export function writeTimesIn(timezone) { utc = timezone === 'utc'; }

export function timesAreUtc() { return utc; }

/** A time by a pattern of YYYY MM DD HH mm ss SSS, in the dashboard's zone. */
export function clock(milliseconds, pattern = 'HH:mm:ss') {
  const at = new Date(milliseconds);
  const read = part => at[`get${utc ? 'UTC' : ''}${part}`]();
  const two = number => String(number).padStart(2, '0');
  const parts = {
    YYYY: read('FullYear'), MM: two(read('Month') + 1), DD: two(read('Date')),
    HH: two(read('Hours')), mm: two(read('Minutes')), ss: two(read('Seconds')), SSS: String(read('Milliseconds')).padStart(3, '0'),
  };
  return pattern.replace(/YYYY|SSS|MM|DD|HH|mm|ss/g, part => parts[part]);
}

function plain(text) { return { prefix: '', text, suffix: '' }; }

function withSuffix(formatted, suffix) { return { ...formatted, suffix: formatted.suffix + suffix }; }

function scaled(value, step, suffixes, decimals) {
  let at = 0;
  let number = value;
  while (Math.abs(number) >= step && at < suffixes.length - 1) { number /= step; at++; }
  return { prefix: '', text: fixed(number, at === 0 ? decimals : decimals ?? 2, at > 0), suffix: suffixes[at] };
}

function duration(seconds, decimals) {
  if (seconds === 0) return { prefix: '', text: '0', suffix: ' s' };
  const [size, name] = DURATIONS.find(([least]) => Math.abs(seconds) >= least);
  const number = seconds / (size || 1e-9);
  const plural = name.length > 3 && Math.abs(number) !== 1 ? 's' : '';
  return { prefix: '', text: fixed(number, decimals), suffix: ` ${name}${plural}` };
}

// Without a setting for decimals: about three significant digits.
function fixed(value, decimals, keepZeros = false) {
  if (decimals !== undefined && decimals !== null) return value.toFixed(decimals);
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 0.01 ? 2 : 3;
  const text = value.toFixed(digits);
  return keepZeros || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
}

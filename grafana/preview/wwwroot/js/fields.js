// The fields of a panel's frames, with names and settings from the dashboard's defaults and overrides.

/**
 * @returns fields {name, type, values, config, range?, time?} of all frames; a number field has its range {min, max}, and that of a time
 * series carries its time field.
 */
export function fieldsOf(panel, frames) {
  const fields = frames.flatMap((frame, at) => {
    const time = frame.fields.find(field => field.type === 'Time');
    return frame.fields.map(field => {
      const own = { ...field, refId: panel.targets?.[at]?.refId, frame: at, time: field === time ? undefined : time };
      own.name = nameOf(field);
      own.config = configOf(panel, own);
      own.name = own.config.displayName ?? own.name;
      return own;
    });
  });
  addRanges(fields.filter(isNumber));
  return fields;
}

export function isNumber(field) { return field.type === 'Number'; }

const REDUCERS = {
  last: values => values.at(-1) ?? null,
  lastNotNull: values => values.findLast(value => value !== null) ?? null,
  first: values => values[0] ?? null,
  firstNotNull: values => values.find(value => value !== null) ?? null,
  mean: values => average(values.filter(value => value !== null)),
  sum: values => values.reduce((sum, value) => sum + (value ?? 0), 0),
  min: values => extreme(Math.min, values),
  max: values => extreme(Math.max, values),
  count: values => values.length,
};

export const REDUCER_NAMES = { last: 'Last', lastNotNull: 'Last', mean: 'Mean', sum: 'Total', min: 'Min', max: 'Max', count: 'Count',
  first: 'First', firstNotNull: 'First' };

export function reduce(values, calc) { return (REDUCERS[calc] ?? REDUCERS.lastNotNull)(values); }

/**
 * What a stat or a bar gauge shows: one value per number field (reduced), or one per row, named by the row's text.
 * @returns {{name: string, value: number|null, config: object, range: {min: number, max: number}, series: number[]|null}[]}
 */
export function displayValues(panel, frames) {
  const options = panel.options.reduceOptions ?? {};
  const fields = fieldsOf(panel, frames);
  const numbers = fields.filter(isNumber);
  if (!options.values) {
    const calc = options.calcs?.[0] ?? 'lastNotNull';
    return numbers.map(field => ({ name: field.name, value: reduce(field.values, calc), config: field.config, range: field.range,
      series: field.time ? field.values : null }));
  }
  return numbers.flatMap(field => {
    const text = fields.find(other => other.frame === field.frame && other.type === 'Text');
    return field.values.map((value, row) => ({ name: text?.values[row] ?? field.name, value, config: field.config, range: field.range,
      series: null }));
  }).slice(0, options.limit ?? 25);
}

// As Grafana's calculateRange: an end that the settings leave open is that of all number fields together, or with fieldMinMax of the field.
function addRanges(numbers) {
  let all = null;
  for (const field of numbers) {
    const { min, max, fieldMinMax } = field.config;
    const isKnown = Number.isFinite(min) && Number.isFinite(max);
    const found = isKnown ? null : fieldMinMax ? endsOf([field]) : all ??= endsOf(numbers);
    field.range = { min: min ?? found.min, max: max ?? found.max };
  }
}

function endsOf(fields) {
  let min = Infinity, max = -Infinity;
  for (const { values } of fields) {
    for (const value of values) {
      if (value === null) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min > max ? { min: 0, max: 0 } : { min, max };
}

function nameOf(field) {
  const labels = Object.entries(field.labels ?? {});
  if (labels.length === 0) return field.name;
  const text = labels.length === 1 ? labels[0][1] : '{' + labels.map(([key, value]) => `${key}="${value}"`).join(', ') + '}';
  return field.name === 'value' || field.name === 'Value' ? text : `${field.name} ${text}`;
}

function configOf(panel, field) {
  const config = structuredClone(panel.fieldConfig?.defaults ?? {});
  for (const override of panel.fieldConfig?.overrides ?? [])
    if (matches(override.matcher, field))
      for (const { id, value } of override.properties) set(config, id.split('.'), value);
  return config;
}

function matches({ id, options }, field) {
  switch (id) {
    case 'byName': return field.name === options;
    case 'byRegexp': return new RegExp(options.replace(/^\/(.*)\/$/, '$1')).test(field.name);
    case 'byType': return field.type.toLowerCase() === (options === 'string' ? 'text' : options);
    case 'byFrameRefID': return field.refId === options;
    default: return false;
  }
}

function set(target, [key, ...rest], value) {
  if (rest.length === 0) target[key] = value;
  else set(target[key] ??= {}, rest, value);
}

function average(values) { return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length; }

function extreme(choose, values) {
  const known = values.filter(value => value !== null);
  return known.length === 0 ? null : choose(...known);
}

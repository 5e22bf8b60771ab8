// A data link of a field: Grafana's address, with the range, the picked variables and the cell's value put in.

/** @returns {{href: string, title: string}|null} the first link of the field, as an address of this page. */
export function linkOf(field, value, state) {
  const link = field.config.links?.[0];
  if (!link || value === null) return null;
  const address = link.url.replace(/\$\{([\w.]+)(?::(\w+))?\}/g, (whole, name, format) => written(name, format, value, state) ?? whole);
  const [, uid, query] = /^\/d\/([\w-]+)\?(.*)$/.exec(address) ?? [];
  if (uid === undefined) return null;
  const theme = new URLSearchParams(location.search).get('theme');
  return { href: `?d=${uid}&${query.split('&').filter(Boolean).join('&')}${theme ? `&theme=${theme}` : ''}`, title: link.title };
}

function written(name, format, value, state) {
  if (name === '__url_time_range') return `from=now-${state.range}&to=now`;
  if (name === '__value.raw' || name === '__value.text') return format === 'percentencode' ? encodeURIComponent(value) : String(value);
  if (format === 'queryparam') return (state.variables[name] ?? []).map(picked => `var-${name}=${encodeURIComponent(picked)}`).join('&');
  return null;
}

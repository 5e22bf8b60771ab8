// The texts that are cut: hidden overflow, or beyond the panel. A table scrolls, so only its heads are looked at.
(() => {
  const names = '.panel h2, .stat .name, .stat .figure, .bars .name, .bars .figure, .barplot .label, .barplot .label span, '
    + '.barplot .figure, .barplot .marks i, .heatmap .names span, .heatmap .times span, .heatmap .scale, .heatmap .ylabel, '
    + '.legend button, .table th, .message';
  const cut = [];
  for (const one of document.querySelectorAll(names)) {
    const style = getComputedStyle(one);
    if (one.textContent.trim() === '' || style.visibility === 'hidden' || one.getClientRects().length === 0) continue;
    const within = one.closest('.table') ?? one.closest('.legend') ?? one.closest('.barplot.rows') ?? one.closest('.panel');
    const [own, outer] = [one.getBoundingClientRect(), within.getBoundingClientRect()];
    const hides = style.overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1;
    const beyond = !one.closest('.table') && (own.left < outer.left - 1 || own.right > outer.right + 1);
    if (hides || beyond) cut.push(`${one.closest('.panel').getAttribute('aria-label')}: ${one.textContent}`);
  }
  // What record-labels.js has seen; without any text it does not work.
  for (const canvas of document.querySelectorAll('.plot canvas')) {
    const name = canvas.closest('.panel').getAttribute('aria-label');
    if (!canvas.labels?.length) cut.push(`${name}: a chart without marks`);
    for (const { text, left, right, top, bottom } of canvas.labels ?? []) {
      if (left < -.5 || right > canvas.width + .5 || top < -.5 || bottom > canvas.height + .5) cut.push(`${name}: the mark ${text}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) cut.push(`the page is ${document.documentElement.scrollWidth} wide`);
  return cut;
})()

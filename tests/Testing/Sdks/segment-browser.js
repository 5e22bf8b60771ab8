const path = require('path');
const { url, key, user } = require('./given');
const { run } = require('./page');

// The SDK reads the destination from the collector's settings.
const load = ([writeKey, cdnURL, options]) => AnalyticsNext.AnalyticsBrowser.load({ writeKey, cdnURL }, options)
  .then(([analytics]) => { window.analytics = analytics; });

run(path.dirname(require.resolve('@segment/analytics-next/dist/umd/index.js')), async (page, origin) => {
  await page.goto(`${origin}/home?sdk=index.js&utm_source=news`);
  await page.evaluate(load, [key, url, {}]);
  await page.evaluate(async (userId) => {
    await analytics.identify(userId, { plan: 'pro' });
    await analytics.page('Home');
    await analytics.track('purchase', { revenue: 9.5, currency: 'EUR' });
    await analytics.group('g-1', { size: 3 });
  }, user);

  // The SDK sends pending batches when the page is left.
  await page.goto(`${origin}/cart?sdk=index.js`);
  await page.evaluate(load, [key, url, { integrations: { 'Segment.io': { deliveryStrategy: { strategy: 'batching',
    config: { size: 100, timeout: 60000 } } } } }]);
  await page.evaluate(() => { analytics.track('left'); });
  await page.goto(`${origin}/elsewhere`);
}).then(() => process.exit(0));

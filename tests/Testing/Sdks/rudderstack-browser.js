const path = require('path');
const { url, key, user } = require('./given');
const { run } = require('./page');

// The SDK first asks the settings URL for the source, and sends nothing without an answer.
const load = ([writeKey, address, options]) => new Promise((done) => {
  window.sdk = new rudderanalytics.RudderAnalytics();
  sdk.load(writeKey, address, { configUrl: address, ...options });
  sdk.ready(done);
});

run(path.resolve(path.dirname(require.resolve('@rudderstack/analytics-js')), '../bundled/umd'), async (page, origin) => {
  await page.goto(`${origin}/home?sdk=index.js&utm_source=news`);
  await page.evaluate(load, [key, url, {}]);
  const tracked = page.waitForResponse((response) => response.url().endsWith('/v1/track'));
  await page.evaluate((userId) => {
    sdk.identify(userId, { plan: 'pro' });
    sdk.page('Home');
    sdk.track('purchase', { revenue: 9.5, currency: 'EUR' });
    sdk.group('g-1', { size: 3 });
  }, user);
  await tracked;

  // The SDK sends pending events with a beacon when the page is left.
  await page.goto(`${origin}/cart?sdk=index.js`);
  await page.evaluate(load, [key, url, { useBeacon: true, beaconQueueOptions: { flushQueueInterval: 60000 } }]);
  await page.evaluate(() => { sdk.track('left'); });
  await page.goto(`${origin}/elsewhere`);
}).then(() => process.exit(0));

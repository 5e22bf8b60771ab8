const path = require('path');
const { url, key, user } = require('./given');
const { run } = require('./page');

run(path.dirname(require.resolve('posthog-js/dist/array.full.no-external.js')), async (page, origin) => {
  await page.goto(`${origin}/home?sdk=array.full.no-external.js&utm_source=news`);
  // The SDK takes an automated browser for a bot unless this check is off.
  const options = { api_host: url, opt_out_useragent_filter: true, autocapture: false };
  const sent = page.waitForResponse((response) => response.url().startsWith(`${url}/e/`) && response.request().postData()?.length > 0);
  await page.evaluate(([token, config, userId]) => {
    posthog.init(token, config);
    posthog.register({ mark: userId });
    posthog.capture('purchase', { revenue: 9.5, currency: 'EUR' });
    posthog.identify(userId, { plan: 'pro' });
  }, [key, options, user]);
  await sent;

  // The SDK uses sendBeacon when the page is left.
  await page.evaluate(() => { posthog.capture('left'); });
  await page.goto(`${origin}/elsewhere`);
}).then(() => process.exit(0));

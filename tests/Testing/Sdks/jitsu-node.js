const { jitsuAnalytics } = require('@jitsu/js');
const { url, key, user } = require('./given');

const send = async (s2s) => {
  // The SDK accepts only keys of two parts.
  const jitsu = jitsuAnalytics({ host: url, writeKey: `${key}:x`, s2s, errorPolicy: 'rethrow' });
  await jitsu.identify(user, { plan: 'pro' });
  await jitsu.track('purchase', { revenue: 9.5, currency: 'EUR' });
  await jitsu.page({ name: 'Home', url: 'https://shop.example/home?utm_source=news' });
  await jitsu.group('g-1', { size: 3 });
};

send(false).then(() => send(true)).then(() => process.exit(0));

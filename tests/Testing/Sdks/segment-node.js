const { Analytics } = require('@segment/analytics-node');
const { url, key, user, fail } = require('./given');

const analytics = new Analytics({ writeKey: key, host: url, flushAt: 4 });
analytics.on('error', fail);
analytics.track({ userId: user, event: 'purchase', messageId: `${user}-1`, timestamp: new Date(),
  properties: { revenue: 9.5, currency: 'EUR' } });
analytics.identify({ userId: user, traits: { plan: 'pro' } });
analytics.page({ userId: user, name: 'Home', properties: { url: 'https://shop.example/home?utm_source=news' } });
analytics.screen({ userId: user, name: 'Start' });
analytics.group({ userId: user, groupId: 'g-1', traits: { size: 3 } });
analytics.alias({ userId: user, previousId: 'old-1' });
analytics.closeAndFlush().then(() => process.exit(0));

const RudderAnalytics = require('@rudderstack/rudder-sdk-node');
const { url, key, user, fail } = require('./given');

const analytics = new (RudderAnalytics.default ?? RudderAnalytics)(key, { dataPlaneUrl: url, flushAt: 20 });
analytics.track({ userId: user, event: 'purchase', messageId: `${user}-1`, timestamp: new Date(),
  properties: { revenue: 9.5, currency: 'EUR' } });
analytics.identify({ userId: user, traits: { plan: 'pro' } });
analytics.page({ userId: user, name: 'Home', properties: { url: 'https://shop.example/home?utm_source=news' } });
analytics.screen({ userId: user, name: 'Start' });
analytics.group({ userId: user, groupId: 'g-1', traits: { size: 3 } });
analytics.alias({ userId: user, previousId: 'old-1' });
analytics.flush((error) => (error ? fail(error) : process.exit(0)));

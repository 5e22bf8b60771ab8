const { PostHog } = require('posthog-node');
const { url, key, user, fail } = require('./given');

const posthog = new PostHog(key, { host: url });
posthog.on('error', fail);
posthog.capture({ distinctId: user, event: 'purchase', uuid: user, timestamp: new Date(), properties: { revenue: 9.5, currency: 'EUR' } });
posthog.capture({ distinctId: user, event: '$pageview', properties: { $current_url: 'https://shop.example/home?utm_source=news' } });
posthog.capture({ distinctId: user, event: '$screen', properties: { $screen_name: 'Start' } });
posthog.identify({ distinctId: user, properties: { plan: 'pro' } });
posthog.groupIdentify({ distinctId: user, groupType: 'company', groupKey: 'g-1', properties: { size: 3 } });
posthog.alias({ distinctId: user, alias: 'old-1' });
posthog.shutdown().then(() => process.exit(0));

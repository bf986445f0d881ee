// Sends what an app sends, by the official SDK and as its documentation shows it; only host and path are not the defaults, and the patience, for a busy machine.
// node send.cjs HOST WRITE_KEY; exit code 1 when anything did not arrive.
'use strict';
const { Analytics } = require('@segment/analytics-node');

const [host, writeKey] = process.argv.slice(2);
const patience = 300_000;    // milliseconds
const analytics = new Analytics({ writeKey, host, path: '/api/segment/v1/batch', maxRetries: 0, httpRequestTimeout: patience });
analytics.on('error', (error) => {
  console.error(error);
  process.exitCode = 1;
});
analytics.on('http_response', ({ status }) => console.log(status));

analytics.track({ anonymousId: 'visitor-17', event: 'Product Viewed', properties: { productId: '123456' } });
analytics.identify({
  userId: 'anna',
  traits: { name: 'Anna Berg', email: 'anna@example.com', phone: '+49 151 12345678', plan: 'Enterprise', friends: 42 },
});
analytics.track({ userId: 'anna', event: 'Order Completed', properties: { order_id: 'o-1', revenue: 19.5, currency: 'EUR' } });
analytics.page({ userId: 'anna', category: 'Docs', name: 'Node SDK', properties: { url: 'https://shop.example/docs' } });
analytics.group({ userId: 'anna', groupId: 'g-1' });
analytics.alias({ previousId: 'visitor-17', userId: 'anna' });
analytics.closeAndFlush({ timeout: patience });

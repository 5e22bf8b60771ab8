const { url, key, user } = require('./given');
const { run } = require('./page');

// Sends events without an SDK, by each way in which a browser can send across origins.
run('.', async (page, origin) => {
  await page.goto(`${origin}/home`);
  const sent = await page.evaluate(async ([address, writeKey, userId]) => {
    const event = (name) => JSON.stringify({ batch: [{ type: 'track', event: name, userId }] });
    const post = (path, init) => fetch(address + path, { method: 'POST', ...init }).then(async (answer) => {
      const body = await answer.json();
      return [answer.status, body.code ?? body.accepted, answer.headers.get('X-Request-Id') === (body.requestId ?? '')];
    });
    const image = new Image();
    const drawn = new Promise((done) => { image.onload = () => done([image.width, image.height]); });
    image.src = `${address}/pixel/v1/track?writeKey=${writeKey}&event=pixel&userId=${userId}`;
    return [
      // The header and the content type, which is not a form's, make the browser send a preflight.
      await post('/v1/events', { body: event('authorization'),
        headers: { Authorization: `Bearer ${writeKey}`, 'Content-Type': 'application/json', 'X-Request-Id': 'r-1' } }),
      await post('/v1/batch', { body: event('credentials'), headers: { 'X-Write-Key': writeKey }, credentials: 'include' }),
      // Scripts can read errors too.
      await post('/v1/events', { body: event('nobody'), headers: { Authorization: 'Bearer nobody' } }),
      await drawn,
    ];
  }, [url, key, user]);
  console.log(JSON.stringify(sent));

  // On unload: a JSON beacon needs a preflight with credentials, and is sent only if both are allowed.
  await page.evaluate(([address, body]) => addEventListener('pagehide', () => {
    navigator.sendBeacon(address, new Blob([body.replace('NAME', 'beacon of json')], { type: 'application/json' }));
    navigator.sendBeacon(address, body.replace('NAME', 'beacon of text'));
  }), [`${url}/beacon/v1/batch?writeKey=${key}`, JSON.stringify({ batch: [{ type: 'track', event: 'NAME', userId: user }] })]);
  await page.goto(`${origin}/elsewhere`);
}, [401]).then(() => process.exit(0));

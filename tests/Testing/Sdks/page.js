// Opens a page of another site in the local browser.
const fs = require('fs');
const http = require('http');
const path = require('path');
const { chromium } = require('playwright-core');
const { url, fail } = require('./given');

const site = 'shop.example';
// Some SDKs send nothing when the user agent names a headless browser.
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

// The server has the SDK's folder under /sdk and an empty page everywhere else.
const serve = (folder) => http.createServer((request, response) => {
  const address = new URL(request.url, 'http://x');
  if (address.pathname.startsWith('/sdk/')) {
    response.setHeader('Content-Type', 'text/javascript');
    fs.createReadStream(path.join(folder, path.basename(address.pathname))).on('error', () => response.writeHead(404).end()).pipe(response);
    return;
  }

  const script = address.searchParams.get('sdk');
  response.setHeader('Content-Type', 'text/html');
  response.end(`<!doctype html><title>Shop</title>${script ? `<script src="/sdk/${script}"></script>` : ''}`);
});

// run(folder, use, expected): opens a browser, calls use with a page and its site's address, and fails when the collector answered an
// error status that was not expected.
const run = async (folder, use, expected = []) => {
  const server = serve(folder);
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://${site}:${server.address().port}`;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', `--host-resolver-rules=MAP ${site} 127.0.0.1`,
      // The setting of a page would not hold for what is sent when it is left.
      ...('NODE_EXTRA_CA_CERTS' in process.env ? ['--ignore-certificate-errors'] : [])],
  });
  const refused = [];
  try {
    const page = await (await browser.newContext({ userAgent })).newPage();
    page.on('pageerror', (error) => refused.push(`the page: ${error.message}`));
    page.on('response', (response) => {
      if (response.url().startsWith(url) && !response.ok() && !expected.includes(response.status()))
        refused.push(`${response.status()} ${response.request().method()} ${response.url()}`);
    });
    await use(page, origin);
    // Requests sent on unload are still under way: the test reports when they have arrived.
    console.log('left');
    await new Promise((done) => process.stdin.once('end', done).resume());
  } finally {
    await browser.close();
    server.close();
  }

  if (refused.length > 0)
    fail(refused.join('\n'));
};

module.exports = { run };

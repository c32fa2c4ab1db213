// node first-request.js EVENT: gives, in the last line, the first request that the handler makes for an event, instead of sending it.
const https = require('https');
const path = require('path');

https.request = ({ host, headers }) => {
  process.stdout.write(JSON.stringify({ host, headers }));
  process.exit(0);
};

const { handler } = require(path.join(__dirname, '..', '..', 'assets', 'handler', 'index.js'));
void handler(JSON.parse(process.argv[2]), { getRemainingTimeInMillis: () => 60_000 });

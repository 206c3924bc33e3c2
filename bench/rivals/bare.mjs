import { createServer } from 'node:http';

/** What Node itself can do: reads a JSON body and answers JSON; no token, no schema, no route. */
const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { seq } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const text = JSON.stringify({ seq, receivedAt: new Date().toISOString() });
    response.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
    });
    response.end(text);
  });
});
server.listen(0, '127.0.0.1', () => process.send({ ready: { port: server.address().port } }));
process.once('SIGTERM', () => process.exit(0));

// Starts the table emulator on a free port of 127.0.0.1, data in memory, and ends it when standard input closes: that is when
// whoever started it is gone, however it went. Prints "listening on PORT".
'use strict';
const http = require('node:http');
const net = require('node:net');

// Azurite's own option for this (tableKeepAliveTimeout) is read under a misspelt name and does nothing: connections that idle for five
// seconds would be closed, now and then under a request that is just being sent.
const createServer = http.createServer;
http.createServer = (...given) => {
  const server = createServer(...given);
  return server.on('listening', () => { server.keepAliveTimeout = 300_000; });
};

const end = () => process.exit(0);
process.stdin.on('end', end).on('close', end).on('error', end).resume();

const free = net.createServer();
free.listen(0, '127.0.0.1', () => {
  const { port } = free.address();
  free.close(() => {
    process.argv.push(
      '--tablePort', String(port), '--inMemoryPersistence', '--silent', '--skipApiVersionCheck', '--disableTelemetry');
    const say = console.log;
    console.log = (line) => say(/successfully started/.test(line) ? `listening on ${port}` : line);
    require('azurite/dist/src/table/main.js');
  });
});

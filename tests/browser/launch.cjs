// Starts the Chromium that is on the machine, so that it talks to nobody but the pages it is shown.
'use strict';
const { chromium } = require('playwright-core');

// Milliseconds. Nothing of a browser is waited for longer; whoever started this ends it sooner or later, too.
exports.patience = 300_000;

exports.launch = (executablePath) => chromium.launch({
  executablePath,
  timeout: exports.patience,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

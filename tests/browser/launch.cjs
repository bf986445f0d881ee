// Starts the Chromium that is on the machine, so that it talks to nobody but the pages it is shown.
'use strict';
const { chromium } = require('playwright-core');

exports.launch = (executablePath) => chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

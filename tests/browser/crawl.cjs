// Follows every link of the pages of one host with a real browser, and prints what is wrong with each page, as JSON. Its only argument is JSON, too:
// { browser, start, width, scheme, most, alike }: at most so many pages, and so many of those that differ in the last part of their path alone.
'use strict';
const fs = require('fs');
const { launch, patience } = require('./launch.cjs');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// Within the page. Everything folded is opened first: who reads it sees it so.
const look = () => {
  document.querySelectorAll('details').forEach((each) => { each.open = true; });
  const isDrawn = (canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value) => value !== 0);
  };
  // Series whose table has an interval that cannot be seen on the chart: neither a bar with a length nor a band between two points.
  const unseen = (canvas, table) => {
    const heads = [...table.tHead.rows[0].cells];
    const withInterval = new Set(heads.filter((head, column) => head.dataset.role === 'low' && [...table.tBodies[0].rows].some((row) => row.cells[column].dataset.value !== undefined)).map((head) => head.dataset.series));
    const chart = window.Chart?.getChart(canvas);
    const shown = new Set(chart?.data.datasets.filter((set, i) => {
      const points = chart.getDatasetMeta(i).data.filter((point, at) => !point.skip && set.data[at] !== null);
      return set.isBand && (set.type === 'bar' ? points.some((bar) => bar.width >= 1 && bar.height >= 1) : points.length > 1);
    }).map((set) => set.of));
    return withInterval.size - shown.size;
  };
  // Texts beside a chart that have less room than they need: a canvas cuts or squeezes them.
  const cut = (canvas) => {
    const pen = canvas.getContext('2d');
    return Object.values(window.Chart?.getChart(canvas)?.scales ?? {}).flatMap((scale) => {
      const tooLong = (texts, font, room) => {
        pen.font = `${font.size}px ${font.family}`;
        return texts.flat().filter((text) => pen.measureText(text).width > room + 1);
      };
      const { title, ticks } = scale.options;
      const { font } = window.Chart.defaults;
      return [
        ...(title.display ? tooLong([title.text], { ...font, ...title.font }, scale.isHorizontal() ? scale.width : scale.height) : []),
        ...(scale.isHorizontal() ? [] : tooLong(scale.ticks.map((tick) => tick.label), { ...font, ...ticks.font }, scale.width)),
      ];
    });
  };
  const charts = [...document.querySelectorAll('figure[data-chart]')].map((figure) => {
    const [canvas, table] = [figure.querySelector('canvas'), figure.querySelector('table')];
    return { name: canvas.getAttribute('aria-label'), drawn: figure.dataset.drawn === 'true' && isDrawn(canvas), rows: table ? table.tBodies[0].rows.length : 0, unseen: table ? unseen(canvas, table) : 0, cut: cut(canvas).join(' | ') };
  });
  const levels = [...document.querySelectorAll('h1,h2,h3,h4')].map((each) => Number(each.tagName[1]));
  return {
    title: document.title,
    heading: document.querySelector('h1')?.innerText ?? null,
    text: document.body.innerText,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    charts,
    skippedLevels: levels.filter((level, i) => level > (i === 0 ? 0 : levels[i - 1]) + 1).length,
    deadAnchors: [...document.querySelectorAll('a[href^="#"]')].map((each) => each.getAttribute('href')).filter((href) => !document.getElementById(href.slice(1))),
    targets: [...document.querySelectorAll('[id]')].map((each) => each.id),
    links: [...document.querySelectorAll('a[href]')].map((each) => each.href),
  };
};

const crawl = async (asked) => {
  const browser = await launch(asked.browser);
  try {
    const context = await browser.newContext({ viewport: { width: asked.width, height: 800 }, colorScheme: asked.scheme, reducedMotion: 'reduce' });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const home = new URL(asked.start).origin;
    let trouble = [];
    let bytes = 0;
    const elsewhere = [];
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) trouble.push(`${message.type()}: ${message.text()}`); });
    page.on('pageerror', (failure) => trouble.push(`uncaught: ${failure.message}`));
    page.on('requestfailed', (request) => trouble.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
    page.on('request', (request) => { if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== home) elsewhere.push(request.url()); });
    page.on('response', (response) => {
      if (response.status() >= 400 && response.request().resourceType() !== 'document') trouble.push(`${response.status()}: ${response.url()}`);
    });
    const [seen, queue, alike, pages, fragments] = [new Set(), [asked.start], new Map(), [], []];
    while (queue.length > 0 && pages.length < asked.most) {
      const url = queue.shift();
      const family = new URL(url).pathname.replace(/\/[^/]+$/, '/*');
      if (seen.has(url) || (alike.get(family) ?? 0) >= asked.alike) continue;
      seen.add(url);
      alike.set(family, (alike.get(family) ?? 0) + 1);
      trouble = [];
      const loaded = [];
      const weigh = (response) => loaded.push(response.body().then((body) => body.length, () => 0));
      page.on('response', weigh);
      const answer = await page.goto(url, { waitUntil: 'load' });     // deferred scripts have run; a busy machine can be idle on the network long before
      await page.waitForLoadState('networkidle');
      page.off('response', weigh);
      bytes = (await Promise.all(loaded)).reduce((sum, each) => sum + each, 0);
      const found = await page.evaluate(look);
      await page.evaluate(axe);
      const judged = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
      const violations = judged.violations.filter((each) => ['serious', 'critical'].includes(each.impact))
        .map((each) => `${each.id}: ${each.help}; ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
      const { links, targets, ...rest } = found;
      fragments.push({ url, links, targets });
      pages.push({ url, status: answer.status(), bytes, trouble, violations, ...rest });
      for (const link of links) {
        const to = link.split('#')[0];
        if (new URL(link).origin === home && !seen.has(to)) queue.push(to);
      }
    }
    // Links into other pages lead to something that is there.
    const ids = new Map(fragments.map((each) => [each.url, new Set(each.targets)]));
    const deadLinks = [...new Set(fragments.flatMap((each) => each.links))].filter((link) => {
      const [to, id] = link.split('#');
      return id && ids.has(to) && !ids.get(to).has(id);
    });
    return { pages, elsewhere, deadLinks };
  } finally {
    await browser.close();
  }
};

crawl(JSON.parse(process.argv[2])).then(
  (result) => console.log(JSON.stringify(result)),
  (failure) => { console.error(failure.stack); process.exitCode = 1; });

// Visits one page with a real browser and prints what a person would find there, as JSON. Its only argument is JSON, too:
// { browser, url, width, height, javaScript, language, steps, screenshot }. A step is { tabTo: NAME } (the Tab key, until the thing of that
// name has the focus), { press: KEY } or { press: KEY, leads: true } when the key leads to another page.
'use strict';
const { launch, patience } = require('./launch.cjs');

const MOST_TABS = 60;

// What a screen reader would call the thing that has the focus.
const focused = () => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  if (it.tagName === 'IFRAME') return { name: it.title, seen: true };     // the focus is on something within, and shown there
  const seen = getComputedStyle(it).outlineStyle !== 'none';
  return { name: (it.labels && it.labels[0] ? it.labels[0] : it).innerText.trim(), seen };
};

const found = () => {
  const controls = [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')].filter((it) => it.checkVisibility());    // what is folded is asked of once it is opened
  // A finger may hit the control or its label, whichever is larger.
  const height = (it) => Math.max(it.getBoundingClientRect().height, it.labels && it.labels[0] ? it.labels[0].getBoundingClientRect().height : 0);
  return {
    title: document.title,
    language: document.documentElement.lang,
    heading: document.querySelector('h1')?.innerText ?? null,
    text: document.body.innerText,
    checked: [...document.querySelectorAll('input:checked')].map((it) => (it.labels && it.labels[0] ? it.labels[0].innerText.trim() : it.value)),
    contentWidth: document.documentElement.scrollWidth,
    width: document.documentElement.clientWidth,
    unnamed: controls.filter((it) => !((it.labels && it.labels[0] ? it.labels[0] : it).innerText || it.getAttribute('aria-label') || '').trim()).map((it) => it.outerHTML),
    small: controls.filter((it) => !it.matches('.skip') && height(it) < 24).map((it) => it.outerHTML),
  };
};

const tabTo = async (page, name, order) => {
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(focused);
    if (at && !at.seen) throw new Error(`"${at.name}" has the focus, and nobody can see it.`);
    order.push(at ? at.name : null);
    if (at && at.name === name) return;
  }
  throw new Error(`The Tab key does not lead to "${name}", but to: ${[...new Set(order)].join(' | ')}`);
};

const visit = async (asked) => {
  const browser = await launch(asked.browser);
  try {
    const context = await browser.newContext({
      viewport: { width: asked.width, height: asked.height }, javaScriptEnabled: asked.javaScript, locale: asked.language,
    });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const others = [];
    const home = new URL(asked.url).host;
    page.on('request', (request) => { if (new URL(request.url()).host !== home) others.push(request.url()); });
    const first = await page.goto(asked.url);
    const order = [];
    for (const step of asked.steps) {
      if (step.tabTo) await tabTo(page, step.tabTo, order);
      else if (step.leads) await Promise.all([page.waitForNavigation(), page.keyboard.press(step.press)]);
      else await page.keyboard.press(step.press);
    }
    if (asked.screenshot) await page.screenshot({ path: asked.screenshot, fullPage: true });
    return { status: first.status(), requestsElsewhere: others, focusOrder: order, ...(await page.evaluate(found)) };
  } finally {
    await browser.close();
  }
};

visit(JSON.parse(process.argv[2])).then(
  (result) => console.log(JSON.stringify(result)),
  (failure) => { console.error(failure.message); process.exitCode = 1; });

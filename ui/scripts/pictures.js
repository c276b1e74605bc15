// Pictures of every screen at each size and theme, from the stand-in for the shell:
// `npm run dev` in one terminal, `npm run pictures -- DIR [screen…]` in another.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [dir = 'pictures', ...only] = process.argv.slice(2);
const base = 'http://localhost:1420/';
const sizes = { landscape: [1280, 800], portrait: [800, 1280], phone: [390, 844] };
const themes = ['light', 'dark', 'sunlight'];

const test = (name) => `[data-test="${name}"]`;
const settle = (page) => page.waitForTimeout(350);

async function open(page, path, scene = 'usual') {
  await page.goto(`${base}?fake=${scene}#/${path}`);
  await settle(page);
}

async function visit(page) {
  await open(page, 'today');
  await page.fill(test('site-search'), '白营');
  await settle(page);
  await page.click(test('start-visit'));
  await settle(page);
}

async function answered(page) {
  await visit(page);
  const answer = (item, value) => page.click(`${test(`item-${item}`)} ${test(`answer-${value}`)}`);
  await answer('staffing.present', '2');
  await page.click(test('group-fill-staffing'));
  await answer('control.barrier', 'makeshift');
  await answer('control.barrier_material', 'tables');
  await page.click(test('group-fill-protection'));
  await settle(page);
}

async function finish(page) {
  await answered(page);
  await page.click(test('finish-visit'));
  await settle(page);
}

const screens = {
  'first-run': (page) => open(page, 'today', 'first-run'),
  today: (page) => open(page, 'today'),
  'today-empty': (page) => open(page, 'today', 'empty'),
  'today-error': (page) => open(page, 'today', 'fail'),
  'today-slow': async (page) => {
    await open(page, 'today', 'slow');
    await page.waitForTimeout(800);
  },
  'today-long': (page) => open(page, 'today', 'long'),
  sites: (page) => open(page, 'sites'),
  'site-add': async (page) => {
    await open(page, 'sites');
    await page.click(test('site-add'));
    await settle(page);
  },
  site: (page) => open(page, 'sites/site-410523105201'),
  visit,
  'visit-answered': answered,
  'finding-edit': async (page) => {
    await answered(page);
    const sheet = page.locator(test('findings-sheet'));
    if (await sheet.isVisible()) await sheet.click();
    await settle(page);
    await page
      .locator(`${test('finding-edit')}:visible`)
      .last()
      .click();
    await settle(page);
    await page.click(test('severity-grave'));
    await settle(page);
  },
  'item-menu': async (page) => {
    await visit(page);
    await page.click(test('menu-staffing.present'));
    await settle(page);
  },
  finish,
  signature: async (page) => {
    await finish(page);
    await page.click(test('signature-signed'));
    await settle(page);
    await page.locator(test('signature-pad')).scrollIntoViewIfNeeded();
  },
  sealed: async (page) => {
    await finish(page);
    await page.click(test('seal-visit'));
    await settle(page);
  },
  records: (page) => open(page, 'records'),
  'records-many': async (page) => {
    await open(page, 'records', 'many');
    await page.waitForSelector(test('record-row'));
    await page.mouse.move(200, 500);
    await page.mouse.wheel(0, 2600);
    await settle(page);
  },
  'records-empty': (page) => open(page, 'records', 'empty'),
  record: (page) => open(page, 'records/visit-3'),
  'record-amended': (page) => open(page, 'records/visit-3'),
  'record-conflict': (page) => open(page, 'records/visit-3', 'conflict'),
  'site-conflict': (page) => open(page, 'sites/site-410523105201', 'conflict'),
  notice: async (page) => {
    await open(page, 'today');
    await page.click(test('discard-draft'));
    await settle(page);
  },
  sync: (page) => open(page, 'sync'),
  'sync-refused': (page) => open(page, 'sync', 'refused'),
  'sync-empty': (page) => open(page, 'sync', 'empty'),
  enrol: (page) => open(page, 'sync/enrol', 'empty'),
  settings: (page) => open(page, 'settings'),
  'text-200': async (page) => {
    await open(page, 'settings');
    await page.click(test('text-size-200'));
    await page.click(test('nav-today'));
    await settle(page);
  },
  'visit-200': async (page) => {
    await open(page, 'settings');
    await page.click(test('text-size-200'));
    await page.click(test('nav-today'));
    await settle(page);
    await page.locator(test('start-visit')).first().click();
    await settle(page);
  },
  english: async (page) => {
    await open(page, 'settings');
    await page.click(test('language-en'));
    await page.click(test('nav-today'));
    await settle(page);
    await page.locator(test('start-visit')).first().click();
    await settle(page);
  },
};

mkdirSync(dir, { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const [size, [width, height]] of Object.entries(sizes)) {
  for (const theme of themes) {
    const context = await browser.newContext({
      viewport: { width, height },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(size, theme, error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) console.error(size, theme, message.text());
    });
    for (const [name, draw] of Object.entries(screens)) {
      if (only.length > 0 && !only.includes(name)) continue;
      await page.goto('about:blank');
      await draw(page).catch((error) => console.error(size, theme, name, error.message));
      await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
      await page.waitForTimeout(50);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (wide) console.error(size, theme, name, 'is wider than the window');
      await page.screenshot({ path: join(dir, `${name}-${size}-${theme}.png`) });
    }
    await context.close();
  }
}
await browser.close();

// The pages in a browser, before the stand-in for the shell: for pictures and for axe.
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { screens } from './screens.js';

export const sizes = { landscape: [1280, 800], portrait: [800, 1280], phone: [390, 844] };
export const themes = ['light', 'dark', 'sunlight'];

/** Opens a window of one size, theme and language; `fresh` begins each screen anew. */
async function open(browser, base, { size, theme, language, textSize }) {
  const [width, height] = sizes[size];
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    permissions: ['camera'],
  });
  const page = await context.newPage();
  const named = [size, theme, language, textSize].join(' ');
  page.on('pageerror', (error) => console.error(named, error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) console.error(named, message.text());
  });
  page.setDefaultTimeout(20_000);
  const look = `theme=${theme}&language=${language}&text-size=${textSize}`;
  page.show = async (path, scene = 'usual') => {
    await page.goto('about:blank');
    await page.goto(`${base}?fake=${scene}&${look}#/${path}`);
    await page.waitForSelector('h1');
    await page.settle();
  };
  page.settle = () => page.waitForTimeout(300);
  return page;
}

/** Shows each screen in each look to `see(page, screen, look)`; `only` names some. */
export async function eachScreen(looks, only, see) {
  const server = await createServer({
    cacheDir: 'node_modules/.vite-scripts',
    server: { port: 0, hmr: false, watch: null },
    logLevel: 'error',
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  });
  const chosen = Object.entries(screens).filter(
    ([name]) => only.length === 0 || only.includes(name),
  );
  for (const look of looks) {
    const page = await open(browser, server.resolvedUrls.local[0], look);
    for (const [name, draw] of chosen) {
      try {
        await draw(page);
        await see(page, name, look);
      } catch (error) {
        console.error(Object.values(look).join(' '), name, error.message);
        process.exitCode = 1;
      }
    }
    await page.context().close();
  }
  await browser.close();
  await server.close();
}

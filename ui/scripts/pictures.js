// Pictures of every screen at each size and theme, before the stand-in for the shell:
// `npm run pictures -- DIR [screen…]`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { eachScreen, sizes, themes } from './browser.js';

const [dir = 'pictures', ...only] = process.argv.slice(2);
mkdirSync(dir, { recursive: true });

const looks = Object.keys(sizes).flatMap((size) => [
  ...themes.map((theme) => ({ size, theme, language: 'zh-CN', textSize: '100' })),
  { size, theme: 'light', language: 'en', textSize: '100' },
  { size, theme: 'light', language: 'zh-CN', textSize: '200' },
]);

await eachScreen(looks, only, async (page, screen, look) => {
  const name = [screen, ...Object.values(look)].join('-');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (wide) console.error(name, 'is wider than the window');
  await page.screenshot({ path: join(dir, `${name}.png`) });
});

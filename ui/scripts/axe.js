// What axe-core finds on each screen in each theme and language, before the stand-in for the
// shell: `npm run axe [-- screen…]`. Exits 1 when something is serious or critical.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { eachScreen, themes } from './browser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const looks = [
  ...themes.map((theme) => ({ size: 'landscape', theme, language: 'zh-CN', textSize: '100' })),
  { size: 'landscape', theme: 'light', language: 'en', textSize: '100' },
  { size: 'phone', theme: 'light', language: 'zh-CN', textSize: '100' },
  { size: 'phone', theme: 'dark', language: 'zh-CN', textSize: '200' },
];

const found = new Map();
await eachScreen(looks, process.argv.slice(2), async (page, screen, look) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  for (const { id, impact, nodes } of violations) {
    for (const { target, failureSummary } of nodes) {
      const what = `${impact} ${id} ${target.join(' ')} ${failureSummary.replaceAll(/\s+/g, ' ')}`;
      found.set(what, [...(found.get(what) ?? []), [screen, ...Object.values(look)].join(' ')]);
      if (['serious', 'critical'].includes(impact)) process.exitCode = 1;
    }
  }
});
for (const [what, where] of found)
  console.log(`${what}\n  ${where.length} times, as in ${where[0]}`);

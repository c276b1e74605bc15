import type { SlipOptions } from '@/generated/SlipOptions';
import { fault } from './drafts';
import type { World } from './state';

interface Asked {
  visit: string;
  options: SlipOptions;
}

function page(of: World, visit: string) {
  const found = of.visits.find(({ record }) => record.id === visit);
  if (found === undefined) throw fault('no-visit', { visit });
  return found;
}

export function options(of: World, { visit }: Asked): SlipOptions {
  const known = of.settings.get(`slip.${visit}`);
  if (known !== undefined) return JSON.parse(known) as SlipOptions;
  return { unit: page(of, visit).record.site.name.replace('卡点', ''), deadline: null };
}

export const remember = (of: World, visit: string, chosen: SlipOptions) =>
  void of.settings.set(`slip.${visit}`, JSON.stringify(chosen));

export function flash(of: World, { visit, options: { unit, deadline } }: Asked): string {
  const { record } = page(of, visit);
  const found = record.findings.map(({ text }, place) => `（${place + 1}）${text}`).join('');
  const until = deadline === null ? '' : `，请于${deadline}前整改到位`;
  const head = `${record.visited_at.slice(0, 16)}，${record.inspectors.join('、')}对${record.site.name}进行实地暗访`;
  const faults = found === '' ? '未发现问题。' : `发现问题${record.findings.length}个：${found}`;
  return `${head}，${faults}责任单位：${unit}${until}。校验码：${record.check_code}。`;
}

/** A likeness of a slip: what the shell sets is looked at by the tests of the report. */
export async function picture(of: World, { visit, options: chosen }: Asked): Promise<number[]> {
  const { record } = page(of, visit);
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  const lines = [
    '问题交办单',
    record.site.name,
    record.visited_at.slice(0, 16),
    ...record.findings.map(({ text }, place) => `${place + 1}. ▲ ${text}`),
    `责任单位：${chosen.unit}`,
    `整改期限：${chosen.deadline ?? '未定'}`,
    `校验码 ${record.check_code}`,
  ];
  if (pen === null) return [];
  [canvas.width, canvas.height] = [1080, lines.length * 150 + 120];
  pen.fillStyle = 'white';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = 'black';
  pen.font = '42px sans-serif';
  lines.forEach((line, place) => pen.fillText(line, 60, 120 + place * 150, 960));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  return blob === null ? [] : [...new Uint8Array(await blob.arrayBuffer())];
}

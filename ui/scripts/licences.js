// Whose work the app is built from, for the page of licences: `scripts/licences`.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ui = join(dirname(fileURLToPath(import.meta.url)), '..');
const made = join(ui, 'src/licences.json');
const checking = process.argv[2] === '--check';

// What the app is built for.
const TARGETS = ['x86_64-unknown-linux-gnu', 'aarch64-linux-android'];
// Of these the bundle takes a part, although npm knows them as tools.
const BUNDLED = ['@quasar/extras'];

/** The crates that the app is linked from, not those that only build or test it. */
function crates() {
  const platforms = TARGETS.flatMap((target) => ['--filter-platform', target]);
  const said = execFileSync('cargo', ['metadata', '--format-version=1', '--locked', ...platforms], {
    cwd: join(ui, '..'),
    maxBuffer: 1 << 28,
  });
  const { packages, resolve } = JSON.parse(said);
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const reached = new Set([packages.find(({ name }) => name === 'kakou-app').id]);
  for (const id of reached) {
    for (const { pkg, dep_kinds } of nodes.get(id).deps) {
      if (dep_kinds.some(({ kind }) => kind === null)) reached.add(pkg);
    }
  }
  return packages
    .filter(({ id, source }) => source !== null && reached.has(id))
    .map(({ name, version, license, manifest_path }) => ({
      name,
      version,
      licence: license,
      folder: dirname(manifest_path),
    }));
}

/** The npm packages that the pages are made from. */
function modules() {
  const { packages } = JSON.parse(readFileSync(join(ui, 'package-lock.json'), 'utf8'));
  // As Node looks for a module: beside the one that asks, then further out.
  const find = (from, name) => {
    for (let at = from; ; at = at.slice(0, at.lastIndexOf('/node_modules/'))) {
      const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
      if (path in packages) return path;
      if (!at.includes('/node_modules/')) {
        const outer = `node_modules/${name}`;
        return outer in packages ? outer : null;
      }
    }
  };
  const wanted = Object.keys(packages[''].dependencies).concat(BUNDLED);
  const reached = new Set(wanted.map((name) => find('', name)));
  for (const path of reached) {
    for (const name of Object.keys(packages[path].dependencies ?? {})) {
      const found = find(path, name);
      if (found !== null) reached.add(found);
    }
  }
  return [...reached].map((path) => ({
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: packages[path].version,
    licence: packages[path].license,
    folder: join(ui, path),
  }));
}

/** The licences that an expression names. */
const kinds = (licence) =>
  licence.split(/\s+(?:OR|AND)\s+|\s*\/\s*|[()]/).filter((part) => part !== '');

const LICENCE_FILE = /^(licen[cs]e|copying|notice|unlicense|copyright)/i;
function files(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map(({ name }) => name);
  return names.sort().map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r', ''));
}

// By what each kind's text is known, for the files do not say it by their names.
const MARKS = {
  'Apache-2.0': /Apache License\s+Version 2\.0, January 2004/,
  MIT: /Permission is hereby granted, free of charge.*copyright notice and this permission notice/s,
  'BSD-3-Clause': /Redistribution and use.*Neither the name/s,
  'BSD-2-Clause': /Redistribution and use(?!.*Neither the name)/s,
  ISC: /Permission to use, copy, modify, and\/or distribute.*copyright notice and this permission/s,
  Zlib: /provided ['‘]as-is['’].*must not be misrepresented/s,
  'MPL-2.0': /Mozilla Public License Version 2\.0/,
  'Unicode-3.0': /UNICODE LICENSE V3/,
  'BSL-1.0': /Boost Software License - Version 1\.0/,
  'CC0-1.0': /CC0 1\.0 Universal/,
  Unlicense: /This is free and unencumbered software/,
};

// What begins a line of its own within a paragraph.
const ITEM = /^\s*([*•-]|\(?[0-9a-zA-Z]{1,3}[.)])\s/;

/** Without the line breaks of a typewriter's page, so that it reads well at any width. */
function reflowed(lines) {
  const paragraphs = [''];
  for (const line of lines.filter((one) => !/^\s*[=-]{3,}$/.test(one))) {
    const last = paragraphs.length - 1;
    if (line.trim() === '' || ITEM.test(line)) paragraphs.push(line.trim());
    else paragraphs[last] = `${paragraphs[last]} ${line.trim()}`.trim();
  }
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

// What a licence asks to be said instead of its text.
const STATED = {
  IJG: 'This software is based in part on the work of the Independent JPEG Group.',
};

/** The text of each kind, from the shortest file that holds it, without its owner's line. */
function textsOf(packages) {
  const wanted = new Set(packages.flatMap(({ licence }) => kinds(licence)));
  const all = packages.flatMap(({ texts }) => texts);
  const chosen = Object.entries(MARKS).flatMap(([kind, mark]) => {
    if (!wanted.has(kind)) return [];
    const fitting = all.filter((text) => mark.test(text));
    fitting.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    if (fitting.length === 0) return [];
    const lines = fitting[0].split('\n').map((line) => line.trimEnd());
    const plain = lines.filter((line) => !/^\s*copyright\b.*(\d{4}|\(c\)|©)/i.test(line));
    return [[kind, reflowed(plain)]];
  });
  const stated = Object.entries(STATED).filter(([kind]) => wanted.has(kind));
  return Object.fromEntries([...chosen, ...stated]);
}

const packages = [...crates(), ...modules()].map((one) => ({ ...one, texts: files(one.folder) }));
const order = ({ name, version }) => `${name.toLowerCase()} ${version}`;
packages.sort((a, b) => (order(a) < order(b) ? -1 : 1));
const licences = {
  packages: packages.map(({ name, version, licence }) => ({ name, version, licence })),
  texts: textsOf(packages),
};
const text = `${JSON.stringify(licences, null, 1)}\n`;

if (!checking) {
  writeFileSync(made, text);
} else if (!existsSync(made) || readFileSync(made, 'utf8') !== text) {
  console.error('The licences are not in step with the lock files: run scripts/licences.');
  process.exit(1);
}

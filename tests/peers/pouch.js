// PouchDB's side. Each line that is printed is one JSON document.
//   put FILE FOLDER             each document of FILE, one durable put after another
//   serve FOLDER ADAPTER        express-pouchdb on a free port of loopback
//   replicate FILE URL BATCH    all documents of FILE, from memory to a database
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const PouchDB = require('pouchdb-core')
  .plugin(require('pouchdb-adapter-node-websql'))
  .plugin(require('pouchdb-adapter-memory'))
  .plugin(require('pouchdb-adapter-http'))
  .plugin(require('pouchdb-mapreduce'))
  .plugin(require('pouchdb-replication'));

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const read = (file) => fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const since = (begun) => Number(process.hrtime.bigint() - begun) / 1e9;

const verbs = {
  async put(file, folder) {
    const docs = read(file);
    const db = new PouchDB(path.join(folder, 'pouch.db'), { adapter: 'websql' });
    await db.info();
    const begun = process.hrtime.bigint();
    for (const doc of docs) await db.put(doc);
    say({ docs: docs.length, seconds: since(begun) });
    await db.close();
  },

  async serve(folder, adapter) {
    const Served = PouchDB.defaults({ prefix: `${folder}/`, adapter });
    const app = require('express')();
    const options = { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: path.join(folder, 'log.txt') };
    app.use('/', require('express-pouchdb')(Served, options));
    const server = app.listen(0, '127.0.0.1', () => say({ port: server.address().port }));
  },

  async replicate(file, url, batch) {
    const docs = read(file);
    const db = new PouchDB('source', { adapter: 'memory' });
    await db.bulkDocs(docs);
    const there = new PouchDB(url);
    await there.info();
    say({ ready: docs.length });
    const begun = process.hrtime.bigint();
    const done = await db.replicate.to(there, { batch_size: Number(batch) });
    say({ docs: done.docs_written, seconds: since(begun) });
  },
};

const [verb, ...given] = process.argv.slice(2);
verbs[verb](...given).catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});

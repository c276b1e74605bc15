// How to come to each screen and state, by the marks that the page gives its elements for tests.

export const test = (name) => `[data-test="${name}"]`;

/** The first that is marked so and can be seen. */
const seen = (page, name) => page.locator(`${test(name)}:visible`).first();

async function press(page, ...names) {
  for (const name of names) await seen(page, name).click();
  await page.settle();
}

async function visit(page, scene = 'usual') {
  await page.show('today', scene);
  await page.fill(test('site-search'), '白营');
  await page.settle();
  await press(page, 'start-visit');
}

async function answered(page) {
  await visit(page);
  const answer = (item, value) => page.click(`${test(`item-${item}`)} ${test(`answer-${value}`)}`);
  await answer('staffing.present', '2');
  await answer('control.barrier', 'makeshift');
  await answer('control.barrier_material', 'tables');
  await press(page, 'group-fill-staffing', 'group-fill-protection');
}

async function finding(page) {
  await answered(page);
  const sheet = page.locator(`${test('findings-sheet')}:visible`);
  if ((await sheet.count()) > 0) await press(page, 'findings-sheet');
  await page
    .locator(`${test('finding-edit')}:visible`)
    .last()
    .click();
  await page.settle();
  await press(page, 'severity-grave');
}

async function finish(page) {
  await answered(page);
  await press(page, 'finish-visit');
}

async function signature(page) {
  await finish(page);
  await press(page, 'signature-signed');
  await page.locator(test('signature-pad')).scrollIntoViewIfNeeded();
}

async function sealed(page) {
  await finish(page);
  await press(page, 'seal-visit');
}

async function pressedIn(page, path, ...names) {
  await page.show(path);
  await press(page, ...names);
}

async function camera(page) {
  await visit(page);
  await press(page, 'photo-of-staffing.present');
  await page.waitForSelector(`${test('photo-shutter')}:not(:disabled)`);
  await press(page, 'photo-shutter', 'photo-shutter');
}

async function photos(page) {
  await camera(page);
  await press(page, 'photo-done', 'finish-visit', 'seal-visit', 'sealed-record');
  await page.locator(test('photo-see')).first().scrollIntoViewIfNeeded();
}

async function amending(page) {
  await pressedIn(page, 'records/visit-3', 'amend-visit', 'finish-visit');
}

/** A tablet asks for its parts with a reason. */
async function reason(page) {
  await page.show('today', 'tablet');
  await press(page, 'start-visit');
  await page.waitForSelector(test('permit-allow'));
}

async function refusedCamera(page) {
  await visit(page, 'tablet-refused');
  await press(page, 'photo-of-staffing.present');
  await page.waitForSelector(test('photo-no-camera'));
}

export const screens = {
  'tablet-reason': reason,
  'tablet-camera-refused': refusedCamera,
  'tablet-sync': (page) => page.show('sync', 'tablet'),
  'tablet-slip': (page) => page.show('records/visit-3/slip', 'tablet'),
  'first-run': (page) => page.show('today', 'first-run'),
  practice: (page) => page.show('today', 'practice'),
  'practice-sync': (page) => page.show('sync', 'practice'),
  today: (page) => page.show('today'),
  'today-empty': (page) => page.show('today', 'empty'),
  'today-error': (page) => page.show('today', 'fail'),
  'today-slow': async (page) => {
    await page.show('today', 'slow');
    await page.waitForTimeout(800);
  },
  'today-long': (page) => page.show('today', 'long'),
  sites: (page) => page.show('sites'),
  'site-add': (page) => pressedIn(page, 'sites', 'site-add'),
  site: (page) => page.show('sites/site-410523105201'),
  'site-conflict': (page) => page.show('sites/site-410523105201', 'conflict'),
  visit,
  'visit-answered': answered,
  'visit-low-room': (page) => visit(page, 'low'),
  'visit-no-room': (page) => visit(page, 'full'),
  'finding-edit': finding,
  'item-menu': async (page) => {
    await visit(page);
    await press(page, 'menu-staffing.present');
  },
  finish,
  signature,
  sealed,
  records: (page) => page.show('records'),
  'records-many': async (page) => {
    await page.show('records', 'many');
    await page.waitForSelector(test('record-row'));
    await page.mouse.move(200, 500);
    await page.mouse.wheel(0, 2600);
    await page.settle();
  },
  'records-empty': (page) => page.show('records', 'empty'),
  record: (page) => page.show('records/visit-3'),
  'record-conflict': (page) => page.show('records/visit-3', 'conflict'),
  camera,
  photos,
  'photo-viewer': async (page) => {
    await photos(page);
    await press(page, 'photo-see');
  },
  amending,
  compare: (page) => page.show('records/visit-3/compare'),
  'record-more': (page) => pressedIn(page, 'records/visit-3', 'record-more'),
  slip: (page) => page.show('records/visit-3/slip'),
  flash: (page) => pressedIn(page, 'records/visit-3/slip', 'slip-flash'),
  'records-filter': (page) => pressedIn(page, 'records', 'filter-period'),
  'settings-practice': (page) => page.show('settings', 'practice'),
  notice: (page) => pressedIn(page, 'today', 'discard-draft'),
  'report-day': (page) => page.show('reports'),
  'report-day-error': (page) => page.show('reports', 'fail'),
  'report-coverage': (page) => page.show('reports?part=coverage'),
  'report-coverage-empty': (page) => page.show('reports?part=coverage', 'empty'),
  'report-bulletin': (page) => page.show('reports?part=bulletin'),
  'report-heading': (page) => pressedIn(page, 'reports?part=bulletin', 'bulletin-heading'),
  sync: (page) => page.show('sync'),
  'sync-refused': (page) => page.show('sync', 'refused'),
  'sync-empty': (page) => page.show('sync', 'empty'),
  'sync-conflict': (page) => page.show('sync', 'conflict'),
  'enrol-scan': (page) => pressedIn(page, 'sync/enrol', 'qr-scan'),
  'enrol-error': (page) => page.show('sync/enrol', 'fail'),
  licences: (page) => page.show('settings/licences'),
  enrol: (page) => page.show('sync/enrol', 'empty'),
  settings: (page) => page.show('settings'),
};

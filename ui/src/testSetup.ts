// What Quasar asks of every browser, and the one of the tests does not have.
const orientation = { type: 'landscape-primary', angle: 0 };
Object.defineProperty(window.screen, 'orientation', {
  value: Object.assign(new EventTarget(), orientation),
});

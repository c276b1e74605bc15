// What Quasar asks of every browser, and the one of the tests does not have.
Object.defineProperty(window.screen, 'orientation', {
  value: Object.assign(new EventTarget(), { type: 'landscape-primary', angle: 0 }),
});

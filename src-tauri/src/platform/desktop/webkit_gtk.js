// WebKitGTK has no Screen Orientation API, and Quasar reads it without asking whether it is there.
(() => {
  if (window.screen.orientation) return;
  const portrait = window.matchMedia('(orientation: portrait)');
  const orientation = new EventTarget();
  Object.defineProperties(orientation, {
    type: { get: () => (portrait.matches ? 'portrait-primary' : 'landscape-primary') },
    angle: { value: 0 },
  });
  portrait.addEventListener('change', () => orientation.dispatchEvent(new Event('change')));
  Object.defineProperty(window.screen, 'orientation', { value: orientation });
})();

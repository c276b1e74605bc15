/** How a dialog comes and goes. It fades where it stands: one that grew or slid would carry its buttons away from the finger that is already on them. */
export const DIALOG_MOTION = {
  transitionShow: 'fade',
  transitionHide: 'fade',
  transitionDuration: 120,
};

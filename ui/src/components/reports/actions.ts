/** The id of the place at the foot of the page where a part has its buttons. */
export const ACTIONS = 'report-actions';

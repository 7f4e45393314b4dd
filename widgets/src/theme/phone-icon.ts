/** The path of the icon of a telephone, in a box of 24 by 24. */
export const PHONE_PATH =
  'M6.6 3.5H9l1.6 4-2 1.6a12 12 0 0 0 6.3 6.3l1.6-2 4 1.6v2.4a2.1 2.1 0 0 1-2.3 2.1A16.3 16.3 0 0 1 4.5 5.8 2.1 2.1 0 0 1 6.6 3.5z';

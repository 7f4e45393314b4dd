/** What is needed soon after the form for the number is shown: loaded while the person reads it. */
export { COUNTRIES, countryOptions } from '../../domain/countries.ts';
export { notices } from '../../parts/notice.styles.ts';
export { failureNotice } from '../../parts/notice.ts';
export { moreButtons } from '../../theme/base.styles.ts';
export { codeFormStyles } from './code-form.styles.ts';
export { codeForm } from './code-form.ts';

export const SEND_OTP = 'send-otp';
export const SEND_LINK = 'send-account-link';
export const SEND_ACCOUNT_NOTICE = 'send-account-notice';
export const SEND_CODE = 'send-address-code';
export const SEND_ADDRESS_NOTICE = 'send-address-notice';

/** What is told to the owner of an account. */
export type Notice =
  | 'password_changed'
  | 'second_factor_enrolled'
  | 'second_factor_removed'
  | 'recovery_code_used';

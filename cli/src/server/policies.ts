// The checks the service itself makes of a policy file when it starts. A module of the service without a database or a
// network behind it; the build puts it into the package.
export { validatePolicyText } from '@kiwimesh/api/features/booking/policies/validate.ts';

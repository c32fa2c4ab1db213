export type { FieldContent, Finding, KnownDocument, ReviewedForm, Severity } from './model';
export { review } from './review';
export { formsOfTemplate } from './template';

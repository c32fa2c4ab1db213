export * from './association-target';
export * from './field-value';
export * from './registration-base';
export * from './registration';
export * from './registration-attachment';
export * from './registration-document';
export * from './registration-handler';
export * from './registration-type';

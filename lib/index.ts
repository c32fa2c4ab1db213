export * from './field-value';
export * from './registration';
export * from './registration-attachment';
export * from './registration-handler';
export * from './registration-type';

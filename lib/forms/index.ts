// The interfaces of fields are internal, so jsii has their members in the props of each form.
export * from './choices.generated';
export * from './company-profile.generated';
export * from './india-sender-id-registration';
export * from './indonesia-sender-id-registration';
export * from './rcs-test-launch';
export * from './ten-dlc-brand';
export * from './ten-dlc-brand-vetting';
export * from './ten-dlc-campaign';
export * from './toll-free-registration';

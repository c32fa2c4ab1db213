// The limits of the service's API. The lengths and choices of single fields are those of a form: see its definitions.

export const MAX_REGISTRATION_TYPE = 64;
export const MAX_FIELD_PATH = 100;
export const MIN_TEXT = 1;
export const MAX_TEXT = 2048;
export const MAX_CHOICES = 100;
export const MAX_CHOICE = 256;
export const MAX_TAG_KEY = 128;
export const MAX_TAG_VALUE = 256;
/** On a registration or an attachment, those of the library included. */
export const MAX_TAGS = 200;

/** A path that is too long, cut for a message. */
export function abbreviate(path: string): string {
  const max = MAX_FIELD_PATH + 10;
  return path.length > max ? `${path.slice(0, max)}…` : path;
}

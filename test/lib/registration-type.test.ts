import { CfnParameter, Lazy } from 'aws-cdk-lib';
import { newStack } from './stacks';
import { RegistrationType } from '../../lib';

describe('RegistrationType', () => {
  const members = Object.entries(RegistrationType as unknown as Record<string, RegistrationType>);

  test('has static members', () => {
    expect(members.length).toBeGreaterThanOrEqual(18);
  });

  test.each(members)('%s has the id of the same name', (name, type) => {
    expect(type.id).toBe(name);
  });

  test('is written as its id', () => {
    expect(`${RegistrationType.US_TOLL_FREE_REGISTRATION}`).toBe('US_TOLL_FREE_REGISTRATION');
  });
});

describe('RegistrationType.of', () => {
  test.each([
    ['an id without a static member', 'US_SHORT_CODE_REGISTRATION'],
    ['one character', 'a'],
    ['64 characters', 'A1_z'.repeat(16)],
  ])('takes %s', (_, id) => {
    expect(RegistrationType.of(id).id).toBe(id);
  });

  test.each([
    ['an empty id', '', 'RegistrationType.of: the registration type must have 1 to 64 characters, but is empty'],
    ['65 characters', 'A'.repeat(65), 'RegistrationType.of: the registration type must have 1 to 64 characters, but has 65'],
    ...['US-TOLL', 'US TOLL', 'US.TOLL', 'ÜS', 'US\n', '__proto__\u0000', '📱'].map((id) => [
      JSON.stringify(id), id, 'RegistrationType.of: the registration type may contain only letters, digits and _',
    ]),
  ])('refuses %s', (_, id, message) => {
    expect(() => RegistrationType.of(id!)).toThrow(new Error(message));
  });

  test('names both problems of an id at once', () => {
    expect(() => RegistrationType.of('-'.repeat(65))).toThrow(new Error(
      'RegistrationType.of: the registration type must have 1 to 64 characters, but has 65; '
      + 'the registration type may contain only letters, digits and _',
    ));
  });

  test('takes a token, which is known only at the deploy', () => {
    const parameter = new CfnParameter(newStack(), 'Type').valueAsString;
    const lazy = Lazy.string({ produce: () => 'not a registration type' });
    expect(RegistrationType.of(parameter).id).toBe(parameter);
    expect(RegistrationType.of(lazy).id).toBe(lazy);
  });
});

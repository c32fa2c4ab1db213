import type { FieldContent, KnownDocument, ReviewedForm } from './model';

export const BRAND = 'US_TEN_DLC_BRAND_REGISTRATION';
export const CAMPAIGN = 'US_TEN_DLC_CAMPAIGN_REGISTRATION';
export const TOLL_FREE = 'US_TOLL_FREE_REGISTRATION';

/** The types that have rules. */
export type RuledType = typeof BRAND | typeof CAMPAIGN | typeof TOLL_FREE;

export type FieldText = readonly [path: string, text: string];

/** A form as the rules ask it. Of a value that is absent or unknown there is no text and no choice. */
export class Form {
  /** The forms of one review, which see each other. */
  public static all(reviewed: readonly ReviewedForm[]): readonly Form[] {
    const forms: Form[] = [];
    reviewed.forEach((one) => forms.push(new Form(one, forms)));
    return forms;
  }

  private constructor(private readonly reviewed: ReviewedForm, private readonly all: readonly Form[]) {}

  public get id(): string {
    return this.reviewed.id;
  }

  public get registrationType(): string {
    return this.reviewed.registrationType;
  }

  public get isComplete(): boolean {
    return this.reviewed.complete;
  }

  public get status(): string | undefined {
    return this.reviewed.status;
  }

  public get contents(): readonly FieldContent[] {
    return [...this.reviewed.values.values()];
  }

  public text(path: string): string | undefined {
    const { text, unknown } = this.reviewed.values.get(path) ?? {};
    return unknown ? undefined : text;
  }

  public texts(paths: readonly string[]): FieldText[] {
    return paths.flatMap((path) => {
      const text = this.text(path);
      return text === undefined ? [] : [[path, text] as const];
    });
  }

  public choices(path: string): readonly string[] | undefined {
    const { choices, unknown } = this.reviewed.values.get(path) ?? {};
    return unknown ? undefined : choices;
  }

  /** The choice of a field that takes one. */
  public choice(path: string): string | undefined {
    const choices = this.choices(path);
    return choices?.length === 1 ? choices[0] : undefined;
  }

  public document(path: string): KnownDocument | undefined {
    return this.reviewed.values.get(path)?.document;
  }

  /** Whether there is a value, known or not. */
  public has(path: string): boolean {
    return this.reviewed.values.has(path);
  }

  /** Whether there is certainly no value. */
  public lacks(path: string): boolean {
    return this.isComplete && !this.has(path);
  }

  public isUnknown(path: string): boolean {
    return this.reviewed.values.get(path)?.unknown === true;
  }

  /** The brand that it is associated with, if that is reviewed as well. */
  public get brand(): Form | undefined {
    return this.all.find(({ id, registrationType }) => registrationType === BRAND && this.reviewed.associations.includes(id));
  }

  /** The forms of a type that are associated with this one. */
  public associated(registrationType: string): Form[] {
    return this.all.filter((one) => one.registrationType === registrationType && one.reviewed.associations.includes(this.id));
  }

  /** The other forms of the review. */
  public get others(): Form[] {
    return this.all.filter((one) => one !== this);
  }
}

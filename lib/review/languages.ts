/** Words that nearly every sentence of a language has, and that are no words of the others. */
const ENGLISH = words('the you your of and for is are from with will this have at by our we not can may when if please reply');
const OTHERS = words(
  'el los las del para por una su sus con que usted mensaje responda cuenta tu código codigo nadie pedido cita hola gracias '
  + 'le les des pour votre vous est une avec dans sur nous répondez '
  + 'der und ist ihr ihre sie für mit von nicht eine antworten '
  + 'você seu sua não uma os da em',
);

/** A few foreign words may be part of a name. */
const MIN_FOREIGN = 3;

/** Whether a text is certainly not English: mostly in other letters, or in the words of another language and none of English. */
export function isForeign(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter));
  if (latin.length * 2 < letters.length) {
    return true;
  }
  const found = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const count = (list: ReadonlySet<string>) => found.filter((word) => list.has(word)).length;
  return count(ENGLISH) === 0 && count(OTHERS) >= MIN_FOREIGN;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

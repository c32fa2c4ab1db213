/** Words of subjects that carriers prohibit or restrict. AWS names the subjects; the words are ours, chosen so that ordinary texts do not contain them. */

export interface Topic {
  readonly words: readonly string[];
  /** Words that count in these letters only, because in others they mean something else. */
  readonly exact?: readonly string[];
  /** A text with one of these means something else by its words. */
  readonly unless?: readonly string[];
}

/** A star stands for the rest of a word. */
export const TOPICS = {
  'gambling': { words: ['casino*', 'sports betting', 'online betting', 'sportsbook*', 'lottery', 'raffle*', 'slot machine*', 'sports picks', 'poker tournament*'] },
  'sweepstakes': { words: ['sweepstake*', 'giveaway*', 'prize draw*', 'enter to win'] },
  'high-risk-finance': {
    words: [
      'payday loan*', 'payday advance*', 'payday lend*', 'cash advance*', 'short-term loan*', 'student loan*', 'crypto', 'cryptocurrenc*', 'bitcoin*', 'stock trading alert*',
      'stock pick*', 'stock tip*', 'trading signal*', 'debt collect*', 'debt consolidat*', 'debt relief', 'debt reduction', 'debt settlement', 'credit repair',
    ],
  },
  'get-rich-quick': {
    words: ['work from home job*', 'work from home opportunit*', 'work-from-home job*', 'work-from-home opportunit*', 'multi-level marketing', 'mystery shop*', 'passive income', 'get rich'],
    exact: ['MLM'],
  },
  'illegal-substances': {
    words: ['cannabis', 'marijuana', 'kratom', 'dispensary', 'dispensaries', 'drug paraphernalia', 'fireworks sale*', 'fireworks store*', 'fireworks stand*'],
    exact: ['CBD', 'THC'],
  },
  'prescription-drugs': { words: ['ozempic', 'wegovy', 'mounjaro', 'zepbound', 'semaglutide', 'tirzepatide', 'glp-1'] },
  'lead-generation': {
    words: [
      'lead gen', 'lead generation', 'affiliate marketing', 'affiliate offer*', 'affiliate link*', 'partner offers', 'offers from our partners', 'offers from partners',
      'compare quotes from', 'matched with lenders',
    ],
  },
  'job-boards': { words: ['job board*', 'new jobs near you', 'recruiters will contact'] },
  'shaft': { words: ['sexual content', 'escort service*', 'adult dating', 'adult entertainment', 'vape', 'vapes', 'vaping', 'e-cig*', 'vape shop*'] },
  'age-restricted': {
    words: [
      'beer', 'beers', 'wine', 'wines', 'winery', 'liquor', 'vodka', 'whiskey', 'whisky', 'tequila', 'firearm*', 'handgun*', 'shotgun*', 'ammo', 'ammunition', 'gun shop*', 'gun store*',
      'cigar', 'cigars', 'cigarette*', 'tobacco',
    ],
    unless: ['wine bar*', 'wine list*', 'wine glass*', 'beer garden*', 'beer hall*', 'cigar lounge*', 'tobacco-free', 'wine country'],
  },
  'lending': {
    words: ['loan', 'loans', 'lender*', 'lending', 'mortgage*', 'refinanc*'],
    exact: ['NMLS'],
    unless: ['library', 'libraries', 'interlibrary', 'books', 'on loan', 'loan car*'],
  },
  'charity': {
    words: ['donate', 'donates', 'donated', 'donating', 'donation*', 'donor*', 'fundrais*', '501(c)(3)', '501c3'],
    unless: ['blood', 'plasma', 'organ', 'hair'],
  },
  'politics': {
    words: [
      'political campaign*', 'political action committee*', 'political part*', 'political donation*', 'campaign contribution*', 'election day', 'primary election*', 'general election*',
      'ballot measure*', 'ballot initiative*', 'candidate for mayor', 'candidate for governor', 'candidate for congress', 'candidate for senate', 'candidate for president',
    ],
  },
  'peer-to-peer': { words: ['peer-to-peer messag*', 'peer to peer messag*', 'person-to-person messag*', 'text my friends', 'message my friends', 'my friends and family', 'my personal use'] },
  'influencer': { words: ['influencer', 'my fans', 'my followers'] },
  'emergency': { words: ['emergency alert*', 'emergency notification system', 'evacuate', 'evacuation*'] },
  'machines': { words: ['server alert*', 'server monitoring', 'monitoring alert*', 'cron job*'] },
  'tests': {
    words: [
      'test message*', 'test sms', 'test text', 'test campaign*', 'test account*', 'this is a test', 'just a test', 'just testing', 'testing purposes',
      'demo account*', 'demo app', 'demo application*', 'demo message*', 'demo purposes', 'demonstration purposes', 'sandbox account*', 'sandbox environment*', 'proof of concept', 'staging environment*',
    ],
  },
} as const satisfies Record<string, Topic>;

export type TopicName = keyof typeof TOPICS;

type Pattern = readonly [word: string, pattern: RegExp];

const PATTERNS: ReadonlyMap<TopicName, { readonly words: readonly Pattern[]; readonly unless: readonly Pattern[] }> = new Map(
  Object.entries(TOPICS).map(([name, { words, exact = [], unless = [] }]: [string, Topic]) => [
    name as TopicName, { words: [...patternsOf(words), ...patternsOf(exact, '')], unless: patternsOf(unless) },
  ]),
);

/** The first word of a topic that a text has, as the list has it: the text itself is not quoted. */
export function wordOf(topic: TopicName, text: string): string | undefined {
  const { words, unless } = PATTERNS.get(topic)!;
  const isOther = unless.some(([, pattern]) => pattern.test(text));
  return isOther ? undefined : words.find(([, pattern]) => pattern.test(text))?.[0].replace(/\*$/, '…');
}

function patternsOf(words: readonly string[], flags = 'i'): Pattern[] {
  return words.map((word) => [word, patternOf(word, flags)] as const);
}

function patternOf(word: string, flags: string): RegExp {
  return new RegExp(`(?<![\\w-])${word.replace(/[()]/g, '\\$&').replace(/[ -]/g, '[\\s-]+').replace(/\*$/, '\\w*')}(?![\\w-])`, flags);
}

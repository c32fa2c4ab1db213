/** Lists of domains. AWS names the first few of the mail providers and shorteners, "and the like". */

/** Mail providers with one domain. */
export const FREE_MAIL = [
  'live.com', 'msn.com', 'icloud.com', 'me.com', 'mac.com', 'aol.com', 'proton.me', 'protonmail.com', 'pm.me', 'mail.com', 'zoho.com', 'zohomail.com', 'mail.ru',
  'fastmail.com', 'hey.com', 'tutanota.com', 'tuta.io', 'comcast.net', 'att.net', 'sbcglobal.net', 'bellsouth.net', 'verizon.net', 'cox.net', 'charter.net', 'earthlink.net',
  'qq.com', '163.com', '126.com', 'naver.com', 'web.de', 'orange.fr', 'free.fr',
];

/** Mail providers with a domain in many countries. */
export const FREE_MAIL_NAMES = ['gmail', 'googlemail', 'yahoo', 'ymail', 'rocketmail', 'outlook', 'hotmail', 'gmx', 'yandex'];

/** Mailboxes that many people read. */
export const ROLE_MAILBOXES = [
  'info', 'contact', 'hello', 'support', 'help', 'sales', 'admin', 'office', 'team', 'billing', 'noreply', 'no-reply', 'marketing', 'staff', 'all', 'webmaster', 'postmaster',
];

/** Shorteners, and hosts of links and profiles that no company has as its own domain. */
export const SHORTENERS = [
  'bit.ly', 'bitly.com', 'tinyurl.com', 't.co', 'goo.gl', 'g.co', 'ow.ly', 'is.gd', 'v.gd', 'buff.ly', 'rebrand.ly', 'cutt.ly', 'rb.gy', 'shorturl.at', 'tiny.cc', 't.ly', 's.id',
  'lnkd.in', 'bl.ink', 'soo.gd', 'adf.ly', 'clck.ru', 'dub.sh', 'trib.al', 'snip.ly', 'short.io', 'shorte.st', 'mcaf.ee', 'qr.ae', 'x.co', 'tr.im', 'urlz.fr', 'surl.li', 'chilp.it',
  'u.to', 'youtu.be', 'fb.me', 'wa.me', 'linktr.ee',
];

/** Where a profile is no website of a company. */
export const SOCIAL_NETWORKS = ['facebook.com', 'instagram.com', 'linkedin.com', 'twitter.com', 'x.com', 'tiktok.com', 'youtube.com', 'pinterest.com', 'threads.net'];

/** Second levels under which companies register in country domains: co.uk, com.au. */
export const SECOND_LEVELS = ['co', 'com', 'net', 'org', 'gov', 'edu', 'ac', 'or', 'ne', 'go', 'gob', 'gouv', 'nom', 'ltd', 'plc', 'me', 'sch', 'nhs', 'asn', 'id', 'gen'];

/** Hosts that give each of their users a subdomain. */
export const HOSTING_SUFFIXES = [
  'github.io', 'gitlab.io', 'herokuapp.com', 'myshopify.com', 'wixsite.com', 'wordpress.com', 'blogspot.com', 'squarespace.com', 'weebly.com', 'webflow.io', 'netlify.app', 'vercel.app',
  'web.app', 'firebaseapp.com', 'pages.dev', 'workers.dev', 'azurewebsites.net', 'cloudfront.net', 'amplifyapp.com',
];

/** The top-level domains by which an address without a scheme is known: others are likely to be the end of one sentence and the start of the next. */
export const KNOWN_TLDS = [
  'com', 'net', 'org', 'io', 'co', 'us', 'ca', 'uk', 'au', 'nz', 'de', 'fr', 'es', 'nl', 'ch', 'se', 'dk', 'fi', 'ie', 'pl', 'br', 'mx', 'jp', 'sg', 'gov', 'edu', 'mil', 'info', 'biz',
  'app', 'dev', 'ai', 'ly', 'tv', 'store', 'shop', 'online', 'site', 'tech', 'health', 'care', 'clinic', 'law', 'agency', 'club', 'link', 'page', 'xyz', 'example',
];

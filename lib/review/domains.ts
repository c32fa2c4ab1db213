/**
 * Hosts, and which of them belong together.
 *
 * The public suffix list would be exact, but it is 250 kB that every user's synth would load, for a comparison of the domains of one company.
 * The rule of thumb here knows country domains with a second level such as co.uk, and hosts that give their users a subdomain.
 */
import { FREE_MAIL, FREE_MAIL_NAMES, HOSTING_SUFFIXES, KNOWN_TLDS, SECOND_LEVELS, SHORTENERS } from './domain-lists';
import { EMAIL } from './patterns';

const LABELS = '(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+';
const URLS = new RegExp(`(?<![@\\w.-])(?:https?://[^\\s\\])>"'“”]+|${LABELS}(?:${KNOWN_TLDS.join('|')})(?![\\w@.-]*\\w)(?:[/?#][^\\s\\])>"'“”]*)?)`, 'gi');
const SHORT_URL = new RegExp(`(?:(?<![@\\w./-])|(?<=://))(?:www\\.)?(?:${SHORTENERS.map((host) => host.replace(/\./g, '\\.')).join('|')})(?![\\w-]|\\.\\w)`, 'i');

/** The URLs in a text, with or without a scheme. */
export function urlsIn(text: string): string[] {
  return (text.match(URLS) ?? []).map((url) => url.replace(/[.,;:!?]+$/, ''));
}

export function hasShortUrl(text: string): boolean {
  return SHORT_URL.test(text);
}

/** The domains of the e-mail addresses in a text. */
export function mailDomainsIn(text: string): string[] {
  return [...text.matchAll(new RegExp(EMAIL, 'gi'))].map(([, domain]) => domain!.toLowerCase());
}

/** A URL, even one without a scheme. */
export function parsed(url: string): URL | undefined {
  try {
    return new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `https://${url}`);
  } catch {
    return undefined;
  }
}

export function hostOf(url: string): string | undefined {
  return parsed(url.trim())?.hostname.replace(/\.$/, '').toLowerCase() || undefined;
}

/** The part of a host that somebody registered: example.co.uk of www.example.co.uk. */
export function registrableDomain(host: string): string {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const hosting = HOSTING_SUFFIXES.find((suffix) => host.endsWith(`.${suffix}`));
  if (hosting !== undefined) {
    return labels.slice(-(hosting.split('.').length + 1)).join('.');
  }
  const [second = '', top = ''] = labels.slice(-2);
  return labels.slice(top.length === 2 && SECOND_LEVELS.includes(second) ? -3 : -2).join('.');
}

/** The label that tells a domain from others: example of www.example.co.uk. */
export function labelOf(host: string): string {
  return registrableDomain(host).split('.')[0]!;
}

/** The label of a website, also with its hyphens as blanks. */
export function siteLabel(website: string): string[] | undefined {
  const host = hostOf(website);
  return host === undefined ? undefined : [labelOf(host).replace(/-/g, ' ')];
}

export function sameDomain(one: string, other: string): boolean {
  return registrableDomain(one) === registrableDomain(other);
}

/** Whether two hosts belong to one company, as far as their names tell: example.com and example.io do. */
export function sameCompany(one: string, other: string): boolean {
  return sameDomain(one, other) || labelOf(one) === labelOf(other);
}

export function isFreeMail(domain: string): boolean {
  return FREE_MAIL.includes(registrableDomain(domain)) || FREE_MAIL_NAMES.includes(labelOf(domain));
}

/** Whether a host is on the public internet: it has a domain, and is neither an address nor a name for private use. */
export function isPublicHost(host: string): boolean {
  return /^[a-z0-9.-]+\.[a-z][a-z0-9-]+$/.test(host) && !/\.(?:local|localhost|internal|test|invalid|lan|home|corp)$/.test(host);
}

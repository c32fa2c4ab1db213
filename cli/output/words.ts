import type { ReviewTime } from '../../lambda/decisions/review-times';

const DAY_MS = 24 * 3_600_000;

/** `up to 15 business days` */
export function reviewTimeText({ days, unit }: ReviewTime): string {
  return `up to ${days} ${unit ?? (days === 1 ? 'day' : 'days')}`;
}

export function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

export function wholeDays(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / DAY_MS));
}

/** A number that receives texts is known to everybody who gets them, but a log need not have it. */
export function maskedNumber(phoneNumber: string, showValues: boolean): string {
  return showValues ? phoneNumber : `…${phoneNumber.slice(-4)}`;
}

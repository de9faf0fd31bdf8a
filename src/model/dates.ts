/** Whether `text` is a day of the calendar, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const [year, month, day] = text.split("-").map(Number) as [number, number, number];
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}

const DAY = 86_400_000;

/** The day of an ISO date or time; `undefined` where the text begins with none. */
export function dayOf(text: string | undefined): string | undefined {
  const day = text?.slice(0, 10);
  return day !== undefined && isDate(day) ? day : undefined;
}

/** Whole days from one day to another; negative where `to` is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** The day so many days after another, at most in the year 9999. */
export function addDays(day: string, count: number): string {
  const time = Math.min(Date.parse(day) + count * DAY, Date.UTC(9999, 11, 31));
  return new Date(time).toISOString().slice(0, 10);
}

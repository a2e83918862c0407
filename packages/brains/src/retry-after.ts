/**
 * Retry-After   = HTTP-date / delay-seconds                                    (RFC 9110 §10.2.3)
 * delay-seconds = 1*DIGIT
 * HTTP-date     = day-name "," SP 2DIGIT SP month SP 4DIGIT SP 2DIGIT ":" 2DIGIT ":" 2DIGIT SP "GMT"   (the one current form)
 */
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const digits = (text: string): number | null => {
  if (text === "" || text.length > 9) return null;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x30 || unit > 0x39) return null;
  }
  return Number(text);
};

const httpDateMs = (text: string): number | null => {
  const [, day = "", month = "", year = "", time = "", zone = ""] = text.split(" ");
  const [hour = "", minute = "", second = ""] = time.split(":");
  const numbers = [year, day, hour, minute, second].map(digits);
  const [y, d, h, m, s] = numbers;
  const monthIndex = months.indexOf(month);
  if (text.length !== 29 || zone !== "GMT" || monthIndex === -1) return null;
  if (y == null || d == null || h == null || m == null || s == null) return null;
  return Date.UTC(y, monthIndex, d, h, m, s);
};

/** Milliseconds to wait from `nowMs`; null when the header says nothing that can be read. */
export const parseRetryAfter = (header: string, nowMs: number): number | null => {
  const seconds = digits(header.trim());
  if (seconds !== null) return seconds * 1_000;
  const dateMs = httpDateMs(header.trim());
  return dateMs === null ? null : Math.max(0, dateMs - nowMs);
};

/** The form of a POST to requests.json. @see http://wiki.open311.org/GeoReport_v2/#post-service-request */
import type { HotlineOrder } from "./parts.ts";
import { TEXT } from "./text.ts";

/** The standard's limit. */
const LONGEST_DESCRIPTION = 4_000;
const LONGEST_ADDRESS = 300;
const LONGEST_NAME = 60;
const LONGEST_PHONE = 40;
const LONGEST_URL = 2_000;
const LONGEST_ANSWER = 500;

/** `attribute[code]`, or `attribute[code][]` where several values may be chosen. */
const ATTRIBUTE = /^attribute\[([^[\]]{1,60})\](?:\[\])?$/;
const DEGREES = /^[+-]?\d{1,3}(?:\.\d{1,15})?$/;
/** Control characters but tab and line feed, and those that turn the direction of writing around. */
const UNSHOWABLE = /[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069]/gu;

export type ReadForm =
  | { readonly ok: true; readonly order: HotlineOrder }
  /** Every fault that was found. */
  | { readonly ok: false; readonly reasons: readonly string[] };

/** Reads an order. An empty value is one that was not given, as the standard wants it. */
export function readOrderForm(form: URLSearchParams): ReadForm {
  const reasons: string[] = [];
  const text = (field: string, most: number) => bounded(field, form.get(field), most, reasons);

  const serviceCode = text("service_code", LONGEST_NAME);
  if (serviceCode === undefined) reasons.push(TEXT.serviceCodeMissing);
  const address = text("address_string", LONGEST_ADDRESS);
  const position = readPosition(form, reasons);
  if (
    address === undefined &&
    position === undefined &&
    reasons.every((reason) => reason !== TEXT.positionWrong)
  )
    reasons.push(value(form.get("address_id")) === undefined ? TEXT.placeMissing : TEXT.addressIdUnknown);
  const mediaUrl = text("media_url", LONGEST_URL);
  if (mediaUrl !== undefined && !isWebAddress(mediaUrl)) reasons.push(TEXT.mediaWrong);
  const given = {
    address,
    position,
    description: text("description", LONGEST_DESCRIPTION),
    firstName: text("first_name", LONGEST_NAME),
    lastName: text("last_name", LONGEST_NAME),
    phone: text("phone", LONGEST_PHONE),
    mediaUrl,
  };
  const answers = readAnswers(form, reasons);

  if (serviceCode === undefined || reasons.length > 0) return { ok: false, reasons };
  return { ok: true, order: { serviceCode, ...withoutMissing(given), answers } };
}

function readAnswers(form: URLSearchParams, reasons: string[]): Record<string, string[]> {
  // Without a prototype: the codes come from outside.
  const answers: Record<string, string[]> = Object.create(null);
  for (const [field, written] of form) {
    const code = ATTRIBUTE.exec(field)?.[1];
    if (code === undefined) continue;
    const answer = bounded(field, written, LONGEST_ANSWER, reasons);
    if (answer === undefined) continue;
    const known = answers[code];
    if (known === undefined) answers[code] = [answer];
    else known.push(answer);
  }
  return answers;
}

function readPosition(form: URLSearchParams, reasons: string[]): HotlineOrder["position"] {
  const [lat, long] = [value(form.get("lat")), value(form.get("long"))];
  if (lat === undefined && long === undefined) return undefined;
  if (DEGREES.test(lat ?? "") && DEGREES.test(long ?? "")) {
    const position = { lat: Number(lat), long: Number(long) };
    if (Math.abs(position.lat) <= 90 && Math.abs(position.long) <= 180) return position;
  }
  reasons.push(TEXT.positionWrong);
  return undefined;
}

function bounded(field: string, written: string | null, most: number, reasons: string[]): string | undefined {
  const text = value(written);
  if (text === undefined || [...text].length <= most) return text;
  reasons.push(TEXT.tooLong(field, most));
  return undefined;
}

function value(written: string | null): string | undefined {
  const text = written?.replace(/\r\n?/g, "\n").replace(UNSHOWABLE, "").trim();
  return text === "" ? undefined : text;
}

function isWebAddress(written: string): boolean {
  return /^https?:\/\//i.test(written) && URL.canParse(written);
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutMissing<T extends Record<string, unknown>>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, one]) => one !== undefined)) as Given<T>;
}

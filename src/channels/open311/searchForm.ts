/** The parameters of GET requests.json. @see http://wiki.open311.org/GeoReport_v2/#get-service-requests */
import { Temporal } from "temporal-polyfill";
import type { HotlineFilter } from "./parts.ts";
import { TEXT } from "./text.ts";

/** "A span of 90 days or first 1000 requests returned, whichever is smallest." */
const LONGEST_SPAN_DAYS = 90;
const MOST_RETURNED = 1_000;
const SPAN_MS = LONGEST_SPAN_DAYS * 24 * 60 * 60 * 1000;

/** W3C's date and time, its zone included as the standard demands. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

export type Search =
  | { readonly kind: "numbers"; readonly numbers: readonly string[] }
  | { readonly kind: "filter"; readonly filter: HotlineFilter }
  | { readonly kind: "faulty"; readonly reasons: readonly string[] };

/**
 * Reads what is searched for. `service_request_id` overrides everything else. Without dates, the last 90 days; with one
 * of them, the 90 days from it or before it.
 * @param now Unix ms
 */
export function readSearch(query: URLSearchParams, now: number): Search {
  const numbers = list(query, "service_request_id");
  if (numbers.length > MOST_RETURNED) return { kind: "faulty", reasons: [TEXT.tooManyIds(MOST_RETURNED)] };
  if (numbers.length > 0) return { kind: "numbers", numbers };

  const reasons: string[] = [];
  const span = readSpan(query, now, reasons);
  const statuses = list(query, "status");
  if (statuses.some((status) => status !== "open" && status !== "closed")) reasons.push(TEXT.statusWrong);
  if (reasons.length > 0) return { kind: "faulty", reasons };

  const serviceCodes = list(query, "service_code");
  const filter: HotlineFilter = {
    ...span,
    ...(serviceCodes.length === 0 ? {} : { serviceCodes }),
    ...(statuses.length === 1 ? { open: statuses[0] === "open" } : {}),
    limit: MOST_RETURNED,
  };
  return { kind: "filter", filter };
}

function readSpan(query: URLSearchParams, now: number, reasons: string[]): { from: number; to: number } {
  const start = moment(query, "start_date", reasons);
  const end = moment(query, "end_date", reasons);
  if (start !== undefined && end !== undefined) {
    if (start > end) reasons.push(TEXT.datesReversed);
    else if (end - start > SPAN_MS) reasons.push(TEXT.spanTooLong(LONGEST_SPAN_DAYS));
    return { from: start, to: end };
  }
  if (start !== undefined) return { from: start, to: start + SPAN_MS };
  const to = end ?? now;
  return { from: to - SPAN_MS, to };
}

/** Unix ms; undefined when it was not given or is none. */
function moment(query: URLSearchParams, field: string, reasons: string[]): number | undefined {
  // A plus sign that was not encoded arrives as a space.
  const written =
    query
      .get(field)
      ?.trim()
      .replace(/ (?=\d{2}:\d{2}$)/, "+") ?? "";
  if (written === "") return undefined;
  try {
    if (MOMENT.test(written)) return Temporal.Instant.from(written).epochMilliseconds;
  } catch (error) {
    // No such day or time of day.
    if (!(error instanceof RangeError)) throw error;
  }
  reasons.push(TEXT.dateWrong(field));
  return undefined;
}

/** The values of a field that may be comma-delimited or given several times, each once. */
function list(query: URLSearchParams, field: string): string[] {
  const values = query.getAll(field).flatMap((written) => written.split(","));
  return [...new Set(values.map((one) => one.trim()).filter((one) => one !== ""))];
}

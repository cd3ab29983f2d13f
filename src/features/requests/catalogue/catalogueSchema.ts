/** The shape of `data/services.yaml`. What is checked between several items is in catalogue.ts. */
import { z } from "zod";
import { CATALOGUE_TEXT as TEXT } from "./catalogueText.ts";

/** The five kinds of service. */
export const KINDS = ["医疗", "安全", "温情", "生活", "法律"] as const;
/** Who is cared for, as members are filed. */
export const CATEGORIES = ["离休", "退休", "国企退休"] as const;
/** The nine districts and counties of 株洲. */
export const DISTRICTS = [
  "天元区",
  "芦淞区",
  "荷塘区",
  "石峰区",
  "渌口区",
  "醴陵市",
  "攸县",
  "茶陵县",
  "炎陵县",
] as const;
const WEEKDAYS = "一二三四五六日";
const GAP = "…";

/** What an order costs. Amounts are in yuan. */
export type Price =
  | { readonly kind: "free" }
  | { readonly kind: "voucher"; readonly voucher: "serviceVoucher" | "careCard"; readonly yuan: number }
  | { readonly kind: "paid"; readonly note: string };

/** A stretch of one weekday in which a service is given. `weekday` is 1 for Monday up to 7, times are `HH:MM`. */
export interface ServiceHours {
  readonly weekday: number;
  readonly from: string;
  readonly to: string;
}

/** When a service is given: when the office is open, at any time, or by the week. */
export type Hours =
  | { readonly kind: "office" }
  | { readonly kind: "always" }
  | { readonly kind: "week"; readonly spans: readonly ServiceHours[] };

const words = (most: number) => z.string().trim().min(1).max(most);
const minutes = z.int().min(0).max(60_000);

const price = z
  .union(
    [
      z.literal("free"),
      z.strictObject({
        voucher: z.enum(["serviceVoucher", "careCard"]),
        yuan: z
          .number({ error: TEXT.price })
          .positive({ error: TEXT.price })
          .max(100_000)
          .refine((yuan) => Number.isInteger(Math.round(yuan * 1e6) / 1e4), { error: TEXT.price }),
      }),
      z.strictObject({ paid: words(60) }),
    ],
    { error: TEXT.price },
  )
  .transform((written): Price => {
    if (written === "free") return { kind: "free" };
    if ("paid" in written) return { kind: "paid", note: written.paid };
    return { kind: "voucher", ...written };
  });

const time = z.string({ error: TEXT.time }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: TEXT.time });

/** 每天; 周一至周五; 周二、周四. Undefined when it is none of them. */
function readDays(text: string): number[] | undefined {
  if (text === "每天") return [1, 2, 3, 4, 5, 6, 7];
  const days = new Set<number>();
  for (const part of text.split(/[、,，]/)) {
    const match = /^周([一二三四五六日])(?:[至到]周([一二三四五六日]))?$/.exec(part.trim());
    if (match === null) return undefined;
    const first = WEEKDAYS.indexOf(match[1]!) + 1;
    const last = WEEKDAYS.indexOf(match[2] ?? match[1]!) + 1;
    if (last < first) return undefined;
    for (let day = first; day <= last; day++) days.add(day);
  }
  return [...days].sort((a, b) => a - b);
}

const span = z
  .strictObject({
    days: z.string().refine((days) => readDays(days) !== undefined, { error: TEXT.days }),
    from: time,
    to: time,
  })
  .refine(({ from, to }) => from < to, { error: TEXT.timeOrder })
  .transform(({ days, from, to }) => (readDays(days) ?? []).map((weekday) => ({ weekday, from, to })));

const hours = z
  .preprocess(
    // A list has its own faults (a day, a time), which a union would hide.
    (written) => (typeof written === "string" ? { word: written } : { spans: written }),
    z.object({
      word: z.enum(["office", "always"], { error: TEXT.hours }).optional(),
      spans: z.array(span, { error: TEXT.hours }).min(1, { error: TEXT.hours }).optional(),
    }),
  )
  .transform(
    ({ word, spans }): Hours =>
      word === undefined ? { kind: "week", spans: (spans ?? []).flat() } : { kind: word },
  );

const question = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-zA-Z0-9]*$/, { error: TEXT.id }),
    ask: words(40),
    kind: z.enum(["text", "choice", "yesNo"]),
    choices: z.array(words(12)).optional(),
    optional: z.boolean().default(false),
  })
  .refine(
    ({ kind, choices }) =>
      kind === "choice"
        ? choices !== undefined &&
          choices.length >= 2 &&
          choices.length <= 6 &&
          new Set(choices).size === choices.length
        : choices === undefined,
    { error: TEXT.choices, path: ["choices"] },
  );

const saying = z.string({ error: TEXT.saying }).refine(
  (text) => {
    const parts = text.split(GAP);
    const length = parts.join("").length;
    return length >= 2 && length <= 16 && parts.every((part) => part.trim() !== "");
  },
  { error: TEXT.saying },
);

const promise = z
  .strictObject({ acceptMinutes: minutes.min(1), arriveMinutes: minutes.optional(), finishMinutes: minutes })
  .refine(
    ({ acceptMinutes, arriveMinutes = acceptMinutes, finishMinutes }) =>
      acceptMinutes <= arriveMinutes && arriveMinutes <= finishMinutes,
    { error: TEXT.promise },
  );

const item = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: TEXT.id }),
    name: words(20),
    kind: z.enum(KINDS),
    summary: words(60),
    says: z.array(saying).min(8).max(40),
    for: z
      .strictObject({
        categories: z.array(z.enum(CATEGORIES)).min(1).optional(),
        districts: z.array(z.enum(DISTRICTS)).min(1).optional(),
      })
      .default({}),
    price,
    hours,
    leadMinutes: minutes,
    promise,
    time: z.enum(["none", "day", "span"]),
    place: z.enum(["home", "other", "none"]),
    questions: z.array(question).max(3),
    photo: z.enum(["optional", "helpful", "none"]),
    dispatch: z.enum(["liaison", "provider", "desk"]),
  })
  .refine(({ place, promise: promised }) => place !== "none" || promised.arriveMinutes === undefined, {
    error: TEXT.arriveWithoutPlace,
    path: ["promise"],
  });

/** The whole file. */
export const catalogueSchema = z.strictObject({
  sample: z.boolean().default(false),
  note: words(200).optional(),
  items: z.array(item).min(1),
});

/** A service that may be ordered, as data/services.yaml explains its fields. Durations are in minutes of work. */
export type ServiceItem = z.output<typeof item>;

/** A question asked while ordering. */
export type ItemQuestion = ServiceItem["questions"][number];

/**
 * The bureau's side of the exchange with the city hotline. The channel translates it into Open311; its port is met here
 * by shape, since a feature knows no channel.
 */
import { createHmac, hkdfSync } from "node:crypto";
import type { Store } from "../../../store/index.ts";
import { type Actor, type Audit, createLookupHash, sayMoment } from "../../members/index.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ServiceItem } from "../catalogue/catalogueSchema.ts";
import type { OrderDetail, OrderDraft, RequestStatus, Requests } from "../types.ts";
import { districtIn, readPlace } from "../words/placeWords.ts";
import type { ApiKeys } from "./apiKeys.ts";
import {
  membersWithPhone,
  type SharedOrder,
  sharedOrders,
  sharedOrdersNumbered,
} from "./open311Face.repo.ts";
import { questionsFor, readAnswers } from "./open311FaceQuestions.ts";
import { EXCHANGE_TEXT } from "./open311FaceText.ts";

/** What the face is built from. */
export interface Open311FaceParts {
  readonly requests: Pick<Requests, "submit">;
  readonly apiKeys: Pick<ApiKeys, "holderOf">;
  readonly store: Store;
  readonly audit: Pick<Audit, "record" | "of">;
  readonly catalogue: { current(): Catalogue };
  /** 32 bytes, the service's key. */
  readonly key: Buffer;
  /** A phone number's normal form, as members keep it. */
  readonly readPhone: (
    written: string,
  ) => { readonly ok: true; readonly phone: string } | { readonly ok: false };
  /** Unix ms. */
  readonly clock: () => number;
  readonly timeZone: string;
}

/** An order as the channel hands it in: trimmed texts of bounded length. */
export interface HotlineOrder {
  readonly serviceCode: string;
  readonly address?: string;
  readonly position?: { readonly lat: number; readonly long: number };
  readonly description?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly phone?: string;
  readonly mediaUrl?: string;
  readonly answers: Readonly<Record<string, readonly string[]>>;
}

export type HotlineSubmitted =
  | { readonly ok: true; readonly number: string; readonly notice: string }
  | { readonly ok: false; readonly fault: "noSuchService" }
  | { readonly ok: false; readonly fault: "refused"; readonly reasons: readonly string[] };

interface KeyHolder {
  readonly keyId: number;
}

/** How long the same order by the same system is one order. */
const REPETITION_MS = 10 * 60_000;
/** More than a family has. */
const MOST_BY_PHONE = 50;
const SYSTEM: Actor = { kind: "system", name: "open311" };

const OPEN = ["submitted", "accepted", "dispatched", "onTheWay"] as const satisfies readonly RequestStatus[];
const CLOSED = ["done", "rated", "declined", "cancelled"] as const satisfies readonly RequestStatus[];

/** The face over the orders. */
export function createOpen311Face(parts: Open311FaceParts) {
  const { requests, apiKeys, store, audit, catalogue, clock, timeZone } = parts;
  const lookupHash = createLookupHash(parts.key);
  const digestKey = Buffer.from(
    hkdfSync("sha256", parts.key, Buffer.alloc(0), "jinqiu/requests/open311/v1", 32),
  );
  const changesetOf = createChangeset(clock);

  /** Under what the audit log keeps a submission. Keyed: nobody can try out whose order it was. */
  const subjectOf = ({ keyId }: KeyHolder, { answers, ...order }: HotlineOrder): string => {
    const body = JSON.stringify([keyId, sorted(order), sorted(answers)]);
    return `open311:${createHmac("sha256", digestKey).update(body, "utf8").digest("hex")}`;
  };

  /** What the same submission came to within the last ten minutes. */
  const repeated = (subject: string): Extract<HotlineSubmitted, { ok: true }> | undefined => {
    const [last] = audit.of(subject, 1);
    if (last === undefined || clock() - last.at >= REPETITION_MS) return undefined;
    const { number, callBack, acceptBy } = last.detail as {
      number: string;
      callBack: boolean;
      acceptBy: number;
    };
    return { ok: true, number, notice: noticeOf({ callBack, acceptBy }) };
  };

  const noticeOf = ({ callBack, acceptBy }: { callBack: boolean; acceptBy: number }): string =>
    EXCHANGE_TEXT[callBack ? "callBack" : "received"](sayMoment(acceptBy, timeZone));

  /** The one member with that phone and that name; undefined when there is none, or more than one. */
  const memberOf = ({ keyId }: KeyHolder, order: HotlineOrder, phone: string | undefined) => {
    const names = possibleNames(order);
    if (phone === undefined || names.size === 0) return undefined;
    const found = membersWithPhone(store.records, lookupHash("phone", phone), MOST_BY_PHONE).filter(
      ({ name }) => names.has(withoutSpaces(name)),
    );
    const [only] = found.length === 1 ? found : [];
    // A look-up that finds nobody is kept too: many of them are somebody trying numbers out.
    const subject = `member:${only?.id ?? "none"}`;
    audit.record(SYSTEM, "member.find", subject, { by: "phone and name", keyId });
    return only?.id;
  };

  return {
    holderOf: (apiKey: string) => apiKeys.holderOf(apiKey),

    catalogue() {
      const { items, version, sample } = catalogue.current();
      return { services: items.map(serviceOf), changeset: changesetOf(version), sample };
    },

    questionsOf(serviceCode: string) {
      const item = catalogue.current().byId.get(serviceCode);
      return item && questionsFor(item);
    },

    submit: (holder: KeyHolder, order: HotlineOrder): HotlineSubmitted =>
      store.transaction(() => {
        const subject = subjectOf(holder, order);
        const earlier = repeated(subject);
        if (earlier !== undefined) return earlier;
        const item = catalogue.current().byId.get(order.serviceCode);
        if (item === undefined) return { ok: false, fault: "noSuchService" };
        const read = readAnswers(item, order.answers);
        if (!read.ok) return { ok: false, fault: "refused", reasons: read.reasons };

        const phone = order.phone === undefined ? undefined : normalPhone(parts, order.phone);
        const memberId = memberOf(holder, order, phone);
        const district = order.address === undefined ? undefined : districtOf(order.address);
        const draft: OrderDraft = {
          itemId: item.id,
          source: "open311",
          detail: detailOf(order, read.answers, phone),
          ...(memberId === undefined ? {} : { memberId }),
          ...(district === undefined ? {} : { district }),
          ...(read.wanted === undefined ? {} : { wanted: read.wanted }),
          ...(read.again ? { duplicateKnown: true } : {}),
          // A voice on the telephone does not spend anyone's vouchers: staff settle that with the person.
          useVoucher: false,
        };
        const done = requests.submit(memberId === undefined ? { kind: "stranger" } : SYSTEM, draft);
        if (!done.ok) {
          const { code, words } = done.refusal;
          const reasons = [code === "duplicate" ? EXCHANGE_TEXT.again(words) : words];
          return { ok: false, fault: "refused", reasons };
        }
        const { id, number, callBack, acceptBy } = done.request;
        const detail = { keyId: holder.keyId, requestId: id, number, callBack, acceptBy };
        audit.record(SYSTEM, "requests.open311", subject, detail);
        return { ok: true, number, notice: noticeOf({ callBack, acceptBy }) };
      }),

    list({
      serviceCodes,
      open,
      ...filter
    }: {
      from: number;
      to: number;
      serviceCodes?: readonly string[];
      open?: boolean;
      limit: number;
    }) {
      const statuses = open === undefined ? undefined : open ? OPEN : CLOSED;
      return sharedOrders(store.records, { ...filter, itemIds: serviceCodes, statuses }).map(recordOf);
    },

    byNumbers(numbers: readonly string[]) {
      const found = new Map(
        sharedOrdersNumbered(store.records, numbers).map((order) => [order.number, order]),
      );
      return numbers.flatMap((number) => {
        const order = found.get(number);
        return order === undefined ? [] : [recordOf(order)];
      });
    },
  };

  function recordOf(order: SharedOrder) {
    const isOpen = OPEN.some((status) => status === order.status);
    const { district } = order;
    return {
      number: order.number,
      open: isOpen,
      stage: EXCHANGE_TEXT.stages[order.status],
      serviceCode: order.itemId,
      serviceName: catalogue.current().byId.get(order.itemId)?.name ?? order.itemId,
      notice: isOpen ? EXCHANGE_TEXT.expected(sayMoment(order.finishBy, timeZone)) : EXCHANGE_TEXT.closed,
      requestedAt: order.submittedAt,
      // "For requests with status=closed, this will be the date the request was closed."
      updatedAt: isOpen ? order.changedAt : (order.closedAt ?? order.doneAt ?? order.changedAt),
      expectedAt: order.finishBy,
      ...(district === null ? {} : { district }),
    };
  }
}

/** See {@link createOpen311Face}. */
export type Open311Face = ReturnType<typeof createOpen311Face>;

function serviceOf(item: ServiceItem) {
  const { id, name, summary, kind, says } = item;
  return {
    code: id,
    name,
    description: summary,
    group: kind,
    // A saying with a gap is a pattern, no keyword.
    keywords: says.filter((saying) => !saying.includes("…")),
    asks: questionsFor(item).length > 0,
  };
}

/**
 * The service discovery's mark of change, which has to be sortable: when we first saw this catalogue. After a restart it
 * is newer without a change, which costs a client one reading.
 */
function createChangeset(clock: () => number): (version: string) => string {
  let seen: { version: string; mark: string } | undefined;
  return (version) => {
    if (seen?.version !== version) seen = { version, mark: new Date(clock()).toISOString() };
    return seen.mark;
  };
}

function detailOf(
  order: HotlineOrder,
  answers: Readonly<Record<string, string>>,
  phone: string | undefined,
): OrderDetail {
  const { address, position, description, mediaUrl } = order;
  const place = [
    ...(address === undefined ? [] : [address]),
    ...(position === undefined ? [] : [EXCHANGE_TEXT.position(position.lat, position.long)]),
  ];
  const words = [
    ...(description === undefined ? [] : [description]),
    ...(mediaUrl === undefined ? [] : [EXCHANGE_TEXT.media(mediaUrl)]),
  ];
  const number = phone ?? order.phone;
  return {
    contactName: nameOf(order) ?? EXCHANGE_TEXT.unnamed,
    ...(number === undefined ? {} : { phone: number }),
    address: place.join("；"),
    needs: [],
    answers,
    words: words.join("\n"),
  };
}

function normalPhone({ readPhone }: Open311FaceParts, written: string): string | undefined {
  const read = readPhone(written);
  return read.ok ? read.phone : undefined;
}

/** The district of an address; a place outside them by its own name, which the order is then refused for. */
function districtOf(address: string): string | undefined {
  const place = readPlace(address);
  return place.kind === "outside" ? place.place : districtIn(address);
}

/** Family name first, without a space where it is Chinese. */
function nameOf({ firstName, lastName }: HotlineOrder): string | undefined {
  if (firstName === undefined || lastName === undefined) return firstName ?? lastName;
  const spaced = /^[\p{Script=Han}\s]+$/u.test(lastName + firstName) ? "" : " ";
  return `${lastName}${spaced}${firstName}`;
}

/** The order of the standard's two fields is not everyone's; some write the whole name into one. */
function possibleNames({ firstName = "", lastName = "" }: HotlineOrder): Set<string> {
  const whole = [`${lastName}${firstName}`, `${firstName}${lastName}`].map(withoutSpaces);
  return new Set(whole.filter((name) => name !== ""));
}

function withoutSpaces(name: string): string {
  return name.normalize("NFKC").replace(/\s+/g, "");
}

function sorted(values: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

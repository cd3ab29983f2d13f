/** The exchange over a bureau in memory, and an order that passes, for tests. */

import { createRequests } from "../life/requests.ts";
import { createApiKeys } from "./apiKeys.ts";
import { catalogue, KEY, OPERATOR, officeHours, setUpOrders, ZONE } from "./figures.fixture.ts";
import { createOpen311Face, type HotlineOrder } from "./open311Face.ts";

/** A service at home, by time, that anyone may order. */
export const ITEM = catalogue.items.find(
  ({ place, time, for: who, questions }) =>
    place === "home" &&
    time !== "none" &&
    who.categories === undefined &&
    who.districts === undefined &&
    questions.some(({ kind, optional }) => kind !== "text" && !optional),
)!;
export const PHONE = "13800001234";
export const HOLDER = { keyId: 1 };

/** An answer that passes, for each of the item's questions. */
export const ANSWERS: Record<string, readonly string[]> = Object.fromEntries(
  ITEM.questions.map(({ id, kind, choices }) => [
    id,
    [kind === "yesNo" ? "yes" : kind === "choice" ? choices![0]! : "厨房"],
  ]),
);
export const ORDER: HotlineOrder = {
  serviceCode: ITEM.id,
  address: "天元区泰山路1号3栋",
  description: "来电反映的事情",
  firstName: "大明",
  lastName: "王",
  phone: "138 0000 1234",
  answers: ANSWERS,
};

/** The face over real orders and members. */
export function setUp() {
  const bureau = setUpOrders();
  const { store, box, members, clock, set } = bureau;
  const requests = createRequests({
    store,
    box,
    clock,
    timeZone: ZONE,
    members,
    catalogue: { current: () => catalogue },
    officeHours,
    pushes: { send: () => ({ kind: "queued", accounts: 0 }) as never },
    toAccount: () => undefined,
    tellStaff: () => undefined,
    followUp: () => undefined,
    mayCarryPersonal: () => true,
  });
  const apiKeys = createApiKeys({ store, key: KEY, audit: members.audit, clock });
  const face = createOpen311Face({
    requests,
    apiKeys,
    store,
    audit: members.audit,
    catalogue: { current: () => catalogue },
    key: KEY,
    readPhone: (written) => {
      const phone = written.replaceAll(" ", "");
      return /^1\d{10}$/.test(phone) ? { ok: true, phone } : { ok: false };
    },
    clock,
    timeZone: ZONE,
  });
  const submitted = (order: HotlineOrder = ORDER, holder = HOLDER) => {
    const done = face.submit(holder, order);
    if (!done.ok) throw new Error(JSON.stringify(done));
    return done;
  };
  return {
    ...bureau,
    requests,
    apiKeys,
    face,
    submitted,
    pass: (ms: number) => set(clock() + ms),
    member: (name: string, phone = PHONE) =>
      members.add(OPERATOR, {
        name,
        category: "退休",
        phone,
        district: "天元区",
        address: "天元区泰山路1号",
      }),
    reasons: (change: Partial<HotlineOrder>) => {
      const done = face.submit(HOLDER, { ...ORDER, ...change });
      return done.ok || done.fault !== "refused" ? [] : done.reasons;
    },
  };
}

/** The bureau's side of the exchange, for tests: one service, orders as they are put in, a clock that is set. */
import type { Hotline, HotlineFilter, HotlineOrder, HotlineRecord, KeyHolder, Submitted } from "./parts.ts";

export const KEY = "jq_right";
export const OTHER_KEY = "jq_other";
/** 2026-11-23, 10:00 in Shanghai. */
export const NOW = Date.UTC(2026, 10, 23, 2);

const HOLDERS: Readonly<Record<string, KeyHolder>> = {
  [KEY]: { keyId: 1, name: "市12345热线" },
  [OTHER_KEY]: { keyId: 2, name: "另一个系统" },
};

export function fakeHotline() {
  const orders: { readonly holder: KeyHolder; readonly order: HotlineOrder }[] = [];
  const searches: HotlineFilter[] = [];
  const records: HotlineRecord[] = [];
  let answer: Submitted = { ok: true, number: "20261123-0001", notice: "已收到。" };
  const hotline: Hotline = {
    holderOf: (apiKey) => (Object.hasOwn(HOLDERS, apiKey) ? HOLDERS[apiKey] : undefined),
    catalogue: () => ({
      services: [
        {
          code: "plumbing",
          name: "水电维修",
          description: "水管、电路坏了，上门修。",
          group: "生活",
          keywords: ["修水管", "修电"],
          asks: true,
        },
        {
          code: "visit",
          name: "探望陪聊",
          description: "有人上门陪您说话。",
          group: "温情",
          keywords: [],
          asks: false,
        },
      ],
      changeset: "2026-11-23T02:00:00.000Z",
      sample: true,
    }),
    questionsOf: (code) => {
      if (code === "visit") return [];
      if (code !== "plumbing") return undefined;
      return [
        { code: "what", ask: "哪里坏了？", kind: "text", required: true },
        {
          code: "water",
          ask: "总闸能关上吗？",
          kind: "choice",
          required: false,
          choices: [
            { key: "yes", name: "是" },
            { key: "no", name: "否" },
          ],
        },
        { code: "wanted_from", ask: "几时来？", kind: "moment", required: false, hint: "带时区" },
      ];
    },
    submit: (holder, order) => {
      orders.push({ holder, order });
      return answer;
    },
    list: (filter) => {
      searches.push(filter);
      return records.slice(0, filter.limit);
    },
    byNumbers: (numbers) => numbers.flatMap((number) => records.filter((record) => record.number === number)),
  };
  return {
    hotline,
    orders,
    searches,
    records,
    answerWith(next: Submitted): void {
      answer = next;
    },
  };
}

/** An open order as the hotline may see it. */
export function record(number: string, more: Partial<HotlineRecord> = {}): HotlineRecord {
  return {
    number,
    open: true,
    stage: "已收到，等待受理",
    serviceCode: "plumbing",
    serviceName: "水电维修",
    notice: "预计2026年11月24日 10:00前办完。",
    requestedAt: NOW,
    updatedAt: NOW + 60_000,
    expectedAt: NOW + 24 * 3_600_000,
    district: "天元区",
    ...more,
  };
}

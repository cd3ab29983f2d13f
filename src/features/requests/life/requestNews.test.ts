import { describe, expect, it } from "vitest";
import { comrade } from "../text.ts";
import { at, DAY_MS, OPERATOR, ordered, setUpRequests } from "./requests.fixture.ts";

describe("names in messages", () => {
  it("names who comes by surname", () => {
    expect(comrade("王小明")).toBe("王同志");
    expect(comrade("欧阳锋")).toBe("欧阳同志");
  });
});

describe("who is told", () => {
  it("has a member called who did not read who is coming", () => {
    const { requests, member, order, staff, pushes, told, store, calls, setClock } = setUpRequests();
    order(member("m"), { channel: "telegram", chatId: "m" });
    requests.act(OPERATOR, 1, { do: "dispatch", staffId: staff("w", "李工", "liaison") });
    expect(told("m")).toHaveLength(2);
    expect(pushes.callOverdue()).toBe(0);
    setClock(at(23, 11, 1));
    expect(store.transaction(() => pushes.callOverdue())).toBe(1);
    expect(calls()[0]!.aloud).toContain("由李同志来办");
  });

  it("calls nobody for steps that can wait, where no account reaches the member", () => {
    const { requests, member, order, staff, calls } = setUpRequests();
    order(member(), { by: OPERATOR, source: "staff" });
    requests.act(OPERATOR, 1, { do: "accept" });
    expect(calls()).toEqual([]);
    requests.act(OPERATOR, 1, { do: "dispatch", staffId: staff("w", "李工", "liaison") });
    expect(calls()).toHaveLength(1);
  });

  it("tells a proxy by the member's push where they did not order themself, and tells them once", () => {
    const { requests, member, proxy, order, told } = setUpRequests();
    const id = member();
    proxy(id, "p");
    order(id, { by: OPERATOR, source: "staff" });
    requests.act(OPERATOR, 1, { do: "accept" });
    expect(told("p").map(({ text }) => text.includes("王大明"))).toEqual([true, true]);
  });

  it("keeps free words of the person from the messenger, and shows them where they may be shown", () => {
    const { requests, member, members, order, staff, told } = setUpRequests();
    const id = member("m");
    const worker = staff("w", "李工", "liaison");
    const { id: invitation } = members.invite(OPERATOR, { staffId: worker });
    members.bind({ channel: "web", accountId: "w" }, invitation, { name: "李工", lastFour: "0002" }, "v1");
    order(id);
    requests.act(OPERATOR, 1, { do: "dispatch", staffId: worker });
    ordered(requests.act({ kind: "member", memberId: id }, 1, { do: "cancel", reason: "我住院了" }));
    expect(told("w").at(-1)!.text).not.toContain("住院");
    expect(told("w", "web").at(-1)!.text).toContain("对方说：我住院了");
  });

  it("answers the ordering chat at night, and lets the rest wait for the morning's lane", () => {
    const { member, order, told, setClock, requests } = setUpRequests();
    setClock(at(23, 22) + DAY_MS);
    order(member("m"), { channel: "telegram", chatId: "m" });
    requests.act(OPERATOR, 1, { do: "accept" });
    expect(told("m").map(({ lane }) => lane)).toEqual(["reply", "push"]);
  });
});

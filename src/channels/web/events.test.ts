import { describe, expect, it } from "vitest";
import { paragraph, type Reply } from "../../dialogue/message.ts";
import { fakeConversation } from "./fakeConversation.ts";
import { OWN_PAGE, readUntil, visitor } from "./fakeVisitor.ts";

const say = (words: string): Reply => ({ blocks: [paragraph(words)], choices: [] });

describe("the stream of events", () => {
  it("brings what was said after the last id seen, the header before the address, and not more", async () => {
    const fake = fakeConversation();
    fake.answerWith(({ text }) => say(`答${text}`));
    const person = visitor(fake);
    await person.get("/");
    await person.post({ text: "甲" });
    await person.post({ text: "乙" });
    const utterances = await fake.parts.history(fake.received[0]!.chatId, 10);
    const all = await readUntil(await person.get("/events"), "event: waiting");
    expect(all.match(/event: said/g)).toHaveLength(4);
    expect(all).toContain("retry: 3000");
    const response = await person.get(`/events?after=${utterances[0]!.id}`, {
      "last-event-id": utterances[2]!.id,
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const rest = await readUntil(response, "event: waiting");
    expect(rest.match(/event: said/g)).toHaveLength(1);
    expect(rest).toContain(`id: ${utterances[3]!.id}`);
    expect(rest).toContain("答乙");
  });

  it("brings what is said while it is open, escaped, and lets go when the browser leaves", async () => {
    const fake = fakeConversation();
    const person = visitor(fake);
    await person.get("/");
    const seen = readUntil(await person.get("/events"), "答好");
    await person.post({ text: "<b>问" }, { ...OWN_PAGE, accept: "application/json" });
    fake.answer(say("答好"));
    const events = await seen;
    expect(events.match(/event: said/g)).toHaveLength(2);
    expect(events).toContain("&lt;b&gt;问");
    await expect.poll(() => fake.listeners()).toBe(0);
  });

  it("brings what was changed, in its place: while it is open, and once more to whoever comes back", async () => {
    const fake = fakeConversation();
    fake.answerWith(() => say("三点开会"));
    const person = visitor(fake);
    await person.get("/");
    await person.post({ text: "几点" });
    const [, answer] = await fake.parts.history(fake.received[0]!.chatId, 10);
    const open = readUntil(await person.get(`/events?after=${answer!.id}`), "五点开会");
    await expect.poll(() => fake.listeners()).toBe(1);
    fake.change(1, say("四点开会"));
    await expect.poll(() => fake.listeners()).toBe(1);
    fake.change(1, say("五点开会"));
    const events = await open;
    expect(events).not.toContain("event: said");
    expect(events).toMatch(/event: changed\ndata: <article[^\n]*/);
    expect(events).toContain(`data-utterance="${answer!.id}"`);
    expect(events).not.toMatch(/^id:/m);
    const again = await readUntil(await person.get(`/events?after=${answer!.id}`), "event: waiting");
    expect(again.match(/event: changed/g)).toHaveLength(1);
    expect(again).toContain("五点开会");
    const anew = await readUntil(await person.get("/events"), "event: waiting");
    expect(anew).not.toContain("event: changed");
  });

  it("ends when the history cannot be read, so that the browser comes back, and reports it", async () => {
    const fake = fakeConversation();
    const person = visitor(fake);
    await person.get("/");
    fake.parts.history = () => Promise.reject(new Error("database is locked"));
    const events = await (await person.get("/events")).text();
    expect(events).not.toContain("locked");
    expect(fake.reported).toHaveLength(1);
    expect(fake.listeners()).toBe(0);
  });

  it("tells a browser without our cookie, and no conversation", async () => {
    expect(await (await visitor(fakeConversation()).get("/events")).text()).toContain("event: stranger");
  });

  it("answers HEAD without opening a stream that nobody would read", async () => {
    const fake = fakeConversation();
    const person = visitor(fake);
    await person.get("/");
    const response = await person.get("/events", {}, "HEAD");
    expect([response.status, fake.listeners()]).toEqual([200, 0]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bureau, HOUR_MS, OPERATOR, setUpAnnouncements } from "../announcements.fixture.ts";
import type { Progress } from "../types.ts";
import { standingOf, type Traces } from "./standing.ts";

const NOTHING: Traces = {
  isStaff: false,
  isQueued: true,
  isSkipped: false,
  push: "open",
  isDelivered: false,
  isRead: false,
  callReason: null,
  isCallOpen: false,
  callOutcome: null,
  outbox: null,
};

describe("where a recipient stands", () => {
  it("follows the message from queue to call", () => {
    const of = (traces: Partial<Traces>) => standingOf({ ...NOTHING, ...traces });
    expect(of({ isQueued: false, push: null })).toBe("waiting");
    expect(of({})).toBe("waiting");
    expect(of({ push: "delivered", isDelivered: true })).toBe("delivered");
    expect(of({ push: "read", isRead: true })).toBe("read");
    expect(of({ push: "calling", callReason: "blocked", isCallOpen: true })).toBe("blocked");
    expect(of({ push: "read", isRead: true, callReason: "unread", isCallOpen: true })).toBe("unread");
    expect(of({ push: "read", callReason: "noAccount", callOutcome: "told" })).toBe("called");
    expect(of({ push: "calling", callReason: "failed", callOutcome: "wrongNumber" })).toBe("callFailed");
    expect(of({ push: "read", isRead: true, callReason: "unread", callOutcome: "notNeeded" })).toBe("read");
    expect(of({ push: "cancelled", callReason: "noAccount", callOutcome: "notNeeded" })).toBe("skipped");
    expect(of({ push: "cancelled" })).toBe("skipped");
    expect(of({ isSkipped: true, isQueued: false })).toBe("skipped");
  });

  it("knows of staff what the outbox knows", () => {
    const of = (outbox: Traces["outbox"]) => standingOf({ ...NOTHING, isStaff: true, push: null, outbox });
    expect(
      ["pending", "sending", "sent", "failed", "cancelled", null].map((one) => of(one as Traces["outbox"])),
    ).toEqual(["waiting", "waiting", "delivered", "staffUnreached", "skipped", "staffUnreached"]);
  });
});

/** What may happen between approval and report. */
type Event =
  | { readonly do: "pass"; readonly hours: number }
  | { readonly do: "carryOn" | "deliver" | "callOverdue" | "recall" | "correct" }
  | { readonly do: "write" | "block" | "confirm" | "die"; readonly n: number }
  | { readonly do: "settle"; readonly outcome: "told" | "noAnswer" | "wrongNumber" | "notNeeded" };

const SIZE = 5;

async function happen(bureau: Bureau, ids: readonly number[], id: number, event: Event): Promise<void> {
  const { announcements, calls } = bureau;
  switch (event.do) {
    case "pass":
      return bureau.pass(event.hours * HOUR_MS);
    case "carryOn":
      return bureau.carryOn();
    case "deliver":
      return bureau.deliver();
    case "callOverdue":
      return void bureau.pushes.callOverdue();
    case "write":
      return bureau.writes(`a${event.n}`);
    case "block":
      return void bureau.blocking.add(`a${event.n}`);
    case "confirm":
      return void announcements.confirm({ kind: "member", memberId: ids[event.n]! }, id);
    case "die":
      return bureau.members.setStatus(OPERATOR, ids[event.n]!, "deceased", "2026-11-24");
    case "settle": {
      const [call] = calls.list();
      if (call !== undefined) calls.settle(call.id, event.outcome, "staff:1");
      return;
    }
    case "recall":
      if (announcements.get(id)?.startedAt !== null) announcements.recall(OPERATOR, id, "写错了");
      return;
    case "correct":
      if (announcements.get(id)?.startedAt !== null) {
        announcements.correct(OPERATOR, id, {
          body: `更正 ${announcements.get(id)?.version}`,
          reason: "写错了",
        });
      }
  }
}

const sum = (progress: Progress) =>
  progress.waiting +
  progress.delivered +
  progress.read +
  progress.called +
  progress.callFailed +
  progress.skipped +
  progress.staffUnreached +
  Object.values(progress.toCall).reduce((all, one) => all + one, 0);

describe("progress", () => {
  it("adds up to the recipients at any moment, whatever happens in whatever order", async () => {
    const n = fc.integer({ min: 0, max: SIZE - 1 });
    const event: fc.Arbitrary<Event> = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("carryOn", "deliver", "callOverdue") }) },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constant("pass" as const), hours: fc.constantFrom(1, 30, 50) }),
      },
      { weight: 5, arbitrary: fc.record({ do: fc.constantFrom("write", "block", "confirm", "die"), n }) },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant("settle" as const),
          outcome: fc.constantFrom("told", "noAnswer", "wrongNumber", "notNeeded"),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("correct" as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 25 }),
        fc.boolean(),
        fc.boolean(),
        async (events, needsConfirmation, recalled) => {
          const bureau = setUpAnnouncements();
          const ids = Array.from({ length: SIZE }, (_, i) => bureau.member(i === 0 ? [] : [`a${i}`]));
          bureau.staff("staff", "测试联", "liaison");
          const id = bureau.released({
            audience: { version: 1, everyone: true, staffRoles: ["liaison"] },
            needsConfirmation,
          });
          for (const one of [
            ...events,
            ...(recalled ? [{ do: "recall" as const }, { do: "carryOn" as const }] : []),
          ]) {
            await happen(bureau, ids, id, one);
            const progress = bureau.announcements.progress(OPERATOR, id);
            expect(progress.recipients).toBe(SIZE + 1);
            expect(sum(progress)).toBe(SIZE + 1);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

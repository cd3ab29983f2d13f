/** Whatever is answered, moved, cancelled and changed, in whatever order: what must hold holds. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { createMembersData, MemberError, NotAllowed } from "../../members/index.ts";
import { at, HOUR_MS, OPERATOR, setUpStudy, ZONE } from "../study.fixture.ts";
import { type SessionChange, StudyError } from "../types.ts";

type Step =
  | { readonly do: "answer"; readonly who: number; readonly answer: "accept" | "decline" | "later" }
  | { readonly do: "capacity"; readonly to: number | null }
  | { readonly do: "move"; readonly hours: number }
  | { readonly do: "title" | "cancel" | "tick" | "deliver" | "nudge" }
  | { readonly do: "pass"; readonly hours: number }
  | { readonly do: "die" | "erase" | "pickUp"; readonly who: number };

const MEMBERS = 6;
const who = fc.nat(MEMBERS - 1);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.record({
      do: fc.constant("answer" as const),
      who,
      answer: fc.constantFrom("accept", "accept", "accept", "decline", "decline", "later"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("capacity" as const),
      to: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(null)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("move" as const), hours: fc.integer({ min: -60, max: 200 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("title", "tick", "tick", "deliver", "nudge") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("pass" as const), hours: fc.integer({ min: 0, max: 40 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("die", "erase", "pickUp"), who }) },
);

/** What every push was for: of a session's states, each is told in one of these. */
const STATES = ["invite", "change", "cancel"];

/** A bureau with one session, what may happen to it, and what must hold of it at any moment. */
function world(capacity: number) {
  const study = setUpStudy();
  const { sessions, members } = study;
  const data = createMembersData({
    ...study,
    timeZone: ZONE,
    elsewhere: [{ sections: () => [], erase: sessions.erase }],
  });
  const memberIds = Array.from({ length: MEMBERS }, () => study.member());
  for (const memberId of memberIds.slice(0, 4)) study.bind(memberId);
  const id = study.create({
    audience: { version: 1, memberIds },
    capacity,
    pickUp: true,
    startsAt: at("2026-12-04"),
  });
  const dead = new Set<number>();
  let line: number[] = [];
  let before = { sequence: 0, version: 1 };
  let titles = 0;

  function take(one: Step): unknown {
    switch (one.do) {
      case "answer":
        return sessions.answer(OPERATOR, id, memberIds[one.who]!, one.answer);
      case "capacity":
        return change({ capacity: one.to });
      case "move":
        return change({ startsAt: sessions.get(id)!.startsAt + one.hours * HOUR_MS });
      case "title":
        return change({ title: `学习会${++titles}` });
      case "nudge":
        return sessions.nudge(OPERATOR, id);
      case "pickUp":
        return sessions.setPickUp(OPERATOR, id, memberIds[one.who]!, true);
      case "tick":
        return sessions.tick();
      default:
        return happen(one);
    }
  }

  function change(to: SessionChange): true {
    sessions.change(OPERATOR, id, to);
    return true;
  }

  function happen(one: Exclude<Step, { do: "answer" | "capacity" | "move" }>): true {
    if (one.do === "cancel") sessions.cancel(OPERATOR, id, "停电");
    else if (one.do === "deliver") study.deliver();
    else if (one.do === "pass") study.pass(one.hours * HOUR_MS);
    else if (one.do === "die") {
      members.setStatus(OPERATOR, memberIds[one.who]!, "deceased", "2026-11-24");
      dead.add(memberIds[one.who]!);
    } else if (one.do === "erase") data.erase(OPERATOR, memberIds[one.who]!);
    return true;
  }

  function checkPlaces(): void {
    const session = sessions.get(id)!;
    const invitees = sessions.invitees(OPERATOR, id);
    const accepted = invitees.filter(({ answer }) => answer === "accepted");
    // The dead stand in the list until the next tick, but in nobody's way.
    const waiting = invitees.filter(({ answer, memberId }) => answer === "waiting" && !dead.has(memberId));
    expect(accepted.length).toBeLessThanOrEqual(session.capacity ?? MEMBERS);
    // Nobody waits while there is room, as long as there is something to wait for.
    if (session.status === "planned" && session.startsAt > study.clock() && waiting.length > 0)
      expect(accepted.length).toBe(session.capacity);
    expect(waiting.map(({ waitingPlace }) => waitingPlace)).toEqual(waiting.map((_, n) => n + 1));

    // Who still waits stands in the order of before; whoever is new stands behind them.
    const now = waiting.map(({ memberId }) => memberId);
    const stayed = line.filter((memberId) => now.includes(memberId));
    expect(now.slice(0, stayed.length)).toEqual(stayed);
    line = now;

    // Who is fetched has a place.
    for (const ride of study.rides.rides.values())
      if (ride.state === "open") expect(accepted.map(({ memberId }) => memberId)).toContain(ride.memberId);
  }

  function checkNumbers(): void {
    const { sequence, version } = sessions.get(id)!;
    expect(sequence).toBeGreaterThanOrEqual(before.sequence);
    expect(version).toBeGreaterThanOrEqual(before.version);
    if (sequence > before.sequence) expect(version).toBeGreaterThan(before.version);
    before = { sequence, version };
  }

  function checkNews(): void {
    const told = study.sent();
    expect(new Set(told.map(({ key }) => key)).size).toBe(told.length);
    const { sequence } = sessions.get(id)!;
    for (const memberId of memberIds) {
      // Of the states of a session, one is open for a member at most, and it is the newest told to them.
      const states = told.filter((push) => push.memberId === memberId && STATES.includes(push.what));
      const open = states.filter(({ status }) => status === "open" || status === "calling");
      expect(open.length).toBeLessThanOrEqual(1);
      if (open.length === 1) expect(open[0]).toBe(states.at(-1));
      // And each is told once.
      const now = states.filter(({ key }) => key.split(":")[3] === String(sequence));
      expect(now.length).toBeLessThanOrEqual(1);
    }
  }

  return {
    take(one: Step): void {
      try {
        take(one);
      } catch (error) {
        // A refusal is an answer; anything else is a defect.
        const refused =
          error instanceof StudyError || error instanceof MemberError || error instanceof NotAllowed;
        if (!refused) throw error;
      }
    },
    check(): void {
      checkPlaces();
      checkNumbers();
      checkNews();
    },
  };
}

it("places are never given twice, the line keeps its order, nobody is told one thing twice, numbers only rise", () => {
  const steps = fc.array(step, { minLength: 10, maxLength: 50 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 3 }), (taken, capacity) => {
      const { take, check } = world(capacity);
      for (const one of taken) {
        take(one);
        check();
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

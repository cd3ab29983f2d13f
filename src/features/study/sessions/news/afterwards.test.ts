/** What members are told after a session. */
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { createCalls } from "../../../../delivery/index.ts";
import { tables } from "../../../../store/index.ts";
import { HOUR_MS, OPERATOR, setUpStudy } from "../../study.fixture.ts";

/** A session that is over, to which the first of the branch came. */
function over(materials: boolean) {
  const study = setUpStudy();
  study.bindBranch(study.branches.first);
  const id = study.create({});
  if (materials)
    study.sessions.addMaterial(OPERATOR, id, { title: "文章", url: "https://www.example.org/a" });
  study.settle();
  const [came, absent] = study.branches.first.memberIds as [number, number];
  const { studyInvitee } = tables;
  const session = study.sessions.get(id)!;
  study.store.records
    .update(studyInvitee)
    .set({ attendedAt: session.startsAt, attendedVia: "tick" })
    .where(eq(studyInvitee.memberId, came))
    .run();
  return { ...study, id, session, came, absent };
}

describe("after a session", () => {
  it("whoever came is thanked and asked for 心得, whoever did not is given the materials, once", () => {
    const { setClock, session, settle, restarted, sent, id, came, absent } = over(true);
    setClock(session.endsAt + HOUR_MS - 1);
    settle();
    expect(sent("after")).toEqual([]);
    setClock(session.endsAt + HOUR_MS);
    settle();
    restarted().tick();
    const said = sent("after");
    expect(said).toHaveLength(4);
    expect(said.find(({ key }) => key === `study:${id}:after:0:${came}`)).toMatchObject({
      text: expect.stringContaining("谢谢您来参加"),
      actions: [`study:${id}::${came}`],
      urgent: false,
    });
    expect(said.find(({ key }) => key === `study:${id}:after:0:${absent}`)!.text).toContain("补学");
  });

  it("without materials, those who were not there hear nothing", () => {
    const { setClock, session, settle, sent, came, id } = over(false);
    setClock(session.endsAt + HOUR_MS);
    settle();
    expect(sent("after").map(({ key }) => key)).toEqual([`study:${id}:after:0:${came}`]);
  });

  it("is not said a day late, and is no reason to telephone anybody", () => {
    const { setClock, session, settle, sent, restarted, store, box, clock } = over(true);
    const calls = createCalls(store, box, clock);
    const before = calls.open();
    setClock(session.endsAt + 25 * HOUR_MS);
    settle();
    restarted().tick();
    expect(sent("after")).toEqual([]);
    expect(calls.open()).toBeLessThanOrEqual(before);
  });

  it("says nothing after a session that was cancelled", () => {
    const study = setUpStudy();
    study.bindBranch(study.branches.first);
    const id = study.create({});
    study.settle();
    const { endsAt } = study.sessions.get(id)!;
    study.sessions.cancel(OPERATOR, id, "下雪");
    study.setClock(endsAt + 2 * HOUR_MS);
    study.settle();
    expect(study.sent("after")).toEqual([]);
  });
});

/** The invented bureau of study, with accounts for its people and all that the member's conversation works with. */
import { createFileShelf } from "../../../../delivery/index.ts";
import type { FileAttachment } from "../../../../dialogue/index.ts";
import { tables } from "../../../../store/index.ts";
import { createAttending } from "../../attending/attending.ts";
import { createStudyCalendar } from "../../calendar/studyCalendar.ts";
import { inviteeTable } from "../../sessions/answers/invitees.repo.ts";
import { KEY, OPERATOR, setUpStudy as setUpBranches } from "../../study.fixture.ts";
import type { SessionDraft } from "../../types.ts";

export { at, DAY_MS, HOUR_MS, MINUTE_MS, OPERATOR } from "../../study.fixture.ts";

type InviteeRow = Parameters<ReturnType<typeof inviteeTable>["update"]>[2];

export function setUpStudy() {
  const bureau = setUpBranches({
    // What is told of is tested with the sessions.
    pushes: { send: () => "queued", cancel: () => false, acknowledge: () => false },
  });
  const { store, box, members, clock, timeZone, sessions, branches } = bureau;
  const ground = { store, box, clock, timeZone, members, sessions };
  const files = createFileShelf({ store, box, key: KEY, clock });
  const attending = createAttending({
    ...ground,
    quizBest: (_memberId, year) => (year === 2026 ? [{ title: "测试竞答", score: 80, total: 100 }] : []),
    audit: members.audit,
  });
  const calendar = createStudyCalendar({ ...ground, key: KEY, city: "株洲市" });
  const invitees = inviteeTable(store.records);

  function bind(to: string, target: Parameters<typeof members.invite>[1], name: string, lastFour: string) {
    const [channel = "", accountId = ""] = to.split(":");
    const { id } = members.invite(OPERATOR, target);
    const bound = members.bind({ channel, accountId }, id, { name, lastFour }, "v1");
    if (bound.kind !== "bound") throw new Error(`not bound: ${bound.kind}`);
  }

  return {
    ...ground,
    files,
    attending,
    calendar,
    branches,
    rides: bureau.rides,
    setClock: bureau.setClock,
    pass: bureau.pass,
    /** A member with an account such as `web:elder`. */
    person(to: string, name = "王大明"): number {
      const id = members.add(OPERATOR, { name, category: "退休", phone: "13800001234" });
      bind(to, { memberId: id }, name, "1234");
      return id;
    },
    /** One more account of the member's own: a couple may share one. */
    shares(to: string, memberId: number): void {
      bind(to, { memberId }, members.get(memberId)!.name, "1234");
    },
    /** An account of a proxy of the member; the same name is the same person. */
    proxy(memberId: number, to: string, name = "王小红"): number {
      const grantId = members.grant(OPERATOR, { memberId, name, phone: "13900005678", relation: "女儿" });
      bind(to, { proxyGrantId: grantId }, name, "5678");
      return grantId;
    },
    staff(to: string, name: string): void {
      const staffId = members.addStaff(OPERATOR, { name, roles: ["editor"], phone: "13700009999" });
      bind(to, { staffId }, name, "9999");
    },
    /** A session on Friday 2026-11-27, 15:00 to 16:30, to which these are invited. */
    session(invited: readonly number[], over: Partial<SessionDraft> = {}): number {
      const audience = { version: 1, memberIds: invited } as const;
      const room = `第${sessions.list({}).length + 1}会议室`;
      return sessions.create(
        OPERATOR,
        bureau.draft({
          title: "学习全会精神",
          audience,
          where: { homeId: branches.first.homeId, room },
          ...over,
        }),
      );
    },
    /** Sets what stands in the row of a member and session. */
    put(sessionId: number, memberId: number, row: InviteeRow): void {
      invitees.update(sessionId, memberId, row);
    },
    invitee: (sessionId: number, memberId: number) => invitees.get(sessionId, memberId),
    codeOf: (sessionId: number) => sessions.get(sessionId)!.code,
    reflections: (sessionId: number) =>
      store.records
        .select()
        .from(tables.studyReflection)
        .all()
        .filter((row) => row.sessionId === sessionId)
        .map(({ by, textSealed, voiceSealed }) => ({
          by,
          text: box.open(textSealed),
          voice: voiceSealed === null ? undefined : readVoice(box.open(voiceSealed)),
        })),
  };
}

function readVoice(json: string): { channel: string; file: FileAttachment } {
  return JSON.parse(json) as { channel: string; file: FileAttachment };
}

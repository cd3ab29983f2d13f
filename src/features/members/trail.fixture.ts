/** A member with a trail in every table, for the tests of export and erasure. */
import { paragraph } from "../../dialogue/index.ts";
import { tables } from "../../store/index.ts";
import { account, inventedIdNumber, OPERATOR } from "./people.fixture.ts";
import { setUpTalk } from "./talk.fixture.ts";

/** What may be found nowhere after erasure. */
export const TRACES = [
  "13800001234",
  "测试路一号",
  "测试健康情况",
  "测试困难",
  "测试社区",
  "测试区",
  "1940",
  "1965-07-01",
  "问的话甲",
  "回的话甲",
  "求助的话甲",
  "办结的话甲",
  "转给值班的话甲",
  "报给值班的话甲",
  "通知的话甲",
  "念的话甲",
  "电话的话甲",
  "问过的题甲",
  "chat-a",
  "测试女",
  "女儿",
  "13700004321",
] as const;

/** The member 测试甲 with account chat-a, their proxy 测试女 with chat-p, and 测试乙 with chat-b, who is to keep all. */
export function setUpTrail() {
  const talk = setUpTalk();
  const { store, box, members } = talk;
  const { records } = store;
  const at = talk.now();
  const idNumber = inventedIdNumber(1, "19400503");
  const branchId = members.addBranch(OPERATOR, { name: "测试支部" });
  const homeId = members.addHome(OPERATOR, { name: "测试之家", level: "centre" });
  const staffId = members.addStaff(OPERATOR, { name: "测试员", roles: ["liaison"], phone: "13500007777" });
  const memberId = talk.addMember({
    name: "测试甲",
    gender: "男",
    birth: { day: "1940-05-03", calendar: "solar", leap: false },
    unit: "测试单位",
    branchId,
    homeId,
    district: "测试区",
    community: "测试社区",
    joinedPartyOn: "1965-07-01",
    liaisonId: staffId,
    tags: ["测试困难"],
    phone: "13800001234",
    idNumber,
    address: "测试路一号",
    health: "测试健康情况",
  });
  const otherId = talk.addMember({ name: "测试乙", phone: "13900005678", address: "测试路二号" });
  const grantId = members.grant(OPERATOR, {
    memberId,
    name: "测试女",
    phone: "13700004321",
    relation: "女儿",
  });
  talk.bindNow(account("chat-a", "web"), { memberId }, { name: "测试甲", lastFour: "1234" });
  talk.bindNow(account("chat-b", "web"), { memberId: otherId }, { name: "测试乙", lastFour: "5678" });
  talk.bindNow(account("chat-p", "web"), { proxyGrantId: grantId }, { name: "测试女", lastFour: "4321" });
  members.choosePrincipal(account("chat-a", "web"), memberId);
  members.invite(OPERATOR, { memberId });
  members.findInvitation(account("chat-a", "web"), "999999999");

  const reply = (words: string) => box.seal(JSON.stringify({ blocks: [paragraph(words)], choices: [] }));
  for (const [chat, mark, key] of [
    ["chat-a", "甲", "1"],
    ["chat-b", "乙", "2"],
  ] as const) {
    const of = { channel: "web", chatId: chat };
    const text = JSON.stringify({ text: `问的话${mark}`, at });
    records
      .insert(tables.inbox)
      .values({ ...of, messageId: `u:${key}`, body: box.seal(text), receivedAt: at, status: "done" })
      .run();
    records
      .insert(tables.outbox)
      .values([
        {
          ...of,
          body: reply(`回的话${mark}`),
          uniqueKey: `reply:${key}`,
          createdAt: at + 1,
          dueAt: at,
          status: "sent",
        },
        {
          ...of,
          body: reply(`回的话${mark}二`),
          uniqueKey: `late:${key}`,
          createdAt: at + 2,
          dueAt: at,
          status: "pending",
        },
      ])
      .run();
    records
      .insert(tables.questionLog)
      .values({
        ...of,
        askedAt: at,
        question: box.seal(`问过的题${mark}`),
        kind: "answer",
        confidence: 1,
        clauses: [7],
      })
      .run();
    records
      .insert(tables.conversation)
      .values({ ...of, state: '{"version":2,"clauses":[7]}', updatedAt: at })
      .run();
    const { id: handoverId } = records
      .insert(tables.handover)
      .values({
        ...of,
        reason: "requested",
        message: box.seal(`求助的话${mark}`),
        openedAt: at,
        closedAt: at + 5,
        note: `办结的话${mark}`,
      })
      .returning()
      .get();
    records
      .insert(tables.outbox)
      .values({
        channel: "telegram",
        chatId: "duty",
        body: reply(`转给值班的话${mark}`),
        uniqueKey: `relay:${key}`,
        createdAt: at,
        dueAt: at,
        status: "sent",
      })
      .run();
    records
      .insert(tables.outbox)
      .values({
        channel: "telegram",
        chatId: "duty",
        body: reply(`报给值班的话${mark}`),
        uniqueKey: `handover:${handoverId}:requested`,
        createdAt: at,
        dueAt: at,
        status: "sent",
      })
      .run();
    records
      .insert(tables.handoverRelay)
      .values({ outboxKey: `relay:${key}`, handoverId })
      .run();
    const { id: pushId } = records
      .insert(tables.push)
      .values({
        uniqueKey: `push:${key}`,
        memberId: mark === "甲" ? memberId : otherId,
        topic: "test",
        body: reply(`通知的话${mark}`),
        aloud: box.seal(`念的话${mark}`),
        urgent: false,
        createdAt: at,
        status: "calling",
      })
      .returning()
      .get();
    records
      .insert(tables.outbox)
      .values({
        channel: "web",
        chatId: "chat-p",
        pushId,
        lane: "push",
        body: reply(`通知的话${mark}`),
        uniqueKey: `pushed:${key}`,
        createdAt: at,
        dueAt: at,
        status: "sent",
      })
      .run();
    records
      .insert(tables.callTask)
      .values({
        pushId,
        memberId: mark === "甲" ? memberId : otherId,
        reason: "unread",
        createdAt: at,
        note: box.seal(`电话的话${mark}`),
      })
      .run();
  }
  talk.data.keepDownload({ kind: "member", memberId }, memberId, "token-a");

  /** Every cell of every table but the audit log, sealed ones opened, as one text. */
  const everything = (): string =>
    Object.values(tables)
      .filter((table) => table !== tables.auditLog)
      .flatMap((table) => records.select().from(table).all() as Record<string, unknown>[])
      .flatMap((row) => Object.values(row).map((cell) => readable(cell, box)))
      .join("\n");

  return { ...talk, memberId, otherId, grantId, idNumber, branchId, everything };
}

function readable(cell: unknown, box: { open(sealed: Buffer): string }): string {
  if (!Buffer.isBuffer(cell)) return String(JSON.stringify(cell));
  try {
    return box.open(cell);
  } catch {
    // A keyed hash, or a blob of the search index.
    return cell.toString("hex");
  }
}

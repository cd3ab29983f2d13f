import { describe, expect, it } from "vitest";
import { replyText } from "../../../dialogue/index.ts";
import { MemberError, NotAllowed } from "../../members/index.ts";
import {
  at,
  type Bureau,
  CLAUSE,
  DAY_MS,
  HOUR_MS,
  MORNING,
  OPERATOR,
  setUpAnnouncements,
  staffActor,
} from "../announcements.fixture.ts";
import { type AnnouncementChange, AnnouncementError } from "../types.ts";

const PDF = new TextEncoder().encode("%PDF-1.4\n%%EOF\n");

function refusal(work: () => unknown): { field: string; message: string } | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof AnnouncementError || error instanceof MemberError) return error;
    throw error;
  }
  return undefined;
}

const refused = (bureau: Bureau, change: AnnouncementChange) =>
  refusal(() => bureau.draft(change as Parameters<Bureau["draft"]>[0]))?.field;

describe("a draft", () => {
  it("is kept as written, with its defaults, and found again", () => {
    const bureau = setUpAnnouncements();
    const file = bureau.files.keep({ name: "名单.pdf", body: PDF }, "operator:test");
    const id = bureau.draft({
      title: " 体检通知 ",
      body: "下周二上午体检。\r\n\r\n\r\n\r\n请空腹。  \n带身份证。",
      clause: CLAUSE,
      url: "https://example.com/a b",
      fileIds: [file.id],
      sendAt: at("2026-11-27"),
    });
    expect(bureau.announcements.get(id)).toMatchObject({
      title: "体检通知",
      body: "下周二上午体检。\n\n请空腹。\n带身份证。",
      clause: CLAUSE,
      url: "https://example.com/a%20b",
      files: [{ id: file.id, name: "名单.pdf" }],
      needsConfirmation: false,
      followUpHours: 48,
      callHours: 96,
      audience: { version: 1, everyone: true },
      status: "draft",
      sendAt: at("2026-11-27"),
      createdBy: "operator:test",
      version: 1,
    });
    const second = bureau.draft();
    expect(bureau.announcements.list({}).map((one) => one.id)).toEqual([second, id]);
    expect(bureau.announcements.list({ beforeId: second }).map((one) => one.id)).toEqual([id]);
    expect(bureau.announcements.list({ status: "sent" })).toEqual([]);
  });

  it("is refused by the field at fault, with what to do", () => {
    const bureau = setUpAnnouncements();
    expect(refused(bureau, { title: " " })).toBe("title");
    expect(refused(bureau, { title: "长".repeat(61) })).toBe("title");
    expect(refused(bureau, { title: "长".repeat(60) })).toBeUndefined();
    expect(refused(bureau, { title: "一\n二" })).toBe("title");
    expect(refused(bureau, { body: "" })).toBe("body");
    expect(refused(bureau, { body: "字".repeat(3_001) })).toBe("body");
    expect(refused(bureau, { body: "字".repeat(3_000) })).toBeUndefined();
    expect(refused(bureau, { body: "看\u202e不见" })).toBe("body");
    expect(refused(bureau, { audience: { version: 1 } })).toBe("audience");
    expect(refused(bureau, { clause: { title: "没有的办法", article: "第一条" } })).toBe("clause");
    expect(refused(bureau, { url: "javascript:alert(1)" })).toBe("url");
    expect(refused(bureau, { url: "https://bureau.gov.cn@example.com/" })).toBe("url");
    expect(refused(bureau, { fileIds: [99] })).toBe("fileIds");
    expect(refused(bureau, { fileIds: [1, 1] })).toBe("fileIds");
    expect(refused(bureau, { fileIds: [1, 2, 3, 4, 5, 6] })).toBe("fileIds");
    expect(refused(bureau, { followUpHours: 0 })).toBe("followUpHours");
    expect(refused(bureau, { callHours: 48 })).toBe("callHours");
    expect(refused(bureau, { callHours: 721 })).toBe("followUpHours");
    const { message } = refusal(() => bureau.draft({ body: "字".repeat(3_007) }))!;
    expect(message).toContain("3007");
  });

  it("is not sent in the past, nor more than a year ahead; what is meant for the night is said to arrive in the morning", () => {
    const bureau = setUpAnnouncements();
    expect(refused(bureau, { sendAt: MORNING })).toBe("sendAt");
    expect(refused(bureau, { sendAt: MORNING + 367 * DAY_MS })).toBe("sendAt");
    const { announcements } = bureau;
    const day = bureau.draft({ sendAt: at("2026-11-27", "20:59") });
    const night = bureau.draft({ sendAt: at("2026-11-30", "22:00") });
    expect(announcements.look(OPERATOR, day).words).toBe("全体老同志");
    expect(announcements.look(OPERATOR, night).words).toBe(
      "全体老同志。定在2026年11月30日 22:00发，那时是夜里，消息要等到2026年12月1日 08:00才送到",
    );
  });

  it("shows whom it would reach: how many, in words, and who", () => {
    const bureau = setUpAnnouncements();
    const { announcements, audiences } = bureau;
    const ids = ["甲", "乙", "丙"].map((name) =>
      bureau.member([], { name: `测试${name}`, district: "天元区" }),
    );
    bureau.member([], { district: "芦淞区" });
    bureau.staff(undefined, "测试员", "liaison");
    const id = bureau.draft({ audience: { version: 1, districts: ["天元区"], staffRoles: ["liaison"] } });
    const look = announcements.look(OPERATOR, id, { afterId: ids[0]!, limit: 1 });
    expect(look).toMatchObject({ members: 3, staff: 1, words: "天元区，工作人员（联络员）" });
    expect(look.names).toEqual([{ memberId: ids[1], name: "测试乙", district: "天元区", branch: null }]);
    expect(audiences.count({ version: 1, everyone: true })).toBe(4);
  });

  it("is shown as recipients will see it, the clause word for word, and without the clause once it is gone", () => {
    const bureau = setUpAnnouncements();
    const file = bureau.files.keep({ name: "名单.pdf", body: PDF }, "operator:test");
    const id = bureau.draft({
      body: "下周二上午体检。\n\n请空腹。",
      clause: CLAUSE,
      url: "https://example.com/",
      fileIds: [file.id],
      needsConfirmation: true,
    });
    const preview = bureau.announcements.preview(id);
    expect(preview.blocks[0]).toEqual({ kind: "text", spans: [{ text: "体检通知", mark: "strong" }] });
    expect(preview.blocks[3]).toEqual({
      kind: "clause",
      source: "《株洲市示例办法》第三条",
      spans: [{ text: "每年体检一次。" }],
      note: "示例文本",
      open: { label: "第三条", clauseId: 7 },
    });
    expect(preview.choices).toEqual([{ label: "收到", action: `ann:${id}:got` }]);
    expect(preview.links).toEqual([{ label: "点这里看更多", url: "https://example.com/" }]);
    expect(preview.files).toEqual([
      {
        kind: "document",
        stored: file.id,
        name: "名单.pdf",
        mediaType: "application/pdf",
        bytes: PDF.length,
      },
    ]);
    expect(preview.from).toBeUndefined();
    bureau.library.clause = undefined;
    expect(replyText(bureau.announcements.preview(id))).not.toContain("每年体检");
  });

  it("is changed field by field, null clearing one, and two people never write over each other", () => {
    const bureau = setUpAnnouncements();
    const { announcements } = bureau;
    const id = bureau.draft({ clause: CLAUSE, url: "https://example.com/", sendAt: MORNING + HOUR_MS });
    announcements.change(OPERATOR, id, { clause: null, url: null, sendAt: null, callHours: 50 }, 1);
    expect(announcements.get(id)).toMatchObject({
      clause: null,
      url: null,
      sendAt: null,
      followUpHours: 48,
      callHours: 50,
      version: 2,
      title: "体检通知",
    });
    expect(refusal(() => announcements.change(OPERATOR, id, { title: "改" }, 1))?.field).toBe("version");
    expect(refusal(() => announcements.change(OPERATOR, id, { followUpHours: 50 }))?.field).toBe("callHours");
    expect(refusal(() => announcements.change(OPERATOR, id, { body: null }))?.field).toBe("body");
    expect(refusal(() => announcements.change(OPERATOR, 99, { title: "改" }))?.field).toBe("id");
    announcements.change(OPERATOR, id, { callHours: null });
    expect(announcements.get(id)?.callHours).toBe(96);
  });

  it("becomes a draft again when it is changed after it was submitted, and cannot be changed once approved", () => {
    const bureau = setUpAnnouncements();
    const { announcements } = bureau;
    bureau.member();
    const id = bureau.draft();
    announcements.submit(OPERATOR, id);
    announcements.change(OPERATOR, id, { title: "体检的通知" });
    expect(announcements.get(id)).toMatchObject({ status: "draft", submittedBy: null });
    announcements.release(OPERATOR, id);
    expect(refusal(() => announcements.change(OPERATOR, id, { title: "改" }))?.message).toContain("已经批准");
  });

  it("is written by editors and admins, looked at by viewers too", () => {
    const bureau = setUpAnnouncements();
    const { announcements } = bureau;
    const id = bureau.draft({}, staffActor(1, "editor"));
    const viewer = staffActor(2, "viewer");
    expect(announcements.look(viewer, id).members).toBe(0);
    for (const actor of [
      viewer,
      staffActor(3, "liaison", "dispatcher"),
      { kind: "member", memberId: 1 } as const,
    ]) {
      expect(() => bureau.draft({}, actor)).toThrow(NotAllowed);
      expect(() => announcements.change(actor, id, { title: "改" })).toThrow(NotAllowed);
    }
    expect(() => announcements.look(staffActor(3, "liaison"), id)).toThrow(NotAllowed);
  });
});

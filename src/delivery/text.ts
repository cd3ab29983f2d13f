/** What the message path itself says. */
import type { Attachment } from "../dialogue/index.ts";
import type { HandoverReason } from "./handovers/handovers.repo.ts";

export const TEXT = {
  failed: "对不起，刚才这句话没有处理好。请您再说一遍，或点「转人工」。",
  human: "转人工",
  forMember: (name: string) => `这条消息是给${name}的，请您转告。`,
  forOneOf: (name: string) => `这条消息是给${name}的。`,
} as const;

/** Why a human is wanted, for staff. */
export const REASONS: Readonly<Record<HandoverReason, string>> = {
  emergency: "紧急：有人可能有危险",
  fraud: "可能正在遇到诈骗",
  requested: "请求转人工",
  unanswered: "问题没有解决",
};

/** Handovers, for the person and for staff. */
export const HANDOVER = {
  human: "转人工",
  danger: "要是有危险，请先拨打 120、119 或 110，不要等。",
  opened: "已经替您转给工作人员，请稍等。",
  openedLater: (when: string) => `现在不是上班时间。工作人员${when}上班后答您，您不用一直等着。`,
  nowSilent: "从现在起，您写的话直接给工作人员看，金秋先不答话。",
  waiting: "已经替您登记过了，工作人员看得到您写的话。",
  continueWithAssistant: "继续问金秋",
  assistantBack: "好的，金秋接着答您。想问什么，请直接写给我。",
  taken: (name: string) => `工作人员${name}来答您了。您直接写就行。`,
  handedBack: "工作人员已经答完。您再有问题，请直接写给金秋，也可以随时写「转人工」。",
  signature: (name: string) => `工作人员 ${name}`,
  stranger: "没有登记的人",
  // For staff.
  take: "接手",
  back: "答完，交还金秋",
  noteTitle: (reason: string, id: number, who: string) => `${reason}。第 ${id} 号，${who}`,
  noteHint: "请尽快接手。",
  stillWaiting: (id: number, who: string) => `第 ${id} 号（${who}）还没有人接手，请尽快接手。`,
  saidBy: (who: string, id: number) => `${who}（第 ${id} 号）说：`,
  hidden: "有新的话。请在工作台或服务器上看，内容不经这里传。",
  attached: (attachments: readonly Attachment[]) => attachments.map(({ kind }) => `（发来${KINDS[kind]}）`),
  withdrawn: (id: number) => `第 ${id} 号：对方不用人工了，已交还金秋。`,
  briefTitle: (who: string, id: number) => `第 ${id} 号，${who}。最近说的话：`,
  personSaid: "他（她）问：",
  assistantSaid: "金秋答：",
  howToAnswer: "要答话，请在手机上回复这条消息，写下的话会发给对方。",
  elsewhere: (id: number) =>
    `这段对话不在这里显示。请在服务器上运行 npm run -s handovers -- --show ${id}，或到工作台看。`,
  answered: "已发给对方。",
  notAnswered: "没有发出去：这段对话已经办结，或者别人正在答。",
  onlyText: "现在只能转文字，请把话写出来。",
  held: "已经有人接手了。",
  gone: "已经办结了。",
  done: "已交还金秋。",
  nobody: "现在没有人在等。",
  listTitle: (count: number) => `有 ${count} 位在等：`,
  listLine: (id: number, reason: string, who: string, held: boolean) =>
    `第 ${id} 号　${who}　${reason}${held ? "（已有人接手）" : ""}`,
  staffOnly: "这个按钮只给工作人员用。",
} as const;

const KINDS: Readonly<Record<Attachment["kind"], string>> = {
  photo: "一张照片",
  voice: "一段语音",
  audio: "一段录音",
  video: "一段视频",
  document: "一个文件",
  contact: "一个电话号码",
  location: "一个位置",
  other: "一样看不懂的东西",
};

/** Alerts about the disk, for staff. */
export const STORAGE = {
  broken: (advice: string) =>
    `警报：消息存不进数据库。${advice}。没有存下的消息不会向对方确认，恢复后会再收到。`,
  mended: "数据库又能写了，积下的消息正在处理。",
} as const;

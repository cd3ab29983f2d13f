/** What members read and hear of a session. Goes through messengers abroad: nothing personal, only what is public. */
import type { StudySession } from "../../types.ts";
import { type Ground, sayWhen } from "../when.ts";

/** Labels of buttons and links. */
export const LABELS = {
  yes: "参加",
  no: "请假",
  later: "晚点再说",
  look: "看这次活动",
  calendar: "加到日历",
  map: "看地图",
} as const;

type Told = Pick<
  StudySession,
  "title" | "form" | "startsAt" | "endsAt" | "where" | "address" | "note" | "pickUp" | "cancelReason"
>;

/** Words about a session: a heading, then one line after another. */
export interface Said {
  readonly title: string;
  readonly lines: readonly string[];
}

const quoted = ({ title }: Pick<StudySession, "title">) => `「${title}」`;

function facts(session: Told, ground: Ground): string[] {
  const { address, where } = session;
  const place = address === null || where.includes(address) ? where : `${where}（${address}）`;
  return [`时间：${sayWhen(session, ground)}`, `地点：${place}`];
}

export function saidOfInvitation(session: Told, ground: Ground): Said {
  return {
    title: `请您参加${session.form === "微党课" ? "" : session.form}活动：${quoted(session)}`,
    lines: [
      ...(session.form === "微党课" ? ["形式：微党课"] : []),
      ...facts(session, ground),
      ...(session.note === null ? [] : [session.note]),
      ...(session.pickUp ? ["腿脚不便的，说了参加以后，可以要人接送。"] : []),
      "请问您能来吗？",
    ],
  };
}

/** To those who have not answered. */
export function saidOfNudge(session: Told, ground: Ground): Said {
  return {
    title: `还在等您的回复：${quoted(session)}`,
    lines: [...facts(session, ground), "请问您能来吗？"],
  };
}

/** Afterwards, to those who were there. */
export function saidOfThanks(session: Told, materials: boolean): Said {
  return {
    title: `谢谢您来参加：${quoted(session)}`,
    lines: [
      ...(materials ? ["这次的材料，点下面就能看。"] : []),
      "有什么体会，欢迎写给我们，打字、发语音都行。请点下面，再点「写心得」。",
    ],
  };
}

/** Afterwards, to those who were not there. */
export function saidOfMaterials(session: Told): Said {
  return {
    title: `这次没能来的，可以补学：${quoted(session)}`,
    lines: ["材料点下面就能看。看完了，点「我补学了」，就记在您的学习记录里。"],
  };
}

/** To those who said that they come. */
export function saidOfReminder(session: Told, ground: Ground): Said {
  return {
    title: `提醒您参加活动：${quoted(session)}`,
    lines: [
      ...facts(session, ground),
      ...(session.note === null ? [] : [session.note]),
      "您说过来参加。来不了，请点「请假」。",
    ],
  };
}

/** To the first on the waiting list. */
export function saidOfPromotion(session: Told, ground: Ground): Said {
  return {
    title: `您有名额了：${quoted(session)}`,
    lines: [
      "您在排队的这个活动空出了名额，已经给您留好，您可以来参加。",
      ...facts(session, ground),
      "来不了，请点「请假」，名额好让给别人。",
    ],
  };
}

/** What was, and what is now. */
export function saidOfChange(before: Told, after: Told, ground: Ground): Said {
  const time = before.startsAt !== after.startsAt || before.endsAt !== after.endsAt;
  const place = before.where !== after.where;
  const name = before.title !== after.title;
  return {
    title: `活动有变动：${quoted(after)}`,
    lines: [
      ...(name ? [`活动改了名字，原来叫${quoted(before)}。`] : []),
      ...(time ? [`时间改了，原来是${sayWhen(before, ground)}。`] : []),
      ...(place ? [`地点改了，原来在${before.where}。`] : []),
      "现在是：",
      ...facts(after, ground),
    ],
  };
}

/** Where it is not known any more what was before. */
export function saidOfState(session: Told, ground: Ground): Said {
  return { title: `活动有变动：${quoted(session)}`, lines: ["现在是：", ...facts(session, ground)] };
}

export function saidOfCancel(session: Told, ground: Ground): Said {
  const reason = session.cancelReason;
  return {
    title: `活动取消了：${quoted(session)}`,
    lines: [
      `原来定在${sayWhen(session, ground)}，${session.where}。`,
      ...(reason === null ? [] : [`原因：${reason}`]),
      "您不用过来了。给您添麻烦了，请多包涵。",
    ],
  };
}

/** Below a change, by what the member had said. */
export const AFTER_CHANGE = {
  accepted: "您之前说来参加，还来的话不用再回复。来不了，请点「请假」。",
  waiting: "您还在排队。不想等了，请点「请假」。",
  open: "请问您能来吗？",
  ride: "您约了接送。工作人员会和您核对接送的时间和地点。",
} as const;

/** Read on the telephone: there are no buttons to tap. */
export const ALOUD = {
  ask: "请问您能不能来？",
  contact: (contact: string) => `有事请联系：${contact}。`,
} as const;

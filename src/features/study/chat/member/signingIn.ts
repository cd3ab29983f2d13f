/** Signing in at the place: 签到 1234, 1234, the link of the QR code, and the question for the code. */

import {
  bareWords,
  type Choice,
  type ConversationState,
  type Flow,
  type FlowStep,
  HUMAN,
  type IncomingMessage,
  type Intent,
  type Reply,
  type Speaker,
  say,
  startFlow,
  type Turn,
} from "../../../../dialogue/index.ts";
import { actorFor, askPrincipal, principals } from "../../../members/index.ts";
import { studyTurn } from "../../studyTurn.ts";
import { LABELS, SIGN_IN } from "../memberText.ts";
import { calledBy } from "../whom.ts";
import { actionOf } from "./card.ts";
import { attempt, type MemberTalkParts, STUDY } from "./parts.ts";

/** Who signs in; undefined until there is a code that tells. */
interface SigningIn {
  readonly memberId?: number;
}

/** What a message says about signing in. */
type SaidSignIn =
  | { readonly kind: "code"; readonly code: string; readonly via: "code" | "qr" }
  /** 签到, and then not four digits. */
  | { readonly kind: "wrongLength" }
  | { readonly kind: "asks" };

const HOUR_MS = 60 * 60_000;
const QR = /^\/start\s*q(\d{4})$/u;
const CALL = /^(?:\/signin|(?:我来|我要|我想|我)?(?:签到|签个到)(?:码)?(?:是|为)?)(.*)$/u;
const SPOKEN = "零一二三四五六七八九";
const ACTION = /^study:sign:(\d{1,12})(?::(\d{4}))?$/;

/** Reads `签到 1234`, `签到一二三四`, `/start q1234`, 签到; undefined for anything else. */
export function readSignIn(text: string): SaidSignIn | undefined {
  const qr = QR.exec(text.normalize("NFKC").trim())?.[1];
  if (qr !== undefined) return { kind: "code", code: qr, via: "qr" };
  const rest = CALL.exec(bareWords(text))?.[1];
  if (rest === undefined) return undefined;
  if (rest === "") return { kind: "asks" };
  const code = digitsOf(rest);
  if (code === undefined) return undefined;
  return code.length === 4 ? { kind: "code", code, via: "code" } : { kind: "wrongLength" };
}

/** 1234, １２３４, 1 2 3 4, 一二三四; undefined where there is anything but digits. */
function digitsOf(text: string): string | undefined {
  const written = bareWords(text)
    .replace(/[〇○]/gu, "零")
    .replace(/[幺]/gu, "一")
    .replace(/[两]/gu, "二")
    .replace(/[零一二三四五六七八九]/gu, (c) => String(SPOKEN.indexOf(c)));
  return /^\d+$/.test(written) ? written : undefined;
}

interface SigningInTalk {
  readonly flow: Flow<SigningIn>;
  /** `study.signIn`, urgency 28: before a running flow, which stays; `study.code`, urgency 40. */
  readonly intents: readonly Intent[];
  /** The question for the code, from a session's card. */
  begin(message: IncomingMessage, state: ConversationState, speaker: Speaker, memberId: number): Turn;
}

export function createSigningIn(parts: MemberTalkParts): SigningInTalk {
  const { attending, sessions, store } = parts;

  interface Signed {
    readonly replies: readonly Reply[];
    readonly effects: readonly (() => void)[];
    /** The code was wrong, and there are tries left. */
    readonly again: boolean;
  }

  /** The caller has found out that the account acts for the member. */
  function signIn(speaker: Speaker, memberId: number, code: string, via: "code" | "qr"): Signed {
    const actor = actorFor(speaker, memberId)!;
    const tried = attempt(
      store,
      () => attending.signIn(actor, memberId, code, via),
      (a, b) => a.kind === b.kind,
    );
    if (!tried.ok) return { replies: [say([tried.words], [HUMAN])], effects: [], again: false };
    const who = calledBy(speaker, memberId);
    const { value } = tried;
    const effects = [tried.effect];
    switch (value.kind) {
      case "signedIn":
      case "already": {
        const { id, title } = value.session;
        const look: Choice = { label: LABELS.look, action: actionOf(id, "card", memberId) };
        const lines =
          value.kind === "already"
            ? [SIGN_IN.already(who, title)]
            : [SIGN_IN.signedIn(who, title), ...(value.guest ? [SIGN_IN.guest(who)] : [])];
        return {
          replies: [say(lines, [...others(speaker, memberId, id, code), look])],
          effects,
          again: false,
        };
      }
      case "wrong": {
        const again = value.triesLeft > 0;
        const lines = [SIGN_IN.wrong(value.triesLeft), ...(again ? [] : [SIGN_IN.bySecretary])];
        return { replies: [say(lines, [HUMAN])], effects, again };
      }
      case "tooMany":
        return { replies: [say([SIGN_IN.tooMany, SIGN_IN.bySecretary], [HUMAN])], effects, again: false };
    }
  }

  /** Whoever else of them is invited and has not signed in: a couple comes together. */
  function others(speaker: Speaker, memberId: number, sessionId: number, code: string): Choice[] {
    return principals(speaker).flatMap((one) => {
      if (one.memberId === memberId) return [];
      const theirs = sessions.forMember(sessionId, one.memberId);
      if (theirs?.invited !== true || theirs.attendedAt !== null) return [];
      const label = LABELS.signInFor(calledBy(speaker, one.memberId));
      return [{ label, action: `study:sign:${one.memberId}:${code}` }];
    });
  }

  /** For whom a code is: those who have a session on now, else whoever is chosen. */
  function forWhom(speaker: Speaker, code: string): readonly number[] {
    const people = principals(speaker).map(({ memberId }) => memberId);
    if (people.length <= 1) return people;
    const expected = people.filter((memberId) => attending.looksLikeCode(memberId, code));
    if (expected.length > 0) return expected;
    return speaker.actingFor === undefined ? people : [speaker.actingFor.memberId];
  }

  function stranger(speaker: Speaker): Reply {
    const staff = speaker.staff !== undefined;
    return staff
      ? say([SIGN_IN.staff], [STUDY])
      : say([SIGN_IN.stranger, SIGN_IN.bySecretary], [{ label: LABELS.enterCode, action: "bind" }, HUMAN]);
  }

  function withCode(state: ConversationState, speaker: Speaker, code: string, via: "code" | "qr"): Turn {
    const [memberId, ...more] = forWhom(speaker, code);
    if (memberId === undefined) return studyTurn(state, [stranger(speaker)]);
    if (more.length > 0) {
      const ask = askPrincipal(speaker, (id) => `study:sign:${id}:${code}`, [memberId, ...more]);
      return studyTurn(state, [ask]);
    }
    return signedTurn(state, speaker, memberId, code, via);
  }

  /** After a wrong code four bare digits are enough; after anything else nothing is asked any more. */
  function signedTurn(
    state: ConversationState,
    speaker: Speaker,
    memberId: number,
    code: string,
    via: "code" | "qr",
  ): Turn {
    const { replies, effects, again } = signIn(speaker, memberId, code, via);
    const other = state.flow?.name === flow.name ? undefined : state.flow;
    const asking = again && other === undefined ? startFlow(flow, { memberId }, parts.clock()) : other;
    return studyTurn({ ...state, flow: asking }, replies, effects);
  }

  /** Another conversation under way is not thrown away for it. */
  function begin(
    message: IncomingMessage,
    state: ConversationState,
    speaker: Speaker,
    memberId?: number,
  ): Turn {
    if (state.flow !== undefined && state.flow.name !== flow.name) {
      return studyTurn(state, [say([SIGN_IN.withWord])]);
    }
    const data: SigningIn = memberId === undefined ? {} : { memberId };
    return studyTurn({ ...state, flow: startFlow(flow, data, message.at) }, [ask(data, speaker)]);
  }

  function ask({ memberId }: SigningIn, speaker: Speaker): Reply {
    const who = memberId === undefined ? "您" : calledBy(speaker, memberId);
    return say([who === "您" ? SIGN_IN.ask : SIGN_IN.askFor(who)], [HUMAN]);
  }

  /** 签到 alone. */
  function asked(message: IncomingMessage, state: ConversationState, speaker: Speaker): Turn {
    if (principals(speaker).length === 0) return studyTurn(state, [stranger(speaker)]);
    return begin(message, state, speaker);
  }

  const flow: Flow<SigningIn> = {
    name: "study.sign",
    version: 1,
    outcome: "study",
    lapsesAfterMs: HOUR_MS,
    lapsed: SIGN_IN.lapsed,
    cancelled: SIGN_IN.cancelled,
    ask: (data, { speaker }) => ask(data, speaker),
    async take(message, data, { speaker }): Promise<FlowStep<SigningIn>> {
      const code = message.action === undefined ? digitsOf(message.text) : undefined;
      if (code === undefined) return { kind: "pass" };
      if (code.length !== 4) return { kind: "stay", data, replies: [say([SIGN_IN.digits], [HUMAN])] };
      const people = data.memberId === undefined ? forWhom(speaker, code) : [data.memberId];
      const [memberId, ...more] = people;
      if (memberId === undefined || actorFor(speaker, memberId) === undefined) {
        return { kind: "end", replies: [stranger(speaker)] };
      }
      if (more.length > 0) {
        return { kind: "end", replies: [askPrincipal(speaker, (id) => `study:sign:${id}:${code}`, people)] };
      }
      const { replies, effects, again } = signIn(speaker, memberId, code, "code");
      return again ? { kind: "stay", data, replies, effects } : { kind: "end", replies, effects };
    },
  };

  /** Four bare digits, while a session of theirs is on. */
  function bareCode({ action, text }: IncomingMessage, speaker: Speaker): string | undefined {
    const code = action === undefined ? digitsOf(text) : undefined;
    if (code?.length !== 4) return undefined;
    const concerned = principals(speaker).some(({ memberId }) => attending.looksLikeCode(memberId, code));
    return concerned ? code : undefined;
  }

  return {
    flow,
    begin,
    intents: [
      {
        name: "study.signIn",
        urgency: 28,
        matches: ({ action, text }) =>
          action === undefined ? readSignIn(text) !== undefined : ACTION.test(action),
        async handle(message, state, { speaker }) {
          if (message.action === undefined) {
            const said = readSignIn(message.text)!;
            if (said.kind === "asks") return asked(message, state, speaker);
            if (said.kind === "wrongLength")
              return studyTurn(state, [say([SIGN_IN.digits, SIGN_IN.withWord])]);
            return withCode(state, speaker, said.code, said.via);
          }
          const [, id, code] = ACTION.exec(message.action)!;
          const memberId = Number(id);
          if (actorFor(speaker, memberId) === undefined) return studyTurn(state, [stranger(speaker)]);
          if (code === undefined) return begin(message, state, speaker, memberId);
          return signedTurn(state, speaker, memberId, code, "code");
        },
      },
      {
        name: "study.code",
        urgency: 40,
        matches: (message, _state, { speaker }) => bareCode(message, speaker) !== undefined,
        handle: async (message, state, { speaker }) =>
          withCode(state, speaker, bareCode(message, speaker)!, "code"),
      },
    ],
  };
}

/** 加材料: files and links, sent one by one until 好了. A file is fetched from its channel and kept on our shelf. */
import {
  type Choice,
  type Context,
  type FileAttachment,
  type Flow,
  type FlowStep,
  type IncomingMessage,
  paragraph,
  plainWords,
  type Reply,
  type Speaker,
  say,
} from "../../../../dialogue/index.ts";
import { type Actor, actorName } from "../../../members/index.ts";
import type { StudySession } from "../../types.ts";
import { ORGANISER_LABELS as LABELS, ORGANISER } from "../organiserText.ts";
import {
  action,
  attempt,
  BRANCH_CHOICE,
  flowAction,
  labelled,
  type OrganiserParts,
  organiserOf,
} from "./organiserParts.ts";

const LAPSES_MS = 60 * 60_000;
const URL = /https?:\/\/[^\s，。、；《》（）“”]+/iu;
const DONE = /^(?:好了|完了|没有了|没了|发完了|就这些|行了)$/u;
const LONGEST_TITLE = 60;

type Source =
  | { readonly kind: "file"; readonly file: FileAttachment }
  | { readonly kind: "url"; readonly url: string };

/** `pending` waits for its name. */
export interface MaterialData {
  readonly sessionId: number;
  readonly pending?: Source;
}

type Step = FlowStep<MaterialData>;

/** The flow `study.material`. */
export function createMaterialFlow(parts: OrganiserParts): Flow<MaterialData> {
  const { sessions, files } = parts;
  const done: Choice = { label: LABELS.done, action: flowAction("done") };

  function question({ pending }: MaterialData): Reply {
    return say([pending === undefined ? ORGANISER.materialAsk : ORGANISER.materialName], [done]);
  }

  function stay(
    data: MaterialData,
    lines: readonly string[] = [],
    effects: readonly (() => void)[] = [],
  ): Step {
    const reply = question(data);
    return {
      kind: "stay",
      data,
      replies: [{ ...reply, blocks: [...lines.map(paragraph), ...reply.blocks] }],
      effects,
    };
  }

  /** Adds it under that name; what the shelf or the core refuses is said, and the next one may be sent. */
  async function add(
    { sessionId }: MaterialData,
    source: Source,
    title: string,
    actor: Actor,
    channel: string,
  ): Promise<Step> {
    const made = source.kind === "url" ? linked(source.url) : await fetched(source.file);
    if (!made.ok) return stay({ sessionId }, [made.words]);
    const tried = attempt(parts, made.work);
    if (!tried.ok) return stay({ sessionId }, [tried.words]);
    return {
      kind: "stay",
      data: { sessionId },
      replies: [say([ORGANISER.materialKept(title)], [done])],
      effects: [made.work],
    };

    function linked(url: string) {
      return { ok: true as const, work: () => void sessions.addMaterial(actor, sessionId, { title, url }) };
    }

    async function fetched(file: FileAttachment) {
      const got = await parts.fetchFile(channel, file);
      if (got.kind === "refused") return { ok: false as const, words: got.words };
      const { name, mediaType, body } = got;
      const work = () => {
        const { id } = files.keep({ name: file.name ?? name, mediaType, body }, actorName(actor));
        sessions.addMaterial(actor, sessionId, { title, fileId: id });
      };
      return { ok: true as const, work };
    }
  }

  async function take(message: IncomingMessage, data: MaterialData, { speaker }: Context): Promise<Step> {
    const { sessionId } = data;
    const session = sessions.get(sessionId);
    const actor = session && organiserOf(parts, speaker, session.branchId);
    if (actor === undefined) {
      return {
        kind: "end",
        replies: [say([session === undefined ? ORGANISER.gone : ORGANISER.notYourSession], [BRANCH_CHOICE])],
      };
    }
    const tap = message.action ?? labelled(question(data), message.text);
    const words = plainWords(message.text);
    if (tap === done.action || (tap === undefined && DONE.test(words))) return finished(sessionId);
    if (tap !== undefined) return tap.startsWith("orgf:") ? stay(data) : { kind: "pass" };
    if (words.startsWith("/")) return { kind: "pass" };
    const file = message.attachments?.find((one): one is FileAttachment => "fileId" in one);
    const caption = titleFrom(message.text);
    if (file !== undefined) {
      const title = caption ?? titleFrom(file.name?.replace(/\.[A-Za-z0-9]{1,5}$/, "") ?? "");
      const source = { kind: "file", file } as const;
      return title === undefined
        ? stay({ sessionId, pending: source })
        : add(data, source, title, actor, message.channel);
    }
    const url = URL.exec(message.text)?.[0];
    if (url !== undefined) {
      const title = titleFrom(message.text.replace(url, " "));
      const source = { kind: "url", url } as const;
      return title === undefined
        ? stay({ sessionId, pending: source })
        : add(data, source, title, actor, message.channel);
    }
    if (data.pending !== undefined && caption !== undefined) {
      return add(data, data.pending, caption, actor, message.channel);
    }
    return stay(data, [ORGANISER.materialNotRead]);
  }

  return {
    name: "study.material",
    version: 1,
    outcome: "study",
    lapsesAfterMs: LAPSES_MS,
    lapsed: ORGANISER.materialLapsed,
    cancelled: ORGANISER.materialDone,
    take,
    ask: question,
  };
}

function finished(sessionId: number): Step {
  const session: Choice = { label: ORGANISER.backToSession, action: action("s", sessionId) };
  return { kind: "end", replies: [say([ORGANISER.materialDone], [session, BRANCH_CHOICE])] };
}

function titleFrom(text: string): string | undefined {
  const title = text.replace(/\s+/gu, " ").replace(/^[\s：:，,。]+|[\s：:，,。]+$/gu, "");
  return title === "" ? undefined : [...title].slice(0, LONGEST_TITLE).join("");
}

/** The materials there are, each to be taken off, and the question for more. */
export function materialsReply(
  { sessions }: Pick<OrganiserParts, "sessions">,
  session: StudySession,
  flow: Flow<MaterialData>,
  speaker: Speaker,
): Reply {
  const materials = sessions.materials(session.id);
  const asked = flow.ask({ sessionId: session.id }, { speaker });
  const list =
    materials.length === 0
      ? [ORGANISER.noMaterials]
      : materials.map(({ title, url }, i) => `${i + 1}. ${title}${url === null ? "" : ` ${url}`}`);
  return {
    blocks: [paragraph(ORGANISER.materialsTitle(session.title)), ...list.map(paragraph), ...asked.blocks],
    choices: [
      ...materials.map(
        ({ id, title }): Choice => ({
          label: ORGANISER.materialTakeOff(title),
          action: action("unmat", session.id, id),
        }),
      ),
      ...asked.choices,
    ],
  };
}

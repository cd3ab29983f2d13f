/** Some days before a festival its greeting becomes a draft, and editors are told. It is never submitted or sent. */
import { dayOf, daysAfter, instantOf } from "../../../delivery/index.ts";
import { paragraph } from "../../../dialogue/index.ts";
import { type Actor, actorName, sayDate } from "../../members/index.ts";
import { type Core, subjectOf } from "../life/core.ts";
import { nextOccurrence } from "./festivalDays.ts";
import type { Festival } from "./festivalFile.ts";
import { NEWS } from "./festivalText.ts";

/** Who has drafted it: the file. */
const FESTIVALS: Actor = { kind: "system", name: "festivals" };
/** When a greeting is meant to arrive, unless an editor thinks otherwise. */
const MORNING = "09:00";
const FOLLOW_UP_HOURS = 48;
const CALL_HOURS = 96;

/** A festival that comes. */
export interface ComingFestival {
  readonly festival: Festival;
  /** 春节:2027: one draft of it, ever. */
  readonly key: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

/** The next time of each festival from a day on, the nearest first. @param today `YYYY-MM-DD` */
export function comingFestivals(festivals: readonly Festival[], today: string): readonly ComingFestival[] {
  return festivals
    .map((festival) => {
      const { year, day } = nextOccurrence(festival.rule, today);
      return { festival, key: `${festival.name}:${year}`, day };
    })
    .sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
}

/** Drafts what is due; at once nothing more, however often it is called. */
export function createFestivalDrafts(core: Core): () => void {
  const { store, clock, timeZone, table, members, notes, festivals } = core;
  let lookedOn = "";

  function draft({ festival, key, day }: ComingFestival): void {
    const now = clock();
    const sendAt = instantOf(day, MORNING, timeZone);
    const id = table.insertGreeting({
      festival: key,
      title: festival.title,
      body: festival.greeting,
      audience: { ...festival.audience },
      needsConfirmation: false,
      followUpHours: FOLLOW_UP_HOURS,
      callHours: CALL_HOURS,
      status: "draft",
      sendAt: sendAt > now ? sendAt : null,
      createdAt: now,
      createdBy: actorName(FESTIVALS),
    });
    // Drafted before; perhaps dropped since: that was somebody's decision.
    if (id === undefined) return;
    members.audit.record(FESTIVALS, "announcement.create", subjectOf(id), { festival: key });
    notes.tell({
      key: `festival:${key}`,
      reply: {
        blocks: [
          paragraph(NEWS.draft(festival.name, sayDate(sendAt, timeZone), id)),
          paragraph(NEWS.asSample),
        ],
        choices: [],
      },
      urgent: false,
      roles: ["editor"],
      choices: [{ label: NEWS.open, action: `annopen:${id}` }],
    });
  }

  return () => {
    const today = dayOf(clock(), timeZone);
    // Once a day is enough; where days are counted from is the bureau's calendar.
    if (today === lookedOn) return;
    store.transaction(() => {
      for (const coming of comingFestivals(festivals, today)) {
        if (daysAfter(today, coming.festival.leadDays) >= coming.day) draft(coming);
      }
    });
    lookedOn = today;
  };
}

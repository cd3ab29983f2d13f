/** Series: sessions that come round by a rule, made sixty days ahead. */
import { daysAfter } from "../../../../delivery/index.ts";
import { type Actor, actorName, MemberError } from "../../../members/index.ts";
import { type Series, type Sessions, StudyError } from "../../types.ts";
import { checkOrganiser } from "../plan/draft.ts";
import { enteredReason, isDay } from "../plan/entered.ts";
import type { Planning } from "../plan/planning.ts";
import { requireRuns } from "../plan/rights.ts";
import { type Core, SYSTEM } from "../sessionsParts.ts";
import { RULE_TEXT } from "../text.ts";
import { sayDayOf } from "../when.ts";
import { type Occurrence, occurrences, type RuleGround } from "./occurrences.ts";
import { readRule } from "./rule.ts";
import { ruleWords } from "./ruleWords.ts";
import { type SeriesRow, seriesTable } from "./series.repo.ts";
import { readSeries, sessionOn, storedTemplate, type Template } from "./seriesDraft.ts";

/** How far ahead occurrences are made. */
const AHEAD_DAYS = 60;
const SERIES_AT_ONCE = 20;
const PREVIEW_MOST = 60;
/** How far a look ahead goes: 29 February comes within eight years. */
const PREVIEW_DAYS = 3660;

const byDay = (a: string, b: string) => (a < b ? -1 : 1);

export type SeriesPart = Pick<Sessions, "createSeries" | "series" | "endSeries" | "previewSeries"> & {
  /** Makes what is due. Returns how many sessions were made. */
  makeDue(): number;
};

export function createSeriesPart(core: Core, planning: Pick<Planning, "make" | "drop">): SeriesPart {
  const { store, members, clock, timeZone, calendar } = core;
  const table = seriesTable(store.records);

  function groundOf(row: Pick<SeriesRow, "rule" | "startsOn" | "endsOn" | "onHoliday">): RuleGround {
    return {
      rule: readRule(row.rule, timeZone),
      startsOn: row.startsOn,
      endsOn: row.endsOn ?? undefined,
      onHoliday: row.onHoliday,
      calendar,
    };
  }

  /** One occurrence; false where it is past or was made before. @throws StudyError, MemberError */
  function makeOne(actor: Actor, row: SeriesRow, template: Template, one: Occurrence): boolean {
    if (one.fate === "skipped" || core.table.occurrenceMade(row.id, one.day)) return false;
    const day = one.fate === "moved" ? one.to : one.day;
    const inviteOn = daysAfter(day, -template.inviteDaysBefore);
    const draft = sessionOn(template, row.time, { day, inviteOn }, timeZone);
    if (draft.startsAt <= clock()) return false;
    planning.make(actor, draft, { seriesId: row.id, occurrenceOn: one.day });
    return true;
  }

  /** Makes occurrences up to sixty days ahead. `onFault` is told of one that cannot be; without it, it is thrown. */
  function make(actor: Actor, row: SeriesRow, onFault?: (one: Occurrence, fault: Error) => void): number {
    const today = core.today();
    const until = daysAfter(today, AHEAD_DAYS);
    const next = row.madeUntil === null ? row.startsOn : daysAfter(row.madeUntil, 1);
    // A holiday may carry a day of last week to a day to come.
    const oldest = daysAfter(today, -AHEAD_DAYS);
    const from = [next, oldest].toSorted(byDay)[1]!;
    const template = storedTemplate(row.template);
    let made = 0;
    for (const one of occurrences(groundOf(row), from, until)) {
      try {
        if (makeOne(actor, row, template, one)) made++;
      } catch (error) {
        const isFault = error instanceof StudyError || error instanceof MemberError;
        if (!isFault || onFault === undefined) throw error;
        onFault(one, error);
      }
    }
    table.update(row.id, { madeUntil: until });
    return made;
  }

  /** The branch has moved out, the room is taken: staff give that one by hand. */
  function report(row: SeriesRow, { day }: Occurrence, { message }: Error): void {
    const { title } = storedTemplate(row.template).session;
    const said = RULE_TEXT.notMade(title, sayDayOf(day, { timeZone, now: clock() }), message);
    core.tellStaff({
      key: `study:series:${row.id}:${day}`,
      reply: { blocks: [{ kind: "text", spans: [{ text: said }] }], choices: [] },
      urgent: false,
      roles: ["editor", "admin"],
    });
  }

  function needSeries(id: number): SeriesRow {
    const row = table.get(id);
    if (row === undefined) throw new StudyError("id", RULE_TEXT.noSeries);
    return row;
  }

  return {
    createSeries: (actor, draft) =>
      store.transaction(() => {
        const { template } = draft;
        const audience = core.audiences.read(template.audience);
        checkOrganiser(core, actor, template.branchId, audience);
        const read = readSeries(draft, timeZone, core.today());
        const id = table.insert({
          rule: draft.rule.trim(),
          startsOn: read.startsOn,
          time: read.time,
          onHoliday: draft.onHoliday,
          template: { ...read.template, session: { ...template, audience } },
          branchId: template.branchId ?? null,
          createdAt: clock(),
          createdBy: actorName(actor),
          endsOn: read.endsOn ?? null,
        });
        members.audit.record(actor, "study.series.create", `studySeries:${id}`);
        const row = needSeries(id);
        if (make(actor, row) === 0) makeFirst(actor, row);
        return id;
      }),

    series: () =>
      table.all().map(
        (row): Series => ({
          id: row.id,
          rule: row.rule,
          words: ruleWords(readRule(row.rule, timeZone), row.time),
          title: storedTemplate(row.template).session.title,
          startsOn: row.startsOn,
          endsOn: row.endsOn,
          branchId: row.branchId,
        }),
      ),

    endSeries: (actor, id, lastDay, reason) =>
      store.transaction(() => {
        const row = table.get(id);
        requireRuns(core, actor, row?.branchId ?? null);
        const { endsOn } = needSeries(id);
        if (!isDay(lastDay)) throw new StudyError("lastDay", RULE_TEXT.startsOn);
        if (endsOn !== null && lastDay > endsOn) throw new StudyError("lastDay", RULE_TEXT.ended(endsOn));
        const why = enteredReason(reason);
        table.update(id, { endsOn: lastDay });
        members.audit.record(actor, "study.series.end", `studySeries:${id}`, { lastDay });
        for (const sessionId of core.table.occurrencesAfter(id, lastDay, clock()))
          planning.drop(actor, core.get(sessionId)!, why);
      }),

    previewSeries(draft, n) {
      const read = readSeries(draft, timeZone, core.today());
      const today = core.today();
      const from = [today, read.startsOn].toSorted(byDay)[1]!;
      const ground = { ...read, onHoliday: draft.onHoliday, calendar };
      return occurrences(ground, from, daysAfter(from, PREVIEW_DAYS), Math.min(n, PREVIEW_MOST));
    },

    makeDue() {
      const until = daysAfter(core.today(), AHEAD_DAYS);
      return table
        .unmade(until, SERIES_AT_ONCE)
        .reduce(
          (sum, row) =>
            sum + store.transaction(() => make(SYSTEM, row, (one, fault) => report(row, one, fault))),
          0,
        );
    },
  };

  /** The first session is more than sixty days off: it is made all the same, and with it the template is checked. */
  function makeFirst(actor: Actor, row: SeriesRow): void {
    const template = storedTemplate(row.template);
    const today = core.today();
    const coming = occurrences(groundOf(row), today, daysAfter(today, PREVIEW_DAYS), PREVIEW_MOST);
    if (!coming.some((one) => makeOne(actor, row, template, one)))
      throw new StudyError("endsOn", RULE_TEXT.allPast);
  }
}

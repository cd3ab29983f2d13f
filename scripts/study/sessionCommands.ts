/** Sessions and series: add, change, move, cancel, show, list; materials. */

import { instantOf } from "../../src/delivery/index.ts";
import { FORMS, type SessionChange } from "../../src/features/study/index.ts";
import { given, needed, oneOf, rows, said, UsageError, wholeNumber } from "../command.ts";
import { type Command, calendarDay, type Desk, moment, readEntered, sessionOf, type Values } from "./desk.ts";
import { minutesOf, pickUpOf, placeOf, seriesDraft, sessionDraft } from "./draftOptions.ts";
import { sessionCard, sessionLine } from "./lines.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const MOST = 1_000;
const PREVIEWED = 6;
const MOST_PREVIEWED = 100;
/** Written for a field to clear it. */
const NONE = "none";

export const sessionCommands: Readonly<Record<string, Command>> = {
  "session add"(desk, _words, values) {
    const id = desk.sessions.create(desk.actor, sessionDraft(desk, values));
    return said(sessionLine(desk.sessions.get(id)!, desk.timeZone));
  },

  "session change"(desk, words, values) {
    return changed(desk, words, values, changeOf(desk, words, values));
  },

  "session move"(desk, words, values) {
    if (values.at === undefined && values.home === undefined && values.place === undefined)
      throw new UsageError();
    return changed(desk, words, values, changeOf(desk, words, values));
  },

  "session cancel"({ sessions, actor }, words, { reason }) {
    const { id, title } = sessionOf({ sessions }, words);
    sessions.cancel(actor, id, needed(reason));
    return said(`取消了：${id}  ${title}`);
  },

  "session show"(desk, words) {
    const session = sessionOf(desk, words);
    const { sessions, timeZone } = desk;
    return said(sessionCard(session, sessions.counts(session.id), sessions.materials(session.id), timeZone));
  },

  "session list"(desk, _words, { branch, home, from, to, all }) {
    const { sessions, timeZone, clock } = desk;
    const found = sessions.list({
      ...given({
        branchId: branch === undefined ? undefined : wholeNumber(branch),
        homeId: home === undefined ? undefined : wholeNumber(home),
        to: to === undefined ? undefined : instantOf(calendarDay(to), "00:00", timeZone) + DAY_MS,
      }),
      ...(from === undefined && all === true
        ? {}
        : { from: from === undefined ? clock() : instantOf(calendarDay(from), "00:00", timeZone) }),
      ...(all === true ? {} : { status: "planned" as const }),
      limit: MOST,
    });
    return rows(found.map((session) => sessionLine(session, timeZone)));
  },

  "series add"(desk, _words, values) {
    const id = desk.sessions.createSeries(desk.actor, seriesDraft(desk, values));
    const series = desk.sessions.series().find((one) => one.id === id);
    return said(`定好了，编号 ${id}：${series?.words ?? ""}`);
  },

  "series preview"(desk, _words, values) {
    const n = values.count === undefined ? PREVIEWED : wholeNumber(values.count);
    if (n > MOST_PREVIEWED) throw new UsageError();
    return rows(
      desk.sessions
        .previewSeries(seriesDraft(desk, values), n)
        .map(({ day, fate, to }) =>
          fate === "kept" ? day : fate === "skipped" ? `${day}  节假日，不办` : `${day}  节假日，改到 ${to}`,
        ),
    );
  },

  "series list"({ sessions }) {
    return rows(
      sessions
        .series()
        .map(
          ({ id, title, words, rule, endsOn, branchId }) =>
            `${id}  ${title}  ${words}  ${rule}${endsOn === null ? "" : `  到 ${endsOn} 为止`}${branchId === null ? "" : `  支部 ${branchId}`}`,
        ),
    );
  },

  "series end"({ sessions, actor }, words, { last, reason }) {
    const day = calendarDay(last);
    sessions.endSeries(actor, wholeNumber(words[0]), day, needed(reason));
    return said(`停办了，${day} 以后不再有。`);
  },

  "material add"(desk, words, { file, url, title }) {
    const { id } = sessionOf(desk, words);
    if ((file === undefined) === (url === undefined)) throw new UsageError();
    const { sessions, actor } = desk;
    if (url !== undefined) {
      return said(`加好了，编号 ${sessions.addMaterial(actor, id, { title: needed(title), url })}。`);
    }
    const entered = readEntered(needed(file));
    const name = title ?? entered.name.replace(/\.[A-Za-z0-9]{1,5}$/, "");
    const added = desk.atomically(() =>
      sessions.addMaterial(actor, id, { title: needed(name), fileId: desk.keepFile(entered) }),
    );
    return said(`加好了，编号 ${added}。`);
  },

  "material remove"(desk, words, { material }) {
    const { id } = sessionOf(desk, words);
    desk.sessions.removeMaterial(desk.actor, id, wholeNumber(material));
    return said("撤下来了。");
  },
};

/** Whoever says which version they saw is told when it has changed since. */
function changed(desk: Desk, words: readonly string[], { version }: Values, change: SessionChange) {
  const { sessions, actor, timeZone } = desk;
  if (Object.keys(change).length === 0) throw new UsageError();
  const session = sessionOf(desk, words);
  sessions.change(actor, session.id, change, version === undefined ? undefined : wholeNumber(version));
  return said(sessionLine(sessions.get(session.id)!, timeZone));
}

/** A new start keeps the length unless a new one is told; a new length alone keeps the start. */
function changeOf(desk: Desk, words: readonly string[], values: Values): SessionChange {
  const session = sessionOf(desk, words);
  const { title, form, at, minutes, home, place, capacity, contact, note, remind } = values;
  const startsAt = at === undefined ? session.startsAt : moment(at, desk);
  const length = minutes === undefined ? session.endsAt - session.startsAt : minutesOf(minutes) * MINUTE_MS;
  const cleared = (text: string | undefined) => (text === NONE ? null : text);
  return given({
    title,
    form: form === undefined ? undefined : oneOf(form, FORMS),
    startsAt: at === undefined ? undefined : startsAt,
    endsAt: at === undefined && minutes === undefined ? undefined : startsAt + length,
    where: home === undefined && place === undefined ? undefined : placeOf(values),
    capacity: capacity === undefined ? undefined : capacity === NONE ? null : wholeNumber(capacity),
    contact: cleared(contact),
    note: cleared(note),
    pickUp: pickUpOf(values),
    reminders: remind?.map(wholeNumber),
  });
}

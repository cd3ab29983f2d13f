/** From when until when each version of a library applies: newer versions, repeals, expiry. */
import type { Repeal } from "./repeals.ts";

/** What validity is worked out from. Dates are `YYYY-MM-DD`. */
export interface DatedVersion {
  readonly id: number;
  readonly title: string;
  readonly docNumber?: string | undefined;
  readonly region: string;
  readonly adoptedOn?: string | undefined;
  readonly issuedOn?: string | undefined;
  readonly amendedOn?: string | undefined;
  readonly effectiveOn?: string | undefined;
  readonly expiresOn?: string | undefined;
  readonly repealedOn?: string | undefined;
  /** Title or 文号 of the text that this one replaces, where stated. */
  readonly supersedes?: string | undefined;
  readonly repeals: readonly { title: string; issuedOn?: string; docNumber?: string }[];
}

/** Why a text no longer applies. */
export type Ending = "superseded" | "repealed" | "expired";

/** When a version applies: from `from`, before `until`. Undefined means open. */
export interface Validity {
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly endedBy: Ending | undefined;
  readonly successorId: number | undefined;
}

/** The day a version was given its present wording. */
export function versionDay(version: DatedVersion): string {
  return [version.adoptedOn, version.issuedOn, version.amendedOn].reduce<string>(
    (latest, day) => (day !== undefined && day > latest ? day : latest),
    version.adoptedOn === undefined && version.issuedOn === undefined && version.amendedOn === undefined
      ? (version.effectiveOn ?? "")
      : "",
  );
}

/** The day from which the present wording applies. An amended text keeps its first day in force in print. */
export function startDay(version: DatedVersion): string | undefined {
  const worded = versionDay(version);
  if (
    version.effectiveOn !== undefined &&
    (version.effectiveOn >= worded || version.amendedOn === undefined)
  ) {
    return version.effectiveOn;
  }
  return worded === "" ? version.effectiveOn : worded;
}

/** 《》, spaces and （试行） make no other title. */
export function titleKey(title: string): string {
  return title.replace(/[《》\s“”"]/g, "").replace(/[（(](试行|暂行|示例|修订)[）)]$/, "");
}

interface End {
  day: string;
  by: Ending;
  successorId: number | undefined;
}

/** Works out the validity of every version, by id. */
export function workOutValidity(
  versions: readonly DatedVersion[],
  register: readonly Repeal[],
): Map<number, Validity> {
  const ends = new Map<number, End[]>();
  const end = (id: number, entry: End) => {
    const list = ends.get(id);
    if (list) list.push(entry);
    else ends.set(id, [entry]);
  };
  endByVersions(versions, end);
  endByRepeals(versions, end);
  endByRegister(versions, register, end);
  for (const version of versions) {
    if (version.expiresOn !== undefined) {
      end(version.id, { day: dayAfter(version.expiresOn), by: "expired", successorId: undefined });
    }
    if (version.repealedOn !== undefined) {
      end(version.id, { day: version.repealedOn, by: "repealed", successorId: undefined });
    }
  }
  return new Map(
    versions.map((version) => {
      const first = (ends.get(version.id) ?? []).sort((a, b) => (a.day < b.day ? -1 : 1))[0];
      return [
        version.id,
        { from: startDay(version), until: first?.day, endedBy: first?.by, successorId: first?.successorId },
      ];
    }),
  );
}

type EndVersion = (id: number, end: End) => void;

/** A newer version of the same title and region ends the older one on the day it starts. */
function endByVersions(versions: readonly DatedVersion[], end: EndVersion): void {
  const groups = new Map<string, DatedVersion[]>();
  for (const version of versions) {
    const key = `${version.region}\n${titleKey(version.title)}`;
    const group = groups.get(key);
    if (group) group.push(version);
    else groups.set(key, [version]);
  }
  for (const group of groups.values()) {
    const ordered = [...group].sort((a, b) => (versionDay(a) < versionDay(b) ? -1 : 1));
    ordered.slice(0, -1).forEach((older, i) => {
      const newer = ordered[i + 1]!;
      if (versionDay(newer) === versionDay(older)) return;
      end(older.id, { day: startDay(newer) ?? versionDay(newer), by: "superseded", successorId: newer.id });
    });
  }
}

/** "《某某》同时废止", or a stated predecessor, ends it on the day the text that says so starts. */
function endByRepeals(versions: readonly DatedVersion[], end: EndVersion): void {
  for (const later of versions) {
    const day = startDay(later);
    if (day === undefined) continue;
    for (const earlier of versions) {
      if (earlier.id === later.id || versionDay(earlier) >= versionDay(later)) continue;
      if (later.repeals.some((repeal) => names(repeal, earlier))) {
        end(earlier.id, { day, by: "repealed", successorId: later.id });
      } else if (later.supersedes !== undefined && isNamed(later.supersedes, earlier)) {
        end(earlier.id, { day, by: "superseded", successorId: later.id });
      }
    }
  }
}

function names(
  repeal: { title: string; issuedOn?: string; docNumber?: string },
  version: DatedVersion,
): boolean {
  if (repeal.docNumber !== undefined && version.docNumber !== undefined)
    return repeal.docNumber === version.docNumber;
  if (titleKey(repeal.title) !== titleKey(version.title)) return false;
  return repeal.issuedOn === undefined || versionDay(version) <= repeal.issuedOn;
}

function isNamed(stated: string, version: DatedVersion): boolean {
  return titleKey(stated) === titleKey(version.title) || stated === version.docNumber;
}

function endByRegister(
  versions: readonly DatedVersion[],
  register: readonly Repeal[],
  end: EndVersion,
): void {
  for (const repeal of register) {
    const successor = versions.find((version) => titleKey(version.title) === titleKey(repeal.successor));
    for (const version of versions) {
      if (titleKey(version.title) !== titleKey(repeal.title) || versionDay(version) > repeal.issuedUpTo)
        continue;
      end(version.id, { day: repeal.repealedOn, by: "repealed", successorId: successor?.id });
    }
  }
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

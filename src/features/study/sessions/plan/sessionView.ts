/** A session as shown. */
import type { Audience } from "../../../members/index.ts";
import type { Material, StudySession } from "../../types.ts";
import type { FoundSession, MaterialRow } from "./sessions.repo.ts";

export function viewOf({ row, home, address, branch }: FoundSession): StudySession {
  return {
    id: row.id,
    seriesId: row.seriesId,
    uid: row.uid,
    sequence: row.sequence,
    title: row.title,
    form: row.form,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    homeId: row.homeId,
    where: row.place ?? `${home ?? ""}${row.room ?? ""}`,
    address,
    room: row.room,
    capacity: row.capacity,
    contact: row.contact,
    note: row.note,
    audience: row.audience as unknown as Audience,
    branchId: row.branchId,
    branch,
    pickUp: row.pickUp,
    reminders: row.reminders,
    inviteAt: row.inviteAt,
    status: row.status,
    cancelReason: row.cancelReason,
    code: row.code,
    version: row.version,
  };
}

export function toMaterial({ id, title, fileId, url }: MaterialRow): Material {
  return { id, title, fileId, url };
}

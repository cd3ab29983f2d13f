/** Where a session is, out of words: one of our homes with a room, or another place. */
import type { Choice } from "../../../../../dialogue/index.ts";
import type { Home } from "../../../../members/index.ts";
import type { Place } from "../../../types.ts";
import { FORM_TEXT } from "../../organiserFormText.ts";
import { flowAction, type OrganiserParts } from "../organiserParts.ts";
import type { Read } from "./draftWords.ts";

const SHORTEST_PLACE = 2;
const LONGEST_PLACE = 100;

/** A name of a home at the start is that home, what follows its room: 天元区老党员之家二楼会议室. */
export function readPlace(homes: readonly Home[], text: string): Read<Place> {
  const words = text.normalize("NFKC").replace(/\s+/gu, " ").trim();
  const home = homes
    .filter(({ name }) => words.startsWith(name.normalize("NFKC")))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (home !== undefined) {
    const room = words.slice(home.name.normalize("NFKC").length).replace(/^[\s,，的、]+|[\s。]+$/gu, "");
    return { ok: true, value: { homeId: home.id, ...(room === "" ? {} : { room }) } };
  }
  const { length } = [...words];
  if (length < SHORTEST_PLACE || length > LONGEST_PLACE) return { ok: false, words: FORM_TEXT.whereLength };
  return { ok: true, value: { place: words } };
}

/** 天元区老党员之家二楼会议室. */
export function sayPlace(homes: readonly Home[], place: Place): string {
  if ("place" in place) return place.place;
  return `${homes.find(({ id }) => id === place.homeId)?.name ?? ""}${place.room ?? ""}`;
}

/** The home of the branch as a button, if it has one. */
export function homeChoices({ members }: Pick<OrganiserParts, "members">, branchId: number | null): Choice[] {
  const homeId = members.branches().find(({ id }) => id === branchId)?.homeId;
  const home = members.homes().find(({ id }) => id === homeId);
  return home === undefined ? [] : [{ label: home.name, action: flowAction("home", home.id) }];
}

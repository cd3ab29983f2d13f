/** 老党员之家 in the three levels of 1+9+N, and 党支部. */
import { requireRole } from "../actor.ts";
import { refusals } from "../refusals.ts";
import { type HomeLevel, MemberError, type Members } from "../types.ts";
import { enteredChoice, enteredLine, enteredName } from "../values/entered.ts";
import type { Core } from "./core.ts";
import { findMember } from "./member.repo.ts";
import {
  allBranches,
  allHomes,
  branchExists,
  branchNamed,
  findHome,
  homeExists,
  homeNamed,
  insertBranch,
  insertHome,
  updateSecretary,
} from "./places.repo.ts";

/** From the city down: a home stands under one of a level before its own. */
const LEVELS = ["centre", "district", "unit"] as const satisfies readonly HomeLevel[];

export function createPlaces(
  core: Core,
): Pick<Members, "addHome" | "homes" | "addBranch" | "branches" | "setSecretary"> {
  const { store, audit } = core;
  const { records } = store;
  return {
    addHome: (actor, entered) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor");
        const name = enteredName(entered.name);
        const level = enteredChoice("level", entered.level, LEVELS);
        if (homeNamed(records, name)) throw new MemberError("name", refusals.nameTaken);
        if (entered.parentId !== undefined) checkParent(core, level, entered.parentId);
        const id = insertHome(records, {
          name,
          level,
          parentId: entered.parentId ?? null,
          district: enteredLine("district", entered.district ?? "", 40),
          address: enteredLine("address", entered.address ?? "", 200),
        });
        audit.record(by.actor, "home.add", `home:${id}`, { level });
        return id;
      }),

    homes: () => allHomes(records),

    addBranch: (actor, entered) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor");
        const name = enteredName(entered.name);
        if (branchNamed(records, name)) throw new MemberError("name", refusals.nameTaken);
        if (entered.homeId !== undefined && !homeExists(records, entered.homeId)) {
          throw new MemberError("homeId", refusals.noSuchHome);
        }
        if (entered.secretaryId !== undefined) checkSecretary(core, entered.secretaryId);
        const id = insertBranch(records, {
          name,
          unit: enteredLine("unit", entered.unit ?? "", 100),
          homeId: entered.homeId ?? null,
          secretaryId: entered.secretaryId ?? null,
        });
        audit.record(by.actor, "branch.add", `branch:${id}`);
        return id;
      }),

    branches: () => allBranches(records),

    setSecretary: (actor, branchId, memberId) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor");
        if (!branchExists(records, branchId)) throw new MemberError("branchId", refusals.noSuchBranch);
        if (memberId !== null) checkSecretary(core, memberId);
        updateSecretary(records, branchId, memberId);
        audit.record(by.actor, "branch.secretary", `branch:${branchId}`, { memberId });
      }),
  };
}

function checkParent(core: Core, level: HomeLevel, parentId: number): void {
  const parent = findHome(core.store.records, parentId);
  if (parent === undefined) throw new MemberError("parentId", refusals.noSuchHome);
  if (LEVELS.indexOf(parent.level) >= LEVELS.indexOf(level)) {
    throw new MemberError("parentId", refusals.parentLevel);
  }
}

function checkSecretary(core: Core, memberId: number): void {
  const row = findMember(core.store.records, memberId);
  if (row === undefined || row.erasedAt !== null || row.status !== "alive") {
    throw new MemberError("secretaryId", refusals.noSuchMember);
  }
}

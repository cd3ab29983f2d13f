/** What an actor is to an order. Held against the tables, not against what the actor says. */
import { hasRole } from "../../members/index.ts";
import type { Orderer, ServiceRequest } from "../types.ts";
import { STRANGER_ACTOR } from "./requests.repo.ts";
import type { Core } from "./requestsCore.ts";
import type { Doer } from "./transition.ts";
import type { Hat } from "./transitionRights.ts";

/** Dispatchers, editors, admins and the command line. */
export function isDesk(actor: Orderer): boolean {
  return actor.kind !== "stranger" && hasRole(actor, "dispatcher", "editor");
}

/** Whether a proxy may act for the member now. */
export function isGranted(core: Pick<Core, "members">, proxyId: number, memberId: number): boolean {
  return core.members.grantsOf(memberId).some((grant) => grant.proxyId === proxyId);
}

/** The hats that an actor wears for an order; none for someone whom it does not concern. */
export function doerOf(core: Core, actor: Orderer, request: ServiceRequest): Doer {
  switch (actor.kind) {
    case "system":
      return { hats: new Set(["system"]) };
    case "operator":
      return { hats: new Set(["desk"]) };
    case "staff": {
      const hats = new Set<Hat>();
      if (isDesk(actor)) hats.add("desk");
      if (request.offeredTo === actor.staffId) hats.add("offered");
      if (request.assigneeId === actor.staffId) hats.add("assignee");
      return { hats, staffId: actor.staffId };
    }
    case "member":
    case "proxy":
    case "stranger":
      return { hats: new Set(isPerson(core, actor, request) ? ["person"] : []) };
  }
}

function isPerson(
  core: Core,
  actor: Extract<Orderer, { kind: "member" | "proxy" | "stranger" }>,
  { id, memberId, channel, chatId }: ServiceRequest,
): boolean {
  switch (actor.kind) {
    case "member":
      return actor.memberId === memberId;
    case "proxy":
      return actor.memberId === memberId && isGranted(core, actor.proxyId, memberId);
    case "stranger":
      // An account that was a proxy's once is a stranger's now, and is not to touch what was ordered for a member.
      return (
        channel !== null &&
        chatId !== null &&
        actor.channel === channel &&
        actor.chatId === chatId &&
        core.trail.submitter(id) === STRANGER_ACTOR
      );
  }
}

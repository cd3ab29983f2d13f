/** 收到: who may say it for whom, and what it ends. */
import { type Actor, actorName } from "../../members/index.ts";
import { type Core, subjectOf } from "../life/core.ts";
import { againKey } from "../sending/keys.ts";
import { recipientOfMember, recipientOfStaff, updateRecipient } from "../sending/recipients.repo.ts";
import type { Announcements } from "../types.ts";

export function createConfirming(core: Core): Pick<Announcements, "confirm"> {
  const { store, clock, members, pushes } = core;

  /** Whoever it went to: the member, for the member or an open proxy of theirs; the member of staff. */
  function recipientFor(actor: Actor, id: number, memberId: number | undefined) {
    switch (actor.kind) {
      case "member":
      case "proxy":
        if (memberId !== undefined && memberId !== actor.memberId) return undefined;
        if (actor.kind === "proxy" && !mayAct(actor.proxyId, actor.memberId)) return undefined;
        return recipientOfMember(store.records, id, actor.memberId);
      case "staff":
        return memberId === undefined ? recipientOfStaff(store.records, id, actor.staffId) : undefined;
      case "operator":
      case "system":
        return undefined;
    }
  }

  /** What the actor says is held against the grants of this moment. */
  function mayAct(proxyId: number, memberId: number): boolean {
    return members.grantsOf(memberId).some((grant) => grant.proxyId === proxyId);
  }

  return {
    confirm: (actor, id, memberId) =>
      store.transaction(() => {
        const recipient = recipientFor(actor, id, memberId);
        if (recipient === undefined || recipient.queuedAt === null || recipient.skipped !== null) {
          return "notYours";
        }
        if (recipient.confirmedAt !== null) return "already";
        updateRecipient(store.records, recipient.id, {
          confirmedAt: clock(),
          confirmedBy: actorName(actor),
        });
        if (recipient.memberId !== null && recipient.sendKey !== null) {
          pushes.acknowledge(recipient.sendKey);
          pushes.acknowledge(againKey(recipient.sendKey));
        }
        members.audit.record(actor, "announcement.confirm", subjectOf(id), {
          recipient: recipient.id,
        });
        return "confirmed";
      }),
  };
}

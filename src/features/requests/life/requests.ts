/** The life of orders, put together from its parts. */
import type { Attachment } from "../../../dialogue/index.ts";
import { type Actor, hasRole, NotAllowed, requireRole } from "../../members/index.ts";
import { REFUSALS } from "../text.ts";
import type { Orderer, RequestEvent, RequestStatus, Requests, ServiceRequest } from "../types.ts";
import type { RequestsParts } from "../typesParts.ts";
import { createActing } from "./acting.ts";
import { createConsequences } from "./actingConsequences.ts";
import { doerOf } from "./actingHats.ts";
import { createDeadlineWatch } from "./deadlines.ts";
import { createDispatching } from "./dispatching.ts";
import { createOffers } from "./offers.ts";
import { createNews } from "./requestNews.ts";
import { createStepTaker } from "./requestRows.ts";
import { viewOf } from "./requestRowsView.ts";
import type { RequestRow } from "./requests.repo.ts";
import { type Core, createCore, nameOf, SYSTEM } from "./requestsCore.ts";
import { createErasure } from "./requestsErasure.ts";
import { createSubmission } from "./submission.ts";
import { createLedger } from "./vouchers.ts";

const DAY_MS = 24 * 3_600_000;
const DEFAULT_OWN = 20;
const DEFAULT_LIST = 100;
const MOST_LIST = 1000;
const PURPOSE = "看服务单";
/** Between staff: not for the person's eyes. */
const INTERNAL = new Set(["offer", "refuseOffer", "lapseOffer", "warn", "escalate"]);

/** See {@link Requests}. Keeps when warnings are due: make one for a store and keep it. */
export function createRequests(parts: RequestsParts): Requests {
  const core = createCore(parts);
  const { store, members, table, clock } = core;
  const ledger = createLedger(core);
  const news = createNews(core);
  const take = createStepTaker(core);
  const dispatching = createDispatching(core);
  const offers = createOffers(core, dispatching, take, news);
  const consequences = createConsequences({ core, ledger, offers, dispatching, news });
  const acting = createActing({ core, take, dispatching, consequences });
  const watch = createDeadlineWatch(core);
  const views = (rows: readonly RequestRow[]) => rows.map((row) => viewOf(row, core.item(row.itemId)));
  const view = (row: RequestRow | undefined) => row && views([row])[0];
  const { eventsOf, ...reading } = createReading(core);

  return {
    ...createSubmission({ core, ledger, offers, news }),
    ...acting,
    ...reading,
    ...createErasure(core, acting.act, eventsOf),
    get: (id) => core.get(id),
    byNumber: (number) => view(table.byNumber(number)),
    of: (memberId, limit = DEFAULT_OWN) => views(table.of(memberId, Math.min(limit, MOST_LIST))),
    ofChat: (channel, chatId, limit = DEFAULT_OWN) =>
      views(table.ofChat(channel, chatId, Math.min(limit, MOST_LIST))),
    work: (staffId) => views(table.work(staffId)),
    list(actor, filter) {
      requireRole(actor, "dispatcher", "editor", "viewer");
      return views(table.list(filter, Math.min(filter.limit ?? DEFAULT_LIST, MOST_LIST), clock()));
    },
    likeWithinADay: (memberId, itemId) => view(table.likeOfMember(memberId, itemId, clock() - DAY_MS)),
    tick() {
      const offered = table
        .offersRunOut(clock())
        .filter((id) => store.transaction(() => offers.lapse(id))).length;
      const due = watch.due(views(table.watched()));
      const count = (requests: readonly ServiceRequest[], step: "warn" | "escalate") =>
        requests.filter(({ id, version }) => acting.act(SYSTEM, id, { do: step }, version).ok).length;
      const figures = {
        offered,
        warned: count(due.warn, "warn"),
        escalated: count(due.escalate, "escalate"),
      };
      store.transaction(() => ledger.expire(nameOf(SYSTEM)));
      return figures;
    },
    skills: dispatching.skills,
    vouchers: { issue: ledger.issue, balances: ledger.balances, entries: ledger.entries },
  };

  /** Reading of sealed parts. */
  function createReading({ box, trail }: Core) {
    /** @throws NotAllowed, the same whether or not there is such an order */
    function admitted(actor: Orderer, id: number, viewersToo = false): ServiceRequest {
      const request = core.get(id);
      const may =
        request !== undefined &&
        ((actor.kind !== "system" && doerOf(core, actor, request).hats.size > 0) ||
          (viewersToo && actor.kind === "staff" && hasRole(actor, "viewer")));
      if (!may) throw new NotAllowed(REFUSALS.notAllowed);
      return request;
    }

    function eventsOf(id: number, withNotes: boolean): RequestEvent[] {
      return trail.events(id).map((row) => ({
        id: row.id,
        at: row.at,
        actor: row.actor,
        action: row.action,
        from: row.fromStatus as RequestStatus | null,
        to: row.toStatus as RequestStatus,
        detail: JSON.parse(row.detail) as Record<string, unknown>,
        ...(withNotes && row.noteSealed !== null ? { note: box.open(row.noteSealed) } : {}),
      }));
    }

    /** A stranger's own words need no entry: nobody is read about. */
    function audit(actor: Orderer, { id, memberId }: ServiceRequest): void {
      if (actor.kind === "stranger") return;
      const subject = memberId === null ? `request:${id}` : `member:${memberId}`;
      const fields: string[] = ["phone", "address"];
      members.audit.record(actor as Actor, "member.read", subject, { fields, purpose: PURPOSE, request: id });
    }

    return {
      eventsOf,
      detail: (actor: Orderer, id: number) =>
        store.transaction(() => {
          const request = admitted(actor, id);
          audit(actor, request);
          return core.openDetail(id);
        }),
      timeline(actor: Orderer, id: number): RequestEvent[] {
        const request = admitted(actor, id, true);
        const hats = doerOf(core, actor, request).hats;
        const events = eventsOf(id, hats.size > 0);
        return hats.has("person") ? events.filter(({ action }) => !INTERNAL.has(action)) : events;
      },
      attachments: (actor: Orderer, id: number) => {
        admitted(actor, id);
        return trail.attachments(id).map(({ channel, attachmentSealed, at }) => ({
          channel,
          attachment: JSON.parse(box.open(attachmentSealed)) as Attachment,
          at,
        }));
      },
    };
  }
}

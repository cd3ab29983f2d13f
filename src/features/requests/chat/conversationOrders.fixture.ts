/** The invented bureau with its catalogue, its orders and their conversation. */
import { join, resolve } from "node:path";
import { createPushes, loadHolidays, loadOfficeHours } from "../../../delivery/index.ts";
import { plainReply } from "../../../dialogue/index.ts";
import { loadCatalogue } from "../catalogue/catalogue.ts";
import { createRequests } from "../life/requests.ts";
import type { ServiceRequest } from "../types.ts";
import { createUrgentRecords } from "../urgent/urgentRecords.ts";
import { createRequestsConversation } from "./conversation.ts";
import { setUpBureau, ZONE } from "./conversationBureau.fixture.ts";
import { createTalk } from "./conversationTalk.fixture.ts";

const DATA = resolve(import.meta.dirname, "../../../../data");
const catalogue = loadCatalogue(join(DATA, "services.yaml"));
const officeHours = loadOfficeHours(
  join(DATA, "office-hours.csv"),
  loadHolidays(join(DATA, "holidays.csv")),
  ZONE,
);

export function setUpOrders() {
  const bureau = setUpBureau();
  const { store, box, clock, members, notes } = bureau;
  const pushes = createPushes({
    store,
    box,
    clock,
    recipients: { accountsOf: members.accountsOf, nameOf: (id) => members.get(id)?.name },
  });
  const requests = createRequests({
    ...bureau,
    timeZone: ZONE,
    catalogue: { current: () => catalogue },
    officeHours,
    pushes,
    tellStaff: (note) => void notes.tell(note),
    // A row, as in the service: what is only rehearsed leaves nothing behind.
    followUp: ({ id }, words) =>
      void notes.tell({
        key: `followUp:${id}`,
        reply: plainReply(words),
        urgent: false,
        roles: ["dispatcher"],
      }),
  });
  const urgent = createUrgentRecords({ ...bureau, timeZone: ZONE });
  const conversation = () =>
    createRequestsConversation({
      ...bureau,
      requests,
      urgent,
      catalogue: { current: () => catalogue },
      officeHours,
      timeZone: ZONE,
      publicUrl: "https://jinqiu.example",
    });
  const talk = createTalk(bureau, conversation);
  return {
    ...bureau,
    requests,
    urgent,
    catalogue,
    talk,
    /** All orders, oldest first. */
    orders(): ServiceRequest[] {
      return requests.list({ kind: "operator", name: "test" }, {});
    },
    /** The choices below the last replies to a message. */
    async choices(to: string, said: Parameters<typeof talk.send>[1]): Promise<string[]> {
      return (await talk.send(to, said)).flatMap((reply) => reply.choices.map(({ action }) => action));
    },
  };
}

/** Service orders and urgent records, assembled over people: for the service and the command lines. */
import { join } from "node:path";
import type { Config } from "./config.ts";
import type { Handovers, Log, OfficeHours, Pushes, StaffNotes } from "./delivery/index.ts";
import { type KeptElsewhere, type Members, readPhone, sayMoment } from "./features/members/index.ts";
import {
  createApiKeys,
  createCatalogueKeeper,
  createFigures,
  createOpen311Face,
  createOrdersExport,
  createRequests,
  createRequestsConversation,
  createUrgentRecords,
} from "./features/requests/index.ts";
import type { SecretBox, Store } from "./store/index.ts";

/** What orders stand on. */
export interface ServicesGround {
  readonly store: Store;
  readonly box: SecretBox;
  readonly key: Buffer;
  readonly clock: () => number;
  readonly log: Log;
  readonly officeHours: OfficeHours;
  readonly members: Members;
  readonly pushes: Pushes;
  readonly notes: StaffNotes;
  readonly handovers: Handovers;
  readonly duty: { readonly channel: string; readonly chatId: string } | undefined;
  mayCarryPersonal(channel: string): boolean;
}

/** The parts of the service catalogue's feature. @throws CatalogueError when there never was a good catalogue */
export function assembleServices(config: Config, dataFolder: string, ground: ServicesGround) {
  const { members, notes, handovers } = ground;
  const { timeZone } = config;
  const common = { ...ground, timeZone, audit: members.audit };
  const catalogue = createCatalogueKeeper(join(dataFolder, "services.yaml"), {
    ...common,
    ...(config.databasePath === ":memory:" ? {} : { lastGood: `${config.databasePath}.services.yaml` }),
    onFault: (error) => notes.alert(`catalogue:${error.line ?? 0}:${ground.clock()}`, error.message),
  });
  const requests = createRequests({
    ...common,
    catalogue,
    toAccount: notes.toAccount,
    tellStaff: (note) => void notes.tell(note),
    followUp: ({ id, number, channel, chatId }, words) => {
      const at = ground.clock();
      const from =
        channel !== null && chatId !== null ? { channel, chatId } : { channel: "order", chatId: number };
      handovers.open({ ...from, messageId: `followUp:${id}`, at, text: words }, "unanswered");
    },
  });
  const urgent = createUrgentRecords({
    ...common,
    toAccount: notes.toAccount,
    handoverOf: (channel, chatId) => handovers.of(channel, chatId)?.id,
  });
  const apiKeys = createApiKeys(common);
  const open311 = createOpen311Face({ ...common, requests, apiKeys, catalogue, readPhone });
  const conversation = createRequestsConversation({
    ...common,
    requests,
    catalogue,
    urgent,
    publicUrl: config.publicUrl,
  });
  const kept: KeptElsewhere = {
    erase: (memberId) => {
      requests.erase(memberId);
      urgent.erase(memberId);
    },
    sections: (memberId) => [
      {
        title: "服务单",
        lines: requests
          .ordersForExport(memberId)
          .map(({ request, detail }) =>
            [
              `${request.number}　${request.item}　${sayMoment(request.submittedAt, timeZone)}`,
              detail.address ?? "",
              detail.words,
            ]
              .filter((part) => part !== "")
              .join("　"),
          ),
      },
    ],
  };
  return {
    catalogue,
    requests,
    urgent,
    apiKeys,
    open311,
    figures: createFigures({ ...common, catalogue }),
    exportOrders: createOrdersExport({ ...common, catalogue }),
    conversation,
    kept,
  };
}

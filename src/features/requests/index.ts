/** Service catalogue and orders: reading of words, submission, dispatch, deadlines, vouchers, rating. */

export { type ApiKeys, createApiKeys } from "./apiKeys.ts";
export { type Catalogue, CatalogueError, loadCatalogue } from "./catalogue.ts";
export { type CatalogueKeeper, createCatalogueKeeper } from "./catalogueKeeper.ts";
export { createRequestsConversation } from "./conversation.ts";
export { createOrdersExport, type ExportOrders } from "./exportOrders.ts";
export {
  type CountFigures,
  createFigures,
  type Figures,
  type GroupFigures,
  type StepFigures,
} from "./figures.ts";
export { createOpen311Face } from "./open311Face.ts";
export { createRequests } from "./requests.ts";
export type {
  ChannelAttachment,
  Done,
  ExportedOrder,
  OrderDetail,
  OrderDraft,
  Orderer,
  OrderFilter,
  Refusal,
  RefusalCode,
  RequestAction,
  RequestEvent,
  RequestStatus,
  Requests,
  ServiceRequest,
  Skill,
  Skills,
  Stars,
  Stranger,
  TimeSpan,
  VoucherBalance,
  VoucherEntry,
  VoucherKind,
  Vouchers,
} from "./types.ts";
export type { RequestsParts, StaffNote } from "./typesParts.ts";
export { createUrgentRecords, type UrgentRecords } from "./urgentRecords.ts";

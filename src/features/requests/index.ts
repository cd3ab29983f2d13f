/** Service catalogue and orders: reading of words, submission, dispatch, deadlines, vouchers, rating. */

export { type Catalogue, CatalogueError, loadCatalogue } from "./catalogue/catalogue.ts";
export { type CatalogueKeeper, createCatalogueKeeper } from "./catalogue/catalogueKeeper.ts";
export { createRequestsConversation } from "./chat/conversation.ts";
export { type ApiKeys, createApiKeys } from "./exchange/apiKeys.ts";
export { createOrdersExport, type ExportOrders } from "./exchange/exportOrders.ts";
export {
  type CountFigures,
  createFigures,
  type Figures,
  type GroupFigures,
  type StepFigures,
} from "./exchange/figures.ts";
export { createOpen311Face } from "./exchange/open311Face.ts";
export { ORDER_LABELS } from "./exchange/orderLabels.ts";
export { createRequests } from "./life/requests.ts";
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
export { createUrgentRecords, type UrgentRecords } from "./urgent/urgentRecords.ts";
export { readTime, type TimeReading } from "./words/timeWords.ts";
export { readNumber } from "./words/timeWordsNumber.ts";

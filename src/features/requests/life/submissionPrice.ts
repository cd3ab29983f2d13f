/** What of an order vouchers pay. */
import type { ServiceItem } from "../catalogue/catalogueSchema.ts";
import type { VoucherKind } from "../types.ts";

/** The voucher that pays for an item, in fen; undefined where it is free or paid otherwise. */
export function submissionPrice(
  item: ServiceItem | undefined,
): { readonly kind: VoucherKind; readonly fen: number } | undefined {
  if (item?.price.kind !== "voucher") return undefined;
  return { kind: item.price.voucher, fen: Math.round(item.price.yuan * 100) };
}

/** Whether a request that changes something comes from our own page. */

/** The request headers that tell. */
export interface OriginHeaders {
  secFetchSite: string | undefined;
  origin: string | undefined;
  referer: string | undefined;
  host: string | undefined;
}

/**
 * True when the browser says that our own page sent the request.
 *
 * Browsers send Sec-Fetch-Site over https only, so on a plain http network Origin decides, and Referer in
 * those that send no Origin with a form. Only the host is compared: behind a proxy that ends TLS, our own
 * scheme reads http where the page's is https. A request with none of the three is refused.
 */
export function isSameOrigin(headers: OriginHeaders): boolean {
  if (headers.secFetchSite !== undefined) return headers.secFetchSite === "same-origin";
  const from = headers.origin ?? headers.referer;
  if (from === undefined || headers.host === undefined || !URL.canParse(from)) return false;
  return new URL(from).host === headers.host.toLowerCase();
}

/** What an error of the Bot API means for a delivery and for the log. */
import { GrammyError, HttpError } from "grammy";
import { reasonOf } from "../../delivery/errorReason.ts";
import { DeliveryError } from "../../delivery/sender.ts";

/**
 * Turns whatever a send threw into a DeliveryError. The original is not kept as its cause: it holds the
 * payload, so the person's text, and would carry that into logs.
 */
export function toDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof GrammyError) return fromAnswer(error);
  if (error instanceof HttpError) {
    return new DeliveryError(neverConnected(error.error) ? "transport" : "uncertain", describe(error));
  }
  return new DeliveryError("uncertain", describe(error));
}

function fromAnswer(error: GrammyError): DeliveryError {
  const code = error.error_code;
  const message = describe(error);
  if (code === 429) return new DeliveryError("rateLimited", message, error.parameters.retry_after ?? 1);
  if (code === 403 || (code === 400 && GONE.test(error.description)))
    return new DeliveryError("blocked", message);
  // The token is wrong or the address is: the operator can mend that, and the message then still goes out.
  if (code === 401 || code === 404 || code >= 500) return new DeliveryError("transport", message);
  return new DeliveryError("refused", message);
}

const GONE = /chat not found|user is deactivated|user not found|peer_id_invalid/i;

/** Codes of Node and undici for a request that never left: no address, no connection, no handshake. */
const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

interface SystemFault {
  code?: unknown;
  syscall?: unknown;
  cause?: unknown;
  errors?: unknown;
}

/** True when the request surely never reached the server. ETIMEDOUT alone proves nothing: a read has it too. */
function neverConnected(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, syscall, cause, errors } = error as SystemFault;
  if (NOT_CONNECTED.has(String(code)) || syscall === "connect" || syscall === "getaddrinfo") return true;
  // Several addresses of one name were tried, and each failed.
  if (Array.isArray(errors) && errors.length > 0) return errors.every(neverConnected);
  return neverConnected(cause);
}

/** One line on an error without payload, URL or token. */
export function describe(error: unknown): string {
  if (error instanceof GrammyError) return `${error.method}: ${error.error_code} ${error.description}`;
  if (error instanceof HttpError) return `${error.message} ${systemCode(error.error)}`.trim();
  return reasonOf(error);
}

function systemCode(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  const { code, cause, errors } = error as SystemFault;
  if (typeof code === "string") return code;
  if (Array.isArray(errors)) return systemCode(errors[0]);
  if (cause !== undefined) return systemCode(cause);
  return error instanceof Error ? error.name : "";
}
